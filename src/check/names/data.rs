//! The words of data files that pages show: notes, labels, places.

use super::Listing;
use super::search::Search;
use crate::catalog::{Entry, resolve_path};
use crate::dataset::Dataset;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Use;
use crate::table::Table;
use crate::view::View;

/// A text of a data file: its column, its line where that is known, and what it says.
type Said<'a> = (&'a str, Option<u32>, &'a str);

/// Looks through the words that a record shows of its data file.
pub(super) fn check(view: &View<'_>, entry: &Entry, search: &Search, listing: &mut Listing) {
    let files = entry.record.data.fields().files();
    let file = files.iter().find(|file| file.purpose != Use::Attachment);
    let path = file.and_then(|file| resolve_path(view.src(), entry.record.source.path(), file.path).ok());
    let (Some(dataset), Some(path)) = (entry.dataset.as_deref(), path) else {
        return;
    };
    let mut table = None;
    for (column, line, text) in said(dataset) {
        let found = search.find(text);
        listing.allowances.extend(found.allowances);
        for hit in found.hits {
            let (code, message, help) = super::said(hit.what);
            let placed = line.and_then(|line| {
                let bytes = view.file(&path)?;
                let table = table.get_or_insert_with(|| Table::read(&path, bytes).ok());
                problem_at(table.as_ref()?, line, column, code, message)
            });
            let whole = || Diagnostic::file(code, &path, format!("the column `{column}` holds {message}"));
            listing.problems.push(placed.unwrap_or_else(whole).help(help));
        }
    }
}

fn problem_at(table: &Table, line: u32, column: &str, code: Code, message: &str) -> Option<Diagnostic> {
    let row = table.rows().find(|row| row.line() == line)?;
    let column = table.column(column).ok()?;
    Some(table.problem(code, row, column, message))
}

/// The words of a data file that are shown. Only what suppression lets through of rows about people is
/// printed, but the names of places and behaviors are.
fn said(dataset: &Dataset) -> Vec<Said<'_>> {
    match dataset {
        Dataset::Measure(data) => {
            let notes = data
                .points
                .iter()
                .filter_map(|point| Some(("note", Some(point.line), point.note.as_deref()?)));
            notes.collect()
        }
        Dataset::Series(data) => {
            let heads = [(data.x.as_str(), None, data.x.as_str()), (data.y.as_str(), None, data.y.as_str())];
            let points = data.points.iter().flat_map(|point| {
                [
                    (data.x.as_str(), Some(point.line), point.label.as_str()),
                    (data.y.as_str(), Some(point.line), point.text.as_str()),
                ]
            });
            heads.into_iter().chain(points).collect()
        }
        Dataset::Referrals(data) => {
            let columns =
                [("location", &data.locations), ("behavior", &data.behaviors), ("grade", &data.grades)];
            let texts = columns.into_iter().flat_map(|(column, names)| {
                names.iter().flatten().map(move |name| (column, None, name.as_str()))
            });
            texts.collect()
        }
        Dataset::Wave(_) => Vec::new(),
    }
}
