//! Referrals: the latest school year in full, the earlier ones as far as they are known.

use super::{Part, Told};
use crate::calendar::school_year;
use crate::catalog::RecordIx;
use crate::date::Date;
use crate::id::Id;
use crate::language::Language;
use crate::report::referrals::{Basis, ReferralYear};
use crate::report::suppress::Cell;
use crate::say;
use crate::site::Making;
use crate::site::blocks::{Block, SourcedLine, Text, columns};
use crate::site::referrals::{average, average_or_why, n_of, said, span};

/// Whether this audience may count referrals of a place.
pub(super) fn is_told(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    making.computed.referrals_in(school).next().is_some()
}

/// Tells the referrals of a place.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let mut years: Vec<&ReferralYear> = making.computed.referrals_in(school).collect();
    years.sort_by_key(|year| std::cmp::Reverse(starts(year)));
    let latest = years.first().map(|year| starts(year));
    let (full, earlier): (Vec<_>, Vec<_>) =
        years.iter().copied().partition(|year| Some(starts(year)) == latest);
    let mut parts = Vec::new();
    for (place, year) in full.iter().enumerate() {
        let mark = if place == 0 { String::new() } else { format!("-{}", place + 1) };
        parts.extend(making.referral_parts(year, &mark));
    }
    if !earlier.is_empty() {
        parts.push(making.earlier_years(&earlier));
    }
    let records: Vec<RecordIx> = years.iter().flat_map(|year| [year.record, year.place]).flatten().collect();
    let n: Vec<String> = years
        .iter()
        .map(|year| {
            say!(making.language, "referrals.in", n_of = n_of(making.language, year), year = year.year)
        })
        .collect();
    Told {
        lead: full.iter().map(|year| lead(making.language, year)).collect(),
        parts,
        n: n.join(", "),
        records,
        downloads: making.referral_report_downloads(school, &years),
    }
}

/// When a year starts: earlier ones lie behind, and one that is no school year behind all.
fn starts(year: &ReferralYear) -> Option<Date> {
    school_year(&year.year).map(crate::date::When::first)
}

fn lead(language: &Language, year: &ReferralYear) -> SourcedLine {
    let rate = year.levels.first().and_then(|level| level.per_100_per_day.ok());
    let text = match (year.basis, rate) {
        (Basis::NoData, _) => say!(language, "referrals.for-there-are-no-data", year = year.year),
        (_, Some(rate)) => say!(
            language,
            "referrals.in-for-every-100-students-each-school",
            sentence = sentence(&n_of(language, year)),
            span = span(language, year),
            average = average(language, rate)
        ),
        (_, None) => say!(
            language,
            "referrals.in-too",
            sentence = sentence(&n_of(language, year)),
            span = span(language, year)
        ),
    };
    SourcedLine { text, records: Vec::new() }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl<'a> Making<'a, '_> {
    fn earlier_years(self, years: &[&ReferralYear]) -> Part<'a> {
        let row = |year: &&ReferralYear| {
            let link = year.record.and_then(|ix| self.link_text(ix));
            let name = Text { text: year.year.to_owned(), url: link.and_then(|link| link.url) };
            let cell = |name: &str| {
                let level = year.levels.iter().find(|level| level.name == name);
                Text::plain(level.map_or_else(
                    || self.language.word("word.not-recorded").to_owned(),
                    |level| said(self.language, level.referrals),
                ))
            };
            let days = year.school_days.map_or_else(
                |why| why.words(self.language).to_owned(),
                |days| said(self.language, Cell::Shown(days)),
            );
            let rate = year.levels.first().map(|level| average_or_why(self.language, level.per_100_per_day));
            let basis = match year.basis {
                Basis::Rows => "rows",
                Basis::Totals => "totals",
                Basis::NoData => self.language.word("word.no-data"),
            };
            vec![
                name,
                cell("all"),
                cell("majors"),
                cell("minors"),
                Text::plain(days),
                Text::option(rate),
                Text::plain(basis),
            ]
        };
        Part {
            id: "earlier".into(),
            heading: Text::plain(self.language.word("label.earlier-years")),
            lead: Vec::new(),
            blocks: vec![Block::Table {
                title: self.language.word("label.earlier-years").into(),
                columns: columns(
                    self.language,
                    [
                        "label.school-year",
                        "label.referrals",
                        "label.majors",
                        "label.minors",
                        "label.school-days",
                        "referrals.per-100-students-a-day",
                        "label.from",
                    ],
                ),
                rows: years.iter().map(row).collect(),
            }],
        }
    }
}
