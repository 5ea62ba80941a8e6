//! Problems for programs: one JSON object.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Level, Place, Summary};

/// `{"diagnostics": […], "summary": {errors, warnings}}`, indented, with a line end.
pub fn render(diagnostics: &[Diagnostic]) -> String {
    let Summary { errors, warnings, notes: _ } = Summary::of(diagnostics);
    let list = List {
        diagnostics: diagnostics.iter().map(Line::of).collect(),
        summary: Counts { errors, warnings },
    };
    let mut text = serde_json::to_string_pretty(&list).expect("text and numbers are JSON");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct List<'a> {
    diagnostics: Vec<Line<'a>>,
    summary: Counts,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
}

/// One problem; lines and columns from 1, columns in characters, the end just past the last one.
#[derive(Serialize)]
struct Line<'a> {
    code: &'static str,
    level: Level,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn of(diagnostic: &'a Diagnostic) -> Self {
        let Diagnostic { code, level, file, place, message, help, replacement: _ } = diagnostic;
        let (start, end) = place.as_ref().map(|Place { range: _, start, end }| (*start, *end)).unzip();
        Self {
            code: code.as_str(),
            level: *level,
            file,
            line: start.map(|start| start.line),
            column: start.map(|start| start.column),
            end_line: end.map(|end| end.line),
            end_column: end.map(|end| end.column),
            message,
            help: help.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Source;

    #[test]
    fn a_list_is_what_the_contract_says() {
        let source = Source::new("content/plans/é.md", "zwölf = 1\n");
        let placed = Diagnostic::at(Code::UnknownField, &source, 0..6, "there is no field `zwölf`");
        let whole = Diagnostic::file(Code::UnusedFile, "content/a.pdf", "nothing uses it").help("delete it");
        assert_eq!(
            render(&[placed, whole]),
            r#"{
  "diagnostics": [
    {
      "code": "E201",
      "level": "error",
      "file": "content/plans/é.md",
      "line": 1,
      "column": 1,
      "end_line": 1,
      "end_column": 6,
      "message": "there is no field `zwölf`",
      "help": null
    },
    {
      "code": "W130",
      "level": "warning",
      "file": "content/a.pdf",
      "line": null,
      "column": null,
      "end_line": null,
      "end_column": null,
      "message": "nothing uses it",
      "help": "delete it"
    }
  ],
  "summary": {
    "errors": 1,
    "warnings": 1
  }
}
"#
        );
    }

    #[test]
    fn nothing_wrong_is_an_empty_list() {
        assert_eq!(
            render(&[]),
            "{\n  \"diagnostics\": [],\n  \"summary\": {\n    \"errors\": 0,\n    \"warnings\": 0\n  }\n}\n"
        );
    }
}
