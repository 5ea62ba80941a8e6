//! Every record by its title, for those who look through: on one page, or on a page for each letter where there are
//! many.

use std::collections::BTreeMap;

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

/// The A–Z, and a page for each letter where there are many records.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Planned<'a>> {
    made(making).into_iter().map(|page| Planned::made(None, page)).collect()
}

fn made<'a>(making: Making<'a, '_>) -> Vec<Page<'a>> {
    let letters = letters(making);
    if letters.iter().map(|letter| letter.cards.len()).sum::<usize>() <= MOST_ON_A_PAGE {
        let jumps = letters.iter().map(|letter| Jump {
            letter: letter.letter.clone(),
            url: None,
            current: false,
            told: None,
        });
        let page = making.head(making.language.word("a-z.title"), URL, None, "a-z");
        return vec![page_of(IndexPage { page, jumps: jumps.collect(), letters })];
    }
    let jumps = |page_of: Option<&str>| {
        let jump = |letter: &Letter<'_>| Jump {
            letter: letter.letter.clone(),
            url: Some(url_of(&letter.letter)),
            current: page_of == Some(&letter.letter),
            told: page_of.is_none().then(|| range(making.language, letter)).flatten(),
        };
        letters.iter().map(jump).collect()
    };
    let page = making.head(making.language.word("a-z.title"), URL, None, "a-z");
    let mut pages = vec![page_of(IndexPage { page, jumps: jumps(None), letters: Vec::new() })];
    for letter in &letters {
        let title = say!(making.language, "a-z.of", letter = letter.letter);
        let mut page = making.head(title, &url_of(&letter.letter), None, "a-z");
        page.breadcrumbs.push(LinkLine { text: making.language.word("a-z.title").into(), url: URL.into() });
        pages.push(page_of(IndexPage {
            page,
            jumps: jumps(Some(&letter.letter)),
            letters: vec![letter.clone()],
        }));
    }
    pages
}

fn page_of(page: IndexPage<'_>) -> Page<'_> {
    let url = page.page.url.clone();
    let context = Context::Index(page);
    Page::plain(url, "a-z.html", context)
}

fn range(language: &Language, letter: &Letter<'_>) -> Option<Range> {
    Some(Range {
        count: say!(language, "count.records", count = letter.cards.len()),
        first: letter.cards.first()?.title.to_owned(),
        last: letter.cards.last()?.title.to_owned(),
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

/// A record with the words that it is sorted by.
type Sorted<'a> = (Vec<String>, RecordIx, &'a Entry);

fn letters<'a>(making: Making<'a, '_>) -> Vec<Letter<'a>> {
    let mut letters: BTreeMap<String, Vec<Sorted<'a>>> = BTreeMap::new();
    for (ix, entry) in making.view.entries().filter(|(_, entry)| entry.record.key.kind.row().folder.is_some())
    {
        let title = entry.record.title();
        letters.entry(letter(title)).or_default().push((in_order(title), ix, entry));
    }
    let line = |(letter, mut records): (String, Vec<Sorted<'a>>)| {
        records.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        Letter { letter, cards: making.cards(records.into_iter().map(|(_, ix, entry)| (ix, entry))) }
    };
    letters.into_iter().map(line).collect()
}

/// What a title is sorted by: its words without capitals, accents and quotes, and numbers by their value.
fn in_order(title: &str) -> Vec<String> {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let word = |word: String| if is_number(&word) { format!("{word:0>20}") } else { word };
    Words::of(title).into_folded().into_iter().map(word).collect()
}

/// The letter under which a title stands.
fn letter(title: &str) -> String {
    let folded = Words::of(title).into_folded();
    match folded.first().and_then(|word| word.chars().next()) {
        Some(first) if first.is_numeric() => "0–9".into(),
        Some(first) => first.to_uppercase().to_string(),
        None => title.chars().next().map(String::from).unwrap_or_default(),
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
        titles.sort_by_key(|title| in_order(title));
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
