//! A measure's numbers as files, with the numbers of the page.

use serde::Serialize;

use super::{Download, data_path};
use crate::date::{Date, When};
use crate::language::Language;
use crate::record::{Measure, RuleSet, Unit};
use crate::report::measures::{MeasureReport, rules_name, source};
use crate::report::number::{bare, rounded};
use crate::report::run_chart::{CenterKind, Signal};
use crate::view::Item;

/// A run chart as a file.
#[derive(Serialize)]
struct RunFile<'r> {
    title: &'r str,
    unit: Unit,
    per: Option<u32>,
    n: &'r str,
    as_of: When,
    points: Vec<PointRow<'r>>,
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
    signals: &'r [Signal],
    reading: &'r str,
    method: &'r str,
    source: &'r str,
}

/// A value as a file.
#[derive(Serialize)]
struct PointRow<'r> {
    date: When,
    value: Option<f64>,
    shown_as: &'r str,
    n: &'r str,
    note: Option<&'r str>,
}

/// The table and the chart of a measure as files.
pub(super) fn files(
    language: &Language,
    item: Item<'_, Measure>,
    report: &MeasureReport,
    today: Date,
) -> Vec<Download> {
    let row = |value: &crate::report::measures::ShownValue| {
        vec![
            value.date.to_string(),
            value.value.map(bare).unwrap_or_default(),
            value.text.clone(),
            value.n.clone(),
            value.note.clone().unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = report.values.iter().map(row).collect();
    let columns = ["date", "value", "shown_as", "n", "note"];
    vec![
        Download::csv(data_path(item, "csv"), &columns, &rows),
        Download::json(data_path(item, "json"), &run_file(language, item, report, today)),
    ]
}

fn run_file<'r>(
    language: &'r Language,
    item: Item<'r, Measure>,
    report: &'r MeasureReport,
    today: Date,
) -> RunFile<'r> {
    let chart = &report.chart;
    let point = |value: &'r crate::report::measures::ShownValue| PointRow {
        date: value.date,
        value: value.value.map(rounded),
        shown_as: &value.text,
        n: &value.n,
        note: value.note.as_deref(),
    };
    RunFile {
        title: item.record().title(),
        unit: item.fields.unit,
        per: item.fields.per,
        n: &report.n,
        as_of: When::Day(today),
        points: report.values.iter().map(point).collect(),
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
        method: rules_name(language, chart.rules),
        source: source(language, chart.rules),
    }
}
