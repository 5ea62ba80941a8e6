//! Names and numbers of people in anything that would be published, for whatever audience.

mod body;
mod data;
pub(crate) mod fields;
pub(crate) mod fold;
mod patterns;
mod roster;
mod search;

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use self::body::Plain;
use crate::catalog::Entry;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::publish::Published;
use crate::record::fields_range;
use crate::source::Source;
use crate::view::View;

pub use patterns::What;
pub use search::{Hit, Search};

/// Problems, and the allowances without which there would be more.
#[derive(Debug, Default)]
struct Listing {
    problems: Vec<Diagnostic>,
    allowances: BTreeSet<usize>,
}

impl Listing {
    fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.allowances.is_empty()
    }
}

/// Records in which a search found nothing, so that they need not be searched again.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Clean {
    /// What was looked for; none where nothing has been searched.
    pub search: Option<blake3::Hash>,
    /// The digests of the records with their data.
    pub records: HashSet<blake3::Hash>,
}

impl Clean {
    fn of(&self, search: &Search) -> Option<&HashSet<blake3::Hash>> {
        (self.search == Some(search.digest())).then_some(&self.records)
    }
}

/// Looks for names and numbers of people in every text, file name and published file, and for
/// allowances that nothing needs; not in records that were `before` found clean. `settings` is `book.toml`, where
/// there is one.
pub fn check(
    view: &View<'_>,
    published: &Published,
    config: &Config,
    settings: Option<&Source>,
    search: &Search,
    before: &Clean,
) -> (Clean, Vec<Diagnostic>) {
    let entries: Vec<&Entry> = view.entries().map(|(_, entry)| entry).collect();
    let mut listing = Listing::default();
    let mut clean = Clean { search: Some(search.digest()), records: HashSet::new() };
    let known = before.of(search);
    let of_records: Vec<Listing> = entries
        .par_iter()
        .map(|entry| {
            let mut listing = Listing::default();
            if known.is_some_and(|known| known.contains(&entry.digest)) {
                return listing;
            }
            record(entry, search, &mut listing);
            data::check(view, entry, search, &mut listing);
            listing
        })
        .collect();
    for (entry, found) in entries.iter().zip(of_records) {
        if found.is_empty() {
            clean.records.insert(entry.digest);
        }
        listing.problems.extend(found.problems);
        listing.allowances.extend(found.allowances);
    }
    for (path, file) in published.iter() {
        file_name(path, search, &mut listing);
        whole(path, &file.words, search, &mut listing);
        if let Some(bytes) = view.file(path).filter(|_| file.is_text)
            && let Ok(source) = Source::decode(path, bytes)
        {
            text(&source, 0, source.text(), search, &mut listing);
        }
    }
    if let Some(settings) = settings {
        book(config, settings, search, &mut listing);
        listing.allowances.extend(&published.allowances);
        unused(config, settings, &mut listing);
    }
    (clean, listing.problems)
}

/// Leaves out advice about words that are part of a name from the roster: it would repeat them.
pub fn quieten(diagnostics: &mut Vec<Diagnostic>) {
    let place = |diagnostic: &Diagnostic| {
        let range = diagnostic.place.as_ref()?.range.clone();
        Some((diagnostic.file.clone(), range))
    };
    let of_names = diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::NameFound);
    let names: Vec<(Arc<str>, Range<usize>)> = of_names.filter_map(place).collect();
    let is_part = |diagnostic: &Diagnostic| {
        place(diagnostic).is_some_and(|(file, range)| {
            names
                .iter()
                .any(|(other, name)| *other == file && range.start < name.end && name.start < range.end)
        })
    };
    diagnostics.retain(|diagnostic| diagnostic.level == Level::Error || !is_part(diagnostic));
}

/// Leaves every name of the roster out of what is said of a site.
pub fn mask(diagnostics: &mut [Diagnostic], search: &Search) {
    if !search.has_names() {
        return;
    }
    let masked = |text: &mut String| {
        if let std::borrow::Cow::Owned(masked) = search.masked(text) {
            *text = masked;
        }
    };
    for diagnostic in diagnostics {
        masked(&mut diagnostic.message);
        diagnostic.help.as_mut().map(masked);
        if let std::borrow::Cow::Owned(path) = search.masked(&diagnostic.file) {
            diagnostic.file = path.into();
        }
        // A patch with a hole in it would do harm.
        diagnostic.replacement =
            diagnostic.replacement.take().filter(|text| search.masked(text) == text.as_str());
    }
}

/// What is said of a hit: its code, what was found, and what to do. It never repeats what was found.
pub fn said(what: What) -> (Code, &'static str, &'static str) {
    let number = "take it out; where everyone may read it, allow it under `[[privacy.allow]]` in book.toml";
    match what {
        What::Name => (
            Code::NameFound,
            "a name from the roster",
            "write the role instead; where the words mean something else, allow them under `[[privacy.allow]]` in book.toml",
        ),
        What::Email => (Code::PersonalNumber, "an e-mail address", number),
        What::Phone => (Code::PersonalNumber, "a telephone number", number),
        What::Number => (Code::PersonalNumber, "a number that stands for a person", number),
        What::BirthDate => (Code::PersonalNumber, "a birth date", number),
    }
}

fn problem(source: &Source, range: Range<usize>, what: What) -> Diagnostic {
    let (code, message, help) = said(what);
    Diagnostic::at(code, source, range, message).help(help)
}

/// Looks through the fields and the body of a record.
fn record(entry: &Entry, search: &Search, listing: &mut Listing) {
    let record = &entry.record;
    let source = &record.source;
    file_name(source.path(), search, listing);
    let (range, _) = fields_range(source);
    let toml = &source.text()[range.clone()];
    // Without escapes a text reads in the source as in the field, and most fields hold nothing.
    if toml.contains('\\') || !search.find(toml).is_empty() {
        fields::each_text(toml, &mut |text, literal| {
            let found = search.find(text);
            listing.allowances.extend(found.allowances);
            for hit in found.hits {
                let place = fields::place(toml, text, literal.clone(), &hit.range);
                listing.problems.push(problem(
                    source,
                    range.start + place.start..range.start + place.end,
                    hit.what,
                ));
            }
        });
    }
    let plain = Plain::of(record.body());
    let found = search.find(&plain.text);
    listing.allowances.extend(found.allowances);
    for hit in found.hits {
        let place = plain.place(&hit.range);
        let start = record.body.start;
        listing.problems.push(problem(source, start + place.start..start + place.end, hit.what));
    }
}

/// Looks through a text that stands in the source as it is published.
fn text(source: &Source, start: usize, text: &str, search: &Search, listing: &mut Listing) {
    let found = search.find(text);
    listing.allowances.extend(found.allowances);
    for hit in found.hits {
        listing.problems.push(problem(source, start + hit.range.start..start + hit.range.end, hit.what));
    }
}

/// Looks through the words of a file that is no text.
fn whole(path: &str, words: &str, search: &Search, listing: &mut Listing) {
    let found = search.find(words);
    listing.allowances.extend(found.allowances);
    let whats: BTreeSet<What> = found.hits.iter().map(|hit| hit.what).collect();
    for what in whats {
        let (code, message, help) = said(what);
        listing
            .problems
            .push(Diagnostic::file(code, path, format!("in this file stands {message}")).help(help));
    }
}

/// Looks through a file's path, which becomes an address.
fn file_name(path: &str, search: &Search, listing: &mut Listing) {
    let found = search.find(path);
    listing.allowances.extend(found.allowances);
    if let Some(hit) = found.hits.first() {
        let (code, message, help) = said(hit.what);
        let message = format!("the file's name or folder holds {message}");
        listing.problems.push(Diagnostic::file(code, path, message).help(help));
    }
}

/// Looks through what every page says of the site.
fn book(config: &Config, settings: &Source, search: &Search, listing: &mut Listing) {
    let all = 0..settings.text().len();
    let mut texts = vec![("book.title".to_owned(), &config.book.title)];
    texts.push(("book.description".to_owned(), &config.book.description));
    let authors = config.book.authors.iter().enumerate();
    texts.extend(authors.map(|(index, author)| (format!("book.authors[{index}]"), author)));
    for (path, text) in texts {
        let found = search.find(text);
        listing.allowances.extend(found.allowances);
        for hit in found.hits {
            let place = crate::schema::place_of(settings, all.clone(), &path).unwrap_or(0..0);
            listing.problems.push(problem(settings, place, hit.what));
        }
    }
}

/// Allowances that nothing needs.
fn unused(config: &Config, settings: &Source, listing: &mut Listing) {
    for index in (0..config.names.allow.len()).filter(|index| !listing.allowances.contains(index)) {
        let path = format!("privacy.allow[{index}].text");
        let place = crate::schema::place_of(settings, 0..settings.text().len(), &path).unwrap_or(0..0);
        let problem = Diagnostic::at(
            Code::AllowanceUnused,
            settings,
            place,
            "nothing in the site needs this allowance",
        );
        listing.problems.push(problem.help("delete it"));
    }
}
