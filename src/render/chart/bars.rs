//! Horizontal bars, each with its label before or above it and its number after it.

use super::Breadth;
use super::labels::width;
use super::svg::{Page, Pieces};
use crate::site::figure::bars::{Bar, Bars};

/// How thick a bar is.
const BAR: f64 = 18.0;

/// A bar chart: on a page labels stand before the bars, on a telephone above them.
pub(super) fn draw(chart: &Bars, breadth: Breadth) -> Page {
    let text = breadth.text();
    let line = text * 1.25;
    let across = match breadth {
        Breadth::Wide => 640.0,
        Breadth::Narrow => 336.0,
    };
    let (left, label_room) = match breadth {
        Breadth::Wide => {
            let longest = chart.bars.iter().map(|bar| width(&bar.label, text)).fold(0.0, f64::max);
            let room = longest.min(200.0);
            (room + 12.0, room)
        }
        Breadth::Narrow => (0.0, across),
    };
    let numbers = chart.bars.iter().map(|bar| width(&bar.text, text)).fold(0.0, f64::max) + 10.0;
    let room = (across - left - numbers).max(across * 0.25);
    let longest = chart.bars.iter().filter_map(|bar| bar.value).fold(0.0, f64::max);
    let mut pieces = Pieces::default();
    let mut y = 0.0;
    for Bar { label, value, text: number, partial } in &chart.bars {
        let lines = wrapped(label, label_room, text);
        let above = lines.len() as f64 * line;
        let (first, top, height) = match breadth {
            Breadth::Wide => {
                let height = (above + 8.0).max(BAR + 12.0);
                (y + height / 2.0 - (above - line) / 2.0 + text * 0.35, y + (height - BAR) / 2.0, height)
            }
            Breadth::Narrow => (y + text, y + above + 2.0, above + BAR + 14.0),
        };
        let (at, anchor) = if breadth == Breadth::Wide { (left - 10.0, "end") } else { (0.0, "start") };
        for (number, words) in (0_u32..).zip(&lines) {
            pieces.text("bar-label", (at, first + line * f64::from(number)), anchor, words);
        }
        let length = match value {
            Some(value) if longest > 0.0 => value.max(0.0) / longest * room,
            _ => 0.0,
        };
        if length > 0.0 {
            pieces.rect(if *partial { "bar partial" } else { "bar" }, (left, top), (length, BAR));
        }
        pieces.text("number", (left + length + 8.0, top + BAR / 2.0 + text * 0.35), "start", number);
        y += height;
    }
    if breadth == Breadth::Wide {
        pieces.line("axis", (left, 0.0), (left, y));
    }
    Page { width: across, height: y, pieces }
}

/// A label in as many lines as its room asks for, broken between words.
fn wrapped(label: &str, room: f64, text: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, text) + width(word, text) + text * 0.56 <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(value: Option<f64>, text: &str) -> Bar {
        Bar { label: "Cafeteria".into(), value, text: text.into(), partial: false }
    }

    #[test]
    fn the_longest_bar_fills_the_room_and_a_hidden_one_has_no_bar() {
        let bars = vec![bar(Some(40.0), "40"), bar(Some(10.0), "10"), bar(None, "fewer than 10")];
        for breadth in [Breadth::Wide, Breadth::Narrow] {
            let page = draw(&Bars { bars: bars.clone() }, breadth);
            let lengths: Vec<f64> = page
                .pieces
                .as_str()
                .split("width=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next()?.parse().ok())
                .collect();
            let [longest, shorter] = lengths[..] else { panic!("{breadth:?}: {lengths:?}") };
            assert!(
                (longest / 4.0 - shorter).abs() < 0.1 && longest < page.width,
                "{breadth:?}: {lengths:?}"
            );
            assert!(page.pieces.as_str().contains(">fewer than 10<"));
        }
    }

    #[test]
    fn a_long_label_is_broken_between_words() {
        assert_eq!(wrapped("Hallway at the ramp", 80.0, 13.0), ["Hallway at", "the ramp"]);
        assert_eq!(wrapped("K", 80.0, 13.0), ["K"]);
        assert_eq!(wrapped("", 80.0, 13.0), [] as [String; 0]);
    }
}
