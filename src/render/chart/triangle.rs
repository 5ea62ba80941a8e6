//! The triangle: one band over the other, as wide as its share of everyone.

use super::fluid::{Pieces, at};
use crate::site::figure::triangle::{Band, Triangle};

const ROW: f64 = 58.0;
const BAND: f64 = 28.0;

/// The height and the pieces of a triangle.
pub(super) fn draw(chart: &Triangle, id: &str) -> (f64, String) {
    let hatching = format!("{id}-hatch");
    let mut pieces = Pieces::default();
    pieces.hatching(&hatching, "hatch");
    let mut y = 0.0;
    for (place, Band { label, percent, text }) in chart.bands.iter().enumerate() {
        pieces.text("label", at(0.0), y + 16.0, "start", label);
        let class = if percent.is_some() { "number" } else { "unsaid" };
        pieces.text(class, at(100.0), y + 16.0, "end", text);
        let top = y + 23.0;
        pieces.rect("track", (0.0, 100.0), top, BAND);
        if let Some(percent) = percent {
            let half = percent.clamp(0.0, 100.0) / 2.0;
            let across = (50.0 - half, 50.0 + half);
            match place {
                0 => pieces.rect("band few", across, top, BAND),
                1 => pieces.hatched("band some", &hatching, across, top, BAND),
                _ => pieces.rect("band most", across, top, BAND),
            }
        }
        y += ROW;
    }
    (y, pieces.into_text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_as_wide_as_its_share_and_a_hidden_one_is_an_empty_track() {
        let band = |percent| Band { label: "2–5".into(), percent, text: "t".into() };
        let (_, body) = draw(&Triangle { bands: vec![band(None), band(Some(14.0)), band(Some(80.0))] }, "t");
        assert!(!body.contains("band few"));
        assert!(body.contains("class=\"band some\" x=\"43%\"") && body.contains("width=\"14%\""));
        assert!(body.contains("class=\"band most\" x=\"10%\""));
        assert_eq!(body.matches("\"track\"").count(), 3);
    }
}
