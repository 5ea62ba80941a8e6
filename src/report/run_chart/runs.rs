//! Values in a row: on one side of the center, rising, falling.

use super::Proportion;
use super::signal::{Direction, Side, Signal, SignalKind};
use crate::date::When;

/// A value with its day: gaps are left out, since they end neither a run nor a trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Value {
    /// Its date.
    pub date: When,
    /// The value itself.
    pub value: f64,
    /// The proportion behind it.
    pub proportion: Option<Proportion>,
}

/// Points in a row on one side of the center; points on it are skipped and end no run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Run {
    /// On which side.
    pub side: Side,
    /// How many points.
    pub length: usize,
    /// Its first point.
    pub from: When,
    /// Its last point.
    pub to: When,
}

/// The runs of useful points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Runs {
    /// Points off the center.
    pub useful: usize,
    /// How many runs they make.
    pub count: usize,
    /// The longest of them, the first of several.
    pub longest: Option<Run>,
}

impl Runs {
    /// The runs of values around a center.
    pub(super) fn of(values: &[Value], center: Option<f64>) -> Self {
        let mut runs = Self { useful: 0, count: 0, longest: None };
        let Some(center) = center else {
            return runs;
        };
        let mut current: Option<Run> = None;
        for value in values {
            let Some(side) = side(value.value, center) else {
                continue;
            };
            runs.useful += 1;
            let run = match current {
                Some(run) if run.side == side => Run { length: run.length + 1, to: value.date, ..run },
                _ => {
                    runs.count += 1;
                    Run { side, length: 1, from: value.date, to: value.date }
                }
            };
            if runs.longest.is_none_or(|longest| run.length > longest.length) {
                runs.longest = Some(run);
            }
            current = Some(run);
        }
        runs
    }
}

/// The side of the center on which a value lies; none on the center itself.
pub(super) fn side(value: f64, center: f64) -> Option<Side> {
    if value > center {
        Some(Side::Above)
    } else if value < center {
        Some(Side::Below)
    } else {
        None
    }
}

/// Values in a row that rise, or fall, at least `needed` long.
///
/// Where `ties_end` is false an equal neighbor is passed over: 1, 2, 3, 3, 4, 5 is a trend of five.
pub(super) fn trends(values: &[Value], needed: usize, ties_end: bool) -> Vec<Signal> {
    let mut signals: Vec<Signal> = Vec::new();
    let mut row: Vec<Value> = Vec::new();
    let mut direction = None;
    let mut close = |row: &[Value], direction: Option<Direction>| {
        if let (Some(first), Some(last), Some(completing), Some(direction)) =
            (row.first(), row.last(), row.get(needed - 1), direction)
        {
            signals.push(Signal {
                kind: SignalKind::Trend,
                side: None,
                direction: Some(direction),
                length: row.len(),
                from: first.date,
                to: last.date,
                signal_at: completing.date,
                verdict: None,
            });
        }
    };
    for value in values {
        let Some(last) = row.last().copied() else {
            row.push(*value);
            continue;
        };
        let step = match value.value.total_cmp(&last.value) {
            std::cmp::Ordering::Greater => Direction::Rising,
            std::cmp::Ordering::Less => Direction::Falling,
            std::cmp::Ordering::Equal if ties_end => {
                close(&row, direction);
                row = vec![*value];
                direction = None;
                continue;
            }
            std::cmp::Ordering::Equal => continue,
        };
        if direction.is_some_and(|direction| direction != step) {
            close(&row, direction);
            row = vec![last];
        }
        row.push(*value);
        direction = Some(step);
    }
    close(&row, direction);
    signals
}
