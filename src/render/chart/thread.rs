//! The thread of an initiative: lanes of marks on one time axis.
//!
//! Places along the axis are percents of the width and everything else is in pixels, so that one drawing fills a
//! phone and a desk without its letters growing or shrinking.

use std::fmt::Write;

use super::svg::{escape, length};
use crate::site::figure::thread::{Lane, Mark, Moment, Shape, Thread};

/// Room above the lanes for the names of the launch and of today.
const HEAD: f64 = 44.0;
/// From the top of a lane to its first row of marks.
const FIRST_ROW: f64 = 30.0;
/// From a row of marks to the next.
const ROW: f64 = 15.0;
/// Below the last row of marks.
const FOOT: f64 = 12.0;
/// The height of a lane without marks.
const EMPTY: f64 = 26.0;
/// Room below the lanes for months and years.
const AXIS: f64 = 40.0;
/// Least distance between two marks in a row, in percents of the width: a mark on a narrow phone.
const GAP: f64 = 3.8;

/// The height and the pieces of a thread.
pub(super) fn draw(chart: &Thread) -> (f64, String) {
    let drawing = Drawing { days: chart.days };
    let lanes = placed(chart, drawing);
    let bottom = lanes.last().map_or(HEAD, |lane| lane.top + lane.height);
    let mut labels = String::new();
    let mut under = String::new();
    let mut over = String::new();
    drawing.axis(chart, bottom, &mut under);
    for (lane, place) in chart.lanes.iter().zip(&lanes) {
        let y = length(place.top);
        push(
            &mut under,
            format_args!("<line class=\"thread-rule\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>"),
        );
        label(lane, place, &mut labels);
    }
    for tie in &chart.ties {
        let y = |(lane, mark): (usize, usize)| Some(lanes.get(lane)?.rows.get(mark)?.y);
        if let (Some(from), Some(to)) = (y(tie.from), y(tie.to)) {
            let (x, from, to) = (drawing.x(tie.day), length(from), length(to));
            push(
                &mut over,
                format_args!("<line class=\"thread-tie\" x1=\"{x}\" x2=\"{x}\" y1=\"{from}\" y2=\"{to}\"/>"),
            );
        }
    }
    for (lane, place) in chart.lanes.iter().zip(&lanes) {
        for (mark, row) in lane.marks.iter().zip(&place.rows) {
            drawing.mark(mark, lane.is_changes, row.y, &mut over);
        }
    }
    let body = format!(
        "<svg class=\"thread-plot\" overflow=\"visible\">{under}<g class=\"thread-marks\">{over}</g></svg>{labels}"
    );
    (bottom + AXIS, body)
}

/// A lane in the drawing.
struct Place {
    top: f64,
    height: f64,
    rows: Vec<Row>,
}

/// The height at which a mark stands.
struct Row {
    y: f64,
}

/// Stacks the lanes, and in each the marks that would otherwise lie on one another.
fn placed(chart: &Thread, drawing: Drawing) -> Vec<Place> {
    let mut top = HEAD;
    let mut places = Vec::with_capacity(chart.lanes.len());
    for lane in &chart.lanes {
        let mut free_from: Vec<f64> = Vec::new();
        let mut rows = Vec::with_capacity(lane.marks.len());
        for mark in &lane.marks {
            let starts = drawing.percent(mark.from);
            let row = free_from.iter().position(|free| *free <= starts).unwrap_or(free_from.len());
            let free = drawing.percent(mark.to) + GAP;
            match free_from.get_mut(row) {
                Some(from) => *from = free,
                None => free_from.push(free),
            }
            #[allow(clippy::cast_precision_loss, reason = "a lane has far fewer than 2^52 rows")]
            rows.push(Row { y: top + FIRST_ROW + ROW * row as f64 });
        }
        let last = rows.iter().map(|row| row.y).fold(f64::NEG_INFINITY, f64::max);
        let height = if rows.is_empty() { EMPTY } else { last + FOOT - top };
        places.push(Place { top, height, rows });
        top += height;
    }
    places
}

fn label(lane: &Lane, place: &Place, labels: &mut String) {
    let class = if lane.marks.is_empty() { "thread-label thread-none" } else { "thread-label" };
    let (y, name, note) = (length(place.top + 17.0), escape(&lane.label), escape(&lane.note));
    push(
        labels,
        format_args!(
            "<text class=\"{class}\" x=\"0\" y=\"{y}\"><tspan class=\"thread-name\">{name}</tspan> \
             <tspan class=\"thread-note\" dx=\"4\">{note}</tspan></text>"
        ),
    );
}

/// Where days lie across the drawing.
#[derive(Clone, Copy)]
struct Drawing {
    days: i64,
}

impl Drawing {
    /// A day as a percent of the width, with room for half a mark at both ends.
    #[allow(clippy::cast_precision_loss, reason = "a plan spans far fewer than 2^52 days")]
    fn percent(self, day: i64) -> f64 {
        2.0 + day as f64 / self.days.max(1) as f64 * 96.0
    }

    fn x(self, day: i64) -> String {
        let hundredths = (self.percent(day) * 100.0).round();
        let text = format!("{:.2}", hundredths / 100.0);
        format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
    }

    /// The time before the launch, months, the launch and today.
    fn axis(self, chart: &Thread, bottom: f64, pieces: &mut String) {
        let (head, height, end) = (length(HEAD), length(bottom - HEAD), length(bottom));
        if let Some(launch) = &chart.launch {
            let width = format!("{:.2}%", self.percent(launch.from));
            push(
                pieces,
                format_args!(
                    "<rect class=\"thread-before\" x=\"0\" y=\"{head}\" width=\"{width}\" height=\"{height}\"/>"
                ),
            );
        }
        for tick in &chart.ticks {
            let x = self.x(tick.day);
            push(
                pieces,
                format_args!(
                    "<line class=\"thread-grid\" x1=\"{x}\" x2=\"{x}\" y1=\"{head}\" y2=\"{end}\"/>"
                ),
            );
            let anchor = self.anchor(tick.day, 8.0);
            text(pieces, "thread-tick", (&x, bottom + 17.0), anchor, &tick.label);
            if let Some(year) = &tick.year {
                text(pieces, "thread-tick thread-year", (&x, bottom + 33.0), anchor, year);
            }
        }
        push(
            pieces,
            format_args!("<line class=\"thread-rule\" x1=\"0\" x2=\"100%\" y1=\"{end}\" y2=\"{end}\"/>"),
        );
        if let Some(launch) = &chart.launch {
            self.moment("thread-launch", launch, 15.0, bottom, pieces);
        }
        self.moment("thread-today", &chart.today, 34.0, bottom, pieces);
    }

    /// A line from top to bottom with its name; a time whose day is not known is a band.
    fn moment(self, class: &str, moment: &Moment, y: f64, bottom: f64, pieces: &mut String) {
        let (from, to) = (self.x(moment.from), self.x(moment.to));
        let (top, end) = (length(y + 5.0), length(bottom));
        if moment.to > moment.from {
            let width = format!("{:.2}%", self.percent(moment.to) - self.percent(moment.from));
            let height = length(bottom - y - 5.0);
            push(
                pieces,
                format_args!(
                    "<rect class=\"{class} thread-band\" x=\"{from}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>"
                ),
            );
        } else {
            push(
                pieces,
                format_args!("<line class=\"{class}\" x1=\"{to}\" x2=\"{to}\" y1=\"{top}\" y2=\"{end}\"/>"),
            );
        }
        let class = format!("{class}-label");
        text(pieces, &class, (&from, y), self.anchor(moment.from, 24.0), &moment.label);
    }

    /// How words stand at a day, so that they do not leave the drawing: `room` is half their width in percents.
    fn anchor(self, day: i64, room: f64) -> &'static str {
        match self.percent(day) {
            percent if percent < room => "start",
            percent if percent > 100.0 - room => "end",
            _ => "middle",
        }
    }

    fn mark(self, mark: &Mark, is_change: bool, y: f64, pieces: &mut String) {
        let (from, to, height) = (self.x(mark.from), self.x(mark.to), length(y));
        let open = if mark.is_open { " thread-open" } else { "" };
        let title = escape(&mark.title);
        push(pieces, format_args!("<g class=\"thread-mark{open}\"><title>{title}</title>"));
        match mark.shape {
            Shape::Day if is_change => push(
                pieces,
                format_args!(
                    "<svg x=\"{from}\" y=\"{height}\" overflow=\"visible\"><path class=\"thread-change\" d=\"M0-7 7 0 0 7-7 0z\"/></svg>"
                ),
            ),
            Shape::Day => push(
                pieces,
                format_args!("<circle class=\"thread-dot\" cx=\"{from}\" cy=\"{height}\" r=\"5.5\"/>"),
            ),
            Shape::Lasting | Shape::GoingOn => {
                for class in if mark.is_open { &["thread-bar", "thread-hole"][..] } else { &["thread-bar"] } {
                    push(
                        pieces,
                        format_args!(
                            "<line class=\"{class}\" x1=\"{from}\" x2=\"{to}\" y1=\"{height}\" y2=\"{height}\"/>"
                        ),
                    );
                }
                if mark.shape == Shape::GoingOn {
                    push(
                        pieces,
                        format_args!(
                            "<svg x=\"{to}\" y=\"{height}\" overflow=\"visible\"><path class=\"thread-on\" d=\"M4-5 10 0 4 5\"/></svg>"
                        ),
                    );
                }
            }
            Shape::Coarse => {
                let width = format!("{:.2}%", self.percent(mark.to) - self.percent(mark.from));
                let top = length(y - 5.0);
                push(
                    pieces,
                    format_args!(
                        "<rect class=\"thread-coarse\" x=\"{from}\" y=\"{top}\" width=\"{width}\" height=\"10\" rx=\"5\"/>"
                    ),
                );
            }
        }
        pieces.push_str("</g>");
    }
}

fn text(pieces: &mut String, class: &str, (x, y): (&str, f64), anchor: &str, words: &str) {
    let (y, words) = (length(y), escape(words));
    push(
        pieces,
        format_args!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>"),
    );
}

fn push(pieces: &mut String, piece: std::fmt::Arguments<'_>) {
    pieces.write_fmt(piece).expect("a string takes every piece");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(from: i64, to: i64, shape: Shape) -> Mark {
        Mark { from, to, shape, is_open: false, title: "R&D <b>".into() }
    }

    fn thread(marks: Vec<Mark>) -> Thread {
        let lane = Lane { label: "Heard".into(), note: String::new(), is_changes: false, marks };
        Thread {
            days: 100,
            lanes: vec![lane],
            ties: Vec::new(),
            ticks: Vec::new(),
            launch: None,
            today: Moment { from: 100, to: 100, label: "Today".into() },
        }
    }

    #[test]
    fn the_first_and_the_last_day_lie_inside() {
        let drawing = Drawing { days: 100 };
        assert_eq!([drawing.x(0), drawing.x(50), drawing.x(100)], ["2%", "50%", "98%"]);
        assert_eq!(
            [drawing.anchor(0, 8.0), drawing.anchor(50, 8.0), drawing.anchor(100, 8.0)],
            ["start", "middle", "end"]
        );
    }

    #[test]
    fn marks_of_one_day_stand_below_one_another() {
        let chart =
            thread(vec![mark(10, 10, Shape::Day), mark(10, 10, Shape::Day), mark(50, 50, Shape::Day)]);
        let places = placed(&chart, Drawing { days: 100 });
        let rows: Vec<f64> = places[0].rows.iter().map(|row| row.y - places[0].top).collect();
        assert_eq!(rows, [30.0, 45.0, 30.0]);
        assert!((places[0].height - 57.0).abs() < 1e-9);
    }

    #[test]
    fn every_mark_is_drawn_once_and_its_words_cannot_become_markup() {
        let shapes = [Shape::Day, Shape::Lasting, Shape::GoingOn, Shape::Coarse];
        let (_, body) = draw(&thread(shapes.map(|shape| mark(10, 20, shape)).into()));
        assert_eq!(body.matches("<g class=\"thread-mark\">").count(), 4);
        assert_eq!(body.matches("R&amp;D &lt;b&gt;").count(), 4);
        assert!(!body.contains("NaN"));
    }
}
