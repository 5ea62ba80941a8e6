//! Signals: what is more than chance would give, and what it means.

use serde::Serialize;

use crate::date::When;
use crate::record::Better;

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
    pub from: When,
    /// Its last point.
    pub to: When,
    /// The point that completed the rule.
    pub signal_at: When,
    /// What it means, where it has a direction.
    pub verdict: Option<Verdict>,
}

impl Signal {
    /// The signal with what it means for those who want the measure to go one way.
    pub(super) fn judged(self, better: Better) -> Self {
        let up = match (self.side, self.direction) {
            (_, Some(Direction::Rising)) | (Some(Side::Above), None) => Some(true),
            (_, Some(Direction::Falling)) | (Some(Side::Below), None) => Some(false),
            (None, None) => None,
        };
        let wanted = up.map(|up| up == (better == Better::Higher));
        let verdict = wanted.map(|wanted| if wanted { Verdict::Improvement } else { Verdict::Concern });
        Self { verdict, ..self }
    }

    /// Whether a point at a date, on a side of the center, belongs to the signal; a number of runs or crossings
    /// belongs to no point.
    pub fn holds(&self, date: When, side: Option<Side>) -> bool {
        let spans = (self.from.sort_key()..=self.to.sort_key()).contains(&date.sort_key());
        match self.kind {
            SignalKind::Trend => spans,
            SignalKind::Shift | SignalKind::Outside | SignalKind::TwoOfThree => spans && side == self.side,
            SignalKind::TooFewRuns | SignalKind::TooManyRuns | SignalKind::TooFewCrossings => false,
        }
    }
}
