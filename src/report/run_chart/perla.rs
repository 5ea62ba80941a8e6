//! The run chart rules of Perla, Provost and Murray, BMJ Quality & Safety 2011;20:46–51.

use super::limits::runs_limits;
use super::runs::{Runs, Value, shifts, trends};
use super::{Signal, SignalKind};

/// Points on one side of the median that make a shift.
const SHIFT: usize = 6;
/// Points in a row rising or falling that make a trend.
const TREND: usize = 5;

/// Shifts, trends, and too few or too many runs.
pub(super) fn signals(values: &[Value], center: f64, runs: &Runs) -> Vec<Signal> {
    let mut signals = shifts(values, center, SHIFT);
    signals.extend(trends(values, TREND, false));
    signals.extend(unlikely_runs(values, runs));
    signals
}

fn unlikely_runs(values: &[Value], runs: &Runs) -> Option<Signal> {
    let (fewest, most) = runs_limits(runs.useful)?;
    let kind = match runs.count {
        count if count < fewest => SignalKind::TooFewRuns,
        count if count > most => SignalKind::TooManyRuns,
        _ => return None,
    };
    let (first, last) = (values.first()?.date, values.last()?.date);
    Some(Signal {
        kind,
        side: None,
        direction: None,
        length: runs.useful,
        from: first,
        to: last,
        signal_at: last,
        verdict: None,
    })
}
