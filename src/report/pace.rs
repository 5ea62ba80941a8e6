//! R4 Goals: how much of the way is done, beside how much of the time is over.

use serde::Serialize;

use super::number::{percent, plain};
use crate::date::{Date, When, day_in_words, days_between};

/// What a pace is computed from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// The value at the start.
    pub baseline: Option<f64>,
    /// When the way starts: the baseline's day, else the plan's first day.
    pub from: Option<Date>,
    /// The value to reach.
    pub target: Option<f64>,
    /// By when.
    pub by: Option<When>,
    /// The latest value and its day.
    pub latest: Option<(Date, f64)>,
    /// Whether values are a running total, which has no pace.
    pub running_total: bool,
    /// Whether the goal names a measure.
    pub has_measure: bool,
}

/// Why there is no pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// The goal is in words only.
    WordsOnly,
    /// There is no value to reach.
    NoTarget,
    /// There is no measure.
    NoMeasure,
    /// There is no value at the start.
    NoBaseline,
    /// The value at the start is the one to reach.
    NothingToGo,
    /// The measure has no value.
    NoData,
    /// The measure has no value since the start.
    NoDataSinceBaseline,
    /// A running total starts again every year.
    RunningTotal,
}

/// How far a goal has come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Computed: shares from 0, where 1 is all of the way or the time.
    Computed {
        /// (now − baseline) ÷ (target − baseline).
        done: f64,
        /// Elapsed time ÷ all the time; none where either end is not a day.
        elapsed: Option<f64>,
        /// The latest value.
        now: f64,
        /// Its day.
        as_of: Date,
    },
    /// Not computed, and why.
    Silent(Silence),
}

/// The pace of a goal or milestone.
pub fn pace(way: &Way, today: Date) -> Pace {
    let Some(target) = way.target else {
        return Pace::Silent(if way.has_measure { Silence::NoTarget } else { Silence::WordsOnly });
    };
    if !way.has_measure {
        return Pace::Silent(Silence::NoMeasure);
    }
    if way.running_total {
        return Pace::Silent(Silence::RunningTotal);
    }
    let Some(baseline) = way.baseline else {
        return Pace::Silent(Silence::NoBaseline);
    };
    let Some((as_of, now)) = way.latest else {
        return Pace::Silent(Silence::NoData);
    };
    if way.from.is_some_and(|from| as_of <= from) {
        return Pace::Silent(Silence::NoDataSinceBaseline);
    }
    let to_go = target - baseline;
    if to_go == 0.0 {
        return Pace::Silent(Silence::NothingToGo);
    }
    // Adding zero turns a negative zero into zero.
    let done = (now - baseline) / to_go + 0.0;
    Pace::Computed { done, elapsed: elapsed(way, today), now, as_of }
}

/// The share of the time that is over, at most all of it.
fn elapsed(way: &Way, today: Date) -> Option<f64> {
    let (from, by) = (way.from?, way.by?.day()?);
    let (passed, all) = (days_between(from, today), days_between(from, by));
    #[allow(clippy::cast_precision_loss, reason = "a plan spans far fewer than 2^52 days")]
    let share = passed as f64 / all as f64;
    (all > 0 && passed >= 0).then_some(share.min(1.0))
}

impl Silence {
    /// Why there is no pace, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::WordsOnly => "not computed: the goal has no measure and no target",
            Self::NoTarget => "not computed: no target",
            Self::NoMeasure => "not computed: no measure",
            Self::NoBaseline => "not computed: no baseline",
            Self::NothingToGo => "not computed: the goal is to stay at the baseline",
            Self::NoData => "not computed: no data",
            Self::NoDataSinceBaseline => "not computed: no data since the baseline",
            Self::RunningTotal => "not computed: a running total starts again every year",
        }
    }
}

impl Pace {
    /// The pace in a sentence, without judging it.
    pub fn words(&self) -> String {
        match *self {
            Self::Silent(silence) => silence.words().to_owned(),
            Self::Computed { done, elapsed, now, as_of } => {
                let way = match done {
                    done if done < 0.0 => {
                        format!("{} away from the target, measured in the way to go", percent(-done))
                    }
                    done if done >= 1.0 => format!("{} of the way: the target is reached", percent(done)),
                    done => format!("{} of the way", percent(done)),
                };
                let time =
                    elapsed.map(|share| format!(", {} of the time", percent(share))).unwrap_or_default();
                format!("{way}{time}: {} on {}", plain(now), day_in_words(as_of))
            }
        }
    }
}

/// What to say of a date that has passed: "its date passed 12 days ago".
pub fn passed(by: Option<When>, today: Date) -> Option<String> {
    let days = days_between(by?.day()?, today);
    let ago = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    (days > 0).then(|| format!("its date passed {ago} ago"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 24);

    fn way() -> Way {
        Way {
            baseline: Some(40.0),
            from: Some(Date::constant(2026, 5, 28)),
            target: Some(60.0),
            by: Some(When::Day(Date::constant(2027, 5, 28))),
            latest: Some((Date::constant(2026, 11, 20), 45.0)),
            running_total: false,
            has_measure: true,
        }
    }

    #[test]
    fn a_quarter_of_the_way_in_half_the_time() {
        // 180 of 365 days are over.
        let found = pace(&way(), TODAY);
        assert_eq!(found.words(), "25 % of the way, 49 % of the time: 45 on 20 November 2026");
    }

    #[test]
    fn falling_can_be_the_way() {
        let falling = Way {
            baseline: Some(5.0),
            target: Some(3.0),
            latest: Some((Date::constant(2026, 11, 20), 4.0)),
            ..way()
        };
        assert!(matches!(pace(&falling, TODAY), Pace::Computed { done, .. } if (done - 0.5).abs() < 1e-12));
    }

    #[test]
    fn no_move_is_zero_and_never_minus_zero() {
        for (baseline, target) in [(40.0, 60.0), (40.0, 20.0)] {
            let still = Way {
                baseline: Some(baseline),
                target: Some(target),
                latest: Some((Date::constant(2026, 11, 20), 40.0)),
                ..way()
            };
            let words = pace(&still, TODAY).words();
            assert!(words.starts_with("0 % of the way"), "{words}");
            assert!(matches!(pace(&still, TODAY), Pace::Computed { done, .. } if done.is_sign_positive()));
        }
    }

    #[test]
    fn more_than_all_and_the_other_way_are_said() {
        let at = |value| Way { latest: Some((Date::constant(2026, 11, 20), value)), ..way() };
        assert!(pace(&at(65.0), TODAY).words().starts_with("125 % of the way: the target is reached"));
        assert!(pace(&at(35.0), TODAY).words().starts_with("25 % away from the target"));
    }

    #[test]
    fn what_is_missing_is_named() {
        let words = |way: Way| pace(&way, TODAY).words();
        assert_eq!(words(Way { baseline: None, latest: None, ..way() }), "not computed: no baseline");
        assert_eq!(words(Way { latest: None, ..way() }), "not computed: no data");
        assert_eq!(
            words(Way { latest: Some((Date::constant(2026, 5, 28), 40.0)), ..way() }),
            "not computed: no data since the baseline"
        );
        assert_eq!(
            words(Way { target: Some(40.0), ..way() }),
            "not computed: the goal is to stay at the baseline"
        );
        assert_eq!(
            words(Way { running_total: true, ..way() }),
            "not computed: a running total starts again every year"
        );
        assert_eq!(
            words(Way { target: None, has_measure: false, ..way() }),
            "not computed: the goal has no measure and no target"
        );
        assert_eq!(words(Way { target: None, ..way() }), "not computed: no target");
    }

    #[test]
    fn a_date_that_has_passed_is_said_in_days() {
        let by = When::Day(Date::constant(2015, 6, 12));
        assert_eq!(
            passed(Some(by), Date::constant(2015, 10, 26)).as_deref(),
            Some("its date passed 136 days ago")
        );
        assert_eq!(passed(Some(by), Date::constant(2015, 6, 12)), None);
        assert_eq!(
            passed("2015-06".parse().ok(), Date::constant(2015, 10, 26)),
            None,
            "a coarse date is never late"
        );
    }
}
