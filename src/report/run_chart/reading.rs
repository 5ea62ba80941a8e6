//! A chart in a sentence or two.

use super::{
    Direction, POINTS_NEEDED, RunChart, Settings, Side, Signal, SignalKind, Stretch, Verdict, center_kind,
    limits,
};
use crate::date::{Date, days_between};
use crate::language::Language;
use crate::record::RuleSet;
use crate::say;

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
pub(super) fn reading(language: &Language, stretches: &[Stretch], settings: Settings<'_>) -> Reading {
    let with_value = |stretch: &Stretch| stretch.points.iter().filter(|point| point.value.is_some()).count();
    let drawn: usize = stretches.iter().map(with_value).sum();
    let Some(last) = stretches.last().filter(|_| drawn > 0) else {
        return Reading::plain(language.word("word.no-data").into());
    };
    if settings.running_total {
        return Reading::plain(say!(language, "run-chart.running-total", count = drawn));
    }
    let with_value = last.points.iter().filter(|point| point.value.is_some());
    let days: Vec<Date> = with_value.map(|point| point.date.first()).collect();
    if days.len() < POINTS_NEEDED {
        return Reading::plain(say!(
            language,
            "run-chart.points-so-far",
            points = days.len(),
            needed = POINTS_NEEDED
        ));
    }
    let center = center_word(language, settings.rules);
    if !last.rules_read {
        return Reading::plain(say!(
            language,
            "run-chart.points-off-the-center",
            points = days.len(),
            off = last.useful,
            center = center,
            needed = POINTS_NEEDED
        ));
    }
    let sentences = sentences(language, last, settings);
    if sentences.is_empty() {
        return Reading::plain(say!(language, "run-chart.no-signal", points = days.len()));
    }
    let no_cause = language.word("run-chart.no-cause");
    let more = match sentences.len() {
        1 => String::new(),
        number => format!(" {}", say!(language, "run-chart.more-signals", count = number - 1)),
    };
    Reading {
        short: format!("{}{more} {no_cause}", sentences[0]),
        full: format!("{} {no_cause}", sentences.join(" ")),
    }
}

/// A sentence for every signal: those with a direction first, the latest of them at the head; values beyond one limit
/// together.
fn sentences(language: &Language, last: &Stretch, settings: Settings<'_>) -> Vec<String> {
    let center = center_word(language, settings.rules);
    let dates = last.points.iter().filter(|point| point.value.is_some()).map(|point| point.date.first());
    let interval = interval(language, &dates.collect::<Vec<_>>());
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
                sentences.push(with_verdict(
                    language,
                    &several_outside(language, signal, beyond),
                    signal.verdict,
                ));
            }
        } else {
            sentences.push(sentence(language, signal, last, center, interval));
        }
    }
    sentences
}

/// "Three values lie above the upper limit, the last of them on 20 November 2026", where `latest` is the last.
fn several_outside(language: &Language, latest: &Signal, count: usize) -> String {
    let seen = language.at(latest.signal_at);
    let key = match latest.side {
        Some(Side::Below) => "run-chart.several-below",
        _ => "run-chart.several-above",
    };
    say!(language, key, number = number(language, count), seen = seen)
}

impl RunChart {
    /// The newest signal of the last stretch in a sentence, and what it means; one with a direction goes before one
    /// without.
    pub fn newest_signal(&self, language: &Language) -> Option<(String, Option<Verdict>)> {
        let last = self.stretches.last()?;
        let newest = last
            .signals
            .iter()
            .max_by_key(|signal| (signal.verdict.is_some(), signal.signal_at.sort_key()))?;
        let with_value = last.points.iter().filter(|point| point.value.is_some());
        let days: Vec<Date> = with_value.map(|point| point.date.first()).collect();
        Some((
            sentence(language, newest, last, center_word(language, self.rules), interval(language, &days)),
            newest.verdict,
        ))
    }
}

fn center_word(language: &Language, rules: RuleSet) -> &str {
    match center_kind(rules) {
        super::CenterKind::Median => language.word("word.median"),
        super::CenterKind::Mean => language.word("word.mean"),
    }
}

fn sentence(language: &Language, signal: &Signal, stretch: &Stretch, center: &str, many: &str) -> String {
    let seen = language.date_in_sentence(signal.signal_at);
    let said = match (signal.kind, signal.side, signal.direction) {
        (SignalKind::Shift, side, _) => {
            let key = match side {
                Some(Side::Below) => "run-chart.shift-below",
                _ => "run-chart.shift-above",
            };
            say!(
                language,
                key,
                number = number(language, signal.length),
                times = many,
                center = center,
                seen = seen
            )
        }
        (SignalKind::Trend, _, direction) => {
            let key = match direction {
                Some(Direction::Falling) => "run-chart.trend-falling",
                _ => "run-chart.trend-rising",
            };
            say!(language, key, number = number(language, signal.length), times = many, seen = seen)
        }
        (SignalKind::TooFewRuns | SignalKind::TooManyRuns, ..) => {
            let (fewest, most) = limits::runs_limits(stretch.useful).unwrap_or_default();
            let key = match signal.kind {
                SignalKind::TooFewRuns => "run-chart.fewer-runs",
                _ => "run-chart.more-runs",
            };
            say!(language, key, count = stretch.runs, fewest = fewest, most = most)
        }
        (SignalKind::TooFewCrossings, ..) => {
            let key = match stretch.crossings {
                0 => "run-chart.never-crossed",
                _ => "run-chart.crossed",
            };
            say!(language, key, center = center, count = stretch.crossings)
        }
        (SignalKind::Outside, side, _) => {
            let key = match side {
                Some(Side::Below) => "run-chart.one-below",
                _ => "run-chart.one-above",
            };
            say!(language, key, seen = seen)
        }
        (SignalKind::TwoOfThree, side, _) => {
            let key = match side {
                Some(Side::Below) => "run-chart.two-of-three-below",
                _ => "run-chart.two-of-three-above",
            };
            say!(language, key, seen = seen)
        }
    };
    with_verdict(language, &said, signal.verdict)
}

fn with_verdict(language: &Language, said: &str, verdict: Option<Verdict>) -> String {
    match verdict {
        Some(Verdict::Improvement) => say!(language, "run-chart.wanted", said = said),
        Some(Verdict::Concern) => say!(language, "run-chart.not-wanted", said = said),
        None => format!("{said}."),
    }
}

/// Small numbers as words at the start of a sentence.
fn number(language: &Language, value: usize) -> String {
    const WORDS: [&str; 11] = [
        "number.word.two",
        "number.word.three",
        "number.word.four",
        "number.word.five",
        "number.word.six",
        "number.word.seven",
        "number.word.eight",
        "number.word.nine",
        "number.word.ten",
        "number.word.eleven",
        "number.word.twelve",
    ];
    let word = value.checked_sub(2).and_then(|place| WORDS.get(place));
    word.map_or_else(|| value.to_string(), |word| language.word(word).to_owned())
}

/// What lies between two points, by the middle of all distances.
fn interval<'l>(language: &'l Language, days: &[Date]) -> &'l str {
    let mut gaps: Vec<i64> = days.windows(2).map(|pair| days_between(pair[0], pair[1])).collect();
    gaps.sort_unstable();
    match gaps.get(gaps.len() / 2) {
        Some(1) => language.word("word.days"),
        Some(6..=8) => language.word("word.weeks"),
        Some(28..=31) => language.word("word.months"),
        Some(89..=93) => language.word("word.quarters"),
        Some(350..=380) => language.word("word.years"),
        _ => language.word("word.points"),
    }
}
