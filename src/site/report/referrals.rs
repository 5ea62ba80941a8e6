//! Referrals: the latest school year in full, the earlier ones as far as they are known.

use super::{Part, Told};
use crate::calendar::school_year;
use crate::catalog::RecordIx;
use crate::date::Date;
use crate::id::Id;
use crate::report::referrals::{Basis, ReferralYear};
use crate::report::suppress::Cell;
use crate::site::Making;
use crate::site::blocks::{Block, SourcedLine, Text, columns};
use crate::site::referrals::{average, average_or_why, n_of, said, span};

/// Tells the referrals of a place; nothing where this audience has none to count.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Option<Told<'a>> {
    let mut years: Vec<&ReferralYear<'a>> =
        making.referrals.iter().filter(|year| year.school == school).collect();
    years.sort_by_key(|year| std::cmp::Reverse(starts(year)));
    let latest = starts(years.first()?);
    let (full, earlier): (Vec<_>, Vec<_>) = years.iter().copied().partition(|year| starts(year) == latest);
    let mut parts = Vec::new();
    for (place, year) in full.iter().enumerate() {
        let mark = if place == 0 { String::new() } else { format!("-{}", place + 1) };
        parts.extend(making.referral_parts(year, &mark));
    }
    if !earlier.is_empty() {
        parts.push(making.earlier_years(&earlier));
    }
    let records: Vec<RecordIx> = years.iter().flat_map(|year| [year.record, year.place]).flatten().collect();
    let n: Vec<String> = years.iter().map(|year| format!("{} in {}", n_of(year), year.year)).collect();
    Some(Told {
        lead: full.iter().map(|year| lead(year)).collect(),
        parts,
        n: n.join(", "),
        records,
        downloads: making.referral_report_downloads(school, &years),
    })
}

/// When a year starts: earlier ones lie behind, and one that is no school year behind all.
fn starts(year: &ReferralYear<'_>) -> Option<Date> {
    school_year(year.year).map(crate::date::When::first)
}

fn lead(year: &ReferralYear<'_>) -> SourcedLine {
    let rate = year.levels.first().and_then(|level| level.per_100_per_day.ok());
    let text = match (year.basis, rate) {
        (Basis::NoData, _) => format!("For {} there are no data.", year.year),
        (_, Some(rate)) => format!(
            "{} in {}: {} for every 100 students each school day.",
            sentence(&n_of(year)),
            span(year),
            average(rate)
        ),
        (_, None) => format!("{} in {}.", sentence(&n_of(year)), span(year)),
    };
    SourcedLine { text, records: Vec::new() }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl<'a> Making<'a, '_> {
    fn earlier_years(self, years: &[&ReferralYear<'a>]) -> Part<'a> {
        let row = |year: &&ReferralYear<'a>| {
            let link = year.record.and_then(|ix| self.link_text(ix));
            let name = Text { text: year.year.to_owned(), url: link.and_then(|link| link.url) };
            let cell = |name: &str| {
                let level = year.levels.iter().find(|level| level.name == name);
                Text::plain(level.map_or_else(|| "not recorded".to_owned(), |level| said(level.referrals)))
            };
            let days =
                year.school_days.map_or_else(|why| why.words().to_owned(), |days| said(Cell::Shown(days)));
            let rate = year.levels.first().map(|level| average_or_why(level.per_100_per_day));
            let basis = match year.basis {
                Basis::Rows => "rows",
                Basis::Totals => "totals",
                Basis::NoData => "no data",
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
            heading: Text::plain("Earlier years"),
            lead: Vec::new(),
            blocks: vec![Block::Table {
                title: "Earlier years".into(),
                columns: columns([
                    "School year",
                    "Referrals",
                    "Majors",
                    "Minors",
                    "School days",
                    "Per 100 students a day",
                    "From",
                ]),
                rows: years.iter().map(row).collect(),
            }],
        }
    }
}
