//! R5 Measures: what may be shown of a measure's values, and what its chart says.

use crate::catalog::Entry;
use crate::config::Privacy;
use crate::dataset::Dataset;
use crate::dataset::measure::Point;
use crate::date::{Date, When, add_days, days_between};
use crate::record::{About, Better, Measure, Resets, RuleSet, Unit};

use super::Method;
use super::number::with_unit;
use super::run_chart::{ChartPoint, Proportion, RunChart, Settings, run_chart};
use super::suppress::{Denominator, Group, Percent, lone_count, percent_of_people};

/// How measures are told.
pub const METHOD: Method = Method {
    name: "measures",
    title: "Measures",
    text: "Values in time with the median of the values shown (with the rules of NHS England: the mean and \
           its limits). Rules are read from ten points on; a missing value is a gap and never zero.",
    source: None,
};

/// Where a rule set is from.
pub fn source(rules: RuleSet) -> &'static str {
    match rules {
        RuleSet::Perla => "Perla, Provost and Murray, BMJ Quality & Safety 2011;20:46–51",
        RuleSet::Nhs => "NHS England, Making data count; limits after Wheeler",
        RuleSet::Anhoej => "Anhøj and Olesen, PLoS ONE 2014;9(11):e113825",
    }
}

/// A value as a page may say it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownValue {
    /// When it was.
    pub date: When,
    /// The value, where it may be drawn.
    pub value: Option<f64>,
    /// The value in words: with its unit, hidden and why, or "no value".
    pub text: String,
    /// How many people stand behind it, in words.
    pub n: String,
    /// What the file notes.
    pub note: Option<String>,
}

/// A measure's values and reading.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureReport {
    /// The values, in time.
    pub values: Vec<ShownValue>,
    /// The chart of those that may be drawn.
    pub chart: RunChart,
    /// Values dated after the as-of date, which are left out.
    pub ahead: usize,
    /// The latest day with a value and the value.
    pub latest: Option<(Date, f64)>,
    /// Where the measure is older than its cadence.
    pub stale: Option<Stale>,
}

/// How old a measure is, where it is older than its cadence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stale {
    /// The last value's day.
    pub last: Date,
    /// Days since.
    pub age_days: i64,
    /// Days over the cadence.
    pub over_days: i64,
}

/// What may be shown of a measure, as of a date.
pub fn measure(entry: &Entry, fields: &Measure, privacy: Privacy, today: Date) -> MeasureReport {
    let points = match &entry.dataset {
        Some(Dataset::Measure(data)) => data.points.as_slice(),
        _ => &[],
    };
    let (so_far, ahead): (Vec<&Point>, Vec<&Point>) =
        points.iter().partition(|point| !point.date.is_after(today));
    let values: Vec<ShownValue> = so_far.iter().map(|point| shown(point, fields, privacy)).collect();
    let plotted: Vec<ChartPoint> = so_far
        .iter()
        .zip(&values)
        .map(|(point, shown)| ChartPoint {
            date: point.date.first(),
            value: shown.value,
            proportion: shown.value.and_then(|_| proportion(point, fields)),
        })
        .collect();
    let breaks: Vec<Date> = fields.breaks.iter().map(|a_break| a_break.date.first()).collect();
    let settings = Settings {
        rules: fields.rules.unwrap_or(RuleSet::Perla),
        better: fields.better,
        baseline_until: fields.baseline_until.map(When::last),
        breaks: &breaks,
        running_total: fields.resets == Some(Resets::Year),
    };
    let latest = values.iter().rev().find_map(|value| Some((value.date.last().min(today), value.value?)));
    let stale = latest.and_then(|(last, _)| stale(last, fields.cadence_days?, today));
    MeasureReport { chart: run_chart(&plotted, settings), values, ahead: ahead.len(), latest, stale }
}

fn stale(last: Date, cadence_days: u16, today: Date) -> Option<Stale> {
    let due = add_days(last, i64::from(cadence_days));
    let over_days = days_between(due, today);
    (over_days > 0).then(|| Stale { last, age_days: days_between(last, today), over_days })
}

/// The numerator and denominator of a value, as a chart reads proportions.
fn proportion(point: &Point, fields: &Measure) -> Option<Proportion> {
    let ratio = point.ratio?;
    let per = match fields.unit {
        Unit::Percent => 100.0,
        _ => f64::from(fields.per.unwrap_or(1)),
    };
    Some(Proportion { numerator: ratio.numerator, denominator: ratio.denominator, per })
}

/// A value as a page may say it: a percent or count of people only where it gives nobody away.
fn shown(point: &Point, fields: &Measure, privacy: Privacy) -> ShownValue {
    let group = match fields.about {
        Some(About::Students) => Some((Group::Students, privacy.min_students)),
        Some(About::Educators) => Some((Group::Educators, privacy.min_educators)),
        Some(About::Other) | None => None,
    };
    let plain = |value: f64| (Some(value), with_unit(value, fields.unit));
    let (value, text) = match (point.value, group) {
        (None, _) => (None, "no value".to_owned()),
        (Some(value), Some((group, minimum))) if fields.unit == Unit::Percent => {
            let said = percent_of_people(value, denominator(point, fields), group, minimum);
            match said {
                Percent::Shown(value) => plain(value),
                other => (None, other.words()),
            }
        }
        (Some(value), Some((_, minimum))) if fields.unit == Unit::Count => {
            if value > 0.0 && value < f64::from(minimum) {
                (None, format!("fewer than {minimum}"))
            } else {
                plain(value)
            }
        }
        (Some(value), _) => plain(value),
    };
    let minimum = group.map_or(privacy.min_students, |(_, minimum)| minimum);
    let n = point.n.map(|n| lone_count(n, minimum).words()).unwrap_or_default();
    ShownValue { date: point.date, value, text, n, note: point.note.clone() }
}

/// How many people a percent is of: its denominator, its n, or the author's word.
fn denominator(point: &Point, fields: &Measure) -> Denominator {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a denominator is a checked count"
    )]
    let from_ratio = point.ratio.map(|ratio| ratio.denominator.floor().min(4e9) as u32);
    match (from_ratio, point.n, fields.n_at_least) {
        (Some(people), ..) => Denominator::Exactly(people),
        (None, Some(people), _) => Denominator::counted(people),
        (None, None, Some(people)) => Denominator::AtLeast(people),
        (None, None, None) => Denominator::NotRecorded,
    }
}

/// Which direction is wanted, in words.
pub fn wanted(better: Better) -> &'static str {
    match better {
        Better::Higher => "higher is better",
        Better::Lower => "lower is better",
    }
}
