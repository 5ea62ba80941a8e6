//! Charts as inline SVG, styled by class, so that one drawing serves light, dark and paper.

mod bars;
mod levels;
mod moves;
mod run;
mod svg;
mod thread;

use crate::site::figure::{Chart, Drawing};

/// A drawing as SVG with its title and description.
///
/// Texts are escaped here: the result may stand in a page as it is.
pub(super) fn draw(drawing: &Drawing) -> String {
    let Drawing { id, title, description, chart } = drawing;
    let (width, height, body) = match chart {
        Chart::Bars(chart) => bars::draw(chart, id),
        Chart::Run(chart) => run::draw(chart, id),
        Chart::Levels(chart) => {
            let (height, body) = levels::draw(chart, id);
            return svg::fluid_document("chart flowing", id, (title, description), height, &body);
        }
        Chart::Thread(chart) => {
            let (height, body) = thread::draw(chart);
            return svg::fluid_document("thread-chart", id, (title, description), height, &body);
        }
        Chart::Moves(chart) => moves::draw(chart, id),
    };
    svg::document(id, title, description, (width, height), &body)
}
