//! `isles words`: the fixed words of the site, as the language file has them.

use super::args::WordsArguments;
use super::{Exit, Failure, terminal};
use crate::language;

/// Prints the file of one language.
pub fn run(arguments: &WordsArguments) -> Result<Exit, Failure> {
    terminal::result(language::file(&arguments.language).unwrap_or_default())?;
    Ok(Exit::Clean)
}
