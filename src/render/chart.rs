//! Charts as inline SVG, styled by class, so that one drawing serves light, dark and paper.
//!
//! Words in a chart are never smaller than 12 pixels. Most charts are as wide as their place while their letters
//! keep their size ([`fluid`]). A run chart, whose labels must keep clear of one another, is drawn twice, for a page
//! and for a telephone, and the style sheet shows the one that its column has room for.

mod bars;
mod columns;
mod fluid;
mod funnel;
mod labels;
mod levels;
mod moves;
mod pace;
mod run;
mod scale;
mod small;
mod svg;
mod thread;
mod triangle;

use self::svg::Page;
use crate::language::Language;
use crate::site::figure::{Chart, Drawing};

/// How much room a drawing has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Breadth {
    /// A column of text.
    Wide,
    /// A telephone.
    Narrow,
}

impl Breadth {
    /// The size of words, in the drawing's units. The style sheet sets it.
    fn text(self) -> f64 {
        match self {
            Self::Wide => 13.0,
            Self::Narrow => 15.0,
        }
    }
}

/// A drawing as SVG with its title and description.
///
/// Texts are escaped here: the result may stand in a page as it is.
pub(super) fn draw(language: &Language, drawing: &Drawing) -> String {
    let id = &drawing.id;
    match &drawing.chart {
        Chart::Bars(chart) => as_wide_as_its_place(drawing, "fluid-chart", &bars::draw(chart, id)),
        Chart::Columns(chart) => as_wide_as_its_place(drawing, "fluid-chart", &columns::draw(chart, id)),
        Chart::Triangle(chart) => as_wide_as_its_place(drawing, "fluid-chart", &triangle::draw(chart, id)),
        Chart::Funnel(chart) => as_wide_as_its_place(drawing, "fluid-chart", &funnel::draw(language, chart)),
        Chart::Levels(chart) => {
            as_wide_as_its_place(drawing, "chart flowing", &levels::draw(language, chart, id))
        }
        Chart::Thread(chart) => as_wide_as_its_place(drawing, "thread-chart", &thread::draw(chart)),
        Chart::Run(chart) => both(drawing, |breadth| run::draw(language, chart, breadth)),
        Chart::Small(chart) => document(drawing, "chart chart-small", "", &small::draw(chart)),
        Chart::Pace(chart) => document(drawing, "chart chart-pace", "", &pace::draw(chart)),
        Chart::Moves(chart) => document(drawing, "chart chart-moves", "", &moves::draw(language, chart)),
    }
}

/// A drawing as wide as its place, whose letters keep their size.
fn as_wide_as_its_place(drawing: &Drawing, class: &str, (height, body): &(f64, String)) -> String {
    let Drawing { id, title, description, chart: _ } = drawing;
    fluid::document(class, [id, title, description], *height, body)
}

/// A drawing for a page and one for a telephone, of which the style sheet shows one.
fn both(drawing: &Drawing, draw: impl Fn(Breadth) -> Page) -> String {
    let wide = document(drawing, "chart chart-wide", "", &draw(Breadth::Wide));
    let narrow = document(drawing, "chart chart-narrow", "-narrow", &draw(Breadth::Narrow));
    wide + &narrow
}

fn document(drawing: &Drawing, class: &str, suffix: &str, page: &Page) -> String {
    let Drawing { id, title, description, chart: _ } = drawing;
    svg::document(class, &format!("{id}{suffix}"), title, description, page)
}
