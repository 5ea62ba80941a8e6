//! Every record by its title, for those who look through: on one page, or on a page for each letter where there are
//! many.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::{Card, Context, LinkLine, Making, Page, PageHead, Planned};
use crate::catalog::{Entry, RecordIx};
use crate::check::names::fold::Words;
use crate::language::Language;
use crate::say;

/// With more records than this, each letter has a page.
const MOST_ON_A_PAGE: usize = 1_000;

/// The address of the A–Z.
const URL: &str = "a-z.html";

const TEMPLATE: &str = "a-z.html";

/// Every record by its title, or those of one letter.
#[derive(Debug, Clone, Serialize)]
pub struct IndexPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The letters.
    pub jumps: Vec<Jump>,
    /// The records by first letter; none on the page that only leads to each letter's own.
    pub letters: Vec<Letter<'a>>,
}

/// The way to the records of a letter.
#[derive(Debug, Clone, Serialize)]
pub struct Jump {
    /// The letter.
    pub letter: String,
    /// Its page; none where all letters stand on one.
    pub url: Option<String>,
    /// Whether this is the page of that letter.
    pub current: bool,
    /// How many records it has, and from which to which, where they are on a page of their own.
    pub told: Option<Range>,
}

/// How many records a letter has, and the first and last of them.
#[derive(Debug, Clone, Serialize)]
pub struct Range {
    /// How many.
    pub count: String,
    /// The first title.
    pub first: String,
    /// The last title.
    pub last: String,
}

/// The records of one letter.
#[derive(Debug, Clone, Serialize)]
pub struct Letter<'a> {
    /// The letter, or `0–9`.
    pub letter: String,
    /// The records.
    pub cards: Vec<Card<'a>>,
}

/// The records by first letter, each letter's in the order of their keys.
type Letters<'a> = BTreeMap<Cow<'static, str>, Vec<(RecordIx, &'a Entry)>>;

/// The A–Z, and a page for each letter where there are many records.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Planned<'a>> {
    let letters = Arc::new(letters(making));
    let all = letters.clone();
    if letters.values().map(Vec::len).sum::<usize>() <= MOST_ON_A_PAGE {
        return vec![Planned::later(URL.into(), TEMPLATE, None, move |making| making.on_one_page(&all))];
    }
    let mut pages = vec![Planned::later(URL.into(), TEMPLATE, None, move |making| making.ways_to(&all))];
    pages.extend(letters.keys().map(|letter| {
        let (all, letter) = (letters.clone(), letter.clone());
        let url = url_of(&letter);
        Planned::later(url, TEMPLATE, None, move |making| making.of_letter(&all, &letter))
    }));
    pages
}

impl<'a> Making<'a, '_> {
    fn on_one_page(self, all: &Letters<'a>) -> Page<'a> {
        let jump = |letter: &Cow<'static, str>| Jump {
            letter: letter.to_string(),
            url: None,
            current: false,
            told: None,
        };
        let page = self.head(self.language.word("a-z.title"), URL, None, "a-z");
        let letters = all.par_iter().map(|(letter, records)| self.letter(letter, records)).collect();
        page_of(IndexPage { page, jumps: all.keys().map(jump).collect(), letters })
    }

    /// The page that leads to each letter's own.
    fn ways_to(self, all: &Letters<'a>) -> Page<'a> {
        let jump = |(letter, records): (&Cow<'static, str>, &Vec<(RecordIx, &Entry)>)| Jump {
            letter: letter.to_string(),
            url: Some(url_of(letter)),
            current: false,
            told: range(self.language, records),
        };
        let page = self.head(self.language.word("a-z.title"), URL, None, "a-z");
        page_of(IndexPage { page, jumps: all.par_iter().map(jump).collect(), letters: Vec::new() })
    }

    fn of_letter(self, all: &Letters<'a>, letter: &str) -> Page<'a> {
        let jump = |other: &Cow<'static, str>| Jump {
            letter: other.to_string(),
            url: Some(url_of(other)),
            current: other == letter,
            told: None,
        };
        let title = say!(self.language, "a-z.of", letter = letter);
        let mut page = self.head(title, &url_of(letter), None, "a-z");
        page.breadcrumbs.push(LinkLine { text: self.language.word("a-z.title").into(), url: URL.into() });
        let letters = all.get(letter).map(|records| self.letter(letter, records)).into_iter().collect();
        page_of(IndexPage { page, jumps: all.keys().map(jump).collect(), letters })
    }

    fn letter(self, letter: &str, records: &[(RecordIx, &'a Entry)]) -> Letter<'a> {
        Letter { letter: letter.to_owned(), cards: self.cards(in_order(records)) }
    }
}

fn page_of(page: IndexPage<'_>) -> Page<'_> {
    let url = page.page.url.clone();
    let context = Context::Index(page);
    Page::plain(url, TEMPLATE, context)
}

fn range(language: &Language, records: &[(RecordIx, &Entry)]) -> Option<Range> {
    let records = in_order(records);
    let title = |(_, entry): &(RecordIx, &Entry)| entry.record.title().to_owned();
    Some(Range {
        count: say!(language, "count.records", count = records.len()),
        first: title(records.first()?),
        last: title(records.last()?),
    })
}

/// The page of a letter: `a-z/m.html`, or its numbers where addresses and disks would write it differently.
fn url_of(letter: &str) -> String {
    let plain = |letter: char| match letter {
        '–' => "-".to_owned(),
        letter if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase().to_string(),
        letter => format!("{:x}", u32::from(letter)),
    };
    format!("a-z/{}.html", letter.chars().map(plain).collect::<String>())
}

fn letters<'a>(making: Making<'a, '_>) -> Letters<'a> {
    let mut records: Vec<(RecordIx, &'a Entry)> = making.view.entries().collect();
    records.retain(|(_, entry)| entry.record.key.kind.row().folder.is_some());
    let with_letter = |record: (RecordIx, &'a Entry)| (letter(record.1.record.title()), record);
    let lettered: Vec<_> = records.into_par_iter().map(with_letter).collect();
    let mut letters = Letters::new();
    for (letter, record) in lettered {
        letters.entry(letter).or_default().push(record);
    }
    letters
}

/// Records in the order of their titles.
fn in_order<'a>(records: &[(RecordIx, &'a Entry)]) -> Vec<(RecordIx, &'a Entry)> {
    let mut records = records.to_vec();
    records.sort_by_cached_key(|(ix, entry)| (sorted_by(entry.record.title()), *ix));
    records
}

/// What a title is sorted by: its words without capitals, accents and quotes, and numbers by their value.
fn sorted_by(title: &str) -> Vec<String> {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let word = |word: String| if is_number(&word) { format!("{word:0>20}") } else { word };
    Words::of(title).into_folded().into_iter().map(word).collect()
}

/// The letter under which a title stands.
fn letter(title: &str) -> Cow<'static, str> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    // Most titles begin with a plain letter, which is that of their first word.
    match title.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => {
            let at = usize::from(first.to_ascii_uppercase() as u8 - b'A');
            return LETTERS[at..=at].into();
        }
        Some(first) if first.is_ascii_digit() => return "0–9".into(),
        _ => {}
    }
    let folded = Words::of(title).into_folded();
    match folded.first().and_then(|word| word.chars().next()) {
        Some(first) if first.is_numeric() => "0–9".into(),
        Some(first) => first.to_uppercase().to_string().into(),
        None => title.chars().next().map(String::from).unwrap_or_default().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_under_their_letter() {
        assert_eq!(letter("¿Qué sigue?"), "Q");
        assert_eq!(letter("20 minutes"), "0–9");
        assert_eq!(letter("Éxito"), "E");
        assert_eq!(letter("Ñandú"), "N");
        assert_eq!(letter("“Why?” asked"), "W");
        assert_eq!(letter("数学"), "数");
    }

    #[test]
    fn accents_capitals_and_quotes_do_not_part_neighbors_and_numbers_count() {
        let mut titles =
            ["Review 10", "écoute", "Eager", "Review 2", "“Echo” room", "elbow", "Review", "Année", "Annex"];
        titles.sort_by_key(|title| sorted_by(title));
        assert_eq!(
            titles,
            ["Année", "Annex", "Eager", "“Echo” room", "écoute", "elbow", "Review", "Review 2", "Review 10"]
        );
    }

    #[test]
    fn every_letter_has_an_address_of_plain_letters() {
        assert_eq!(url_of("M"), "a-z/m.html");
        assert_eq!(url_of("0–9"), "a-z/0-9.html");
        assert_eq!(url_of("数"), "a-z/6570.html");
    }
}
