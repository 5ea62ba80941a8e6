//! Charts as inline SVG, styled by class, so that one drawing serves light, dark and paper.

mod bars;
mod columns;
mod fluid;
mod funnel;
mod run;
mod svg;
mod triangle;

use crate::site::figure::{Chart, Drawing};

/// A drawing as SVG with its title and description.
///
/// Texts are escaped here: the result may stand in a page as it is.
pub(super) fn draw(drawing: &Drawing) -> String {
    let Drawing { id, title, description, chart } = drawing;
    let fluid = |(height, body): (f64, String)| fluid::document(id, title, description, height, &body);
    match chart {
        Chart::Bars(chart) => fluid(bars::draw(chart, id)),
        Chart::Columns(chart) => fluid(columns::draw(chart, id)),
        Chart::Triangle(chart) => fluid(triangle::draw(chart, id)),
        Chart::Funnel(chart) => fluid(funnel::draw(chart)),
        Chart::Run(chart) => {
            let (width, height, body) = run::draw(chart, id);
            svg::document(id, title, description, (width, height), &body)
        }
    }
}
