//! R5 Run charts: when points in time say more than chance would.
//!
//! Three rule sets, each in its own file, read one stretch of points; a break starts a new stretch.

mod anhoej;
mod limits;
mod nhs;
mod perla;
mod reading;

use serde::Serialize;

use crate::date::Date;
use crate::record::{Better, RuleSet};

/// Points that a chart needs before any rule is read.
pub const POINTS_NEEDED: usize = 10;

/// A value at a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartPoint {
    /// The day.
    pub date: Date,
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
    /// The day.
    pub date: Date,
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
    /// The center line.
    pub center: Option<f64>,
    /// The lower limit, where the rules have limits.
    pub lower: Option<f64>,
    /// The upper limit, where the rules have limits.
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
    /// The chart in a sentence or two.
    pub reading: String,
    /// The stretches, the last of which the numbers above speak of.
    pub stretches: Vec<Stretch>,
}

/// What kind of signal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// Many points in a row on one side of the center.
    Shift,
    /// Many points in a row rising or falling.
    Trend,
    /// Fewer runs than chance gives.
    TooFewRuns,
    /// More runs than chance gives.
    TooManyRuns,
    /// Fewer crossings of the center than chance gives.
    TooFewCrossings,
    /// A point beyond a limit.
    Outside,
    /// Two of three points in the outer third of the limits.
    TwoOfThree,
}

/// A side of the center line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Above it.
    Above,
    /// Below it.
    Below,
}

/// A direction in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Each point higher than the one before.
    Rising,
    /// Each point lower than the one before.
    Falling,
}

/// What a signal means for those who want the measure to go one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It goes the wanted way.
    Improvement,
    /// It goes the other way.
    Concern,
}

/// More than chance would give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Signal {
    /// What kind.
    pub kind: SignalKind,
    /// On which side, where the kind has one.
    pub side: Option<Side>,
    /// In which direction, where the kind has one.
    pub direction: Option<Direction>,
    /// How many points it has.
    pub length: usize,
    /// Its first point.
    pub from: Date,
    /// Its last point.
    pub to: Date,
    /// The point that completed the rule.
    pub signal_at: Date,
    /// What it means, where it has a direction.
    pub verdict: Option<Verdict>,
}

/// Reads a chart. Points are in the order of their days.
pub fn run_chart(points: &[ChartPoint], settings: Settings<'_>) -> RunChart {
    let stretches: Vec<Stretch> =
        split(points, settings.breaks).into_iter().map(|points| stretch(points, settings)).collect();
    let reading = reading::reading(&stretches, settings);
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
        reading,
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

/// The points between breaks; a break's day is the first of its stretch.
fn split<'p>(points: &'p [ChartPoint], breaks: &[Date]) -> Vec<&'p [ChartPoint]> {
    let mut stretches = Vec::new();
    let mut rest = points;
    let mut breaks = breaks.to_vec();
    breaks.sort_unstable();
    for day in breaks {
        let (before, after) = rest.split_at(rest.partition_point(|point| point.date < day));
        if !before.is_empty() {
            stretches.push(before);
        }
        rest = after;
    }
    if !rest.is_empty() {
        stretches.push(rest);
    }
    stretches
}

/// A value with its day: gaps are left out, since they end neither a run nor a trend.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Value {
    date: Date,
    value: f64,
    proportion: Option<Proportion>,
}

fn stretch(points: &[ChartPoint], settings: Settings<'_>) -> Stretch {
    let value = |point: &ChartPoint| {
        Some(Value { date: point.date, value: point.value?, proportion: point.proportion })
    };
    let values: Vec<Value> = points.iter().filter_map(value).collect();
    let in_baseline = |value: &&Value| settings.baseline_until.is_none_or(|last| value.date <= last);
    let baseline: Vec<Value> = match values.iter().filter(in_baseline).copied().collect::<Vec<_>>() {
        // A stretch that starts after the baseline has none of its own to go by.
        empty if empty.is_empty() => values.clone(),
        baseline => baseline,
    };
    let limits = match settings.rules {
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
            RuleSet::Anhoej => anhoej::signals(&values, &runs),
        },
        _ => Vec::new(),
    };
    Stretch {
        points: points.iter().map(plotted).collect(),
        useful: runs.useful,
        center: limits.center,
        lower: limits.lower,
        upper: limits.upper,
        rules_read,
        longest_run: runs.longest.map_or(0, |run| run.length),
        runs: runs.count,
        crossings: runs.count.saturating_sub(1),
        signals: signals.into_iter().map(|signal| judged(signal, settings.better)).collect(),
    }
}

/// A signal with what it means for those who want the measure to go one way.
fn judged(signal: Signal, better: Better) -> Signal {
    let up = match (signal.side, signal.direction) {
        (_, Some(Direction::Rising)) | (Some(Side::Above), None) => Some(true),
        (_, Some(Direction::Falling)) | (Some(Side::Below), None) => Some(false),
        (None, None) => None,
    };
    let wanted = up.map(|up| up == (better == Better::Higher));
    let verdict = wanted.map(|wanted| if wanted { Verdict::Improvement } else { Verdict::Concern });
    Signal { verdict, ..signal }
}

/// Points in a row on one side of the center; points on it are skipped and end no run.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Run {
    side: Side,
    length: usize,
    from: Date,
    to: Date,
}

/// The runs of useful points.
#[derive(Debug, Clone, PartialEq)]
struct Runs {
    useful: usize,
    count: usize,
    longest: Option<Run>,
}

impl Runs {
    fn of(values: &[Value], center: Option<f64>) -> Self {
        let mut runs = Self { useful: 0, count: 0, longest: None };
        let Some(center) = center else {
            return runs;
        };
        let mut current: Option<Run> = None;
        for value in values {
            let Some(side) = side(value.value, center) else {
                continue;
            };
            runs.useful += 1;
            let run = match current {
                Some(run) if run.side == side => Run { length: run.length + 1, to: value.date, ..run },
                _ => {
                    runs.count += 1;
                    Run { side, length: 1, from: value.date, to: value.date }
                }
            };
            if runs.longest.is_none_or(|longest| run.length > longest.length) {
                runs.longest = Some(run);
            }
            current = Some(run);
        }
        runs
    }
}

/// The side of the center on which a value lies; none on the center itself.
fn side(value: f64, center: f64) -> Option<Side> {
    if value > center {
        Some(Side::Above)
    } else if value < center {
        Some(Side::Below)
    } else {
        None
    }
}

/// Values in a row that rise, or fall, at least `needed` long.
///
/// Where `ties_end` is false an equal neighbor is passed over: 1, 2, 3, 3, 4, 5 is a trend of five.
fn trends(values: &[Value], needed: usize, ties_end: bool) -> Vec<Signal> {
    let mut signals: Vec<Signal> = Vec::new();
    let mut row: Vec<Value> = Vec::new();
    let mut direction = None;
    let mut close = |row: &[Value], direction: Option<Direction>| {
        if let (Some(first), Some(last), Some(completing), Some(direction)) =
            (row.first(), row.last(), row.get(needed - 1), direction)
        {
            signals.push(Signal {
                kind: SignalKind::Trend,
                side: None,
                direction: Some(direction),
                length: row.len(),
                from: first.date,
                to: last.date,
                signal_at: completing.date,
                verdict: None,
            });
        }
    };
    for value in values {
        let Some(last) = row.last().copied() else {
            row.push(*value);
            continue;
        };
        let step = match value.value.total_cmp(&last.value) {
            std::cmp::Ordering::Greater => Direction::Rising,
            std::cmp::Ordering::Less => Direction::Falling,
            std::cmp::Ordering::Equal if ties_end => {
                close(&row, direction);
                row = vec![*value];
                direction = None;
                continue;
            }
            std::cmp::Ordering::Equal => continue,
        };
        if direction.is_some_and(|direction| direction != step) {
            close(&row, direction);
            row = vec![last];
        }
        row.push(*value);
        direction = Some(step);
    }
    close(&row, direction);
    signals
}

#[cfg(test)]
mod tests;
