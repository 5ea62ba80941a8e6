//! A thin bar for how much of the way is done, with a mark for how much of the time is over.

use super::labels::width;
use super::svg::{Page, Pieces};
use crate::site::figure::pace::Pace;

const WIDTH: f64 = 280.0;
const HEIGHT: f64 = 60.0;
const BAR: (f64, f64) = (27.0, 8.0);
/// The size of words, in the drawing's units. The style sheet sets it.
const TEXT: f64 = 15.0;
/// How far beyond either end of the way a bar is drawn: three times the way over, one back.
const FARTHEST: (f64, f64) = (-1.0, 3.0);

/// A bar from the start of the way to where it has come, on a track from the start to the target.
pub(super) fn draw(pace: &Pace) -> Page {
    let mut pieces = Pieces::default();
    let done = pace.done.clamp(FARTHEST.0, FARTHEST.1);
    let (low, high) = (done.min(0.0), done.max(1.0));
    let x = |share: f64| 1.0 + (share - low) / (high - low) * (WIDTH - 2.0);
    let (top, thick) = BAR;
    let (start, target) = (x(0.0), x(1.0));
    pieces.rect("pace-track", (start, top), (target - start, thick));
    let class = if done < 0.0 { "pace-way pace-back" } else { "pace-way" };
    pieces.rect(class, (x(done.min(0.0)), top), ((x(done) - start).abs(), thick));
    for end in [start, target] {
        pieces.line("pace-end", (end, top - 3.0), (end, top + thick + 3.0));
    }
    if let Some(elapsed) = pace.elapsed {
        let at = x(elapsed);
        pieces.line("pace-time", (at, top - 7.0), (at, top + thick + 3.0));
        let half = width(&pace.time, TEXT) / 2.0;
        pieces.text(
            "time-label",
            (at.clamp(half, (WIDTH - half).max(half)), TEXT - 1.0),
            "middle",
            &pace.time,
        );
    }
    let y = HEIGHT - 4.0;
    pieces.text("end-label", (start.min(WIDTH - width(&pace.from, TEXT)), y), "start", &pace.from);
    let clear = start + width(&pace.from, TEXT) + 8.0 + width(&pace.to, TEXT);
    pieces.text("end-label", (target.max(clear).min(WIDTH), y), "end", &pace.to);
    Page { width: WIDTH, height: HEIGHT, body: pieces.into_text() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of the track, the bar and the mark of the time.
    fn lengths(done: f64, elapsed: Option<f64>) -> (String, String, bool) {
        let pace =
            Pace { done, elapsed, from: "41".into(), to: "60".into(), time: "49 % of the time".into() };
        let body = draw(&pace).body;
        let of = |class: &str| {
            let rect =
                body.split("<rect ").find(|rect| rect.starts_with(&format!("class=\"{class}"))).unwrap();
            let number =
                |name: &str| rect.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap();
            format!("{}+{}", number("x"), number("width"))
        };
        (of("pace-track"), of("pace-way"), body.contains("class=\"pace-time\""))
    }

    #[test]
    fn half_of_the_way_is_half_of_the_bar() {
        assert_eq!(lengths(0.5, Some(0.49)), ("1+278".into(), "1+139".into(), true));
        assert_eq!(lengths(0.0, None), ("1+278".into(), "1+0".into(), false));
    }

    #[test]
    fn more_than_all_goes_beyond_the_target_and_the_other_way_lies_before_the_start() {
        assert_eq!(lengths(1.25, Some(0.5)), ("1+222.4".into(), "1+278".into(), true));
        assert_eq!(lengths(-0.25, Some(0.5)), ("56.6+222.4".into(), "1+55.6".into(), true));
        assert_eq!(lengths(40.0, None).0, "1+92.7", "at most three times the way");
    }
}
