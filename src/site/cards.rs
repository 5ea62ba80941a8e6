//! Records as lines and cards in lists.

use serde::Serialize;

use super::words::DateText;
use super::{Making, PictureLine, facts};
use crate::audience::Audience;
use crate::catalog::{Entry, RecordIx, resolve_path};
use crate::language::Language;
use crate::record::Record;
use crate::site::words::one_of_kind;

/// Words that lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkLine {
    /// The words.
    pub text: String,
    /// Where they lead, below the output folder.
    pub url: String,
}

/// A record in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Card<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its page.
    pub url: String,
    /// What it is called: "Plan", "Island of excellence".
    pub kind: String,
    /// One sentence.
    pub summary: Option<&'a str>,
    /// When.
    pub date: Option<DateText>,
    /// The school, where the list spans several.
    pub school: Option<&'a str>,
    /// A few words that tell it from its neighbors.
    pub meta: Vec<String>,
    /// "Staff" or "Leadership", where it is not for everyone.
    pub audience: Option<&'a str>,
    /// The first picture among its files.
    pub picture: Option<PictureLine<'a>>,
}

impl<'a> Making<'a, '_> {
    /// A record as a card.
    pub(super) fn card(self, ix: RecordIx, entry: &'a Entry) -> Card<'a> {
        let record = &entry.record;
        Card {
            title: record.title(),
            url: self.urls.of_record(ix).to_owned(),
            kind: one_of_kind(self.language, record.key.kind).to_owned(),
            summary: record.common.summary.as_deref(),
            date: record.when().map(|value| DateText::of(self.language, value)),
            school: self.school_name(entry),
            meta: facts::meta(self.language, entry, self.today),
            audience: badge(self.language, entry.audience),
            picture: self.first_picture(record),
        }
    }

    /// The first picture among a record's files. The words of the card say what it is of.
    fn first_picture(self, record: &Record) -> Option<PictureLine<'a>> {
        record.data.fields().attachments().iter().find_map(|file| {
            let path = resolve_path(self.view.src(), record.source.path(), &file.path).ok()?;
            PictureLine::of(self.files.get(&path)?, "")
        })
    }

    /// The cards of several records, in the order given.
    pub(super) fn cards(self, records: impl IntoIterator<Item = (RecordIx, &'a Entry)>) -> Vec<Card<'a>> {
        records.into_iter().map(|(ix, entry)| self.card(ix, entry)).collect()
    }

    /// The name of the school a record belongs to; none in a site of one school and for the district.
    pub(super) fn school_name(self, entry: &Entry) -> Option<&'a str> {
        self.names.school(entry.record.key.school.as_ref()?)
    }
}

/// What a page says about an audience; nothing for everyone.
pub(super) fn badge(language: &Language, audience: Audience) -> Option<&str> {
    match audience {
        Audience::Public => None,
        Audience::Staff => Some(language.word("label.staff")),
        Audience::Leadership => Some(language.word("label.leadership")),
    }
}

/// Newest first; undated records last, by title.
pub(super) fn newest_first(a: &Entry, b: &Entry) -> std::cmp::Ordering {
    let date = |entry: &Entry| entry.record.when().map(crate::date::When::sort_key);
    date(b).cmp(&date(a)).then_with(|| a.record.title().cmp(b.record.title()))
}
