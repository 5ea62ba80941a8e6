//! A small chart: the line, its center, the goal, the last value, the first and the last date.

use super::labels::{self, Label, widest, width};
use super::scale::{Area, Axes, dots};
use super::svg::{Page, Pieces};
use crate::site::figure::run::{Dot, Level, Run};

const WIDTH: f64 = 280.0;
const HEIGHT: f64 = 120.0;
/// The size of words, in the drawing's units. The style sheet sets it.
const TEXT: f64 = 15.0;

/// A small chart; without a value nothing is drawn.
pub(super) fn draw(run: &Run) -> Page {
    let mut pieces = Pieces::default();
    if let Some(axes) = Axes::of(run) {
        pieces_of(run, axes, &mut pieces);
    }
    Page { width: WIDTH, height: HEIGHT, body: pieces.into_text() }
}

fn pieces_of(run: &Run, axes: Axes, pieces: &mut Pieces) {
    let known = || dots(run).filter_map(|dot| Some((dot, dot.value?)));
    let (Some((first, _)), Some((last, value))) = (known().next(), known().next_back()) else {
        return;
    };
    let mut labels = vec![Label { at: (0.0, 0.0), class: "number", lines: vec![last.text.clone()] }];
    let named = |level: &Level| vec![level.name.clone(), level.label.clone()];
    labels.extend(run.goal.as_ref().map(|goal| Label {
        at: (0.0, 0.0),
        class: "goal-label",
        lines: named(goal),
    }));
    let right = WIDTH - widest(&labels, TEXT) - 16.0;
    let area = Area { left: 6.0, top: 10.0, right, bottom: HEIGHT - TEXT - 14.0 };
    let scale = axes.within(area);
    labels[0].at = (scale.x(last.day) + 4.0, scale.y(value));
    pieces.line("grid", (0.0, area.bottom), (right + 4.0, area.bottom));
    if let Some(goal) = &run.goal {
        let y = scale.y(goal.value);
        pieces.line("target", (0.0, y), (right + 2.0, y));
        labels[1].at = (right + 2.0, y);
    }
    for stretch in &run.stretches {
        if let (Some(center), Some(first), Some(last)) =
            (&stretch.center, stretch.dots.first(), stretch.dots.last())
        {
            let y = scale.y(center.value);
            pieces.line("center", (scale.x(first.day) - 4.0, y), (scale.x(last.day) + 4.0, y));
        }
        for line in scale.lines(stretch) {
            pieces.polyline("run", &line);
        }
        for dot in stretch.dots.iter().filter(|dot| dot.signal || stretch.dots.len() < 4) {
            if let Some(value) = dot.value {
                let class = if dot.signal { "dot signal" } else { "dot" };
                pieces.circle(class, (scale.x(dot.day), scale.y(value)), 3.5);
            }
        }
    }
    if !last.signal {
        pieces.circle("dot", (scale.x(last.day), scale.y(value)), 3.5);
    }
    dates(first, last, right, pieces);
    labels::write(labels, right + 12.0, (0.0, HEIGHT - TEXT), TEXT, false, pieces);
}

/// The first and the last date, as precise as there is room for.
fn dates(first: &Dot, last: &Dot, right: f64, pieces: &mut Pieces) {
    let y = HEIGHT - 4.0;
    if first.day == last.day {
        pieces.text("tick", (0.0, y), "start", &first.date);
        return;
    }
    let pairs = [(&first.date, &last.date), (&first.tick, &last.date), (&first.tick, &last.tick)];
    let fits = |(first, last): &(&String, &String)| {
        !first.is_empty() && !last.is_empty() && width(first, TEXT) + width(last, TEXT) < right + 8.0
    };
    if let Some((first, last)) = pairs.into_iter().find(fits) {
        pieces.text("tick", (0.0, y), "start", first);
        pieces.text("tick", (right + 8.0, y), "end", last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::figure::run::Stretch;

    #[test]
    fn the_last_value_and_both_dates_are_named() {
        let dot = |day: i64, value: Option<f64>, text: &str| Dot {
            day,
            date: format!("{day} Sep"),
            value,
            text: text.into(),
            ..Dot::default()
        };
        let dots = vec![dot(4, Some(41.0), "41 %"), dot(11, Some(50.0), "50 %"), dot(18, None, "no value")];
        let run = Run { stretches: vec![Stretch { dots, ..Stretch::default() }], ..Run::default() };
        let body = draw(&run).body;
        for words in [">50 %<", ">4 Sep<", ">11 Sep<"] {
            assert!(body.contains(words), "{words}: {body}");
        }
        assert!(!body.contains("no value") && !body.contains("18 Sep"));
        assert_eq!(draw(&Run::default()).body, "");
    }
}
