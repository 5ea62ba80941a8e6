//! The same numbers as files: JSON for programs, CSV for spreadsheets.

use serde::Serialize;

use super::LinkLine;

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
        let mut text =
            serde_json::to_string_pretty(values).expect("reports hold plain values with names as text");
        text.push('\n');
        Self { path: path.into(), text }
    }

    /// A table as CSV that no spreadsheet takes for a formula.
    pub fn csv<S: AsRef<str>>(path: impl Into<String>, columns: &[S], rows: &[Vec<String>]) -> Self {
        let mut text = line(columns);
        for row in rows {
            text.push_str(&line(row));
        }
        Self { path: path.into(), text }
    }

    /// Words that lead to the file and say what it is for.
    pub fn link_by_ending(&self) -> LinkLine {
        let words = match self.path.rsplit_once('.') {
            Some((_, "csv")) => "Spreadsheet (CSV)",
            Some((_, "json")) => "Data (JSON)",
            Some((_, "ics")) => "Calendar file (iCalendar)",
            _ => "File",
        };
        self.link(words)
    }

    /// Words that lead to the file.
    pub fn link(&self, text: &str) -> LinkLine {
        LinkLine { text: text.to_owned(), url: self.path.clone() }
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
    fn no_cell_is_a_formula_and_every_cell_is_one_cell() {
        let rows = vec![vec!["=1+1".into(), "a, \"b\"".into()], vec!["-5.2".into(), "@sum".into()]];
        let csv = Download::csv("x.csv", &["what", "words"], &rows);
        assert_eq!(csv.text, "what,words\r\n'=1+1,\"a, \"\"b\"\"\"\r\n-5.2,'@sum\r\n");
    }
}
