//! Charts as inline SVG, styled by class, so that one drawing serves light, dark and paper.

mod bars;
mod columns;
mod fluid;
mod funnel;
mod moves;
mod run;
mod svg;
mod thread;
mod triangle;

use crate::site::figure::{Chart, Drawing};

/// A drawing as SVG with its title and description.
///
/// Texts are escaped here: the result may stand in a page as it is.
pub(super) fn draw(drawing: &Drawing) -> String {
    let Drawing { id, title, description, chart } = drawing;
    let words = [id.as_str(), title, description];
    let fluid = |(height, body): (f64, String)| fluid::document("fluid-chart", words, height, &body);
    let fixed = |(width, height, body): (f64, f64, String)| {
        svg::document(id, title, description, (width, height), &body)
    };
    match chart {
        Chart::Bars(chart) => fluid(bars::draw(chart, id)),
        Chart::Columns(chart) => fluid(columns::draw(chart, id)),
        Chart::Triangle(chart) => fluid(triangle::draw(chart, id)),
        Chart::Funnel(chart) => fluid(funnel::draw(chart)),
        Chart::Thread(chart) => {
            let (height, body) = thread::draw(chart);
            fluid::document("thread-chart", words, height, &body)
        }
        Chart::Moves(chart) => fixed(moves::draw(chart, id)),
        Chart::Run(chart) => fixed(run::draw(chart, id)),
    }
}
