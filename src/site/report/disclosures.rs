//! What was hidden and why: a page for leadership alone.
//!
//! A report that suppresses numbers adds a row to [`SOURCES`]: a function that hands over the `disclosures` of its
//! publications with the page on which the numbers would stand.

use serde::Serialize;

use super::{Part, Told};
use crate::audience::Audience;
use crate::id::Id;
use crate::report::Method;
use crate::report::referrals::{self, ReferralYear};
use crate::report::suppress::Disclosure;
use crate::site::blocks::{Block, SourcedLine, Text, Words, columns};
use crate::site::words::count_of;
use crate::site::{Download, LinkLine, Making, urls};

/// How the log is told.
pub const METHOD: Method = Method {
    name: "disclosure-log",
    title: "What was hidden and why",
    text: "Every number that the pages and files of this site do not show, because it would speak of a few people or \
           give such a number away. The same numbers are hidden in the site for staff. This page is in no site but \
           that for leadership.",
    source: None,
};

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
    why: &'a str,
}

/// Tells what is hidden on every page of the site: once, at the top, for leadership.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Option<Told<'a>> {
    if school.is_some() || !making.view.audience().sees(Audience::Leadership) {
        return None;
    }
    let mut pages: Vec<HiddenOn> = SOURCES.iter().flat_map(|source| source(making)).collect();
    pages.retain(|page| !page.disclosures.is_empty());
    let rows: Vec<Row<'_>> = pages.iter().flat_map(rows).collect();
    let lead = match rows.len() {
        0 => "Nothing is hidden: no page of this site has a small number of people.".to_owned(),
        hidden => format!(
            "{} on {}. Where a small number could be worked out from others, some of those are hidden too.",
            count_of(hidden, "number is not shown", "numbers are not shown"),
            count_of(pages.len(), "page", "pages"),
        ),
    };
    let table: Vec<Vec<String>> = rows
        .iter()
        .map(|row| [row.page, row.table, row.row, row.column, row.why].map(str::to_owned).into())
        .collect();
    let names = ["page", "table", "row", "column", "why"];
    let downloads = vec![
        Download::csv(urls::report_data(None, METHOD.name, "csv"), &names, &table),
        Download::json(urls::report_data(None, METHOD.name, "json"), &rows),
    ];
    Some(Told {
        lead: vec![SourcedLine { text: lead, records: Vec::new() }],
        n: count_of(pages.len(), "page with hidden numbers", "pages with hidden numbers"),
        parts: pages.iter().enumerate().map(|(index, page)| part(making, index, page)).collect(),
        records: Vec::new(),
        downloads,
    })
}

/// What is hidden of the referrals of every year.
fn of_referrals(making: Making<'_, '_>) -> Vec<HiddenOn> {
    let of_year = |year: &ReferralYear<'_>| {
        let record = year.record.map(|ix| making.urls.of_record(ix).to_owned());
        let url = record.unwrap_or_else(|| urls::report(year.school, referrals::METHOD.name));
        let page = LinkLine { text: format!("{}: {}", referrals::METHOD.title, year.year), url };
        HiddenOn { page, school: year.school.cloned(), disclosures: year.disclosures.clone() }
    };
    making.referrals.iter().map(of_year).collect()
}

fn rows(page: &HiddenOn) -> impl Iterator<Item = Row<'_>> {
    page.disclosures.iter().map(|Disclosure { table, row, column, why }| Row {
        page: &page.page.text,
        table,
        row,
        column,
        why,
    })
}

fn part<'a>(making: Making<'a, '_>, index: usize, page: &HiddenOn) -> Part<'a> {
    let at = page.school.as_ref().map(|school| making.place_name(Some(school)));
    let row = |hidden: &Disclosure| {
        let place = [hidden.row.as_str(), hidden.column.as_str()];
        let place: Vec<&str> = place.into_iter().filter(|word| !word.is_empty()).collect();
        vec![Text::plain(&hidden.table), Text::plain(place.join(", ")), Text::plain(&hidden.why)]
    };
    let title = count_of(page.disclosures.len(), "number", "numbers");
    let title = match &at {
        Some(at) => format!("{title} of {}, {at}", page.page.text),
        None => format!("{title} of {}", page.page.text),
    };
    Part {
        id: format!("page-{}", index + 1),
        heading: Text { text: page.page.text.clone(), url: Some(page.page.url.clone()) },
        lead: at.map(|at| SourcedLine { text: format!("{at}."), records: Vec::new() }).into_iter().collect(),
        blocks: vec![Block::Table {
            title: Words::Owned(title),
            columns: columns(["Table", "Number", "Why it is hidden"]),
            rows: page.disclosures.iter().map(row).collect(),
        }],
    }
}
