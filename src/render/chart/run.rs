//! A run chart: points in time with their center line, limits, goal and what happened.

use super::Breadth;
use super::labels::{self, Label, widest, width};
use super::scale::{Area, Axes, Scale, dots};
use super::svg::{Page, Pieces};
use crate::language::Language;
use crate::report::number::plain;
use crate::site::figure::run::{Level, Mark, Run, Stretch};

/// The height of the badge of a numbered mark.
const BADGE: f64 = 18.0;
/// The height of a row of badges.
const ROW: f64 = 21.0;
/// The most rows of badges.
const MOST_ROWS: usize = 3;

/// A run chart; without a value nothing is drawn.
pub(super) fn draw(language: &Language, run: &Run, breadth: Breadth) -> Page {
    let (width, mut height) = match breadth {
        Breadth::Wide => (640.0, 290.0),
        Breadth::Narrow => (336.0, 260.0),
    };
    let mut pieces = Pieces::default();
    if let Some(axes) = Axes::of(run) {
        let sheet = Sheet { run, breadth, width, height };
        height = sheet.draw(language, axes, &mut pieces);
    }
    Page { width, height, body: pieces.into_text() }
}

/// A chart and the room it has.
#[derive(Clone, Copy)]
struct Sheet<'r> {
    run: &'r Run,
    breadth: Breadth,
    width: f64,
    height: f64,
}

/// Numbers above the marks of some days.
struct Badge {
    middle: f64,
    /// The row, from 0 at the bottom.
    row: usize,
    numbers: String,
    days: Vec<i64>,
}

impl Badge {
    #[allow(clippy::cast_precision_loss, reason = "there are few rows")]
    fn top(&self, area: Area) -> f64 {
        area.top - 8.0 - BADGE - ROW * self.row as f64
    }
}

impl Sheet<'_> {
    fn text(self) -> f64 {
        self.breadth.text()
    }

    /// Draws the chart and returns its height, which grows with the rows of numbers.
    fn draw(self, language: &Language, axes: Axes, pieces: &mut Pieces) -> f64 {
        let text = self.text();
        let ticks: Vec<(f64, String)> =
            axes.ticks().into_iter().map(|tick| (tick, plain(language, tick))).collect();
        let left = ticks.iter().map(|(_, words)| width(words, text)).fold(0.0, f64::max) + 8.0;
        // What the labels say does not depend on where they stand.
        let right =
            widest(&self.labels(&axes.within(Area { left, top: 0.0, right: left, bottom: 0.0 })), text);
        let mut area = Area {
            left: left + 10.0,
            top: text + 12.0,
            right: self.width - right - 24.0,
            bottom: self.height - text - 16.0,
        };
        // Where badges stand does not depend on how high the rest is.
        let badges = self.badges(&axes.within(area));
        let rows = badges.iter().map(|badge| badge.row + 1).max().unwrap_or(0);
        #[allow(clippy::cast_precision_loss, reason = "there are few rows")]
        let above = rows as f64 * ROW + if rows > 0 { 6.0 } else { 0.0 };
        area.top += above;
        area.bottom += above;
        let scale = axes.within(area);
        pieces.text("unit", (0.0, text), "start", &self.run.unit);
        for (value, words) in &ticks {
            let y = scale.y(*value);
            pieces.line("grid", (left, y), (area.right + 8.0, y));
            pieces.text("tick", (left - 6.0, y + text * 0.35), "end", words);
        }
        self.marks(&scale, &badges, pieces);
        if let Some(goal) = &self.run.goal {
            pieces.line("target", (left, scale.y(goal.value)), (area.right + 8.0, scale.y(goal.value)));
        }
        for (index, stretch) in self.run.stretches.iter().enumerate() {
            levels(stretch, &scale, index + 1 == self.run.stretches.len(), pieces);
        }
        for stretch in &self.run.stretches {
            points(stretch, &scale, pieces);
        }
        self.dates(&scale, pieces);
        let room = (area.top - text, area.bottom + text);
        labels::write(self.labels(&scale), area.right + 20.0, room, text, true, pieces);
        self.height + above
    }

    /// The labels at the right: the last value, the center line and limits of the last stretch, the goal.
    fn labels(self, scale: &Scale) -> Vec<Label> {
        let edge = scale.area().right + 8.0;
        let level = |class: &'static str, level: &Level| Label {
            at: (edge, scale.y(level.value)),
            class,
            lines: match self.breadth {
                Breadth::Wide => vec![format!("{} {}", level.name, level.label)],
                Breadth::Narrow => vec![level.name.clone(), level.label.clone()],
            },
        };
        let value = dots(self.run).rev().find_map(|dot| Some((dot, dot.value?)));
        let value = value.map(|(dot, value)| Label {
            at: (scale.x(dot.day) + 4.0, scale.y(value)),
            class: "number",
            lines: vec![dot.text.clone()],
        });
        let last = self.run.stretches.last();
        let center = last.and_then(|last| last.center.as_ref()).map(|center| level("center-label", center));
        let limits = last.into_iter().flat_map(|last| [&last.upper, &last.lower]).flatten();
        let limits = limits.map(|limit| level("limit-label", limit));
        let goal = self.run.goal.as_ref().map(|goal| level("goal-label", goal));
        value.into_iter().chain(center).chain(limits).chain(goal).collect()
    }

    /// The numbered lines of what happened, and their numbers above them.
    fn marks(self, scale: &Scale, badges: &[Badge], pieces: &mut Pieces) {
        let area = scale.area();
        for badge in badges {
            for day in &badge.days {
                let x = scale.x(*day);
                pieces.line("mark", (x, badge.top(area) + BADGE), (x, area.bottom));
            }
        }
        for badge in badges {
            let (top, across) = (badge.top(area), self.across(&badge.numbers));
            pieces.pill("mark-badge", (badge.middle - across / 2.0, top), (across, BADGE));
            pieces.text("mark-label", (badge.middle, top + 13.5), "middle", &badge.numbers);
        }
    }

    /// The badges of the numbered marks: each number its own where three rows have room for all of them, else the
    /// nearest together, as "3–5".
    fn badges(self, scale: &Scale) -> Vec<Badge> {
        let gaps = (0_u16..).map(|step| f64::from(step) * 4.0);
        gaps.take_while(|gap| *gap <= self.width)
            .find_map(|gap| self.badges_apart(scale, gap))
            .unwrap_or_default()
    }

    /// The badges where marks nearer than `gap` to the one before share one; nothing where they would overlap.
    fn badges_apart(self, scale: &Scale, gap: f64) -> Option<Vec<Badge>> {
        let near = |a: &Mark, b: &Mark| scale.x(b.day) - scale.x(a.day) < gap;
        let mut ends: Vec<f64> = Vec::new();
        let mut badges = Vec::new();
        for group in self.run.marks.chunk_by(near) {
            let (first, last) = (group.first()?, group.last()?);
            let numbers = numbers(&first.number, &last.number);
            let half = self.across(&numbers) / 2.0;
            let middle = f64::midpoint(scale.x(first.day), scale.x(last.day));
            let middle = middle.clamp(half, (self.width - half).max(half));
            let row = ends.iter().position(|end| end + 3.0 <= middle - half).unwrap_or(ends.len());
            if row == MOST_ROWS {
                return None;
            }
            ends.resize(ends.len().max(row + 1), f64::NEG_INFINITY);
            ends[row] = middle + half;
            let days = group.iter().map(|mark| mark.day).collect();
            badges.push(Badge { middle, row, numbers, days });
        }
        Some(badges)
    }

    /// How wide the badge of numbers is.
    fn across(self, numbers: &str) -> f64 {
        (width(numbers, self.text()) + 8.0).max(BADGE)
    }

    /// Dates under the first and the last point, and between them where there is room.
    fn dates(self, scale: &Scale, pieces: &mut Pieces) {
        let text = self.text();
        let area = scale.area();
        let y = area.bottom + text + 8.0;
        let known = || dots(self.run).filter(|dot| dot.value.is_some());
        let (Some(first), Some(last)) = (known().next(), known().next_back()) else {
            return;
        };
        let end = |x: f64, words: &str| (x - width(words, text) / 2.0).max(area.left - 10.0);
        let first_from = end(scale.x(first.day), &first.date);
        let first_to = first_from + width(&first.date, text);
        pieces.text("tick", (first_from, y), "start", &first.date);
        if first.day == last.day {
            return;
        }
        let last_to = (scale.x(last.day) + width(&last.date, text) / 2.0).min(area.right + 20.0);
        let last_from = last_to - width(&last.date, text);
        if last_from < first_to + 8.0 {
            return;
        }
        pieces.text("tick", (last_to, y), "end", &last.date);
        let mut free_from = first_to + 16.0;
        for dot in known().filter(|dot| !dot.tick.is_empty()) {
            let half = width(&dot.tick, text) / 2.0;
            let x = scale.x(dot.day);
            if x - half >= free_from && x + half <= last_from - 16.0 {
                pieces.text("tick", (x, y), "middle", &dot.tick);
                free_from = x + half + 40.0;
            }
        }
    }
}

fn numbers(from: &str, to: &str) -> String {
    if from == to { from.to_owned() } else { format!("{from}–{to}") }
}

/// The center line and the limits of a stretch. A center that is only carried on is broken there.
fn levels(stretch: &Stretch, scale: &Scale, is_last: bool, pieces: &mut Pieces) {
    let (Some(first), Some(last)) = (stretch.dots.first(), stretch.dots.last()) else {
        return;
    };
    let from = scale.x(first.day) - 6.0;
    let to = if is_last { scale.area().right + 8.0 } else { scale.x(last.day) + 6.0 };
    for limit in [&stretch.lower, &stretch.upper].into_iter().flatten() {
        pieces.line("limit", (from, scale.y(limit.value)), (to, scale.y(limit.value)));
    }
    let Some(center) = &stretch.center else {
        return;
    };
    let y = scale.y(center.value);
    match stretch.center_to.map(|day| scale.x(day) + 6.0) {
        Some(settled) => {
            pieces.line("center", (from, y), (settled, y));
            pieces.line("center carried", (settled, y), (to, y));
        }
        None => pieces.line("center", (from, y), (to, y)),
    }
}

/// The line and the points of a stretch; of many points those of a signal alone are drawn as points.
fn points(stretch: &Stretch, scale: &Scale, pieces: &mut Pieces) {
    const MANY: usize = 80;
    for line in scale.lines(stretch) {
        pieces.polyline("run", &line);
    }
    let many = stretch.dots.len() > MANY;
    for dot in &stretch.dots {
        let Some(value) = dot.value else { continue };
        let at = (scale.x(dot.day), scale.y(value));
        match (dot.signal, many) {
            (true, _) => pieces.circle("dot signal", at, 5.0),
            (false, false) => pieces.circle("dot", at, 4.0),
            (false, true) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::figure::run::Dot;

    fn dot(day: i64, value: Option<f64>) -> Dot {
        Dot {
            day,
            date: format!("day {day}"),
            value,
            text: value.map(|value| plain(Language::english(), value)).unwrap_or_default(),
            ..Dot::default()
        }
    }

    fn run(dots: Vec<Dot>) -> Run {
        Run { stretches: vec![Stretch { dots, ..Stretch::default() }], ..Run::default() }
    }

    fn drawn(run: &Run) -> String {
        draw(Language::english(), run, Breadth::Wide).body
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
        let body = drawn(&run(dots));
        assert_eq!(body.matches("<polyline").count(), 2);
        assert_eq!(body.matches("<circle").count(), 4);
    }

    #[test]
    fn without_a_value_nothing_is_drawn() {
        let goal = Some(Level { value: 60.0, name: "Goal".into(), label: "60".into() });
        assert_eq!(drawn(&Run { goal, ..run(vec![dot(0, None)]) }), "");
        assert_eq!(drawn(&run(Vec::new())), "");
    }

    #[test]
    fn one_value_constant_values_and_monstrous_ones_have_a_frame() {
        let all = [vec![0.0], vec![5.0, 5.0], vec![f64::MAX, f64::MIN], vec![1e-300; 3]];
        for values in all {
            let dots: Vec<Dot> = (0..).zip(values).map(|(day, value)| dot(day, Some(value))).collect();
            assert!(!drawn(&run(dots)).contains("NaN"));
        }
    }

    #[test]
    fn the_first_and_the_last_date_are_named_and_no_two_dates_overlap() {
        let dots: Vec<Dot> = (0..40_u8)
            .map(|day| Dot { tick: format!("tick {day}"), ..dot(i64::from(day) * 7, Some(f64::from(day))) })
            .collect();
        for breadth in [Breadth::Wide, Breadth::Narrow] {
            let body = draw(Language::english(), &run(dots.clone()), breadth).body;
            assert!(body.contains(">day 0<") && body.contains(">day 273<"), "{breadth:?}");
            let between = body.matches(">tick ").count();
            assert!((1..8).contains(&between), "{breadth:?}: {between}");
        }
    }

    #[test]
    fn marks_too_near_for_one_row_stand_in_three_and_then_share_a_badge() {
        let dots = vec![dot(0, Some(1.0)), dot(100, Some(2.0))];
        let days = [(10, 1), (11, 2), (12, 3), (13, 4), (14, 5), (80, 6)];
        let marks = days.map(|(day, number)| Mark { day, number: number.to_string() });
        let body = drawn(&Run { marks: marks.to_vec(), ..run(dots) });
        assert!(body.contains(">1–5<") && body.contains(">6<"), "{body}");
        assert_eq!(body.matches("class=\"mark\"").count(), 6, "each day keeps its line");
        let three = Run { marks: marks[..3].to_vec(), ..run(vec![dot(0, Some(1.0)), dot(100, Some(2.0))]) };
        assert!(drawn(&three).contains(">2<"), "three rows hold three");
    }
}
