//! R5 Run charts: when points in time say more than chance would.
//!
//! Three rule sets, each in its own file, read one stretch of points; a break starts a new stretch.

mod anhoej;
mod limits;
mod nhs;
mod perla;
mod reading;
mod runs;
mod signal;

use serde::Serialize;

use self::runs::{Runs, Value};
pub use self::signal::{Direction, Side, Signal, SignalKind, Verdict};
use crate::date::{Date, When};
use crate::language::Language;
use crate::record::{Better, RuleSet};

/// Points that a chart needs before any rule is read.
pub const POINTS_NEEDED: usize = 10;

/// A value at a date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartPoint {
    /// The date, as precise as it is known.
    pub date: When,
    /// The value as it is plotted; none is a gap, which ends neither a run nor a trend.
    pub value: Option<f64>,
    /// Numerator and denominator of a proportion, and what their quotient is multiplied with.
    pub proportion: Option<Proportion>,
}

/// A proportion behind a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    /// How many …
    pub numerator: f64,
    /// … of how many.
    pub denominator: f64,
    /// What the quotient is multiplied with: 100 for a percent.
    pub per: f64,
}

/// How a chart is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings<'a> {
    /// The rules.
    pub rules: RuleSet,
    /// Which direction is wanted.
    pub better: Better,
    /// The last day of the baseline, which then gives center and limits.
    pub baseline_until: Option<Date>,
    /// The first day of each new stretch.
    pub breaks: &'a [Date],
    /// Whether values are a running total: drawn, and read by no rule.
    pub running_total: bool,
}

/// What the center line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CenterKind {
    /// The median of the values.
    Median,
    /// The mean of the values, of proportions Σ numerator ÷ Σ denominator.
    Mean,
}

/// A point of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PlottedPoint {
    /// The date, as precise as it is known.
    pub date: When,
    /// The value; none is a gap.
    pub value: Option<f64>,
}

/// Points that are read together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stretch {
    /// The points in time.
    pub points: Vec<PlottedPoint>,
    /// Points off the center line.
    pub useful: usize,
    /// The center line; a running total has none.
    pub center: Option<f64>,
    /// The last point from which the center line was computed, where later ones do not move it.
    pub baseline_to: Option<When>,
    /// The lower limit, where the rules have limits and are read.
    pub lower: Option<f64>,
    /// The upper limit, where the rules have limits and are read.
    pub upper: Option<f64>,
    /// Whether there were points enough for the rules.
    pub rules_read: bool,
    /// The most useful points in a row on one side of the center.
    pub longest_run: usize,
    /// Runs of useful points on one side of the center.
    pub runs: usize,
    /// How often the center is crossed.
    pub crossings: usize,
    /// What is more than chance would give.
    pub signals: Vec<Signal>,
}

/// A chart that has been read. The numbers are those of the last stretch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunChart {
    /// All points.
    pub points: Vec<PlottedPoint>,
    /// Points off the center line.
    pub useful: usize,
    /// The center line.
    pub center: Option<f64>,
    /// What the center line is.
    pub center_kind: CenterKind,
    /// The lower limit.
    pub lower: Option<f64>,
    /// The upper limit.
    pub upper: Option<f64>,
    /// The rules.
    pub rules: RuleSet,
    /// Whether there were points enough for the rules.
    pub rules_read: bool,
    /// The most useful points in a row on one side of the center.
    pub longest_run: usize,
    /// Runs of useful points on one side of the center.
    pub runs: usize,
    /// How often the center is crossed.
    pub crossings: usize,
    /// What is more than chance would give.
    pub signals: Vec<Signal>,
    /// The chart in a few sentences.
    pub reading: String,
    /// The chart in two sentences: its latest signal, and how many more there are.
    pub short_reading: String,
    /// The stretches, the last of which the numbers above speak of.
    pub stretches: Vec<Stretch>,
}

/// Reads a chart. Points are in the order of their dates.
pub fn run_chart(language: &Language, points: &[ChartPoint], settings: Settings<'_>) -> RunChart {
    let stretches: Vec<Stretch> =
        split(points, settings.breaks).into_iter().map(|points| stretch(points, settings)).collect();
    let reading = reading::reading(language, &stretches, settings);
    let last = stretches.last().cloned().unwrap_or_else(|| stretch(&[], settings));
    RunChart {
        points: points.iter().map(plotted).collect(),
        useful: last.useful,
        center: last.center,
        center_kind: center_kind(settings.rules),
        lower: last.lower,
        upper: last.upper,
        rules: settings.rules,
        rules_read: last.rules_read,
        longest_run: last.longest_run,
        runs: last.runs,
        crossings: last.crossings,
        signals: last.signals,
        reading: reading.full,
        short_reading: reading.short,
        stretches,
    }
}

fn center_kind(rules: RuleSet) -> CenterKind {
    match rules {
        RuleSet::Perla | RuleSet::Anhoej => CenterKind::Median,
        RuleSet::Nhs => CenterKind::Mean,
    }
}

fn plotted(point: &ChartPoint) -> PlottedPoint {
    PlottedPoint { date: point.date, value: point.value }
}

/// The points between breaks. A point belongs to what was before where all of its date lies before the break; a
/// break after the last point leaves an empty stretch, in which the count starts afresh.
fn split<'p>(points: &'p [ChartPoint], breaks: &[Date]) -> Vec<&'p [ChartPoint]> {
    let mut stretches = Vec::new();
    let mut rest = points;
    let mut breaks = breaks.to_vec();
    breaks.sort_unstable();
    for day in breaks {
        let before = rest.iter().position(|point| !point.date.is_before(day)).unwrap_or(rest.len());
        let (before, after) = rest.split_at(before);
        if !before.is_empty() {
            stretches.push(before);
        }
        rest = after;
    }
    if !rest.is_empty() || !stretches.is_empty() {
        stretches.push(rest);
    }
    stretches
}

fn stretch(points: &[ChartPoint], settings: Settings<'_>) -> Stretch {
    let value = |point: &ChartPoint| {
        Some(Value { date: point.date, value: point.value?, proportion: point.proportion })
    };
    let values: Vec<Value> = points.iter().filter_map(value).collect();
    let in_baseline = |value: &&Value| settings.baseline_until.is_none_or(|last| value.date.is_by(last));
    let baseline: Vec<Value> = match values.iter().filter(in_baseline).copied().collect::<Vec<_>>() {
        // A stretch that starts after the baseline has none of its own to go by.
        empty if empty.is_empty() => values.clone(),
        baseline => baseline,
    };
    let limits = match settings.rules {
        _ if settings.running_total => limits::Limits::default(),
        RuleSet::Perla | RuleSet::Anhoej => limits::Limits::median(&baseline),
        RuleSet::Nhs => nhs::limits(&baseline),
    };
    let runs = Runs::of(&values, limits.center);
    let enough = match settings.rules {
        RuleSet::Perla | RuleSet::Anhoej => runs.useful >= POINTS_NEEDED,
        RuleSet::Nhs => values.len() >= POINTS_NEEDED,
    };
    let rules_read = enough && !settings.running_total;
    let signals = match (rules_read, limits.center) {
        (true, Some(center)) => match settings.rules {
            RuleSet::Perla => perla::signals(&values, center, &runs),
            RuleSet::Nhs => nhs::signals(&values, center, &limits),
            RuleSet::Anhoej => anhoej::signals(&values, center, &runs),
        },
        _ => Vec::new(),
    };
    Stretch {
        points: points.iter().map(plotted).collect(),
        useful: runs.useful,
        center: limits.center,
        baseline_to: baseline.last().filter(|_| baseline.len() < values.len()).map(|last| last.date),
        lower: limits.lower.filter(|_| rules_read),
        upper: limits.upper.filter(|_| rules_read),
        rules_read,
        longest_run: runs.longest,
        runs: runs.count,
        crossings: runs.count.saturating_sub(1),
        signals: signals.into_iter().map(|signal| signal.judged(settings.better)).collect(),
    }
}

#[cfg(test)]
mod tests;
