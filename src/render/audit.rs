//! Every output read back before anything is written: whether it holds what its audience may not see, and whether a
//! page can be read by everyone.

mod contrast;
mod doubt;
mod hidden;
mod leak;
mod phrases;
mod reading;
mod said;
mod texts;
mod words;

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::input::Input;
use crate::output::Output;
use crate::publish::Published;
use crate::view::View;

pub use contrast::{Near, near};
pub use hidden::{Hidden, Sighting};
pub use reading::{Fault, check as read_page};

/// What an audit looks at beside the outputs.
#[derive(Debug, Clone, Copy)]
pub struct Audited<'a, 'c> {
    /// What the site is made from.
    pub input: &'a Input,
    /// The settings.
    pub config: &'a Config,
    /// Every record.
    pub everything: &'a View<'c>,
    /// What the audience of the build may see.
    pub view: &'a View<'c>,
    /// The files beside the pages, of every record.
    pub published: &'a Published,
}

/// Reads every output of a build back and says what is wrong with it.
///
/// `again` makes the outputs of another input, whatever is wrong with it, and does not read them back. It is called
/// only where an output holds a phrase of something hidden.
pub fn audit(
    audited: &Audited<'_, '_>,
    outputs: &[Output],
    again: &dyn Fn(&Input) -> Vec<Output>,
) -> Vec<Diagnostic> {
    let hidden = Hidden::of(audited);
    let sightings: Vec<Vec<Sighting>> = outputs.par_iter().map(|output| hidden.scan(output)).collect();
    let mut problems = leak::problems(audited, &hidden, outputs, &sightings, again);
    let faults: Vec<Vec<Fault>> = outputs.par_iter().map(reading::check).collect();
    problems.extend(reading::problems(&audited.config.output.html.theme, outputs, &faults));
    problems.extend(contrast::check(&audited.config.output.html.theme, &audited.input.themes, outputs));
    problems
}
