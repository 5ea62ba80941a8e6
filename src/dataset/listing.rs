//! Problems of rows: the first thousand are listed, the others counted.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::table::{Column, Row, Table};

/// Most problems of one code that are listed for one file.
const MOST_LISTED: usize = 1000;

/// The problems found in a table's rows.
///
/// A file of a million bad rows is one mistake, not a million.
pub(super) struct Listing<'a> {
    table: &'a Table,
    listed: Vec<Diagnostic>,
    found: BTreeMap<Code, usize>,
}

impl<'a> Listing<'a> {
    /// No problems so far.
    pub(super) fn of(table: &'a Table) -> Self {
        Self { table, listed: Vec::new(), found: BTreeMap::new() }
    }

    /// A problem of one cell, and what to do.
    pub(super) fn cell(
        &mut self,
        code: Code,
        row: Row<'_>,
        column: Column,
        message: impl AsRef<str>,
        help: &str,
    ) {
        if self.is_listed(code) {
            self.listed.push(self.table.problem(code, row, column, message).help(help));
        }
    }

    /// A problem of a whole row, and what to do.
    pub(super) fn row(&mut self, code: Code, row: Row<'_>, message: impl AsRef<str>, help: &str) {
        if self.is_listed(code) {
            self.listed.push(self.table.row_problem(code, row, message).help(help));
        }
    }

    /// Whether the row has as many cells as the header; a problem where it has not.
    pub(super) fn is_even(&mut self, code: Code, row: Row<'_>) -> bool {
        let unevenness = row.unevenness();
        if let Some(message) = &unevenness {
            let help =
                "every row has one cell a column; a cell that holds the delimiter stands in quotation marks";
            self.row(code, row, message, help);
        }
        unevenness.is_none()
    }

    /// Every problem, with a last one for those of each code that were not listed.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let Self { table, mut listed, found } = self;
        for (code, count) in found {
            if let Some(more @ 1..) = count.checked_sub(MOST_LISTED) {
                let message = format!("and {more} more like the {MOST_LISTED} listed");
                listed.push(Diagnostic::file(code, table.path(), message));
            }
        }
        listed
    }

    fn is_listed(&mut self, code: Code) -> bool {
        let found = self.found.entry(code).or_default();
        *found += 1;
        *found <= MOST_LISTED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_thousand_are_listed_and_the_others_counted() {
        let table =
            Table::read("m.csv", ("a\n".to_owned() + &"x\n".repeat(MOST_LISTED + 37)).as_bytes()).unwrap();
        let mut listing = Listing::of(&table);
        for row in table.rows() {
            listing.row(Code::BadRow, row, "no", "mend it");
        }
        listing.row(Code::BadCell, table.rows().next().unwrap(), "no", "mend it");
        let problems = listing.finish();
        assert_eq!(problems.len(), MOST_LISTED + 1 + 1);
        let last = problems.last().unwrap();
        assert_eq!((last.code, last.message.as_str()), (Code::BadRow, "and 37 more like the 1000 listed"));
    }
}
