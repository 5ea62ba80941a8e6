//! The command line: one file per command.

mod args;
mod as_of;
mod browser;
mod build;
mod cache;
mod check;
mod ci;
mod clean;
mod clock;
mod cms;
mod completions;
mod create;
mod diff;
mod explain;
mod fmt;
mod import;
mod init;
mod list;
mod new;
mod print;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod site;
mod terminal;
mod theme;
mod words;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

use crate::diagnostic::{Code, Diagnostic, Level, Summary};

/// Runs one command and says how it ended.
///
/// Help and mistakes in the arguments are answered here and end the process.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let result = match Arguments::parse_from(arguments).command {
        Command::Build(arguments) => build::run(&arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Words(arguments) => words::run(&arguments),
        Command::Theme(arguments) => theme::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Clean(arguments) => clean::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    };
    let exit = result.unwrap_or_else(|failure| {
        terminal::failure(&failure);
        failure.exit
    });
    ExitCode::from(exit as u8)
}

/// How a command ended, as its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing is wrong.
    Clean = 0,
    /// Something in the records is: an error, or a warning with `--strict`.
    Findings = 1,
    /// Something in the arguments or in `book.toml` is.
    Usage = 2,
    /// A disk, a folder or another program refused.
    InputOutput = 3,
}

impl Exit {
    /// How a command ends that found these problems.
    fn of(problems: &[Diagnostic], strict: bool) -> Self {
        let errors = || problems.iter().filter(|problem| problem.level == Level::Error);
        if errors().any(|problem| problem.code == Code::Unreadable) {
            return Self::InputOutput;
        }
        if errors().any(|problem| &*problem.file == "book.toml") {
            return Self::Usage;
        }
        let Summary { errors, warnings, notes: _ } = Summary::of(problems);
        if errors > 0 || (strict && warnings > 0) { Self::Findings } else { Self::Clean }
    }
}

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    exit: Exit,
    message: String,
    help: Option<String>,
}

impl Failure {
    /// The arguments ask for something that cannot be.
    fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), help: None }
    }

    /// The world refused: what was tried, on which path, and what it answered.
    fn io(attempt: &str, path: &Path, error: &std::io::Error) -> Self {
        let message = format!("cannot {attempt} `{}`: {error}", path.display());
        Self { exit: Exit::InputOutput, message, help: None }
    }

    /// Says what to do.
    #[must_use]
    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

#[cfg(test)]
mod manual_tests;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn the_exit_code_tells_records_from_settings() {
        let error = Diagnostic::file(Code::MissingField, "content/a.md", "x");
        let warning = Diagnostic::file(Code::UnusedFile, "content/a.pdf", "x");
        let settings = Diagnostic::file(Code::UnknownField, "book.toml", "x");
        let note = warning.clone().level(Level::Note);
        let exit = |problems: &[&Diagnostic], strict| {
            Exit::of(&problems.iter().map(|problem| (*problem).clone()).collect::<Vec<_>>(), strict)
        };
        assert_eq!(exit(&[&note], true), Exit::Clean);
        assert_eq!(exit(&[&warning], false), Exit::Clean);
        assert_eq!(exit(&[&warning], true), Exit::Findings);
        assert_eq!(exit(&[&error, &warning], false), Exit::Findings);
        assert_eq!(exit(&[&error, &settings], false), Exit::Usage);
    }
}
