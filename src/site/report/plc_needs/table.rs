//! Needs by category and month, with the teams in the cells.

use std::collections::BTreeMap;

use super::super::{Part, said};
use super::capitalized;
use crate::date::{When, add_days};
use crate::language::Language;
use crate::report::plc_needs::{Raised, folded};
use crate::site::blocks::{Block, Text, Words};

/// What a need without a category stands under.
const NONE: &str = "No category";

/// Category by month, with the teams in the cells.
pub(super) fn part<'a>(
    language: &Language,
    raised: &[Raised<'a>],
    met: impl Iterator<Item = When>,
) -> Option<Part<'a>> {
    if raised.is_empty() {
        return None;
    }
    let met: Vec<When> = met.collect();
    let months = months(raised, &met);
    let silent = |month: Option<When>| {
        let in_month = |when: &When| month.is_some_and(|month| overlap(month, *when));
        if met.iter().any(in_month) { language.word("word.none") } else { language.word("word.no-notes") }
    };
    let mut categories: BTreeMap<String, &str> = BTreeMap::new();
    for found in raised {
        let name = found.category().unwrap_or(NONE);
        categories.entry(folded(name)).or_insert(name);
    }
    let row = |(key, name): (&String, &&str)| {
        let of_category = |found: &&Raised<'_>| folded(found.category().unwrap_or(NONE)) == *key;
        let mut cells = vec![Text::plain(if *name == NONE {
            language.word("plc-needs.no-category").to_owned()
        } else {
            capitalized(name)
        })];
        cells.extend(months.iter().map(|month| {
            let here = raised.iter().filter(of_category).filter(|found| found.month() == *month);
            Text::plain(teams_words(here).unwrap_or_else(|| silent(*month).to_owned()))
        }));
        cells
    };
    let month_name = |month: &Option<When>| {
        month.map_or(language.word("label.month-not-known").to_owned(), |when| language.date(when))
    };
    let mut columns: Vec<Words> = vec![language.word("label.category").into()];
    columns.extend(months.iter().map(|month| Words::from(month_name(month))));
    Some(Part {
        id: "all".into(),
        heading: Text::plain(language.word("plc-needs.who-needed-what-and-when")),
        lead: vec![said(language.word("plc-needs.how-many-needs-each-team-raised-a"))],
        blocks: vec![Block::Table {
            title: language.word("plc-needs.needs-by-category-month-and-team").into(),
            columns,
            rows: categories.iter().map(row).collect(),
        }],
    })
}

/// The months from the first to the last in which a team met, then that of needs whose month is not known.
fn months(raised: &[Raised<'_>], met: &[When]) -> Vec<Option<When>> {
    let days: Vec<_> = met.iter().map(|when| when.first()).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Vec::new();
    };
    let mut months = Vec::new();
    let mut month = first.first_of_month();
    while month <= *last {
        months.push(Some(When::Month { year: month.year(), month: month.month() }));
        month = add_days(month.last_of_month(), 1);
    }
    if raised.iter().any(|found| found.month().is_none()) {
        months.push(None);
    }
    months
}

/// Whether two dates may mean the same day.
fn overlap(a: When, b: When) -> bool {
    a.first() <= b.last() && b.first() <= a.last()
}

/// "Grade 2, Grade 3 (2)"; nothing without a team.
fn teams_words<'r>(raised: impl Iterator<Item = &'r Raised<'r>>) -> Option<String> {
    let mut teams: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for found in raised {
        teams.entry(folded(found.team)).or_insert((found.team, 0)).1 += 1;
    }
    let word = |(team, number): &(&str, usize)| match number {
        1 => (*team).to_owned(),
        number => format!("{team} ({number})"),
    };
    let words: Vec<String> = teams.values().map(word).collect();
    (!words.is_empty()).then(|| words.join(", "))
}
