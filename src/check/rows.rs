//! Rows about people, which are published nowhere: by no link, and in no copy.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use rayon::prelude::*;

use super::Context;
use crate::catalog::Entry;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Data;
use crate::table::{Column, Table};

/// A text that links to rows about people.
pub fn links(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for (ix, files) in context.view.file_links() {
        let Some(record) = context.view.get(ix).map(|entry| &entry.record) else { continue };
        for (path, range) in &files.in_text {
            if context.view.is_rows(path) {
                let at = range.start + record.body.start..range.end + record.body.start;
                let message = format!("`{path}` holds rows about people and is published nowhere");
                let problem = Diagnostic::at(Code::RowsPublished, &record.source, at, message);
                problems.push(problem.help(INSTEAD));
            }
        }
    }
}

const INSTEAD: &str = "link to the record that reads the file; its counts are shown there";

/// Besides the key of a student or room, so many cells of a row must stand in a line to make it the same row.
const CELLS: usize = 3;

/// So many such lines make a table a copy: one alone may be alike by chance.
const LINES: usize = 3;

/// Of more lines with one cell the first are enough: all rows times all lines would be without end.
const ALIKE: usize = 100;

/// A file or a table in a text that repeats rows about people, saved in another form or in part.
pub fn copies(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    if row_files(context).next().is_none() {
        return;
    }
    let tables: Vec<Lines<'_>> = in_files(context).chain(in_texts(context)).collect();
    // To read all rows anew takes longer than everything else here.
    if tables.is_empty() {
        return;
    }
    let mut by_cell: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for (table, lines) in tables.iter().enumerate() {
        for (at, line) in lines.cells.iter().enumerate() {
            for cell in line {
                let places = by_cell.entry(cell.as_str()).or_default();
                if places.len() < ALIKE {
                    places.push((table, at));
                }
            }
        }
    }
    let files: Vec<RowFile<'_>> = row_files(context).collect();
    let read: Vec<Vec<(usize, usize)>> =
        files.par_iter().map(|file| repeated(file, &tables, &by_cell)).collect();
    let mut found: HashMap<usize, (BTreeSet<usize>, &str)> = HashMap::new();
    for ((path, ..), lines) in files.iter().zip(read) {
        for (table, at) in lines {
            found.entry(table).or_insert_with(|| (BTreeSet::new(), path)).0.insert(at);
        }
    }
    for (table, lines) in tables.iter().enumerate() {
        let Some((repeated, of)) = found.get(&table).filter(|(repeated, _)| repeated.len() >= LINES) else {
            continue;
        };
        let message = format!("{} rows about people stand here that stand in `{of}` too", repeated.len());
        problems.push(lines.place.problem(message).help(
            "take them out: such rows are published nowhere. Link to the record that reads the file; its counts are \
             shown there",
        ));
    }
}

/// The lines, by table and place, that repeat a row of a file.
fn repeated(
    (path, bytes, keys): &RowFile<'_>,
    tables: &[Lines<'_>],
    by_cell: &HashMap<&str, Vec<(usize, usize)>>,
) -> Vec<(usize, usize)> {
    // What is wrong with the file itself is said where it is read.
    let Ok(rows) = Table::read(path, bytes) else { return Vec::new() };
    let keys: Vec<Column> = keys.iter().filter_map(|name| rows.column(name).ok()).collect();
    let mut found = Vec::new();
    for row in rows.rows() {
        let cell = |column: Column| row.cell(column).to_lowercase();
        let named = keys.iter().filter_map(|key| by_cell.get(cell(*key).as_str()));
        for (table, at) in named.flatten() {
            let line = &tables[*table].cells[*at];
            let others = rows.columns().filter(|column| !keys.contains(column)).map(cell);
            let same: HashSet<String> = others.filter(|cell| line.contains(cell)).collect();
            if same.len() >= CELLS {
                found.push((*table, *at));
            }
        }
    }
    found
}

/// The cells of a table that would be published, line by line, each line without blanks and without order.
struct Lines<'a> {
    place: Place<'a>,
    cells: Vec<HashSet<String>>,
}

/// Where a table stands.
enum Place<'a> {
    File(&'a str),
    Text(&'a Entry, Range<usize>),
}

impl Place<'_> {
    fn problem(&self, message: String) -> Diagnostic {
        match self {
            Self::File(path) => Diagnostic::file(Code::RowsPublished, path, message),
            Self::Text(entry, range) => {
                Diagnostic::at(Code::RowsPublished, &entry.record.source, range.clone(), message)
            }
        }
    }
}

impl<'a> Lines<'a> {
    /// The lines that are long enough to repeat a row, where there are enough of them.
    fn of(place: Place<'a>, lines: impl Iterator<Item = HashSet<String>>) -> Option<Self> {
        let cells: Vec<HashSet<String>> = lines.filter(|line| line.len() > CELLS).collect();
        (cells.len() >= LINES).then_some(Self { place, cells })
    }
}

/// The tables among the files that are published.
fn in_files(context: Context<'_>) -> impl Iterator<Item = Lines<'_>> {
    const TABLES: [&str; 4] = ["csv", "tsv", "txt", "xlsx"];
    let is_table = |path: &&str| {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending);
        ending.is_some_and(|ending| TABLES.iter().any(|own| ending.eq_ignore_ascii_case(own)))
    };
    let published = context.view.file_links().flat_map(|(_, files)| files.published()).filter(is_table);
    let once: BTreeSet<&str> = published.collect();
    once.into_iter().filter_map(move |path| {
        // What is no table repeats no row.
        let table = Table::read(path, context.view.file(path)?).ok()?;
        let lines = table.rows().map(|row| {
            let cells = table.columns().map(|column| row.cell(column).to_lowercase());
            cells.filter(|cell| !cell.is_empty()).collect()
        });
        Lines::of(Place::File(path), lines)
    })
}

/// The tables in the texts of records.
fn in_texts(context: Context<'_>) -> impl Iterator<Item = Lines<'_>> {
    context.view.entries().flat_map(|(_, entry)| {
        let wide = entry.outline.tables.iter().filter(|table| table.columns > CELLS);
        wide.filter_map(move |table| {
            let text = &entry.record.body()[table.range.clone()];
            let lines = text.lines().map(|line| {
                let cells = line.split('|').map(|cell| cell.trim().to_lowercase());
                cells.filter(|cell| !cell.is_empty()).collect()
            });
            let start = entry.record.body.start + table.range.start;
            let end = start + text.lines().next().map_or(0, str::len);
            Lines::of(Place::Text(entry, start..end), lines)
        })
    })
}

/// A file with rows about people, by its path, with the columns that say whom a row is about.
type RowFile<'a> = (&'a str, &'a [u8], Vec<&'a str>);

/// The files with rows about people.
fn row_files(context: Context<'_>) -> impl Iterator<Item = RowFile<'_>> {
    context.view.row_files().filter_map(|(entry, path, bytes)| {
        let keys = match &entry.record.data {
            Data::Referrals(fields) => {
                let columns = fields.columns.as_ref()?;
                [Some(&columns.student), columns.staff.as_ref()]
                    .into_iter()
                    .flatten()
                    .map(String::as_str)
                    .collect()
            }
            Data::Walkthrough(fields) => vec![fields.rows.as_ref()?.room.as_str()],
            _ => return None,
        };
        Some((path, bytes.as_ref(), keys))
    })
}
