//! A chart in a sentence or two.

use super::{
    Direction, POINTS_NEEDED, RunChart, Settings, Side, Signal, SignalKind, Stretch, Verdict, center_kind,
    limits,
};
use crate::date::{Date, day_in_words, days_between};
use crate::record::RuleSet;

/// What the last stretch of a chart says.
pub(super) fn reading(stretches: &[Stretch], settings: Settings<'_>) -> String {
    let Some(last) = stretches.last().filter(|last| last.points.iter().any(|point| point.value.is_some()))
    else {
        return "no data".into();
    };
    let days: Vec<Date> =
        last.points.iter().filter(|point| point.value.is_some()).map(|point| point.date).collect();
    if settings.running_total {
        return format!(
            "A running total: {} drawn, and no rules are read.",
            counted(days.len(), "point is", "points are")
        );
    }
    if days.len() < POINTS_NEEDED {
        return format!("{} of {POINTS_NEEDED} points so far", days.len());
    }
    let center = center_word(settings.rules);
    if !last.rules_read {
        return format!(
            "{} points, {} off the {center}; {POINTS_NEEDED} are needed",
            days.len(),
            last.useful
        );
    }
    let mut signals: Vec<&Signal> = last.signals.iter().collect();
    signals.sort_by_key(|signal| std::cmp::Reverse(signal.signal_at));
    if signals.is_empty() {
        return format!(
            "{} points and no signal: what is seen is within what chance alone gives.",
            days.len()
        );
    }
    let interval = interval(&days);
    let mut sentences: Vec<String> =
        signals.into_iter().map(|signal| sentence(signal, last, center, interval)).collect();
    sentences.push("A signal is not a cause.".into());
    sentences.join(" ")
}

impl RunChart {
    /// The newest signal of the last stretch in a sentence, and what it means; one with a direction goes before one
    /// without.
    pub fn newest_signal(&self) -> Option<(String, Option<Verdict>)> {
        let last = self.stretches.last()?;
        let newest = last.signals.iter().max_by_key(|signal| (signal.verdict.is_some(), signal.signal_at))?;
        let with_value = last.points.iter().filter(|point| point.value.is_some());
        let days: Vec<Date> = with_value.map(|point| point.date).collect();
        Some((sentence(newest, last, center_word(self.rules), interval(&days)), newest.verdict))
    }
}

fn center_word(rules: RuleSet) -> &'static str {
    match center_kind(rules) {
        super::CenterKind::Median => "median",
        super::CenterKind::Mean => "mean",
    }
}

fn sentence(signal: &Signal, stretch: &Stretch, center: &str, many: &str) -> String {
    let seen = day_in_words(signal.signal_at);
    let said = match (signal.kind, signal.side, signal.direction) {
        (SignalKind::Shift, side, _) => {
            let side = side_word(side);
            format!(
                "{} {many} in a row {side} the {center}: a shift, first seen {seen}",
                number(signal.length)
            )
        }
        (SignalKind::Trend, _, direction) => {
            let going = if direction == Some(Direction::Falling) { "falling" } else { "rising" };
            format!("{} {many} in a row {going}: a trend, first seen {seen}", number(signal.length))
        }
        (SignalKind::TooFewRuns | SignalKind::TooManyRuns, ..) => {
            let (fewest, most) = limits::runs_limits(stretch.useful).unwrap_or_default();
            let how = if signal.kind == SignalKind::TooFewRuns { "fewer" } else { "more" };
            format!("{} runs, {how} than the {fewest} to {most} that chance gives", stretch.runs)
        }
        (SignalKind::TooFewCrossings, ..) => {
            format!("The {center} is crossed {} times, fewer than chance gives", stretch.crossings)
        }
        (SignalKind::Outside, side, _) => {
            let limit = if side == Some(Side::Below) { "below the lower" } else { "above the upper" };
            format!("The value of {seen} lies {limit} limit")
        }
        (SignalKind::TwoOfThree, side, _) => {
            let side = if side == Some(Side::Below) { "lower" } else { "upper" };
            format!("Two of three points lie near or beyond the {side} limit, first seen {seen}")
        }
    };
    match signal.verdict {
        Some(Verdict::Improvement) => format!("{said}; that is the wanted direction."),
        Some(Verdict::Concern) => format!("{said}; that is not the wanted direction."),
        None => format!("{said}."),
    }
}

fn side_word(side: Option<Side>) -> &'static str {
    if side == Some(Side::Below) { "below" } else { "above" }
}

/// Small numbers as words at the start of a sentence.
fn number(value: usize) -> String {
    const WORDS: [&str; 13] = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven",
        "Twelve",
    ];
    WORDS.get(value).map_or_else(|| value.to_string(), |word| (*word).to_owned())
}

fn counted(value: usize, one: &str, many: &str) -> String {
    format!("{value} {}", if value == 1 { one } else { many })
}

/// What lies between two points, by the middle of all distances.
fn interval(days: &[Date]) -> &'static str {
    let mut gaps: Vec<i64> = days.windows(2).map(|pair| days_between(pair[0], pair[1])).collect();
    gaps.sort_unstable();
    match gaps.get(gaps.len() / 2) {
        Some(1) => "days",
        Some(6..=8) => "weeks",
        Some(28..=31) => "months",
        Some(350..=380) => "years",
        _ => "points",
    }
}
