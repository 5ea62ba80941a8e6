//! Problems for people: the line each lies in, with the place underlined.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level as Heading, Origin, Patch, Renderer, Snippet};

use super::{Texts, counted};
use crate::cli::terminal::{harmless, plain, plain_line};
use crate::diagnostic::{Code, Diagnostic, Level, Place, Summary};
use crate::source::clamp;

/// Most lines of a file that are shown around one place.
const SHOWN_LINES: usize = 6;

/// Most problems of one file that are shown; the rest are counted.
const SHOWN_OF_A_FILE: usize = 100;

/// Most of them with one code: a wrong column is one mistake, however many rows it has.
const SHOWN_OF_A_CODE: usize = 20;

/// The problems, a blank line between two, and a line that counts them.
pub fn render(diagnostics: &[Diagnostic], texts: &Texts<'_>, renderer: &Renderer) -> String {
    format!("{}{}\n", list(diagnostics.iter(), texts, renderer), summary(&Summary::of(diagnostics)))
}

/// The same with the notes counted and not listed: they are for one who looks for what could be better.
pub fn render_without_notes(diagnostics: &[Diagnostic], texts: &Texts<'_>, renderer: &Renderer) -> String {
    let grave = diagnostics.iter().filter(|diagnostic| diagnostic.level != Level::Note);
    let all = Summary::of(diagnostics);
    let where_listed = match all.notes {
        0 => "",
        1 => " (`isles check` shows the note)",
        _ => " (`isles check` lists the notes)",
    };
    format!("{}{}{where_listed}\n", list(grave, texts, renderer), summary(&all))
}

fn list<'d>(
    diagnostics: impl Iterator<Item = &'d Diagnostic>,
    texts: &Texts<'_>,
    renderer: &Renderer,
) -> String {
    let mut out = String::new();
    let mut open: Option<(&'d str, Option<String>)> = None;
    let mut shown: BTreeMap<Code, usize> = BTreeMap::new();
    let mut more = 0;
    for diagnostic in diagnostics {
        if open.as_ref().is_none_or(|(path, _)| **path != *diagnostic.file) {
            out.push_str(&left_out(more));
            (shown, more) = (BTreeMap::new(), 0);
            open = Some((&diagnostic.file, texts.text(&diagnostic.file)));
        }
        let is_full = shown.values().sum::<usize>() == SHOWN_OF_A_FILE;
        let alike = shown.entry(diagnostic.code).or_default();
        if is_full || *alike == SHOWN_OF_A_CODE {
            more += 1;
            continue;
        }
        *alike += 1;
        let text = open.as_ref().and_then(|(_, text)| text.as_deref());
        out.push_str(&problem(diagnostic, text, renderer));
        out.push_str("\n\n");
    }
    out.push_str(&left_out(more));
    out
}

/// What is said of the problems of a file that are not shown.
fn left_out(more: usize) -> String {
    match more {
        0 => String::new(),
        more => format!("and {more} more in this file; `isles check --format json` lists all\n\n"),
    }
}

/// "2 errors, 3 warnings": what there is, or that there is nothing.
pub fn summary(summary: &Summary) -> String {
    let Summary { errors, warnings, notes } = *summary;
    let counts = [(errors, "error"), (warnings, "warning"), (notes, "note")];
    let said: Vec<String> = counts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| counted(number, noun))
        .collect();
    if said.is_empty() { "no problems found".to_owned() } else { said.join(", ") }
}

fn problem(diagnostic: &Diagnostic, text: Option<&str>, renderer: &Renderer) -> String {
    let Diagnostic { code, level, file, place, message, help, replacement } = diagnostic;
    let heading = match level {
        Level::Error => Heading::ERROR,
        Level::Warning => Heading::WARNING,
        Level::Note => Heading::NOTE,
    };
    let path = plain_line(file);
    let window = place.as_ref().zip(text).map(|(place, text)| Window::around(text, place));
    let title = heading.primary_title(plain(message)).id(code.as_str());
    let mut main = match (&window, place) {
        (Some(window), _) => title.element(
            Snippet::source(&window.text)
                .line_start(window.first_line)
                .path(&path)
                .annotation(AnnotationKind::Primary.span(window.range.clone())),
        ),
        (None, Some(place)) => {
            let origin = Origin::path(&path).line(place.start.line).char_column(place.start.column);
            title.element(origin)
        }
        (None, None) => title.element(Origin::path(&path)),
    };
    let help = help.as_deref().map(plain);
    match (&window, help, replacement) {
        (Some(window), help, Some(replacement)) if window.whole => {
            let words = help.unwrap_or_else(|| "write this instead".to_owned());
            let patch = Patch::new(window.range.clone(), plain(replacement));
            let snippet =
                Snippet::source(&window.text).line_start(window.first_line).path(&path).patch(patch);
            renderer.render(&[main, Heading::HELP.secondary_title(words).element(snippet)])
        }
        (_, help, _) => {
            main = main.elements(help.map(|help| Heading::HELP.message(help)));
            renderer.render(&[main])
        }
    }
}

/// The lines around a place, so that a long file costs no more than a short one.
struct Window {
    text: String,
    first_line: usize,
    range: Range<usize>,
    /// Whether the whole place lies in the window.
    whole: bool,
}

impl Window {
    fn around(text: &str, place: &Place) -> Self {
        let range = clamp(text, place.range.clone());
        let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let last = range.end.saturating_sub(1).max(range.start);
        let length = lines_length(&text[start..], last - start);
        let shown = text[start..start + length].trim_end_matches(['\n', '\r']);
        let end = (range.end - start).min(shown.len());
        Self {
            text: harmless(shown),
            first_line: place.start.line,
            range: (range.start - start).min(end)..end,
            whole: range.end - start <= shown.len(),
        }
    }
}

/// The bytes of `text` up to the end of the line that holds `offset`, but no more than
/// [`SHOWN_LINES`] lines.
fn lines_length(text: &str, offset: usize) -> usize {
    text.match_indices('\n')
        .map(|(at, _)| at + 1)
        .take(SHOWN_LINES)
        .enumerate()
        .find(|(index, end)| *end > offset || index + 1 == SHOWN_LINES)
        .map_or(text.len(), |(_, end)| end)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::input::{Input, InputFile};
    use crate::source::Source;

    const PATH: &str = "content/plans/reading.md";

    fn shown(text: &str, diagnostics: &[Diagnostic]) -> String {
        let file = InputFile { path: PATH.into(), bytes: Arc::from(text.as_bytes()) };
        let input = Input { content: vec![file], ..Input::default() };
        render(diagnostics, &Texts::of(&input), &Renderer::plain().term_width(80))
    }

    fn at(text: &str, part: &str, message: &str) -> Diagnostic {
        let start = text.find(part).unwrap();
        Diagnostic::at(Code::UnknownField, &Source::new(PATH, text), start..start + part.len(), message)
    }

    #[test]
    fn a_problem_shows_its_line_and_its_way_out() {
        let text = "+++\ntitle = \"Reading\"\nowner = \"x\"\n+++\n";
        let problem = at(text, "owner", "there is no field `owner`").help("the fields are title, year");
        assert_eq!(
            shown(text, &[problem]),
            "\
error[E201]: there is no field `owner`
 --> content/plans/reading.md:3:1
  |
3 | owner = \"x\"
  | ^^^^^
  |
  = help: the fields are title, year

1 error
"
        );
    }

    #[test]
    fn a_slip_is_shown_as_a_patch() {
        let text = "+++\ntitle = \"Reading\"\nstatsu = \"active\"\n+++\n";
        let problem = at(text, "statsu", "there is no field `statsu`").did_you_mean(Some("status"));
        assert_eq!(
            shown(text, &[problem]),
            "\
error[E201]: there is no field `statsu`
 --> content/plans/reading.md:3:1
  |
3 | statsu = \"active\"
  | ^^^^^^
  |
help: did you mean `status`?
  |
3 - statsu = \"active\"
3 + status = \"active\"
  |

1 error
"
        );
    }

    #[test]
    fn a_problem_of_a_whole_file_has_no_line() {
        let problem = Diagnostic::file(Code::EmptyRecord, PATH, "this record is empty").help("delete it");
        let note = Diagnostic::file(Code::UnusedFile, "content/a.pdf", "nothing uses it").level(Level::Note);
        assert_eq!(
            shown("", &[problem, note]),
            "\
error[E106]: this record is empty
--> content/plans/reading.md
 = help: delete it

note[W130]: nothing uses it
--> content/a.pdf

1 error, 1 note
"
        );
    }

    #[test]
    fn a_build_counts_notes_and_says_where_they_are_listed() {
        let error = Diagnostic::file(Code::EmptyRecord, PATH, "this record is empty");
        let note = Diagnostic::file(Code::UnusedFile, "content/a.pdf", "nothing uses it").level(Level::Note);
        let input = Input::default();
        let said =
            |problems: &[Diagnostic]| render_without_notes(problems, &Texts::of(&input), &Renderer::plain());
        assert_eq!(
            said(&[error, note.clone()]),
            "error[E106]: this record is empty\n--> content/plans/reading.md\n\n1 error, 1 note (`isles check` shows the \
             note)\n"
        );
        assert_eq!(said(&[note.clone(), note]), "2 notes (`isles check` lists the notes)\n");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}here{}\n", "long ".repeat(200), " line".repeat(200));
        let shown = shown(&text, &[at(&text, "here", "look")]);
        assert!(shown.lines().all(|line| line.chars().count() <= 90), "{shown}");
        assert!(shown.contains("here") && shown.contains("^^^^"), "{shown}");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let text = "a\u{1b}[31m b\u{9b}31m \u{202e}c\r\nnext\r\n";
        let mut problem = at(text, "b", "bad \u{1b}]0;x\u{7} \u{9b}2J").help("help \u{1b}[2J \u{9b}");
        problem.replacement = Some("\u{1b}c".into());
        problem.file = PATH.into();
        let shown = shown(text, &[problem]);
        let bad = |character: char| character.is_control() && character != '\n' || character == '\u{202e}';
        assert!(!shown.contains(bad), "{shown:?}");
    }

    #[test]
    fn a_place_of_many_lines_costs_a_few() {
        let text = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n";
        let shown = shown(text, &[at(text, text, "all of it")]);
        assert!(shown.contains("6 |") && !shown.contains("seven"), "{shown}");
    }

    #[test]
    fn any_place_of_any_text_can_be_shown() {
        for text in ["", "\n", "a\r\né\n\n\t中 x\r\n", "e\u{301}\u{200d}👩\u{9b}\n\r"] {
            let source = Source::new(PATH, text);
            for (start, end) in
                (0..=text.len() + 1).flat_map(|start| (start..=text.len() + 1).map(move |end| (start, end)))
            {
                let mut problem = Diagnostic::at(Code::UnknownField, &source, start..end, "look");
                for replacement in [None, Some(String::new()), Some("two\nlines".to_owned())] {
                    problem.replacement = replacement;
                    let shown = shown(text, &[problem.clone()]);
                    assert!(shown.starts_with("error[E201]: look\n"), "{text:?} {start}..{end}: {shown}");
                }
            }
        }
    }

    #[test]
    fn the_last_line_counts() {
        assert_eq!(summary(&Summary::default()), "no problems found");
        assert_eq!(summary(&Summary { errors: 2, warnings: 3, notes: 0 }), "2 errors, 3 warnings");
        assert_eq!(summary(&Summary { errors: 0, warnings: 1, notes: 2 }), "1 warning, 2 notes");
    }
}
