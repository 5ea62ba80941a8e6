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

/// The runs of useful points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Runs {
    /// Points off the center.
    pub useful: usize,
    /// How many runs they make.
    pub count: usize,
    /// How many points the longest of them has; points on the center are skipped and end no run.
    pub longest: usize,
}

impl Runs {
    /// The runs of values around a center.
    pub(super) fn of(values: &[Value], center: Option<f64>) -> Self {
        let mut runs = Self { useful: 0, count: 0, longest: 0 };
        let Some(center) = center else {
            return runs;
        };
        let mut current: Option<(Side, usize)> = None;
        for side in values.iter().filter_map(|value| side(value.value, center)) {
            runs.useful += 1;
            let length = match current {
                Some((same, length)) if same == side => length + 1,
                _ => {
                    runs.count += 1;
                    1
                }
            };
            runs.longest = runs.longest.max(length);
            current = Some((side, length));
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

/// At least `needed` useful points in a row on one side of the center; points on it are skipped.
pub(super) fn shifts(values: &[Value], center: f64, needed: usize) -> Vec<Signal> {
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
