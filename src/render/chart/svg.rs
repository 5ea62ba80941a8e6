//! The few pieces of SVG that charts are made of.

use std::fmt::Write;

/// A drawing before it is a document: its size and its pieces.
#[derive(Debug)]
pub(super) struct Page {
    /// The width, in the drawing's own units.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// What is drawn.
    pub body: String,
}

/// Pieces of a drawing. Lengths are in the drawing's own units, about a pixel at full width.
#[derive(Debug, Default)]
pub(super) struct Pieces(String);

impl Pieces {
    /// The pieces as text.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// A rectangle.
    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let (x, y, width, height) = (length(x), length(y), length(width), length(height));
        self.write(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        ));
    }

    /// A rectangle with round ends.
    pub(super) fn pill(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let round = length(height / 2.0);
        let (x, y, width, height) = (length(x), length(y), length(width), length(height));
        self.write(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"/>"
        ));
    }

    /// A line.
    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let (x1, y1, x2, y2) = (length(x1), length(y1), length(x2), length(y2));
        self.write(format_args!("<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"));
    }

    /// A circle.
    pub(super) fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let (x, y, radius) = (length(x), length(y), length(radius));
        self.write(format_args!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"));
    }

    /// A line through several points; fewer than two draw nothing.
    pub(super) fn polyline(&mut self, class: &str, points: &[(f64, f64)]) {
        if points.len() < 2 {
            return;
        }
        let points: Vec<String> =
            points.iter().map(|(x, y)| format!("{},{}", length(*x), length(*y))).collect();
        self.write(format_args!("<polyline class=\"{class}\" points=\"{}\"/>", points.join(" ")));
    }

    /// Words; `anchor` is `start`, `middle` or `end`.
    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: &str, words: &str) {
        let (x, y, words) = (length(x), length(y), escape(words));
        self.write(format_args!(
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>"
        ));
    }

    fn write(&mut self, piece: std::fmt::Arguments<'_>) {
        self.0.write_fmt(piece).expect("a string takes every piece");
    }
}

/// A whole drawing that a screen reader reads as one image with a name and a description.
pub(super) fn document(class: &str, id: &str, title: &str, description: &str, page: &Page) -> String {
    let (id, title, description) = (escape(id), escape(title), escape(description));
    let (width, height, body) = (length(page.width), length(page.height), &page.body);
    format!(
        "<svg class=\"{class}\" role=\"img\" viewBox=\"0 0 {width} {height}\" aria-labelledby=\"{id}-title\" \
         aria-describedby=\"{id}-desc\"><title id=\"{id}-title\">{title}</title>\
         <desc id=\"{id}-desc\">{description}</desc>{body}</svg>"
    )
}

/// Words as SVG can hold them.
pub(super) fn escape(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// A length with at most one decimal, so that bytes do not depend on the last digits of arithmetic.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a length that no drawing has becomes the longest there is"
)]
pub(super) fn length(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let (whole, rest) = (tenths / 10, (tenths % 10).abs());
    match (whole, rest) {
        (whole, 0) => whole.to_string(),
        (0, rest) if tenths < 0 => format!("-0.{rest}"),
        (whole, rest) => format!("{whole}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short_and_never_noise() {
        assert_eq!(
            [12.0, 0.1 + 0.2, -0.01, f64::NAN, -0.3, -12.46, 99.96].map(length),
            ["12", "0.3", "0", "0", "-0.3", "-12.5", "100"]
        );
    }

    #[test]
    fn words_cannot_become_markup() {
        assert_eq!(escape("<b>\"R&D\"</b>"), "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;");
    }
}
