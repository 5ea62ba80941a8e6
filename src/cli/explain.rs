//! `isles explain`: what a code means and why it matters.

mod page;

use std::fmt::Write;

use super::args::{ExplainArguments, ExplainFormat};
use super::{Exit, Failure, terminal};
use crate::diagnostic::Code;
use crate::id::nearest;

/// Explains one code, or lists all of them.
pub fn run(arguments: &ExplainArguments) -> Result<Exit, Failure> {
    let ExplainArguments { code, format } = arguments;
    let code = code.as_deref().map(find).transpose()?;
    let text = match (format, code) {
        (ExplainFormat::Human, Some(code)) => explanation(code),
        (ExplainFormat::Human, None) => every_code(),
        (ExplainFormat::Markdown, Some(code)) => page::of_code(code),
        (ExplainFormat::Markdown, None) => page::page(),
    };
    terminal::result(&text)?;
    Ok(Exit::Clean)
}

/// The code of that name.
fn find(name: &str) -> Result<Code, Failure> {
    Code::find(name.trim()).ok_or_else(|| {
        let failure = Failure::usage(format!("there is no code `{name}`"));
        match nearest(name.trim(), Code::ALL.iter().map(|code| code.as_str())) {
            Some(near) => failure.help(format!("did you mean `{near}`? `isles explain` lists every code")),
            None => failure.help("`isles explain` lists every code"),
        }
    })
}

fn explanation(code: Code) -> String {
    let rule = code.rule();
    format!("{} ({}): {}\n\n{}\n", rule.code, rule.level.as_str(), rule.title, rule.why)
}

fn every_code() -> String {
    let mut text = String::new();
    for code in Code::ALL {
        let rule = code.rule();
        let (level, title) = (rule.level.as_str(), rule.title);
        writeln!(text, "{}  {level:<7}  {title}", rule.code).expect("a string takes every text");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_explained_in_any_case() {
        assert_eq!(
            explanation(find("w108").unwrap()),
            "W108 (warning): an action without a due date\n\nWithout a date, nobody sees that it is late.\n"
        );
    }

    #[test]
    fn a_slip_finds_its_code() {
        let failure = find("W1008").unwrap_err();
        assert_eq!(failure.exit, Exit::Usage);
        assert_eq!(failure.help.as_deref(), Some("did you mean `W108`? `isles explain` lists every code"));
        assert_eq!(find("everything").unwrap_err().help.as_deref(), Some("`isles explain` lists every code"));
    }

    #[test]
    fn every_code_has_a_line() {
        assert_eq!(every_code().lines().count(), Code::ALL.len());
        assert!(every_code().starts_with("E101  error    a record is not a text file\n"));
    }
}
