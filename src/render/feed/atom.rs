//! `feed.xml`: what is new, as Atom (RFC 4287).

use atom_syndication::{
    Entry, EntryBuilder, Feed, FeedBuilder, FixedDateTime, LinkBuilder, PersonBuilder, Text,
};
use jiff::civil::Date;

use crate::catalog::RecordIx;
use crate::config::Config;
use crate::record::{Kind, Record};
use crate::site::Site;
use crate::view::View;

/// How many entries a feed holds.
const MOST: usize = 50;

/// The kinds whose records are news.
const NEWS: [Kind; 5] = [Kind::Update, Kind::Exemplar, Kind::Evidence, Kind::Review, Kind::Pilot];

/// The newest records of a view, as an Atom feed; `base` is the site's address with a `/` at its end.
///
/// Only records with a day on or before the as-of date are news; a record keeps its id, a `tag:` URI
/// made of its key, wherever its page moves.
pub(super) fn feed(view: &View<'_>, site: &Site<'_>, config: &Config, base: &str) -> String {
    let as_of = &site.head.as_of.iso;
    let mut news: Vec<(Date, String, RecordIx, &Record)> = view
        .entries()
        .filter(|(_, entry)| NEWS.contains(&entry.record.key.kind))
        .filter_map(|(ix, entry)| {
            let day = entry.record.when()?.day().filter(|day| *day <= site.today())?;
            Some((day, entry.record.key.to_string(), ix, &*entry.record))
        })
        .collect();
    news.sort_by(|(a_day, a, ..), (b_day, b, ..)| b_day.cmp(a_day).then_with(|| a.cmp(b)));
    news.truncate(MOST);
    let updated = news.first().map_or_else(|| as_of.clone(), |(day, ..)| day.to_string());
    let entry = |(day, _, ix, record): (Date, String, RecordIx, &Record)| {
        entry_of(record, day, &format!("{base}{}", site.urls.of_record(ix)), base)
    };
    let author = if config.book.authors.is_empty() {
        vec![config.book.title.clone()]
    } else {
        config.book.authors.clone()
    };
    let feed: Feed = FeedBuilder::default()
        .title(words(&config.book.title))
        .subtitle((!config.book.description.is_empty()).then(|| words(&config.book.description)))
        .id(base)
        .lang(Some(config.book.language.clone()))
        .updated(midnight(&updated))
        .authors(
            author
                .into_iter()
                .map(|name| PersonBuilder::default().name(words(&name).value).build())
                .collect::<Vec<_>>(),
        )
        .links(vec![
            LinkBuilder::default().rel("self").href(format!("{base}feed.xml")).build(),
            LinkBuilder::default().rel("alternate").href(base).build(),
        ])
        .entries(news.into_iter().map(entry).collect::<Vec<_>>())
        .build();
    let mut text = feed.to_string();
    text.push('\n');
    text
}

fn entry_of(record: &Record, day: Date, url: &str, base: &str) -> Entry {
    let host = base.split("//").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or("localhost");
    EntryBuilder::default()
        .title(words(record.title()))
        .id(format!("tag:{host},2000:{}", record.key))
        .updated(midnight(&day.to_string()))
        .published(Some(midnight(&day.to_string())))
        .summary(record.common.summary.as_deref().map(words))
        .links(vec![LinkBuilder::default().rel("alternate").href(url).build()])
        .build()
}

/// Words without the control characters that XML cannot hold (XML 1.0, production 2).
fn words(text: &str) -> Text {
    let allowed = |letter: &char| {
        matches!(letter, '\n' | '\t') || !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}')
    };
    Text::plain(text.chars().filter(allowed).collect::<String>())
}

/// The first moment of an ISO day, in coordinated universal time.
fn midnight(day: &str) -> FixedDateTime {
    FixedDateTime::parse_from_rfc3339(&format!("{day}T00:00:00Z")).expect("a day and a time are a moment")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_nothing_that_xml_cannot() {
        assert_eq!(words("H\u{1}i\u{b}\tthere é").value, "Hi\tthere é");
    }
}
