//! Drawings that are as wide as their place while their letters keep their size: lengths across are percents,
//! lengths down are pixels.

use std::fmt::Write;

use super::svg::{escape, length};

/// A place from left to right: a percent of the width, and pixels beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct At {
    pub(super) percent: f64,
    pub(super) beside: f64,
}

/// A percent of the width.
pub(super) fn at(percent: f64) -> At {
    At { percent, beside: 0.0 }
}

/// Pieces of a drawing.
#[derive(Debug, Default)]
pub(super) struct Pieces(String);

impl Pieces {
    /// The pieces as text.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// A rectangle from one percent of the width to another.
    pub(super) fn rect(&mut self, class: &str, (from, to): (f64, f64), y: f64, height: f64) {
        self.filled(class, "", (from, to), y, height);
    }

    /// A rectangle filled with the hatching of that name.
    pub(super) fn hatched(&mut self, class: &str, hatching: &str, across: (f64, f64), y: f64, height: f64) {
        self.filled(class, &format!(" fill=\"url(#{})\"", escape(hatching)), across, y, height);
    }

    fn filled(&mut self, class: &str, fill: &str, (from, to): (f64, f64), y: f64, height: f64) {
        let (x, width, y, height) = (length(from), length(to - from), length(y), length(height));
        self.write(format_args!(
            "<rect class=\"{class}\" x=\"{x}%\" y=\"{y}\" width=\"{width}%\" height=\"{height}\"{fill}/>"
        ));
    }

    /// Slanted lines to fill shapes with: a second channel beside color.
    pub(super) fn hatching(&mut self, id: &str, class: &str) {
        self.write(format_args!(
            "<defs><pattern id=\"{}\" class=\"{class}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><path d=\"M1.5 0V6\"/></pattern></defs>",
            escape(id)
        ));
    }

    /// A line.
    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let (x1, y1, x2, y2) = (length(x1), length(y1), length(x2), length(y2));
        self.write(format_args!(
            "<line class=\"{class}\" x1=\"{x1}%\" y1=\"{y1}\" x2=\"{x2}%\" y2=\"{y2}\"/>"
        ));
    }

    /// A circle.
    pub(super) fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let (x, y, radius) = (length(x), length(y), length(radius));
        self.write(format_args!("<circle class=\"{class}\" cx=\"{x}%\" cy=\"{y}\" r=\"{radius}\"/>"));
    }

    /// A line through several points of a drawing so high.
    pub(super) fn polyline(&mut self, class: &str, points: &[(f64, f64)], height: f64) {
        let points: Vec<String> =
            points.iter().map(|(x, y)| format!("{},{}", length(*x), length(*y))).collect();
        let (points, height) = (points.join(" "), length(height));
        self.write(format_args!(
            "<svg width=\"100%\" height=\"{height}\" viewBox=\"0 0 100 {height}\" preserveAspectRatio=\"none\">\
             <polyline class=\"{class}\" vector-effect=\"non-scaling-stroke\" points=\"{points}\"/></svg>"
        ));
    }

    /// Words; `anchor` is `start`, `middle` or `end`.
    pub(super) fn text(&mut self, class: &str, x: At, y: f64, anchor: &str, words: &str) {
        let (percent, beside, y, words) = (length(x.percent), length(x.beside), length(y), escape(words));
        self.write(format_args!(
            "<text class=\"{class}\" x=\"{percent}%\" dx=\"{beside}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>"
        ));
    }

    /// Words that run upwards from there.
    pub(super) fn upright_text(&mut self, class: &str, x: f64, y: f64, words: &str) {
        let (x, y, words) = (length(x), length(y), escape(words));
        self.write(format_args!(
            "<svg x=\"{x}%\" y=\"{y}\" overflow=\"visible\"><text class=\"{class}\" transform=\"rotate(-90)\" \
             dy=\"0.35em\">{words}</text></svg>"
        ));
    }

    fn write(&mut self, piece: std::fmt::Arguments<'_>) {
        self.0.write_fmt(piece).expect("a string takes every piece");
    }
}

/// A whole drawing that a screen reader reads as one image with a name and a description.
pub(super) fn document(class: &str, [id, title, description]: [&str; 3], height: f64, body: &str) -> String {
    let (title, description, height) = (escape(title), escape(description), length(height));
    format!(
        "<svg class=\"{class}\" role=\"img\" width=\"100%\" height=\"{height}\" \
         aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{title}</title>\
         <desc id=\"{id}-desc\">{description}</desc>{body}</svg>"
    )
}
