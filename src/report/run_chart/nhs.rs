//! The XmR chart of NHS England's "Making data count", with the limits of Wheeler's "Understanding
//! Variation": mean ± 2.66 × mean moving range.

use super::limits::Limits;
use super::runs::{Value, side, trends};
use super::{Side, Signal, SignalKind};

/// The factor from the mean moving range to the limits: 3 ÷ 1.128 (Wheeler).
const FACTOR: f64 = 2.66;
/// Points in a row on one side of the mean, or rising, or falling.
const ROW: usize = 7;

/// The mean and the limits of the baseline. Of proportions the mean is Σ numerator ÷ Σ denominator,
/// and the limits stay between nothing and all.
pub(super) fn limits(baseline: &[Value]) -> Limits {
    let Some(center) = mean(baseline) else {
        return Limits::default();
    };
    let ranges: Vec<f64> = baseline.windows(2).map(|pair| (pair[1].value - pair[0].value).abs()).collect();
    if ranges.is_empty() {
        return Limits { center: Some(center), ..Limits::default() };
    }
    #[allow(clippy::cast_precision_loss, reason = "a chart has far fewer than 2^52 points")]
    let width = FACTOR * (ranges.iter().sum::<f64>() / ranges.len() as f64);
    let (mut lower, mut upper) = (center - width, center + width);
    if let Some(per) = whole(baseline) {
        lower = lower.max(0.0);
        upper = upper.min(per);
    }
    Limits { center: Some(center), lower: Some(lower), upper: Some(upper), width }
}

fn mean(values: &[Value]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    if let Some(per) = whole(values) {
        let proportions = || values.iter().filter_map(|value| value.proportion);
        let numerator: f64 = proportions().map(|proportion| proportion.numerator).sum();
        let denominator: f64 = proportions().map(|proportion| proportion.denominator).sum();
        if denominator > 0.0 {
            return Some(numerator / denominator * per);
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "a chart has far fewer than 2^52 points")]
    let count = values.len() as f64;
    Some(values.iter().map(|value| value.value).sum::<f64>() / count)
}

/// What all is, where every value is a proportion that cannot exceed it.
fn whole(values: &[Value]) -> Option<f64> {
    let per = values.first()?.proportion?.per;
    let proportion = |value: &Value| {
        value.proportion.is_some_and(|proportion| proportion.numerator <= proportion.denominator)
    };
    values.iter().all(proportion).then_some(per)
}

/// Points outside, rows on one side, trends, and two of three in the outer third.
pub(super) fn signals(values: &[Value], center: f64, limits: &Limits) -> Vec<Signal> {
    let mut signals = outside(values, limits);
    signals.extend(rows(values, center));
    signals.extend(trends(values, ROW, true));
    signals.extend(two_of_three(values, center, limits.width));
    signals
}

fn outside(values: &[Value], limits: &Limits) -> Vec<Signal> {
    let beyond = |value: &Value| match (limits.lower, limits.upper) {
        (Some(lower), _) if value.value < lower => Some(Side::Below),
        (_, Some(upper)) if value.value > upper => Some(Side::Above),
        _ => None,
    };
    let point = |value: &Value| Some(signal(SignalKind::Outside, beyond(value)?, &[*value], 1));
    values.iter().filter_map(point).flatten().collect()
}

/// Rows on one side of the mean; a point exactly on it ends a row.
fn rows(values: &[Value], center: f64) -> Vec<Signal> {
    let rows = values.chunk_by(|a, b| side(a.value, center) == side(b.value, center));
    let row = |row: &[Value]| {
        let side = side(row.first()?.value, center)?;
        signal(SignalKind::Shift, side, row, ROW)
    };
    rows.filter_map(row).collect()
}

/// Two of three points in a row beyond two thirds of the way to a limit, on one side; a point beyond
/// the limit counts.
fn two_of_three(values: &[Value], center: f64, width: f64) -> Vec<Signal> {
    if width <= 0.0 {
        return Vec::new();
    }
    let of_side = |side: Side| {
        let far = |value: &&Value| match side {
            Side::Above => value.value > center + width * 2.0 / 3.0,
            Side::Below => value.value < center - width * 2.0 / 3.0,
        };
        let later = |value: &Value, than: &Value| value.date.sort_key() > than.date.sort_key();
        let mut rows: Vec<Vec<Value>> = Vec::new();
        for three in values.windows(3) {
            let beyond: Vec<Value> = three.iter().filter(far).copied().collect();
            let (Some(first), true) = (beyond.first(), beyond.len() >= 2) else {
                continue;
            };
            match rows.last_mut() {
                Some(row) if row.last().is_some_and(|last| !later(first, last)) => {
                    let new = beyond.iter().filter(|value| row.last().is_none_or(|last| later(value, last)));
                    let new: Vec<Value> = new.copied().collect();
                    row.extend(new);
                }
                _ => rows.push(beyond),
            }
        }
        rows.into_iter().filter_map(move |row| signal(SignalKind::TwoOfThree, side, &row, 2))
    };
    [Side::Above, Side::Below].into_iter().flat_map(of_side).collect()
}

/// A signal of a row of values that `needed` complete.
fn signal(kind: SignalKind, side: Side, row: &[Value], needed: usize) -> Option<Signal> {
    Some(Signal {
        kind,
        side: Some(side),
        direction: None,
        length: row.len(),
        from: row.first()?.date,
        to: row.last()?.date,
        signal_at: row.get(needed - 1)?.date,
        verdict: None,
    })
}
