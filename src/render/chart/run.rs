//! A run chart: points in time with their center line, limits, goal and what happened.

use super::svg::Pieces;
use crate::report::number::plain;
use crate::site::figure::run::{Dot, Run, Stretch};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 112.0;
const TOP: f64 = 32.0;
const BOTTOM: f64 = 40.0;
/// Least distance between two labels at the right, in the drawing's units.
const LABEL_GAP: f64 = 18.0;

/// The size and the pieces of a run chart.
pub(super) fn draw(chart: &Run, _id: &str) -> (f64, f64, String) {
    let mut pieces = Pieces::default();
    if let Some(frame) = Frame::of(chart) {
        frame.axes(chart, &mut pieces);
        frame.marks(chart, &mut pieces);
        let mut labels = Vec::new();
        if let Some(goal) = &chart.goal {
            pieces.line("goal", (LEFT, frame.y(goal.value)), (WIDTH - RIGHT, frame.y(goal.value)));
            labels.push((frame.y(goal.value), "goal-label", goal.label.clone()));
        }
        for (index, stretch) in chart.stretches.iter().enumerate() {
            frame.lines(stretch, &mut pieces);
            frame.dots(stretch, &mut pieces);
            if index + 1 == chart.stretches.len() {
                labels.extend(frame.last_labels(stretch));
            }
        }
        place_labels(labels, &mut pieces);
    }
    (WIDTH, HEIGHT, pieces.into_text())
}

/// Where days and values lie in the drawing.
struct Frame {
    first_day: f64,
    days: f64,
    bottom: f64,
    step: f64,
    steps: u32,
}

impl Frame {
    /// The frame that holds everything drawn; none where there is no value.
    #[allow(clippy::cast_precision_loss, reason = "a chart spans far fewer than 2^52 days")]
    fn of(chart: &Run) -> Option<Self> {
        let dots = || chart.stretches.iter().flat_map(|stretch| &stretch.dots);
        let days = dots().map(|dot| dot.day).chain(chart.marks.iter().map(|mark| mark.day));
        let (first, last) = (days.clone().min()?, days.max()?);
        let levels = chart.stretches.iter().flat_map(|stretch| {
            [stretch.center.as_ref().map(|center| center.value), stretch.lower, stretch.upper]
                .into_iter()
                .flatten()
        });
        let values: Vec<f64> = dots()
            .filter_map(|dot| dot.value)
            .chain(levels)
            .chain(chart.goal.as_ref().map(|goal| goal.value))
            .collect();
        let top = values.iter().copied().reduce(f64::max)?;
        let bottom = values.iter().copied().reduce(f64::min)?;
        let bottom = if bottom >= 0.0 && bottom < top * 0.6 { 0.0 } else { bottom };
        let step = nice_step((top - bottom).max(top.abs() * 0.02).max(1e-6) / 4.0);
        let bottom = (bottom / step).floor() * step;
        let mut steps = 1;
        while steps < 12 && bottom + step * f64::from(steps) < top {
            steps += 1;
        }
        Some(Self { first_day: first as f64, days: (last - first).max(1) as f64, bottom, step, steps })
    }

    #[allow(clippy::cast_precision_loss, reason = "a chart spans far fewer than 2^52 days")]
    fn x(&self, day: i64) -> f64 {
        LEFT + 8.0 + (day as f64 - self.first_day) / self.days * (WIDTH - LEFT - RIGHT - 16.0)
    }

    fn y(&self, value: f64) -> f64 {
        let share = (value - self.bottom) / (self.step * f64::from(self.steps));
        HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
    }

    fn axes(&self, chart: &Run, pieces: &mut Pieces) {
        for step in 0..=self.steps {
            let value = self.bottom + self.step * f64::from(step);
            pieces.line("grid", (LEFT, self.y(value)), (WIDTH - RIGHT, self.y(value)));
            pieces.text("tick", (LEFT - 8.0, self.y(value) + 5.0), "end", &plain(value));
        }
        let dots: Vec<&Dot> = chart.stretches.iter().flat_map(|stretch| &stretch.dots).collect();
        let mut free_from = f64::NEG_INFINITY;
        let last = dots.len().saturating_sub(1);
        for (index, dot) in dots.iter().enumerate() {
            let x = self.x(dot.day);
            let room = 11.0 * 8.0;
            let end_needs = dots.get(last).map_or(x, |dot| self.x(dot.day)) - room;
            if index == last || (x >= free_from && x <= end_needs) {
                pieces.text("tick", (x, HEIGHT - BOTTOM + 22.0), "middle", &dot.date);
                free_from = x + room;
            }
        }
    }

    fn marks(&self, chart: &Run, pieces: &mut Pieces) {
        for mark in &chart.marks {
            let x = self.x(mark.day);
            pieces.line("mark", (x, TOP - 6.0), (x, HEIGHT - BOTTOM));
            pieces.text("mark-label", (x, TOP - 12.0), "middle", &mark.number);
        }
    }

    fn lines(&self, stretch: &Stretch, pieces: &mut Pieces) {
        let (Some(first), Some(last)) = (stretch.dots.first(), stretch.dots.last()) else {
            return;
        };
        let ends = (self.x(first.day) - 6.0, self.x(last.day) + 6.0);
        let center = stretch.center.as_ref().map(|center| ("center", center.value));
        let limits = [stretch.lower, stretch.upper].into_iter().flatten().map(|limit| ("limit", limit));
        for (class, value) in center.into_iter().chain(limits) {
            pieces.line(class, (ends.0, self.y(value)), (ends.1, self.y(value)));
        }
        for run in stretch.dots.split(|dot| dot.value.is_none()) {
            let points: Vec<(f64, f64)> =
                run.iter().filter_map(|dot| Some((self.x(dot.day), self.y(dot.value?)))).collect();
            pieces.polyline("run", &points);
        }
    }

    fn dots(&self, stretch: &Stretch, pieces: &mut Pieces) {
        for dot in &stretch.dots {
            if let Some(value) = dot.value {
                let class = if dot.signal { "dot signal" } else { "dot" };
                pieces.circle(class, (self.x(dot.day), self.y(value)), if dot.signal { 5.0 } else { 4.0 });
            }
        }
    }

    /// The labels at the right: the last value and the center line.
    fn last_labels(&self, stretch: &Stretch) -> Vec<(f64, &'static str, String)> {
        let last = stretch.dots.iter().rev().find_map(|dot| Some((dot.value?, dot.text.clone())));
        let last = last.map(|(value, text)| (self.y(value), "number", text));
        let center = stretch
            .center
            .as_ref()
            .map(|center| (self.y(center.value), "center-label", center.label.clone()));
        last.into_iter().chain(center).collect()
    }
}

/// A round step no smaller than `least`: 1, 2 or 5 times a power of ten.
fn nice_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= least - 1e-12);
    factor.unwrap_or(10.0) * power
}

/// Writes labels beside the chart, from the top, moved apart where they would overlap.
fn place_labels(mut labels: Vec<(f64, &'static str, String)>, pieces: &mut Pieces) {
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free_from = f64::NEG_INFINITY;
    for (y, class, label) in labels {
        let y = y.max(free_from);
        pieces.text(class, (WIDTH - RIGHT + 8.0, y + 5.0), "start", &label);
        free_from = y + LABEL_GAP;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(day: i64, value: Option<f64>) -> Dot {
        Dot { day, date: format!("day {day}"), value, text: String::new(), signal: false }
    }

    fn run(dots: Vec<Dot>) -> Run {
        Run {
            stretches: vec![Stretch { dots, center: None, lower: None, upper: None }],
            goal: None,
            marks: Vec::new(),
        }
    }

    #[test]
    fn steps_are_round() {
        assert_eq!(
            [nice_step(0.23), nice_step(3.0), nice_step(10.0), nice_step(151.0)],
            [0.5, 5.0, 10.0, 200.0]
        );
    }

    #[test]
    fn a_gap_breaks_the_line_and_draws_no_point_at_zero() {
        let dots = vec![
            dot(0, Some(10.0)),
            dot(7, Some(12.0)),
            dot(14, None),
            dot(21, Some(11.0)),
            dot(28, Some(9.0)),
        ];
        let (_, _, body) = draw(&run(dots), "x");
        assert_eq!(body.matches("<polyline").count(), 2);
        assert_eq!(body.matches("<circle").count(), 4);
    }

    #[test]
    fn without_a_value_nothing_is_drawn() {
        assert_eq!(draw(&run(vec![dot(0, None)]), "x").2, "");
        assert_eq!(draw(&run(Vec::new()), "x").2, "");
    }

    #[test]
    fn one_value_and_constant_values_have_a_frame() {
        for dots in [vec![dot(0, Some(0.0))], vec![dot(0, Some(5.0)), dot(7, Some(5.0))]] {
            assert!(!draw(&run(dots), "x").2.contains("NaN"));
        }
    }
}
