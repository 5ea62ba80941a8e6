//! Before and after on a line, with a stroke where the prediction was. Each line has its own scale.

use super::svg::{Page, Pieces};
use crate::language::Language;
use crate::say;
use crate::site::figure::moves::{Mark, Move, Moves};

const WIDTH: f64 = 420.0;
const ROW: f64 = 92.0;
/// Where the line begins and ends: the outer numbers need room beside it.
const FROM: f64 = 28.0;
const TO: f64 = WIDTH - 28.0;
/// Two numbers nearer than this would run into one another.
const NEAR: f64 = 34.0;

/// The lines one below the other.
pub(super) fn draw(language: &Language, chart: &Moves) -> Page {
    let mut pieces = Pieces::default();
    let mut y = 0.0;
    for row in &chart.rows {
        line(language, &mut pieces, row, y);
        y += ROW;
    }
    Page { width: WIDTH, height: y, body: pieces.into_text() }
}

fn line(language: &Language, pieces: &mut Pieces, row: &Move, y: f64) {
    let least = row.marks().map(|mark| mark.value).fold(f64::INFINITY, f64::min);
    let most = row.marks().map(|mark| mark.value).fold(f64::NEG_INFINITY, f64::max);
    let place = |mark: &Mark| match most - least {
        span if span > 0.0 => FROM + (mark.value - least) / span * (TO - FROM),
        _ => f64::midpoint(FROM, TO),
    };
    let (label, track) = (y + 15.0, y + 54.0);
    pieces.text("move-label", (0.0, label), "start", &row.label);
    pieces.line("track", (FROM, track), (TO, track));
    let (before, after) = (row.before.as_ref().map(place), row.after.as_ref().map(place));
    if let (Some(before), Some(after)) = (before, after) {
        pieces.line("way", (before, track), (after, track));
    }
    if let Some((mark, x)) = row.predicted.as_ref().map(|mark| (mark, place(mark))) {
        pieces.line("predicted", (x, track - 12.0), (x, track + 12.0));
        let anchor = anchor(x);
        pieces.text(
            "predicted-label",
            (x, track - 18.0),
            anchor,
            &say!(language, "pilots.predicted-mark", number = mark.text),
        );
    }
    if let Some(x) = before {
        pieces.circle("dot before", (x, track), 6.0);
    }
    if let Some(x) = after {
        pieces.circle("dot", (x, track), 6.0);
    }
    numbers(pieces, row, (before, after), track + 26.0);
}

/// The numbers under the circles; two that are near stand on either side.
fn numbers(pieces: &mut Pieces, row: &Move, (before, after): (Option<f64>, Option<f64>), y: f64) {
    let near = before.zip(after).filter(|(before, after)| (before - after).abs() < NEAR);
    let (for_before, for_after) = match near {
        Some((before, after)) if before <= after => ("end", "start"),
        Some(_) => ("start", "end"),
        None => ("middle", "middle"),
    };
    let apart = |anchor: &str| match anchor {
        "end" => -3.0,
        "start" => 3.0,
        _ => 0.0,
    };
    if let (Some(mark), Some(x)) = (&row.before, before) {
        pieces.text("number", (x + apart(for_before), y), for_before, &mark.text);
    }
    if let (Some(mark), Some(x)) = (&row.after, after) {
        pieces.text("number after", (x + apart(for_after), y), for_after, &mark.text);
    }
}

/// Words at the ends of the line grow inward.
fn anchor(x: f64) -> &'static str {
    match x {
        x if x < WIDTH / 4.0 => "start",
        x if x > WIDTH * 3.0 / 4.0 => "end",
        _ => "middle",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(value: f64) -> Option<Mark> {
        Some(Mark { value, text: value.to_string() })
    }

    fn drawn(before: Option<Mark>, predicted: Option<Mark>, after: Option<Mark>) -> String {
        let row = Move { label: "Readers & rooms".into(), before, predicted, after };
        draw(Language::english(), &Moves { rows: vec![row] }).body
    }

    #[test]
    fn each_value_stands_at_its_share_of_the_line() {
        // From 4 to 15 the line is 364 long; 11 lies 7 of 11 along it.
        let body = drawn(mark(4.0), mark(15.0), mark(11.0));
        assert!(body.contains("<circle class=\"dot before\" cx=\"28\""), "{body}");
        assert!(body.contains("<circle class=\"dot\" cx=\"259.6\""), "{body}");
        assert!(body.contains("<line class=\"predicted\" x1=\"392\""), "{body}");
        assert!(body.contains("text-anchor=\"end\">predicted 15<") && body.contains("Readers &amp; rooms"));
    }

    #[test]
    fn what_is_not_known_is_not_drawn_and_one_value_stands_in_the_middle() {
        let body = drawn(mark(4.0), None, None);
        assert!(
            body.contains("cx=\"210\"") && !body.contains("predicted") && !body.contains("way"),
            "{body}"
        );
        assert!(!drawn(None, None, None).contains("circle"));
    }

    #[test]
    fn near_numbers_stand_on_either_side() {
        let body = drawn(mark(40.0), mark(20.0), mark(39.0));
        assert!(
            body.contains("text-anchor=\"start\">40<") && body.contains("text-anchor=\"end\">39<"),
            "{body}"
        );
    }
}
