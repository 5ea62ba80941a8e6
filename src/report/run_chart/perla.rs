//! The run chart rules of Perla, Provost and Murray, BMJ Quality & Safety 2011;20:46–51.

use super::limits::runs_limits;
use super::runs::{Runs, Value, side, trends};
use super::{Side, Signal, SignalKind};
use crate::date::When;

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

/// Useful points in a row on one side of the center; points on it are skipped.
fn shifts(values: &[Value], center: f64, needed: usize) -> Vec<Signal> {
    let mut signals = Vec::new();
    let mut row: Vec<When> = Vec::new();
    let mut current: Option<Side> = None;
    let useful = values.iter().filter_map(|value| Some((side(value.value, center)?, value.date)));
    for (side, date) in useful {
        if current != Some(side) {
            signals.extend(shift(&row, current, needed));
            row.clear();
            current = Some(side);
        }
        row.push(date);
    }
    signals.extend(shift(&row, current, needed));
    signals
}

fn shift(row: &[When], side: Option<Side>, needed: usize) -> Option<Signal> {
    Some(Signal {
        kind: SignalKind::Shift,
        side,
        direction: None,
        length: row.len(),
        from: *row.first()?,
        to: *row.last()?,
        signal_at: *row.get(needed - 1)?,
        verdict: None,
    })
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
