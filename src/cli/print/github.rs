//! Problems for GitHub Actions: workflow commands that become annotations, and a table for the
//! step's summary.
//!
//! The syntax and the escapes are those of
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use std::fmt::Write;

use super::counted;
use crate::diagnostic::{Diagnostic, Level, Place, Summary};

/// The platform shows so many annotations of each level in a step and drops the rest silently.
const SHOWN_PER_LEVEL: usize = 10;

/// Bytes of a summary; the platform refuses more than 1 MiB in a step.
const SUMMARY_BYTES: usize = 900 * 1024;

/// One workflow command a problem, errors first, and a last one that says how many more there are.
///
/// `prefix` leads from the root of the repository to the site's: empty, or ending in `/`.
pub fn annotations(diagnostics: &[Diagnostic], prefix: &str) -> String {
    let mut out = String::new();
    for (level, command) in [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Note, "notice")] {
        let of_level: Vec<&Diagnostic> =
            diagnostics.iter().filter(|diagnostic| diagnostic.level == level).collect();
        let shown = if of_level.len() > SHOWN_PER_LEVEL { SHOWN_PER_LEVEL - 1 } else { of_level.len() };
        for diagnostic in &of_level[..shown] {
            annotation(&mut out, command, diagnostic, prefix);
        }
        let rest = of_level.len() - shown;
        if rest > 0 {
            let rest = counted(rest, &format!("more {}", level.as_str()));
            line(&mut out, format_args!("::{command} title={rest}::{rest}: see the summary of this step"));
        }
    }
    out
}

/// Every problem as a row of a Markdown table, as far as the platform takes them.
pub fn step_summary(diagnostics: &[Diagnostic]) -> String {
    let mut out = format!("### Isles: {}\n\n", super::human::summary(&Summary::of(diagnostics)));
    if diagnostics.is_empty() {
        return out;
    }
    out.push_str("| | Code | Where | What | What to do |\n|---|---|---|---|---|\n");
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        if out.len() > SUMMARY_BYTES {
            line(&mut out, format_args!("\n{} more", diagnostics.len() - index));
            break;
        }
        let Diagnostic { code, level, file, place, message, help, replacement: _ } = diagnostic;
        let place = place.as_ref().map(|place| format!(":{}:{}", place.start.line, place.start.column));
        line(
            &mut out,
            format_args!(
                "| {} | {} | {}{} | {} | {} |",
                level.as_str(),
                code.as_str(),
                cell(file),
                place.unwrap_or_default(),
                cell(message),
                cell(help.as_deref().unwrap_or_default())
            ),
        );
    }
    out.push('\n');
    out
}

fn annotation(out: &mut String, command: &str, diagnostic: &Diagnostic, prefix: &str) {
    let Diagnostic { code, level: _, file, place, message, help, replacement: _ } = diagnostic;
    let mut properties = format!("file={}", property(&format!("{prefix}{file}")));
    if let Some(Place { range: _, start, end }) = place {
        write!(properties, ",line={}", start.line).expect("a string takes every text");
        // The platform drops an annotation that names columns on different lines.
        if start.line == end.line {
            write!(properties, ",col={}", start.column).expect("a string takes every text");
        }
        write!(properties, ",endLine={}", end.line).expect("a string takes every text");
        if start.line == end.line {
            write!(properties, ",endColumn={}", end.column).expect("a string takes every text");
        }
    }
    let title = property(&format!("{} {}", code.as_str(), code.rule().title));
    let words = match help {
        Some(help) => format!("{message}\n{help}"),
        None => message.clone(),
    };
    line(out, format_args!("::{command} {properties},title={title}::{}", data(&words)));
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("a string takes every text");
}

/// What stands after the `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands in `name=value`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A text that ends neither its cell nor its row, and is no HTML.
fn cell(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('|', "\\|")
        .replace(['\r', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Source;

    fn missing(number: usize) -> Diagnostic {
        Diagnostic::file(Code::MissingField, "content/a.md", format!("problem {number}"))
    }

    #[test]
    fn an_annotation_names_its_place_and_escapes_its_words() {
        let source = Source::new("content/a,b:c.md", "one\ntwo\n");
        let placed = Diagnostic::at(Code::BadDate, &source, 4..7, "100 % wrong,\nreally: yes").help("fix it");
        let lines = Diagnostic::at(Code::UnknownField, &source, 0..7, "both lines");
        assert_eq!(
            annotations(&[placed, lines], "site/"),
            "::error file=site/content/a%2Cb%3Ac.md,line=2,col=1,endLine=2,endColumn=4,\
             title=E205 a date that cannot be read::100 %25 wrong,%0Areally: yes%0Afix it\n\
             ::error file=site/content/a%2Cb%3Ac.md,line=1,endLine=2,\
             title=E201 a field that this kind does not have::both lines\n"
        );
    }

    #[test]
    fn a_level_has_at_most_ten_annotations() {
        let ten: Vec<Diagnostic> = (0..10).map(missing).collect();
        assert_eq!(annotations(&ten, "").lines().count(), 10);
        let eleven: Vec<Diagnostic> = (0..11).map(missing).collect();
        let shown = annotations(&eleven, "");
        assert_eq!(shown.lines().count(), 10);
        assert_eq!(
            shown.lines().last(),
            Some("::error title=2 more errors::2 more errors: see the summary of this step")
        );
    }

    #[test]
    fn a_note_is_a_notice() {
        let note = Diagnostic::file(Code::NarrowerLink, "content/a.md", "some do not see it");
        assert_eq!(
            annotations(&[note], ""),
            "::notice file=content/a.md,title=N401 a link that some readers will not see::some do not see it\n"
        );
    }

    #[test]
    fn the_summary_is_a_table_of_everything() {
        let source = Source::new("content/a.md", "x | y\n");
        let placed = Diagnostic::at(Code::BadDate, &source, 2..3, "a | b\n<b>").help("see & do");
        assert_eq!(
            step_summary(&[placed, missing(1)]),
            "### Isles: 2 errors\n\n\
             | | Code | Where | What | What to do |\n\
             |---|---|---|---|---|\n\
             | error | E205 | content/a.md:1:3 | a \\| b &lt;b&gt; | see &amp; do |\n\
             | error | E202 | content/a.md | problem 1 |  |\n\n"
        );
        assert_eq!(step_summary(&[]), "### Isles: no problems found\n\n");
    }

    #[test]
    fn a_summary_stays_below_what_the_platform_takes() {
        let many: Vec<Diagnostic> = (0..40_000).map(missing).collect();
        let summary = step_summary(&many);
        assert!(summary.len() < 1024 * 1024 && summary.trim_end().ends_with(" more"));
    }
}
