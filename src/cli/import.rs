//! `isles import`: a record and a clean data file from a spreadsheet.
//!
//! Only the columns that are named are kept; the file itself is not copied and nothing else is stored.
//! Which column holds what is said or asked once: it stands in the record, and the next import of the same
//! kind reads it there.

mod ask;
mod clean;
mod columns;
mod people;
mod pseudonyms;
mod referrals;
mod result;
mod sheet;
mod walkthrough;

use super::args::{ImportArguments, ImportCommand};
use super::{Exit, Failure};

/// Imports what is asked for.
pub fn run(arguments: &ImportArguments) -> Result<Exit, Failure> {
    match &arguments.command {
        ImportCommand::Walkthrough(arguments) => walkthrough::run(arguments),
        ImportCommand::Referrals(arguments) => referrals::run(arguments),
    }
}
