//! Horizontal bars, each with its label before and its number after it.

use super::svg::Pieces;
use crate::site::figure::bars::{Bar, Bars};

const WIDTH: f64 = 640.0;
const ROW: f64 = 32.0;
const LABEL: f64 = 176.0;
const NUMBER: f64 = 104.0;

/// The size and the pieces of a bar chart.
pub(super) fn draw(chart: &Bars, _id: &str) -> (f64, f64, String) {
    let longest = chart.bars.iter().filter_map(|bar| bar.value).fold(0.0, f64::max);
    let room = WIDTH - LABEL - NUMBER;
    let mut pieces = Pieces::default();
    let mut y = 0.0;
    for Bar { label, value, text, partial } in &chart.bars {
        let length = match value {
            Some(value) if longest > 0.0 => value.max(0.0) / longest * room,
            _ => 0.0,
        };
        let class = if *partial { "bar partial" } else { "bar" };
        pieces.text("label", (LABEL - 8.0, y + 20.0), "end", label);
        pieces.rect(class, (LABEL, y + 5.0), (length, ROW - 10.0));
        pieces.text("number", (LABEL + length + 8.0, y + 20.0), "start", text);
        y += ROW;
    }
    pieces.line("axis", (LABEL, 0.0), (LABEL, y));
    (WIDTH, y, pieces.into_text())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(value: Option<f64>, text: &str) -> Bar {
        Bar { label: "Cafeteria".into(), value, text: text.into(), partial: false }
    }

    #[test]
    fn the_longest_bar_fills_the_room_and_a_hidden_one_has_no_length() {
        let chart =
            Bars { bars: vec![bar(Some(40.0), "40"), bar(Some(10.0), "10"), bar(None, "fewer than 10")] };
        let (width, height, body) = draw(&chart, "x");
        assert_eq!((width, height), (640.0, 96.0));
        let lengths: Vec<&str> =
            body.split("width=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(lengths, ["360", "90", "0"]);
    }
}
