//! `isles completions`: a script that completes the commands in a shell.

use clap::CommandFactory;

use super::args::{Arguments, CompletionsArguments};
use super::{Exit, Failure, terminal};

/// Prints the script.
pub fn run(arguments: &CompletionsArguments) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "isles", &mut script);
    terminal::result(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
