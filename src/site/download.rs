//! The same numbers as files: JSON for programs, CSV for spreadsheets.

use serde::Serialize;
use serde_json::Value;

use super::{LinkLine, urls};
use crate::id::Id;
use crate::language::Language;

/// A file of numbers beside the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Path below the output folder.
    pub path: String,
    /// What it holds.
    pub text: String,
}

impl Download {
    /// Values as JSON.
    pub fn json<T: Serialize>(path: impl Into<String>, values: &T) -> Self {
        Self { path: path.into(), text: json_text(values) }
    }

    /// A table as CSV that no spreadsheet takes for a formula.
    pub fn csv<S: AsRef<str>>(path: impl Into<String>, columns: &[S], rows: &[Vec<String>]) -> Self {
        let mut text = line(columns);
        for row in rows {
            text.push_str(&line(row));
        }
        Self { path: path.into(), text }
    }

    /// The rows of a report as CSV and as JSON, with the same names and values in both; a list stands in one cell.
    ///
    /// Without rows there is no CSV: its columns would be unknown.
    pub fn of_report<T: Serialize>(school: Option<&Id>, name: &str, rows: &[T]) -> Vec<Self> {
        let json = Self::json(urls::report_data(school, name, "json"), &rows);
        let values: Vec<Value> = rows.iter().filter_map(|row| serde_json::to_value(row).ok()).collect();
        let cells: Vec<_> = values.iter().filter_map(Value::as_object).collect();
        let Some(first) = cells.first() else {
            return vec![json];
        };
        let columns: Vec<&String> = first.keys().collect();
        let table: Vec<Vec<String>> = cells.iter().map(|row| row.values().map(cell).collect()).collect();
        vec![Self::csv(urls::report_data(school, name, "csv"), &columns, &table), json]
    }

    /// Words that lead to the file and say what it is for.
    pub fn link_by_ending(&self, language: &Language) -> LinkLine {
        let words = match self.path.rsplit_once('.') {
            Some((_, "csv")) => language.word("label.spreadsheet-csv"),
            Some((_, "json")) => language.word("label.data-json"),
            Some((_, "ics")) => language.word("label.calendar-file-icalendar"),
            _ => language.word("label.file"),
        };
        self.link(words)
    }

    /// Words that lead to the file.
    pub fn link(&self, text: &str) -> LinkLine {
        LinkLine { text: text.to_owned(), url: self.path.clone() }
    }
}

/// Values as JSON in which no browser finds a tag, whatever it takes the file for: `<` is written as a number, which
/// every reader of JSON reads as `<` (RFC 8259, 7).
pub fn json_text<T: Serialize>(values: &T) -> String {
    let mut text = serde_json::to_string_pretty(values).expect("plain values with names as text are JSON");
    if text.contains('<') {
        text = text.replace('<', "\\u003c");
    }
    text.push('\n');
    text
}

/// A value in one cell: nothing for what is not known, a list with semicolons.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// A line of CSV (RFC 4180).
fn line<S: AsRef<str>>(cells: &[S]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(&harmless(cell.as_ref()))).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell that a spreadsheet would run as a formula starts with an apostrophe; a number does not.
fn harmless(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if runs { format!("'{cell}") } else { cell.to_owned() }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_the_same_in_both_forms() {
        let row = serde_json::json!({ "team": "Grade 3", "days": 5, "records": ["a", "b"], "reply": null });
        let files = Download::of_report(None, "x", &[row]);
        assert_eq!(files[0].text, "team,days,records,reply\r\nGrade 3,5,a; b,\r\n");
        assert!(files[1].path == "data/reports/x.json" && files[1].text.contains("\"reply\": null"));
        assert_eq!(Download::of_report::<Value>(None, "x", &[]).len(), 1, "no rows, no columns");
    }

    #[test]
    fn json_holds_no_tag_and_says_the_same() {
        let file = Download::json("x.json", &["<b>\\<"]);
        assert_eq!(file.text, "[\n  \"\\u003cb>\\\\\\u003c\"\n]\n");
        assert_eq!(serde_json::from_str::<Vec<String>>(&file.text).unwrap(), ["<b>\\<"]);
    }

    #[test]
    fn no_cell_is_a_formula_and_every_cell_is_one_cell() {
        let rows = vec![vec!["=1+1".into(), "a, \"b\"".into()], vec!["-5.2".into(), "@sum".into()]];
        let csv = Download::csv("x.csv", &["what", "words"], &rows);
        assert_eq!(csv.text, "what,words\r\n'=1+1,\"a, \"\"b\"\"\"\r\n-5.2,'@sum\r\n");
    }
}
