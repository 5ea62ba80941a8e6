//! A measure's values as a drawing, and what happened meanwhile at its days.

use super::unit_in_words;
use crate::date::{Date, When, add_days, days_between};
use crate::language::Language;
use crate::record::Measure;
use crate::report::annotations::{Annotation, Event};
use crate::report::measures::{MeasureReport, ShownValue};
use crate::report::number::with_unit;
use crate::report::run_chart::{self, CenterKind, Side};
use crate::site::figure::run::{Dot, Level, Mark, Run, Stretch};
use crate::site::words::sentence_case;

/// A day on which something happened, and what.
pub(super) struct Day<'t> {
    /// The day in the drawing.
    pub day: i64,
    /// The date, as precise as it is known.
    pub when: When,
    /// What happened.
    pub annotations: Vec<&'t Annotation>,
}

/// The days on which something happened while the measure was followed: from a little before its first value to a
/// little after its last, so that the values keep most of the drawing.
pub(super) fn annotated<'t>(report: &MeasureReport, told: &'t [Annotation]) -> Vec<Day<'t>> {
    let drawn = || report.values.iter().filter(|value| value.value.is_some()).map(|value| place(value.date));
    let (Some(first), Some(last)) = (drawn().min(), drawn().max()) else {
        return Vec::new();
    };
    let margin = ((last - first) / 6).max(14);
    let mut days: Vec<Day<'t>> = Vec::new();
    for annotation in told {
        let day = place(annotation.when);
        // A new start explains the reading, however long ago the last value was.
        let until = if annotation.event == Event::Break { i64::MAX } else { last + margin };
        if day < first - margin || day > until {
            continue;
        }
        match days.last_mut() {
            Some(last) if last.when == annotation.when => last.annotations.push(annotation),
            _ => days.push(Day { day, when: annotation.when, annotations: vec![annotation] }),
        }
    }
    days
}

/// A measure's values as a drawing; the numbers 1, 2, 3 … stand at `marks`.
pub(super) fn run(
    language: &Language,
    fields: &Measure,
    report: &MeasureReport,
    goal: Option<Level>,
    marks: Vec<i64>,
) -> Run {
    let name = match report.chart.center_kind {
        CenterKind::Median => language.word("label.median"),
        CenterKind::Mean => language.word("label.mean"),
    };
    let level = |name: &str, value: f64| Level {
        value,
        name: name.into(),
        label: with_unit(language, value, fields.unit),
    };
    let mut values = report.values.iter();
    let last_stretch = report.chart.stretches.len().saturating_sub(1);
    let stretch = |(index, read): (usize, &run_chart::Stretch)| {
        let dots = values.by_ref().take(read.points.len());
        let signals: &[run_chart::Signal] = if index == last_stretch { &read.signals } else { &[] };
        Stretch {
            dots: dots.map(|value| dot(language, value, read.center, signals)).collect(),
            center: read.center.map(|center| level(name, center)),
            center_to: read.baseline_to.map(place),
            lower: read.lower.map(|lower| level(language.word("label.lower-limit"), lower)),
            upper: read.upper.map(|upper| level(language.word("label.upper-limit"), upper)),
        }
    };
    let mut run = Run {
        unit: sentence_case(&unit_in_words(language, fields)),
        stretches: report.chart.stretches.iter().enumerate().map(stretch).collect(),
        goal,
        marks: marks
            .into_iter()
            .zip(1..)
            .map(|(day, number): (i64, usize)| Mark { day, number: number.to_string() })
            .collect(),
    };
    name_ticks(language, &mut run, report);
    run
}

fn dot(language: &Language, value: &ShownValue, center: Option<f64>, signals: &[run_chart::Signal]) -> Dot {
    let side = match (value.value, center) {
        (Some(value), Some(center)) if value > center => Some(Side::Above),
        (Some(value), Some(center)) if value < center => Some(Side::Below),
        _ => None,
    };
    Dot {
        day: place(value.date),
        date: language.short_date(value.date),
        tick: String::new(),
        value: value.value,
        text: value.text.clone(),
        signal: value.value.is_some() && signals.iter().any(|signal| signal.holds(value.date, side)),
    }
}

/// Names the points between the ends: by day and month within a year or so, else by month and year.
fn name_ticks(language: &Language, run: &mut Run, report: &MeasureReport) {
    let days = report.values.iter().map(|value| value.date.first());
    let span = days.clone().min().zip(days.max()).map_or(0, |(first, last)| days_between(first, last));
    let mut dots = run.stretches.iter_mut().flat_map(|stretch| &mut stretch.dots);
    for value in &report.values {
        let Some(dot) = dots.next() else { break };
        dot.tick = match value.date {
            When::Day(_) if span > 400 => {
                let short = language.short_date(value.date);
                short.split_once(' ').map(|(_, month)| month.to_owned()).unwrap_or(short)
            }
            When::Day(_) | When::Month { .. } if span <= 400 => {
                let short = language.short_date(value.date);
                short.rsplit_once(' ').map(|(day, _)| day.to_owned()).unwrap_or(short)
            }
            _ => language.short_date(value.date),
        };
    }
}

/// Where a date lies in a drawing: in the middle of the days it may mean.
fn place(when: When) -> i64 {
    const START: Date = Date::constant(1900, 1, 1);
    let (first, last) = (when.first(), when.last());
    days_between(START, add_days(first, days_between(first, last) / 2))
}
