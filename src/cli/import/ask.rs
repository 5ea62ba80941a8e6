//! Questions on a terminal; where there is none, nobody answers.

use std::io::{IsTerminal, stdin};

use crate::cli::terminal;

/// Asks a question: the answer, without blanks at its ends; `None` where nobody answers.
pub(super) type Ask<'a> = &'a mut dyn FnMut(&str) -> Option<String>;

/// Asks on standard error, and reads a line of standard input where that is a terminal.
pub(super) fn on_terminal(question: &str) -> Option<String> {
    if !stdin().is_terminal() {
        return None;
    }
    terminal::say(&format!("{question} "));
    let mut line = String::new();
    let read = stdin().read_line(&mut line).ok()?;
    (read > 0).then(|| line.trim().to_owned())
}
