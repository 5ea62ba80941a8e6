//! Measures: what each measure of a place says, side by side.

use serde::Serialize;

use super::{Part, Told};
use crate::catalog::RecordIx;
use crate::date::When;
use crate::id::Id;
use crate::language::Language;
use crate::record::{Measure, MeasureKind, RuleSet, Unit};
use crate::report::measures::{METHOD, MeasureReport};
use crate::report::number::{bare, rounded, with_unit};
use crate::report::run_chart::{CenterKind, Signal};
use crate::say;
use crate::site::blocks::{Block, Multiple, SourcedLine, Text};
use crate::site::facts::word;
use crate::site::words::as_sentence;
use crate::site::{Download, Making, urls};
use crate::view::Item;

/// A measure as a row of a file; its points are in its own file.
#[derive(Serialize)]
struct Row<'a> {
    measure: String,
    title: &'a str,
    kind: MeasureKind,
    unit: Unit,
    n: &'a str,
    latest_date: Option<When>,
    latest: Option<f64>,
    useful: usize,
    center: Option<f64>,
    center_kind: CenterKind,
    lower: Option<f64>,
    upper: Option<f64>,
    target: Option<f64>,
    rules: RuleSet,
    rules_read: bool,
    longest_run: usize,
    runs: usize,
    crossings: usize,
    signals: &'a [Signal],
    reading: &'a str,
}

/// A kind of measure with its anchor, and the keys of its heading and of the sentence that says what it is for.
const KINDS: [(MeasureKind, &str, [&str; 2]); 3] = [
    (MeasureKind::Outcome, "outcome", ["measures.results", "measures.results-lead"]),
    (MeasureKind::Implementation, "implementation", ["measures.practice", "measures.practice-lead"]),
    (MeasureKind::Balancing, "balancing", ["measures.balancing", "measures.balancing-lead"]),
];

/// Whether a place has a measure that this audience may see.
pub(super) fn is_told(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    let mut own = making.view.own::<Measure>(school);
    own.any(|item| making.computed.measures.contains_key(&item.ix))
}

/// Tells what the measures of a place say, by kind, in the order of their titles.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let own = making.view.own::<Measure>(school);
    let mut items: Vec<(Item<'a, Measure>, &MeasureReport)> =
        own.filter_map(|item| Some((item, &**making.computed.measures.get(&item.ix)?))).collect();
    items.sort_by(|(a, _), (b, _)| (a.record().title(), a.ix).cmp(&(b.record().title(), b.ix)));
    let part = |(kind, id, [heading, lead]): (MeasureKind, &str, [&'static str; 2])| {
        let of_kind = items.iter().filter(|(item, _)| item.fields.kind == kind);
        let multiples: Vec<Multiple> =
            of_kind.filter_map(|(item, report)| making.multiple(*item, report)).collect();
        (!multiples.is_empty()).then(|| Part {
            id: id.to_owned(),
            heading: Text::plain(making.language.word(heading)),
            lead: vec![SourcedLine { text: making.language.word(lead).to_owned(), records: Vec::new() }],
            blocks: vec![Block::Multiples { title: "".into(), multiples }],
        })
    };
    let rows: Vec<Row<'_>> = items.iter().map(|(item, report)| row(*item, report)).collect();
    let values: usize =
        items.iter().flat_map(|(_, report)| &report.values).filter(|value| value.value.is_some()).count();
    let (measures, values) = (
        say!(making.language, "count.measures", count = items.len()),
        say!(making.language, "count.values", count = values),
    );
    Told {
        lead: vec![SourcedLine {
            text: making.language.word("measures.what-do-we-follow-over-time-and").into(),
            records: Vec::new(),
        }],
        parts: KINDS.into_iter().filter_map(part).collect(),
        n: say!(making.language, "measures.with", measures = measures, values = values),
        records: items.iter().map(|(item, _)| item.ix).collect::<Vec<RecordIx>>(),
        downloads: downloads(making.language, school, &rows),
    }
}

impl<'a> Making<'a, '_> {
    fn multiple(self, item: Item<'a, Measure>, report: &MeasureReport) -> Option<Multiple> {
        let id = format!("small.{}", item.record().key.id);
        let center = match report.chart.center_kind {
            CenterKind::Median => self.language.word("word.median"),
            CenterKind::Mean => self.language.word("word.mean"),
        };
        let unit = item.fields.unit;
        let center =
            report.chart.center.map(|value| format!("{center} {}", with_unit(self.language, value, unit)));
        let stale = report.stale.map(|stale| {
            say!(self.language, "measures.last-value-old", days = self.language.days(stale.age_days))
        });
        Some(Multiple {
            title: self.link_text(item.ix)?,
            drawing: self.measure_small(item.ix, &id, item.fields.target),
            reading: as_sentence(&report.chart.short_reading),
            meta: center.into_iter().chain(stale).collect(),
        })
    }
}

fn row<'a>(item: Item<'a, Measure>, report: &'a MeasureReport) -> Row<'a> {
    let chart = &report.chart;
    let latest = report.latest();
    Row {
        measure: item.record().key.to_string(),
        title: item.record().title(),
        kind: item.fields.kind,
        unit: item.fields.unit,
        n: &report.n,
        latest_date: latest.map(|(date, _)| date),
        latest: latest.map(|(_, value)| rounded(value)),
        useful: chart.useful,
        center: chart.center.map(rounded),
        center_kind: chart.center_kind,
        lower: chart.lower.map(rounded),
        upper: chart.upper.map(rounded),
        target: item.fields.target,
        rules: chart.rules,
        rules_read: chart.rules_read,
        longest_run: chart.longest_run,
        runs: chart.runs,
        crossings: chart.crossings,
        signals: &chart.signals,
        reading: &chart.reading,
    }
}

fn downloads(language: &Language, school: Option<&Id>, rows: &[Row<'_>]) -> Vec<Download> {
    const COLUMNS: [&str; 11] = [
        "measure",
        "title",
        "kind",
        "unit",
        "n",
        "latest_date",
        "latest",
        "center",
        "target",
        "rules",
        "reading",
    ];
    let number = |value: Option<f64>| value.map(bare).unwrap_or_default();
    let table: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.measure.clone(),
                row.title.into(),
                word(language, &row.kind),
                word(language, &row.unit),
                row.n.into(),
                row.latest_date.map(|when| when.to_string()).unwrap_or_default(),
                number(row.latest),
                number(row.center),
                number(row.target),
                word(language, &row.rules),
                row.reading.into(),
            ]
        })
        .collect();
    vec![
        Download::csv(urls::report_data(school, METHOD.name, "csv"), &COLUMNS, &table),
        Download::json(urls::report_data(school, METHOD.name, "json"), &rows),
    ]
}
