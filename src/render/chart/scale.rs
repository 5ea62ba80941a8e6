//! Where days and values lie in a drawing.

use crate::site::figure::run::{Dot, Level, Run, Stretch};

/// The part of a drawing in which days and values lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// What a drawing's axes hold: days from first to last, values from a round number in round steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axes {
    first: i64,
    last: i64,
    low: f64,
    step: f64,
    steps: u32,
}

/// Axes in an area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    axes: Axes,
    area: Area,
}

impl Axes {
    /// The axes that hold everything drawn; none where there is no value.
    pub(super) fn of(run: &Run) -> Option<Self> {
        let days = dots(run).map(|dot| dot.day).chain(run.marks.iter().map(|mark| mark.day));
        let (first, last) = (days.clone().min()?, days.max()?);
        let levels = run.stretches.iter().flat_map(levels).chain(run.goal.as_ref());
        let values: Vec<f64> =
            dots(run).filter_map(|dot| dot.value).chain(levels.map(|level| level.value)).collect();
        let high =
            values.iter().copied().reduce(f64::max).filter(|_| dots(run).any(|dot| dot.value.is_some()))?;
        let low = values.iter().copied().reduce(f64::min)?;
        let low = if low >= 0.0 && low < high * 0.6 { 0.0 } else { low };
        let step = nice_step((high - low).max(high.abs() * 0.02).max(1e-6) / 4.0);
        let low = (low / step).floor() * step;
        let mut steps = 1;
        while steps < 12 && low + step * f64::from(steps) < high {
            steps += 1;
        }
        Some(Self { first, last, low, step, steps })
    }

    /// The round values from the lowest to the highest.
    pub(super) fn ticks(&self) -> Vec<f64> {
        (0..=self.steps).map(|step| self.low + self.step * f64::from(step)).collect()
    }

    /// The axes in an area.
    pub(super) fn within(self, area: Area) -> Scale {
        Scale { axes: self, area }
    }
}

impl Scale {
    /// The area.
    pub(super) fn area(&self) -> Area {
        self.area
    }

    /// Where a day lies; a single one lies in the middle.
    #[allow(clippy::cast_precision_loss, reason = "a chart spans far fewer than 2^52 days")]
    pub(super) fn x(&self, day: i64) -> f64 {
        let Axes { first, last, .. } = self.axes;
        let share = if last > first { (day - first) as f64 / (last - first) as f64 } else { 0.5 };
        self.area.left + share * (self.area.right - self.area.left)
    }

    /// How high a value lies.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = (value - self.axes.low) / (self.axes.step * f64::from(self.axes.steps));
        self.area.bottom - share * (self.area.bottom - self.area.top)
    }

    /// The lines of points without a gap, each as places in the drawing.
    pub(super) fn lines(&self, stretch: &Stretch) -> Vec<Vec<(f64, f64)>> {
        let place = |dot: &Dot| Some((self.x(dot.day), self.y(dot.value?)));
        stretch
            .dots
            .split(|dot| dot.value.is_none())
            .map(|run| run.iter().filter_map(place).collect())
            .collect()
    }
}

/// All points of a drawing.
pub(super) fn dots(run: &Run) -> impl DoubleEndedIterator<Item = &Dot> + Clone {
    run.stretches.iter().flat_map(|stretch| &stretch.dots)
}

/// The center and the limits of a stretch.
pub(super) fn levels(stretch: &Stretch) -> impl Iterator<Item = &Level> {
    [&stretch.center, &stretch.lower, &stretch.upper].into_iter().flatten()
}

/// A round step no smaller than `least`: 1, 2 or 5 times a power of ten.
fn nice_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= least - 1e-12);
    factor.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert_eq!(
            [nice_step(0.23), nice_step(3.0), nice_step(10.0), nice_step(151.0)],
            [0.5, 5.0, 10.0, 200.0]
        );
    }

    #[test]
    fn axes_start_at_zero_unless_that_would_flatten_everything() {
        let axes = |values: &[f64]| {
            let dot = |(day, value): (i64, &f64)| Dot { day, value: Some(*value), ..Dot::default() };
            let dots = (0..).zip(values).map(dot).collect();
            let stretches = vec![Stretch { dots, ..Stretch::default() }];
            Axes::of(&Run { stretches, ..Run::default() }).map(|axes| axes.ticks())
        };
        assert_eq!(axes(&[12.0, 44.0]), Some(vec![0.0, 20.0, 40.0, 60.0]));
        assert_eq!(axes(&[72.0, 94.0]), Some(vec![70.0, 80.0, 90.0, 100.0]));
        assert_eq!(axes(&[-3.0, 4.0]), Some(vec![-4.0, -2.0, 0.0, 2.0, 4.0]));
        assert_eq!(axes(&[]), None);
    }

    #[test]
    fn one_day_lies_in_the_middle_and_one_value_has_a_height() {
        let stretches = vec![Stretch {
            dots: vec![Dot { day: 7, value: Some(0.0), ..Dot::default() }],
            ..Stretch::default()
        }];
        let axes = Axes::of(&Run { stretches, ..Run::default() }).expect("a value");
        let scale = axes.within(Area { left: 0.0, top: 0.0, right: 100.0, bottom: 50.0 });
        assert!((scale.x(7) - 50.0).abs() < 1e-9 && scale.y(0.0).is_finite());
    }
}
