//! Tables from data files: CSV as any spreadsheet saves it, and the first sheet of an `.xlsx`.

mod delimited;
mod workbook;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::id::nearest;
use crate::source::Source;

/// Largest data file that is read, in bytes.
pub const MOST_BYTES: usize = 50_000_000;
/// Most rows of a data file, its header aside.
pub const MOST_ROWS: usize = 1_000_000;
/// Most columns of a data file.
pub const MOST_COLUMNS: usize = 500;
/// Most cells of a data file, the blank ones between filled ones counted.
const MOST_CELLS: usize = 20_000_000;

/// A data file as rows of text under named columns.
///
/// Every value is trimmed. Blank rows are left out, as are blank columns at the end. All values
/// lie in one text, so that a hundred thousand rows cost a handful of allocations.
#[derive(Debug, Clone)]
pub struct Table {
    path: Arc<str>,
    origin: Origin,
    headers: Vec<String>,
    header: RowPlace,
    text: String,
    /// Where each cell ends in `text`; it begins where the one before it ends.
    ends: Vec<u32>,
    rows: Vec<RowPlace>,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    index: usize,
}

/// A column of a table, found by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column(usize);

/// Why a column of that name cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnProblem {
    code: Code,
    message: String,
    help: String,
}

/// What a file's cells can be traced back to.
#[derive(Debug, Clone)]
enum Origin {
    /// A text, in which each cell has a place.
    Text { source: Source, delimiter: u8 },
    /// A workbook, which has rows and columns only.
    Workbook,
}

/// Where a row lies.
#[derive(Debug, Clone, Copy, Default)]
struct RowPlace {
    /// Line in the file, from 1; of a workbook the row's number.
    line: u32,
    /// First byte in the decoded text; 0 in a workbook.
    start: u32,
    /// Its first cell in `ends`.
    first: u32,
    /// The number of cells it has, where that is not the header's.
    uneven: Option<u32>,
}

impl Table {
    /// Reads a data file: `.xlsx` where it is one, else CSV.
    ///
    /// # Errors
    /// `E502` where the file cannot be read as a table at all, or is too large for one.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        if bytes.len() > MOST_BYTES {
            return Err(refusal(path, "the file is larger than 50 MB", "keep one school year in a file"));
        }
        let named_workbook =
            path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("xlsx"));
        if named_workbook || bytes.starts_with(b"PK\x03\x04") {
            workbook::read(path, bytes)
        } else {
            delimited::read(path, bytes)
        }
    }

    /// The file, from the site's root, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The columns' names as they stand in the file.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The name of a column as it stands in the file.
    pub fn name(&self, column: Column) -> &str {
        self.headers.get(column.0).map_or("", String::as_str)
    }

    /// The columns, in the file's order.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = Column> {
        (0..self.headers.len()).map(Column)
    }

    /// The rows, in the file's order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|index| Row { table: self, index })
    }

    /// The column of that name, blanks at its ends and capitals aside.
    ///
    /// # Errors
    /// `E503` where there is none, `E505` where there is more than one.
    pub fn column(&self, name: &str) -> Result<Column, ColumnProblem> {
        self.optional_column(name)?.ok_or_else(|| self.missing(name))
    }

    /// The column of that name, where there is one.
    ///
    /// # Errors
    /// `E505` where there is more than one.
    pub fn optional_column(&self, name: &str) -> Result<Option<Column>, ColumnProblem> {
        let wanted = name.trim().to_lowercase();
        let mut found = (0..self.headers.len())
            .filter(|at| !wanted.is_empty() && self.headers[*at].to_lowercase() == wanted);
        let first = found.next().map(Column);
        match found.next() {
            None => Ok(first),
            Some(_) => Err(ColumnProblem {
                code: Code::DuplicateColumn,
                message: format!("`{}` has two columns `{}`", self.path, name.trim()),
                help: "rename one of them in the first row".into(),
            }),
        }
    }

    /// A problem of one cell: at its place in a CSV, by row and column in a workbook.
    pub fn problem(&self, code: Code, row: Row<'_>, column: Column, message: impl AsRef<str>) -> Diagnostic {
        let (name, message) = (self.name(column), message.as_ref());
        match &self.origin {
            Origin::Text { source, delimiter } => {
                let range = delimited::field_range(source.text(), row.place().start(), *delimiter, column.0);
                Diagnostic::at(code, source, range, format!("column `{name}`: {message}"))
            }
            Origin::Workbook => {
                Diagnostic::file(code, &self.path, format!("row {}, column `{name}`: {message}", row.line()))
            }
        }
    }

    /// A problem of a whole row.
    pub fn row_problem(&self, code: Code, row: Row<'_>, message: impl AsRef<str>) -> Diagnostic {
        self.line_problem(code, *row.place(), message.as_ref())
    }

    /// A problem of the row of names.
    pub fn header_problem(&self, code: Code, message: impl AsRef<str>) -> Diagnostic {
        self.line_problem(code, self.header, message.as_ref())
    }

    fn line_problem(&self, code: Code, place: RowPlace, message: &str) -> Diagnostic {
        match &self.origin {
            Origin::Text { source, .. } => {
                let start = place.start();
                let length = source.text()[start..].find(['\n', '\r']).unwrap_or(source.text().len() - start);
                Diagnostic::at(code, source, start..start + length, message)
            }
            Origin::Workbook => Diagnostic::file(code, &self.path, format!("row {}: {message}", place.line)),
        }
    }

    fn missing(&self, name: &str) -> ColumnProblem {
        let named: Vec<_> = self.headers.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        let near = nearest(name.trim(), named.iter().copied());
        let shown =
            named.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let more = named.len().saturating_sub(MOST_NAMES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
        ColumnProblem {
            code: Code::NoSuchColumn,
            message: format!("`{}` has no column `{}`", self.path, name.trim()),
            help: format!("{near}The columns are {shown}{more}"),
        }
    }
}

/// Most names that a message lists.
const MOST_NAMES: usize = 30;

impl ColumnProblem {
    /// The problem, at the place that asked for the column: a record's field, or the file's header.
    pub fn at(self, place: impl FnOnce(Code, String) -> Diagnostic) -> Diagnostic {
        place(self.code, self.message).help(self.help)
    }
}

impl<'a> Row<'a> {
    /// The line in the file, from 1, the header counted; of a workbook the row's number.
    pub fn line(self) -> u32 {
        self.place().line
    }

    /// The value of a cell, trimmed; empty where the row ends before it.
    pub fn cell(self, column: Column) -> &'a str {
        let Table { rows, ends, text, .. } = self.table;
        let first = self.place().first as usize;
        let end_of_row = rows.get(self.index + 1).map_or(ends.len(), |next| next.first as usize);
        let cell = first + column.0;
        if cell >= end_of_row {
            return "";
        }
        let start = if cell == 0 { 0 } else { ends[cell - 1] };
        &text[start as usize..ends[cell] as usize]
    }

    /// What is wrong with the row's shape, where it has more or fewer cells than the header.
    pub fn unevenness(self) -> Option<String> {
        self.place().uneven.map(|found| {
            let cells = if found == 1 { "cell" } else { "cells" };
            format!("the row has {found} {cells} and the header {}", self.table.headers.len())
        })
    }

    fn place(self) -> &'a RowPlace {
        &self.table.rows[self.index]
    }
}

impl RowPlace {
    fn start(&self) -> usize {
        self.start as usize
    }
}

/// How each way of reading fills a table: the header first, then row by row.
#[derive(Debug, Default)]
struct Contents {
    headers: Vec<String>,
    header: RowPlace,
    text: String,
    ends: Vec<u32>,
    rows: Vec<RowPlace>,
}

/// What is too large about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum TooLarge {
    #[error("the file has more than 1,000,000 rows")]
    Rows,
    #[error("the file has more than 500 columns")]
    Columns,
    #[error("the file has too many cells")]
    Cells,
}

impl Contents {
    /// Takes a row in: the first one that says anything is the header, blank ones are left out.
    fn push<'c>(&mut self, place: RowPlace, cells: impl Iterator<Item = &'c str>) -> Result<(), TooLarge> {
        if self.headers.is_empty() {
            return self.push_header(place, cells);
        }
        let (text_before, first) = (self.text.len(), self.ends.len());
        let mut filled = first;
        for cell in cells {
            self.text.push_str(cell.trim());
            let end = u32::try_from(self.text.len()).map_err(|_| TooLarge::Cells)?;
            if self.ends.last().copied().unwrap_or(0) < end {
                filled = self.ends.len() + 1;
            }
            self.ends.push(end);
        }
        self.ends.truncate(filled);
        if self.text.len() == text_before {
            return Ok(());
        }
        match () {
            () if self.rows.len() == MOST_ROWS => Err(TooLarge::Rows),
            () if self.ends.len() > MOST_CELLS => Err(TooLarge::Cells),
            () => {
                let first = u32::try_from(first).map_err(|_| TooLarge::Cells)?;
                self.rows.push(RowPlace { first, ..place });
                Ok(())
            }
        }
    }

    /// Takes the columns' names in, without the blank ones at the end.
    fn push_header<'c>(
        &mut self,
        place: RowPlace,
        cells: impl Iterator<Item = &'c str>,
    ) -> Result<(), TooLarge> {
        self.header = place;
        for (at, cell) in cells.enumerate() {
            let name = cell.trim();
            if name.is_empty() {
                continue;
            }
            if at >= MOST_COLUMNS {
                return Err(TooLarge::Columns);
            }
            self.headers.resize(at, String::new());
            self.headers.push(name.to_owned());
        }
        Ok(())
    }

    /// The table, unless there was not even a header.
    fn into_table(self, path: &str, origin: Origin) -> Result<Table, Box<Diagnostic>> {
        let Self { headers, header, text, ends, rows } = self;
        if headers.is_empty() {
            let help = "the first row names the columns, such as `date,value`";
            return Err(refusal(path, "the file is empty", help));
        }
        Ok(Table { path: path.into(), origin, headers, header, text, ends, rows })
    }
}

/// A file that cannot be read as a table.
fn refusal(path: &str, message: impl Into<String>, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::file(Code::BadDataFile, path, message).help(help))
}

/// A file too large to be read as a table.
fn too_large(path: &str, what: TooLarge) -> Box<Diagnostic> {
    refusal(path, what.to_string(), "keep one school year in a file, and only the columns that are used")
}

/// A row's place in a text.
fn text_place(line: usize, range: &Range<usize>, uneven: Option<usize>) -> RowPlace {
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    RowPlace { line: narrow(line), start: narrow(range.start), first: 0, uneven: uneven.map(narrow) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        Table::read("m.csv", text.as_bytes()).unwrap_or_else(|problem| panic!("{problem:?}"))
    }

    #[test]
    fn columns_are_found_by_name_capitals_and_blanks_aside() {
        let table = table("Date , VALUE,note,Note\n2026-10-05,1,,\n");
        let value = table.column(" value ").unwrap();
        assert_eq!(table.rows().next().unwrap().cell(value), "1");
        assert_eq!(table.name(value), "VALUE");
        let problem = table.column("valeu").unwrap_err();
        assert_eq!(
            (problem.code, problem.message.as_str()),
            (Code::NoSuchColumn, "`m.csv` has no column `valeu`")
        );
        assert_eq!(problem.help, "did you mean `VALUE`? The columns are `Date`, `VALUE`, `note`, `Note`");
        assert_eq!(table.column("note").unwrap_err().code, Code::DuplicateColumn);
        assert_eq!(table.column("").unwrap_err().code, Code::NoSuchColumn);
    }

    #[test]
    fn blank_rows_and_blank_columns_at_the_end_are_no_data() {
        let table = table("date,value,,\n2026-10-05,1,,\n , ,,\n2026-10-06,,,\n,,,\n\n");
        assert_eq!(table.headers(), ["date", "value"]);
        let lines: Vec<_> = table.rows().map(|row| (row.line(), row.unevenness())).collect();
        assert_eq!(lines, [(2, None), (4, None)]);
    }

    #[test]
    fn too_many_rows_and_columns_are_refused() {
        let wide = "a,".repeat(MOST_COLUMNS) + "a\n1\n";
        let problem = Table::read("m.csv", wide.as_bytes()).unwrap_err();
        assert_eq!(
            (problem.code, problem.message.as_str()),
            (Code::BadDataFile, "the file has more than 500 columns")
        );
        let long = "a\n".repeat(MOST_ROWS + 2);
        assert_eq!(
            Table::read("m.csv", long.as_bytes()).unwrap_err().message,
            "the file has more than 1,000,000 rows"
        );
        assert_eq!(table(&long[2..]).rows().len(), MOST_ROWS);
        assert_eq!(Table::read("m.csv", &vec![b'a'; MOST_BYTES + 1]).unwrap_err().code, Code::BadDataFile);
    }
}
