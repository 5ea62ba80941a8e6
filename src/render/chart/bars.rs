//! Horizontal bars, each under its label and with its number after it.

use super::fluid::{At, Pieces, at};
use super::labels::wrapped;
use crate::site::figure::bars::{Bar, Bars};

/// The height of a bar with its label.
const ROW: f64 = 46.0;
const BAR: f64 = 18.0;
/// The height of each further line of a label.
const LINE: f64 = 17.0;
/// How many letters of a label have room on the smallest screen.
const LETTERS: usize = 38;
/// How much of the width the longest bar takes: its number stands behind it.
const LONGEST: f64 = 82.0;

/// The height and the pieces of a bar chart.
pub(super) fn draw(chart: &Bars, id: &str) -> (f64, String) {
    let longest = chart.bars.iter().filter_map(|bar| bar.value).fold(0.0, f64::max);
    let hatching = format!("{id}-hatch");
    let mut pieces = Pieces::default();
    if chart.bars.iter().any(|bar| bar.partial) {
        pieces.hatching(&hatching, "hatch");
    }
    let mut y = 0.0;
    for Bar { label, value, text, partial } in &chart.bars {
        let length = match value {
            Some(value) if longest > 0.0 => value.max(0.0) / longest * LONGEST,
            _ => 0.0,
        };
        for (line, words) in wrapped(label, LETTERS).iter().enumerate() {
            y += if line == 0 { 0.0 } else { LINE };
            pieces.text("label", at(0.0), y + 16.0, "start", words);
        }
        match (value, partial) {
            (None, _) => {}
            (Some(_), true) => pieces.hatched("partial", &hatching, (0.0, length), y + 22.0, BAR),
            (Some(_), false) => pieces.rect("bar", (0.0, length), y + 22.0, BAR),
        }
        let (class, beside) = if value.is_some() { ("number", 8.0) } else { ("unsaid", 0.0) };
        pieces.text(class, At { percent: length, beside }, y + 36.0, "start", text);
        y += ROW;
    }
    (y, pieces.into_text())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(value: Option<f64>, text: &str) -> Bar {
        Bar { label: "Cafeteria".into(), value, text: text.into(), partial: false }
    }

    #[test]
    fn the_longest_bar_fills_the_room_and_a_hidden_one_is_not_drawn() {
        let chart =
            Bars { bars: vec![bar(Some(40.0), "40"), bar(Some(10.0), "10"), bar(None, "fewer than 10")] };
        let (height, body) = draw(&chart, "x");
        assert!((height - 138.0).abs() < 1e-9);
        let lengths: Vec<&str> =
            body.split("width=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(lengths, ["82%", "20.5%"]);
        assert!(body.contains("fewer than 10"));
    }

    #[test]
    fn a_long_label_has_lines_of_its_own_above_its_bar() {
        let label = "Before the first bell and after the last one, at the corner".into();
        let chart = Bars { bars: vec![Bar { label, ..bar(Some(4.0), "4") }, bar(Some(2.0), "2")] };
        let (height, body) = draw(&chart, "x");
        assert!((height - 109.0).abs() < 1e-9, "two rows and one more line: {height}");
        assert!(
            body.contains(">Before the first bell and after the<")
                && body.contains(">last one, at the corner<")
        );
    }

    #[test]
    fn a_part_of_its_time_is_hatched() {
        let chart = Bars { bars: vec![Bar { partial: true, ..bar(Some(4.0), "4") }] };
        let (_, body) = draw(&chart, "months");
        assert!(body.contains("<pattern id=\"months-hatch\"") && body.contains("url(#months-hatch)"));
    }
}
