//! A funnel chart: points, the building's rate and the limits of chance around it.

use super::fluid::{At, Pieces, at};
use crate::language::Language;
use crate::report::number::plain;
use crate::site::figure::funnel::{Curve, Funnel};

const TOP: f64 = 24.0;
const GROUND: f64 = 268.0;
const HEIGHT: f64 = 300.0;
/// Beyond so many points only those beyond the limits keep their letter beside them.
const MOST_LETTERS: usize = 30;

/// The height and the pieces of a funnel chart.
pub(super) fn draw(language: &Language, chart: &Funnel) -> (f64, String) {
    let mut pieces = Pieces::default();
    let curves = || std::iter::once(&chart.center).chain(&chart.limits);
    let values = || {
        let lines = curves().flat_map(|curve| curve.points.iter().map(|(_, value)| *value));
        chart.points.iter().map(|point| point.value).chain(lines)
    };
    let (Some(least), Some(most)) = (values().reduce(f64::min), values().reduce(f64::max)) else {
        return (HEIGHT, pieces.into_text());
    };
    let bottom = if least < most * 0.4 { 0.0 } else { least };
    let y = |value: f64| GROUND - (value - bottom) / (most - bottom).max(1e-9) * (GROUND - TOP);
    for curve in curves() {
        let class = match (std::ptr::eq(curve, &chart.center), curve.outer) {
            (true, _) => "center",
            (false, true) => "limit outer",
            (false, false) => "limit",
        };
        let points: Vec<(f64, f64)> =
            curve.points.iter().map(|(along, value)| (along * 100.0, y(*value))).collect();
        pieces.polyline(class, &points, HEIGHT);
        label(curve, chart, &y, &mut pieces);
    }
    let few = chart.points.len() <= MOST_LETTERS;
    for point in &chart.points {
        let place = (point.along * 100.0, y(point.value));
        let (class, radius) = if point.beyond { ("dot beyond", 5.0) } else { ("dot", 4.0) };
        pieces.circle(class, place, radius);
        if few || point.beyond {
            pieces.text("letter", at(place.0), place.1 - 9.0, "middle", &point.label);
        }
    }
    pieces.line("axis", (0.0, GROUND), (100.0, GROUND));
    pieces.text("tick", at(0.0), GROUND + 20.0, "start", &chart.ends.0);
    pieces.text("tick", at(100.0), GROUND + 20.0, "end", &chart.ends.1);
    if bottom > 0.0 {
        pieces.text(
            "tick",
            At { percent: 0.0, beside: 4.0 },
            GROUND - 5.0,
            "start",
            &plain(language, bottom),
        );
    }
    (HEIGHT, pieces.into_text())
}

/// What a line is, over its right end, or over its left where only there no point is near.
fn label(curve: &Curve, chart: &Funnel, y: &impl Fn(f64) -> f64, pieces: &mut Pieces) {
    const NEAR: f64 = 26.0;
    let ends = || [curve.points.first(), curve.points.last()];
    let (false, [Some((_, left)), Some((_, right))]) = (curve.label.is_empty(), ends()) else { return };
    let is_near = |value: f64, along: std::ops::RangeInclusive<f64>| {
        let points = chart.points.iter().filter(|point| along.contains(&point.along));
        points.map(|point| y(value) - y(point.value)).any(|distance| (-NEAR..NEAR).contains(&distance))
    };
    let (value, percent, anchor) = match (is_near(*right, 0.55..=1.0), is_near(*left, 0.0..=0.45)) {
        (true, false) => (*left, 0.0, "start"),
        _ => (*right, 100.0, "end"),
    };
    pieces.text("limit-label", at(percent), y(value) - 4.0, anchor, &curve.label);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::figure::funnel::Point;

    #[test]
    fn points_beyond_the_limits_are_marked() {
        let point = |along, label: &str, value, beyond| Point { along, label: label.into(), value, beyond };
        let level = |value, label: &str| Curve {
            label: label.into(),
            points: vec![(0.0, value), (1.0, value)],
            outer: false,
        };
        let chart = Funnel {
            points: vec![point(0.25, "A", 20.0, false), point(0.75, "B", 42.0, true)],
            center: level(23.0, "the building"),
            limits: vec![level(13.5, ""), level(33.5, "95 %")],
            ends: (String::new(), String::new()),
        };
        let (_, body) = draw(Language::english(), &chart);
        assert_eq!(body.matches("dot beyond").count(), 1);
        assert_eq!(body.matches("<polyline").count(), 3);
        // From 0 at 268 to 42 at 24: 42 lies at the top.
        assert!(body.contains("cx=\"75%\" cy=\"24\""), "{body}");
    }
}
