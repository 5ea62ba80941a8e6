//! What was hidden and why: a page for leadership alone.
//!
//! A report that suppresses numbers adds a row to [`SOURCES`]: a function that hands over the `disclosures` of its
//! publications with the page on which the numbers would stand.

use serde::Serialize;

use super::{Part, Told};
use crate::audience::Audience;
use crate::id::{Id, slug};
use crate::language::Language;
use crate::report::Method;
use crate::report::referrals::{self, ReferralYear};
use crate::report::suppress::Disclosure;
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text, Words, columns};
use crate::site::{Download, LinkLine, Making, urls};

/// How the log is told.
pub const METHOD: Method = Method { name: "disclosure-log" };

/// What is hidden on one page.
pub(super) struct HiddenOn {
    /// The page.
    pub page: LinkLine,
    /// The school it belongs to.
    pub school: Option<Id>,
    /// What is hidden there, and why.
    pub disclosures: Vec<Disclosure>,
}

/// Every report that hides numbers, in the order of the menu.
const SOURCES: &[fn(Making<'_, '_>) -> Vec<HiddenOn>] = &[super::look_fors::hidden, of_referrals];

/// The log as a file.
#[derive(Serialize)]
struct Row<'a> {
    page: &'a str,
    table: &'a str,
    row: &'a str,
    column: &'a str,
    why: String,
}

/// What is hidden is told once, at the top, for leadership.
pub(super) fn is_told(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    school.is_none() && making.view.audience().sees(Audience::Leadership)
}

/// Tells what is hidden on every page of the site.
pub(super) fn tell<'a>(making: Making<'a, '_>, _: Option<&Id>) -> Told<'a> {
    let mut pages: Vec<HiddenOn> = SOURCES.iter().flat_map(|source| source(making)).collect();
    pages.retain(|page| !page.disclosures.is_empty());
    let rows: Vec<Row<'_>> = pages.iter().flat_map(|page| rows(making, page)).collect();
    let lead = match rows.len() {
        0 => making.language.word("disclosures.nothing-is-hidden-no-page-of-this").to_owned(),
        hidden => say!(
            making.language,
            "disclosures.on-where-a-small-number-could-be-too",
            numbers_are_not_shown = say!(making.language, "count.numbers-are-not-shown", count = hidden),
            pages = say!(making.language, "count.pages", count = pages.len())
        ),
    };
    let table: Vec<Vec<String>> = rows
        .iter()
        .map(|row| [row.page, row.table, row.row, row.column, &row.why].map(str::to_owned).into())
        .collect();
    let names = ["page", "table", "row", "column", "why"];
    let downloads = vec![
        Download::csv(urls::report_data(None, METHOD.name, "csv"), &names, &table),
        Download::json(urls::report_data(None, METHOD.name, "json"), &rows),
    ];
    Told {
        lead: vec![SourcedLine { text: lead, records: Vec::new() }],
        n: say!(making.language, "count.pages-with-hidden-numbers", count = pages.len()),
        parts: pages.iter().enumerate().map(|(index, page)| part(making, index, page)).collect(),
        records: Vec::new(),
        downloads,
    }
}

/// What is hidden of the referrals of every year.
fn of_referrals(making: Making<'_, '_>) -> Vec<HiddenOn> {
    let of_year = |year: &ReferralYear| {
        let record = year.record.map(|ix| making.urls.of_record(ix).to_owned());
        let url = record.unwrap_or_else(|| urls::report(year.school.as_ref(), referrals::METHOD.name));
        let page =
            LinkLine { text: format!("{}: {}", referrals::METHOD.title(making.language), year.year), url };
        HiddenOn { page, school: year.school.clone(), disclosures: year.disclosures.clone() }
    };
    making.computed.referrals().map(of_year).collect()
}

fn rows<'h>(making: Making<'_, '_>, page: &'h HiddenOn) -> impl Iterator<Item = Row<'h>> {
    page.disclosures.iter().map(move |Disclosure { table, row, column, why }| Row {
        page: &page.page.text,
        table,
        row,
        column,
        why: why.words(making.language),
    })
}

/// The name of a table, row or column that is the program's own in words; an author's as it is.
fn in_words<'l>(language: &'l Language, name: &'l str) -> &'l str {
    language.known(&format!("hidden.{}", slug(name))).unwrap_or(name)
}

fn part<'a>(making: Making<'a, '_>, index: usize, page: &HiddenOn) -> Part<'a> {
    let at = page.school.as_ref().map(|school| making.place_name(Some(school)));
    let row = |hidden: &Disclosure| {
        let place = [hidden.row.as_str(), hidden.column.as_str()].into_iter().filter(|word| !word.is_empty());
        let place: Vec<&str> = place.map(|word| in_words(making.language, word)).collect();
        vec![
            Text::plain(in_words(making.language, &hidden.table)),
            Text::plain(place.join(", ")),
            Text::plain(hidden.why.words(making.language)),
        ]
    };
    let title = say!(making.language, "count.numbers", count = page.disclosures.len());
    let title = match &at {
        Some(at) => say!(making.language, "disclosures.of", title = title, text = page.page.text, at = at),
        None => say!(making.language, "disclosures.of-too", title = title, text = page.page.text),
    };
    Part {
        id: format!("page-{}", index + 1),
        heading: Text { text: page.page.text.clone(), url: Some(page.page.url.clone()) },
        lead: at.map(|at| SourcedLine { text: format!("{at}."), records: Vec::new() }).into_iter().collect(),
        blocks: vec![Block::Table {
            title: Words::from(title),
            columns: columns(
                making.language,
                ["label.table", "label.number", "disclosures.why-it-is-hidden"],
            ),
            rows: page.disclosures.iter().map(row).collect(),
        }],
    }
}
