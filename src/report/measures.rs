//! R5 Measures: what may be shown of a measure's values, and what its chart says.

mod shown;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::catalog::{Entry, RecordIx};
use crate::config::Privacy;
use crate::dataset::Dataset;
use crate::dataset::measure::Point;
use crate::date::{Date, When, add_days, days_between};
use crate::id::Id;
use crate::language::Language;
use crate::record::{Better, Measure, Resets, RuleSet, Unit};
use crate::view::View;

pub use self::shown::{ShownValue, Why};
use self::shown::{n_in_words, shown};
use super::Method;
use super::run_chart::{ChartPoint, Proportion, RunChart, Settings, run_chart};

/// How measures are told.
pub const METHOD: Method = Method { name: "measures" };

/// How a chart is read by a set of rules, in a sentence or two; where they are not read yet, from when on they are.
pub fn rules_in_words(language: &Language, rules: RuleSet, read: bool) -> &str {
    match (rules, read) {
        (RuleSet::Perla, true) => language.word("measures.the-line-is-the-median-six-or"),
        (RuleSet::Anhoej, true) => language.word("measures.the-line-is-the-median-a-longer"),
        (RuleSet::Nhs, true) => language.word("measures.the-line-is-the-mean-and-the"),
        (RuleSet::Perla | RuleSet::Anhoej, false) => language.word("measures.the-line-is-the-median-no-rule"),
        (RuleSet::Nhs, false) => language.word("measures.the-line-is-the-mean-no-limit"),
    }
}

/// Where a rule set is from.
pub fn source(language: &Language, rules: RuleSet) -> &str {
    match rules {
        RuleSet::Perla => language.word("measures.perla-provost-and-murray-bmj-quality-safety"),
        RuleSet::Nhs => language.word("measures.nhs-england-making-data-count-limits-after"),
        RuleSet::Anhoej => language.word("measures.anhoj-and-olesen-plos-one-2014-9"),
    }
}

/// What a rule set is called beside a chart.
pub fn rules_name(language: &Language, rules: RuleSet) -> &str {
    match rules {
        RuleSet::Perla => language.word("measures.run-chart-rules-of-perla-provost-and"),
        RuleSet::Nhs => language.word("measures.xmr-chart-rules-of-nhs-england"),
        RuleSet::Anhoej => language.word("measures.run-chart-rules-of-anhoj-and-olesen"),
    }
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
    /// How many values there are, and of how many people, where that is known: "12 values, each of 69 to 71 students".
    pub n: String,
    /// Where the measure is older than its cadence.
    pub stale: Option<Stale>,
}

impl MeasureReport {
    /// The latest value that may be shown, and its date.
    pub fn latest(&self) -> Option<(When, f64)> {
        self.values.iter().rev().find_map(|value| Some((value.date, value.value?)))
    }

    /// The latest value that may be shown of those whose whole date lies on or before a day.
    pub fn latest_by(&self, day: Date) -> Option<(When, f64)> {
        let by = self.values.iter().rev().filter(|value| value.date.is_by(day));
        by.clone().find_map(|value| Some((value.date, value.value?)))
    }

    /// Whether there is a value whose whole date lies on or before a day, whether or not it may be shown.
    pub fn has_value_by(&self, day: Date) -> bool {
        self.values.iter().any(|value| value.why != Why::Missing && value.date.is_by(day))
    }

    /// Whether there is any value, whether or not it may be shown.
    pub fn has_values(&self) -> bool {
        self.values.iter().any(|value| value.why != Why::Missing)
    }

    /// Why values are not shown, and how many of them, in the order of the file.
    pub fn withheld(&self) -> Vec<(&str, usize)> {
        let mut reasons: Vec<(&str, usize)> = Vec::new();
        for value in self.values.iter().filter(|value| value.why == Why::Withheld) {
            match reasons.iter_mut().find(|(reason, _)| *reason == value.text) {
                Some((_, count)) => *count += 1,
                None => reasons.push((&value.text, 1)),
            }
        }
        reasons
    }
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

/// Every measure of a place that an audience may see, as it may be shown.
pub fn measures(
    view: &View<'_>,
    school: Option<&Id>,
    privacy: Privacy,
    today: Date,
) -> BTreeMap<RecordIx, MeasureReport> {
    view.own::<Measure>(school)
        .map(|item| (item.ix, measure(view.language(), item.entry, item.fields, privacy, today)))
        .collect()
}

/// What may be shown of a measure, as of a date.
pub fn measure(
    language: &Language,
    entry: &Entry,
    fields: &Measure,
    privacy: Privacy,
    today: Date,
) -> MeasureReport {
    let points = match entry.dataset.as_deref() {
        Some(Dataset::Measure(data)) => data.points.as_slice(),
        _ => &[],
    };
    let (so_far, ahead): (Vec<&Point>, Vec<&Point>) =
        points.iter().partition(|point| !point.date.is_after(today));
    let values: Vec<ShownValue> =
        so_far.iter().map(|point| shown(language, point, fields, privacy)).collect();
    let plotted: Vec<ChartPoint> = so_far
        .iter()
        .zip(&values)
        .map(|(point, shown)| ChartPoint {
            date: point.date,
            value: shown.value,
            proportion: shown.value.and_then(|_| proportion(point, fields)),
        })
        .collect();
    let running_total = fields.resets == Some(Resets::Year);
    let mut breaks: Vec<Date> = fields.breaks.iter().map(|a_break| a_break.date.first()).collect();
    breaks.retain(|day| *day <= today);
    if running_total {
        breaks.extend(school_years(&so_far));
    }
    let settings = Settings {
        rules: fields.rules.unwrap_or(RuleSet::Perla),
        better: fields.better,
        baseline_until: fields.baseline_until.map(When::last),
        breaks: &breaks,
        running_total,
    };
    let last =
        so_far.iter().rev().find(|point| point.value.is_some()).map(|point| point.date.last().min(today));
    let stale = last.and_then(|last| stale(last, fields.cadence_days?, today));
    let n = n_in_words(language, &so_far, fields, privacy);
    let mut chart = run_chart(language, &plotted, settings);
    let withheld = values.iter().any(|value| value.why == Why::Withheld);
    if withheld && values.iter().all(|value| value.value.is_none()) {
        // There are data, and saying that there are none would be wrong.
        chart.reading = NOTHING_SHOWN.into();
        chart.short_reading = NOTHING_SHOWN.into();
    }
    MeasureReport { chart, values, ahead: ahead.len(), n, stale }
}

/// The reading of a chart all of whose values are withheld.
const NOTHING_SHOWN: &str = "no value that may be shown";

/// The first days of the school years that begin between the first and the last value.
fn school_years(points: &[&Point]) -> Vec<Date> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    let (first, last) = (first.date.first(), last.date.last());
    let starts = (first.year()..=last.year()).map(|starts| When::SchoolYear { starts }.first());
    starts.filter(|day| *day > first && *day <= last).collect()
}

/// How old a value of that day is, where that is more than its measure's cadence.
pub(super) fn stale(last: Date, cadence_days: u16, today: Date) -> Option<Stale> {
    let due = add_days(last, i64::from(cadence_days));
    let over_days = days_between(due, today);
    (over_days > 0).then(|| Stale { last, age_days: days_between(last, today), over_days })
}

/// The numerator and denominator of a value, as a chart reads proportions.
fn proportion(point: &Point, fields: &Measure) -> Option<Proportion> {
    let ratio = point.ratio?;
    let per = match fields.unit {
        Unit::Percent => 100.0,
        Unit::Rate => f64::from(fields.per.unwrap_or(1)),
        Unit::Count | Unit::Minutes | Unit::Hours | Unit::Days | Unit::Score => 1.0,
    };
    Some(Proportion { numerator: ratio.numerator, denominator: ratio.denominator, per })
}

/// Which direction is wanted, in words.
pub fn wanted(language: &Language, better: Better) -> &str {
    match better {
        Better::Higher => language.word("word.higher-is-better"),
        Better::Lower => language.word("word.lower-is-better"),
    }
}
