//! A chart in a sentence or two.

use super::{
    Direction, POINTS_NEEDED, RunChart, Settings, Side, Signal, SignalKind, Stretch, Verdict, center_kind,
    limits,
};
use crate::date::{Date, days_between};
use crate::record::RuleSet;

/// What a chart says, in full and in two sentences.
pub(super) struct Reading {
    /// With every signal.
    pub full: String,
    /// With the latest signal, and how many more there are.
    pub short: String,
}

impl Reading {
    fn plain(text: String) -> Self {
        Self { full: text.clone(), short: text }
    }
}

/// What the last stretch of a chart says.
pub(super) fn reading(stretches: &[Stretch], settings: Settings<'_>) -> Reading {
    let with_value = |stretch: &Stretch| stretch.points.iter().filter(|point| point.value.is_some()).count();
    let drawn: usize = stretches.iter().map(with_value).sum();
    let Some(last) = stretches.last().filter(|_| drawn > 0) else {
        return Reading::plain("no data".into());
    };
    if settings.running_total {
        let drawn = counted(drawn, "point is", "points are");
        return Reading::plain(format!("A running total: {drawn} drawn, and no rules are read."));
    }
    let with_value = last.points.iter().filter(|point| point.value.is_some());
    let days: Vec<Date> = with_value.map(|point| point.date.first()).collect();
    if days.len() < POINTS_NEEDED {
        return Reading::plain(format!("{} of {POINTS_NEEDED} points so far", days.len()));
    }
    let center = center_word(settings.rules);
    if !last.rules_read {
        return Reading::plain(format!(
            "{} points, {} off the {center}; {POINTS_NEEDED} are needed",
            days.len(),
            last.useful
        ));
    }
    let sentences = sentences(last, settings);
    if sentences.is_empty() {
        return Reading::plain(format!(
            "{} points and no signal: what is seen is within what chance alone gives.",
            days.len()
        ));
    }
    let more = match sentences.len() {
        1 => String::new(),
        2 => " There is 1 more signal.".to_owned(),
        number => format!(" There are {} more signals.", number - 1),
    };
    Reading {
        short: format!("{}{more} {NO_CAUSE}", sentences[0]),
        full: format!("{} {NO_CAUSE}", sentences.join(" ")),
    }
}

const NO_CAUSE: &str = "A signal is not a cause.";

/// A sentence for every signal: those with a direction first, the latest of them at the head; values beyond one limit
/// together.
fn sentences(last: &Stretch, settings: Settings<'_>) -> Vec<String> {
    let center = center_word(settings.rules);
    let dates = last.points.iter().filter(|point| point.value.is_some()).map(|point| point.date.first());
    let interval = interval(&dates.collect::<Vec<_>>());
    let mut signals: Vec<&Signal> = last.signals.iter().collect();
    let no_direction = |signal: &Signal| signal.verdict.is_none();
    signals.sort_by_key(|signal| (no_direction(signal), std::cmp::Reverse(signal.signal_at.sort_key())));
    let mut said: Vec<(SignalKind, Option<Side>)> = Vec::new();
    let mut sentences = Vec::new();
    for signal in &signals {
        let same = |other: &&&Signal| other.kind == SignalKind::Outside && other.side == signal.side;
        let beyond = signals.iter().filter(same).count();
        if signal.kind == SignalKind::Outside && beyond > 1 {
            if !said.contains(&(signal.kind, signal.side)) {
                said.push((signal.kind, signal.side));
                sentences.push(with_verdict(&several_outside(signal, beyond), signal.verdict));
            }
        } else {
            sentences.push(sentence(signal, last, center, interval));
        }
    }
    sentences
}

/// "Three values lie above the upper limit, the last of them on 20 November 2026", where `latest` is the last.
fn several_outside(latest: &Signal, count: usize) -> String {
    let seen = latest.signal_at.at();
    format!("{} values lie {} limit, the last of them {seen}", number(count), beyond_word(latest.side))
}

fn beyond_word(side: Option<Side>) -> &'static str {
    if side == Some(Side::Below) { "below the lower" } else { "above the upper" }
}

impl RunChart {
    /// The newest signal of the last stretch in a sentence, and what it means; one with a direction goes before one
    /// without.
    pub fn newest_signal(&self) -> Option<(String, Option<Verdict>)> {
        let last = self.stretches.last()?;
        let newest = last
            .signals
            .iter()
            .max_by_key(|signal| (signal.verdict.is_some(), signal.signal_at.sort_key()))?;
        let with_value = last.points.iter().filter(|point| point.value.is_some());
        let days: Vec<Date> = with_value.map(|point| point.date.first()).collect();
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
    let seen = signal.signal_at.in_sentence();
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
            let runs = counted(stretch.runs, "run", "runs");
            format!("{runs}, {how} than the {fewest} to {most} that chance gives")
        }
        (SignalKind::TooFewCrossings, ..) => {
            let times = match stretch.crossings {
                0 => "never".to_owned(),
                1 => "only once".to_owned(),
                times => format!("{times} times"),
            };
            format!("The {center} is crossed {times}, fewer than chance gives")
        }
        (SignalKind::Outside, side, _) => {
            format!("The value of {seen} lies {} limit", beyond_word(side))
        }
        (SignalKind::TwoOfThree, side, _) => {
            let side = if side == Some(Side::Below) { "lower" } else { "upper" };
            format!("Two of three points lie near or beyond the {side} limit, first seen {seen}")
        }
    };
    with_verdict(&said, signal.verdict)
}

fn with_verdict(said: &str, verdict: Option<Verdict>) -> String {
    match verdict {
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
        Some(89..=93) => "quarters",
        Some(350..=380) => "years",
        _ => "points",
    }
}
