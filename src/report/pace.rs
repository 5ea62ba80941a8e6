//! R4 Goals: how much of the way is done, beside how much of the time is over.

use super::number::{percent, with_unit};
use crate::date::{Date, When, days_between};
use crate::language::Language;
use crate::record::Unit;
use crate::say;

/// What a pace is computed from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// The value at the start.
    pub baseline: Option<f64>,
    /// When the way starts.
    pub from: Start,
    /// The value to reach.
    pub target: Option<f64>,
    /// By when.
    pub by: Option<When>,
    /// What tells how far it has come.
    pub watched: Watched,
}

/// When a way starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// When the baseline was taken.
    Baseline(When),
    /// The first day of the plan.
    Plan(When),
    /// The first day of the plan's school year.
    SchoolYear(When),
    /// No date is on record.
    Unknown,
}

impl Start {
    fn when(self) -> Option<When> {
        match self {
            Self::Baseline(when) | Self::Plan(when) | Self::SchoolYear(when) => Some(when),
            Self::Unknown => None,
        }
    }
}

/// What tells how far a goal has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Watched {
    /// Nothing: the goal names no measure.
    Nothing,
    /// A measure that this audience does not see.
    NotShown,
    /// A running total, which has no pace.
    RunningTotal,
    /// A measure without a value.
    Empty,
    /// A measure with values of which none may be shown.
    Hidden,
    /// A measure whose values are all younger than the date.
    Later,
    /// The latest value that may be shown, and its date.
    Value(When, f64),
}

/// Why there is no pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// There is no measure.
    NoMeasure,
    /// The measure is not for this audience.
    MeasureNotShown,
    /// There is no value to reach.
    NoTarget,
    /// There is no value at the start.
    NoBaseline,
    /// The value at the start is the one to reach.
    NothingToGo,
    /// A running total starts again every year.
    RunningTotal,
    /// The measure has no value.
    NoData,
    /// The measure has no value that may be shown.
    NothingShown,
    /// The measure has no value up to the date.
    NoDataByThen,
    /// The measure has no value since the baseline.
    NoDataSinceBaseline,
    /// The measure has no value since the plan or its school year began.
    NoDataSinceStart,
}

/// How far a goal has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Pace {
    /// Computed.
    Computed(Computed),
    /// Not computed, and everything that is missing.
    Silent(Vec<Silence>),
}

/// How far a goal has come: shares from 0, where 1 is all of the way or the time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Computed {
    /// (now − baseline) ÷ (target − baseline).
    pub done: f64,
    /// Elapsed time ÷ all the time; none where either end is not a day.
    pub elapsed: Option<f64>,
    /// The latest value.
    pub now: f64,
    /// Its date.
    pub as_of: When,
}

/// The pace of a goal or milestone.
pub fn pace(way: &Way, today: Date) -> Pace {
    let mut missing = Vec::new();
    match way.watched {
        Watched::Nothing => missing.push(Silence::NoMeasure),
        Watched::NotShown => missing.push(Silence::MeasureNotShown),
        Watched::RunningTotal => missing.push(Silence::RunningTotal),
        Watched::Empty | Watched::Hidden | Watched::Later | Watched::Value(..) => {}
    }
    if way.target.is_none() {
        missing.push(Silence::NoTarget);
    }
    let words_only = missing == [Silence::NoMeasure, Silence::NoTarget];
    if way.baseline.is_none() && !words_only {
        missing.push(Silence::NoBaseline);
    }
    match way.watched {
        Watched::Empty => missing.push(Silence::NoData),
        Watched::Hidden => missing.push(Silence::NothingShown),
        Watched::Later => missing.push(Silence::NoDataByThen),
        Watched::Value(as_of, _) if way.baseline.is_some() => missing.extend(nothing_since(way.from, as_of)),
        _ => {}
    }
    let (Some(target), Some(baseline), Watched::Value(as_of, now), []) =
        (way.target, way.baseline, way.watched, missing.as_slice())
    else {
        return Pace::Silent(missing);
    };
    let to_go = target - baseline;
    if to_go == 0.0 {
        return Pace::Silent(vec![Silence::NothingToGo]);
    }
    // Adding zero turns a negative zero into zero.
    let done = (now - baseline) / to_go + 0.0;
    Pace::Computed(Computed { done, elapsed: elapsed(way, today), now, as_of })
}

/// Why a value tells nothing, where it is not from after the start.
fn nothing_since(start: Start, as_of: When) -> Option<Silence> {
    let from = start.when()?;
    as_of.is_by(from.last()).then_some(match start {
        Start::Baseline(_) => Silence::NoDataSinceBaseline,
        Start::Plan(_) | Start::SchoolYear(_) | Start::Unknown => Silence::NoDataSinceStart,
    })
}

/// The share of the time that is over, at most all of it.
fn elapsed(way: &Way, today: Date) -> Option<f64> {
    let (from, by) = (way.from.when()?.day()?, way.by?.day()?);
    let (passed, all) = (days_between(from, today), days_between(from, by));
    #[allow(clippy::cast_precision_loss, reason = "a plan spans far fewer than 2^52 days")]
    let share = passed as f64 / all as f64;
    (all > 0 && passed >= 0).then_some(share.min(1.0))
}

impl Silence {
    /// What is missing, in words.
    pub fn words(self, language: &Language) -> &str {
        match self {
            Self::NoMeasure => language.word("word.no-measure"),
            Self::MeasureNotShown => language.word("pace.its-measure-is-not-shown-here"),
            Self::NoTarget => language.word("word.no-target"),
            Self::NoBaseline => language.word("word.no-baseline"),
            Self::NothingToGo => language.word("pace.the-goal-is-to-stay-at-the"),
            Self::RunningTotal => language.word("pace.a-running-total-starts-again-every-year"),
            Self::NoData => language.word("word.no-data"),
            Self::NothingShown => language.word("pace.no-value-that-may-be-shown"),
            Self::NoDataByThen => language.word("pace.no-data-by-that-date"),
            Self::NoDataSinceBaseline => language.word("pace.no-data-since-the-baseline"),
            Self::NoDataSinceStart => language.word("pace.no-data-since-the-start"),
        }
    }
}

impl Pace {
    /// The pace in a sentence without its full stop, and without judging it.
    pub fn words(&self, language: &Language, unit: Option<Unit>) -> String {
        match self {
            Self::Silent(missing) if missing[..] == [Silence::NoMeasure, Silence::NoTarget] => {
                language.word("pace.words-only-no-measure-and-no-target").into()
            }
            Self::Silent(missing) => say!(language, "pace.not-computed", listed = listed(language, missing)),
            Self::Computed(Computed { done, elapsed, now, as_of }) => {
                let way = match *done {
                    done if done < 0.0 => say!(
                        language,
                        "pace.of-the-way-in-the-other-direction",
                        done = percent(language, -done)
                    ),
                    done if done >= 1.0 => say!(
                        language,
                        "pace.of-the-way-the-target-is-reached",
                        done = percent(language, done)
                    ),
                    done => say!(language, "pace.of-the-way", done = percent(language, done)),
                };
                let time =
                    elapsed.map(|share| say!(language, "pace.of-the-time", share = percent(language, share)));
                let now = with_unit(language, *now, unit.unwrap_or(Unit::Score));
                format!("{way}{}: {now} {}", time.unwrap_or_default(), language.at(*as_of))
            }
        }
    }
}

/// "no baseline", "no baseline and no data".
fn listed(language: &Language, missing: &[Silence]) -> String {
    let words: Vec<&str> = missing.iter().map(|missing| missing.words(language)).collect();
    language.list(&words)
}

/// What to say of a date that has passed: "the date passed 12 days ago".
pub fn passed(language: &Language, by: Option<When>, today: Date) -> Option<String> {
    let days = days_between(by?.day()?, today);
    (days > 0).then(|| say!(language, "pace.the-date-passed-ago", days = language.days(days)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 24);

    fn at(value: f64) -> Watched {
        Watched::Value(When::Day(Date::constant(2026, 11, 20)), value)
    }

    fn way() -> Way {
        Way {
            baseline: Some(40.0),
            from: Start::Baseline(When::Day(Date::constant(2026, 5, 28))),
            target: Some(60.0),
            by: Some(When::Day(Date::constant(2027, 5, 28))),
            watched: at(45.0),
        }
    }

    fn words(way: Way) -> String {
        pace(&way, TODAY).words(Language::english(), Some(Unit::Percent))
    }

    fn done(way: Way) -> f64 {
        match pace(&way, TODAY) {
            Pace::Computed(computed) => computed.done,
            silent @ Pace::Silent(_) => panic!("{silent:?}"),
        }
    }

    #[test]
    fn a_quarter_of_the_way_in_half_the_time() {
        // 180 of 365 days are over.
        assert_eq!(words(way()), "25 % of the way, with 49 % of the time gone: 45 % on 20 November 2026");
        let coarse = Way { watched: Watched::Value("2026-10".parse().unwrap(), 45.0), ..way() };
        assert_eq!(words(coarse), "25 % of the way, with 49 % of the time gone: 45 % in October 2026");
    }

    #[test]
    fn the_time_needs_two_days_and_ends_with_the_date() {
        let by_month = Way { by: Some("2027-05".parse().unwrap()), ..way() };
        assert_eq!(words(by_month), "25 % of the way: 45 % on 20 November 2026");
        let since_may = Way { from: Start::Baseline("2026-05".parse().unwrap()), ..way() };
        assert_eq!(words(since_may), "25 % of the way: 45 % on 20 November 2026");
        let over = Way { by: Some(When::Day(Date::constant(2026, 11, 21))), ..way() };
        assert_eq!(words(over), "25 % of the way, with 100 % of the time gone: 45 % on 20 November 2026");
    }

    #[test]
    fn falling_can_be_the_way() {
        let falling = Way { baseline: Some(5.0), target: Some(3.0), watched: at(4.0), ..way() };
        assert!((done(falling) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn no_move_is_zero_and_never_minus_zero() {
        for target in [60.0, 20.0] {
            let still = Way { target: Some(target), watched: at(40.0), ..way() };
            assert!(words(still).starts_with("0 % of the way"), "{}", words(still));
            assert!(done(still).is_sign_positive());
        }
    }

    #[test]
    fn more_than_all_nearly_all_and_the_other_way_are_said() {
        let of = |value| words(Way { watched: at(value), ..way() });
        assert!(of(65.0).starts_with("125 % of the way (the target is reached)"));
        assert!(of(59.95).starts_with("more than 99 % of the way, "));
        assert!(of(35.0).starts_with("25 % of the way in the other direction, with 49 % of the time gone"));
    }

    #[test]
    fn everything_that_is_missing_is_named() {
        let none = Way { baseline: None, watched: Watched::Empty, ..way() };
        assert_eq!(words(none), "Not computed: no baseline and no data");
        let nothing = Way { target: None, ..none };
        assert_eq!(words(nothing), "Not computed: no target, no baseline and no data");
        assert_eq!(words(Way { watched: Watched::Empty, ..way() }), "Not computed: no data");
        assert_eq!(
            words(Way { watched: Watched::Hidden, ..way() }),
            "Not computed: no value that may be shown"
        );
        assert_eq!(
            words(Way { watched: Watched::NotShown, ..way() }),
            "Not computed: its measure is not shown here"
        );
        assert_eq!(
            words(Way { target: Some(40.0), ..way() }),
            "Not computed: the goal is to stay at the baseline"
        );
        assert_eq!(
            words(Way { watched: Watched::RunningTotal, ..way() }),
            "Not computed: a running total starts again every year"
        );
        let only = Way { target: None, baseline: None, watched: Watched::Nothing, ..way() };
        assert_eq!(words(only), "Words only: no measure and no target; not computed");
        assert_eq!(words(Way { target: None, ..way() }), "Not computed: no target");
    }

    #[test]
    fn a_value_of_the_baseline_is_no_news() {
        let old = Watched::Value(When::Day(Date::constant(2026, 5, 28)), 40.0);
        assert_eq!(words(Way { watched: old, ..way() }), "Not computed: no data since the baseline");
        let month = Start::Baseline("2026-05".parse().unwrap());
        assert_eq!(
            words(Way { from: month, watched: old, ..way() }),
            "Not computed: no data since the baseline"
        );
        let plan = Start::Plan(When::Day(Date::constant(2026, 8, 24)));
        assert_eq!(words(Way { from: plan, watched: old, ..way() }), "Not computed: no data since the start");
        assert!(words(Way { from: Start::Unknown, watched: old, ..way() }).starts_with("0 % of the way: "));
    }

    #[test]
    fn a_date_that_has_passed_is_said_in_days() {
        let by = When::Day(Date::constant(2015, 6, 12));
        assert_eq!(
            passed(Language::english(), Some(by), Date::constant(2015, 10, 26)).as_deref(),
            Some("the date passed 136 days ago")
        );
        assert_eq!(passed(Language::english(), Some(by), Date::constant(2015, 6, 12)), None);
        assert_eq!(
            passed(Language::english(), "2015-06".parse().ok(), Date::constant(2015, 10, 26)),
            None,
            "a coarse date is never late"
        );
    }
}
