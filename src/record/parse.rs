//! From a source to a typed record, and every problem on the way.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Common, Key, Kind, Record};
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{self, Table, read, syntax_faults};
use crate::source::Source;

/// The fields of every kind, made once and used for every record.
#[derive(Debug)]
pub struct Schemas(BTreeMap<Kind, Table>);

impl Schemas {
    /// Reads the fields of every kind off its type.
    pub fn new() -> Self {
        Self(Kind::ALL.iter().map(|kind| (*kind, kind.fields())).collect())
    }

    /// The same, read once for all.
    pub fn shared() -> &'static Self {
        static ALL: LazyLock<Schemas> = LazyLock::new(Schemas::new);
        &ALL
    }

    /// The fields of a kind.
    pub fn of(&self, kind: Kind) -> &Table {
        self.0.get(&kind).expect("every kind was entered")
    }
}

impl Default for Schemas {
    fn default() -> Self {
        Self::new()
    }
}

/// A record, where the source is one, and what is wrong with it.
#[derive(Debug)]
pub struct Parsed {
    /// The record; `None` where its fields cannot be told.
    pub record: Option<Record>,
    /// Every problem of the source.
    pub problems: Vec<Diagnostic>,
}

/// Reads a source as a record of `key.kind`.
pub fn parse(key: Key, source: Source, schemas: &Schemas) -> Parsed {
    let mut problems = Vec::new();
    let Some(body) = body_start(&source, &mut problems) else {
        return Parsed { record: None, problems };
    };
    let (range, opening) = fields_range(&source);
    let reading = read(&source, range, opening.clone(), schemas.of(key.kind));
    problems.extend(reading.faults);
    if reading.broken {
        return Parsed { record: None, problems };
    }
    let common = Common::deserialize(&reading.value).map_err(|error| error.to_string());
    let data =
        key.kind.typed(reading.value).map_err(|error| format!("`{}`: {}", error.path(), error.inner()));
    let record = match (common, data) {
        (Ok(common), Ok(data)) => {
            let body = body..source.text().len();
            Some(Record { key, common, data, body, source })
        }
        (Err(error), _) | (_, Err(error)) => {
            problems.push(Diagnostic::at(Code::Untypable, &source, opening, error));
            None
        }
    };
    Parsed { record, problems }
}

/// The source with its fields in the order of `table`; `None` where they are in it already. What stands
/// outside the fields is not touched.
///
/// # Errors
/// Why the fields cannot be read, so that nothing may be moved.
pub fn in_order(source: &Source, table: &Table) -> Result<Option<String>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    if body_start(source, &mut problems).is_none() {
        return Err(problems);
    }
    let (range, _) = fields_range(source);
    let faults = syntax_faults(source, range.clone());
    if !faults.is_empty() {
        return Err(faults);
    }
    let text = source.text();
    let ordered = schema::in_order(&text[range.clone()], table);
    Ok(ordered.map(|fields| format!("{}{fields}{}", &text[..range.start], &text[range.end..])))
}

/// Where the fields of a source lie, and the first line of them, at which missing ones are reported.
///
/// The whole text of a `.toml` file; of a `.md` file what stands between the `+++` lines.
pub fn fields_range(source: &Source) -> (Range<usize>, Range<usize>) {
    let text = source.text();
    if source.path().ends_with(".toml") {
        return (0..text.len(), 0..text.lines().next().map_or(0, str::len));
    }
    match front_matter(text) {
        FrontMatter::Closed { fields, opening, .. } => (fields, opening),
        _ => (0..0, 0..text.lines().next().map_or(0, str::len)),
    }
}

/// Where the body starts, or what is wrong with the front matter.
fn body_start(source: &Source, problems: &mut Vec<Diagnostic>) -> Option<usize> {
    let text = source.text();
    // Nothing but the lines around the fields is nothing as well.
    if text.chars().all(|character| character.is_whitespace() || character == '+') {
        let problem = Diagnostic::file(Code::EmptyRecord, source.path(), "this record is empty");
        problems.push(problem.help(format!(
            "write it, or delete the file; if it held something, `git log -- {}` lists the versions to bring back",
            source.path()
        )));
        return None;
    }
    if source.path().ends_with(".toml") {
        return Some(text.len());
    }
    match front_matter(text) {
        FrontMatter::Closed { body, .. } => return Some(body),
        FrontMatter::Open { opening } => {
            let problem = Diagnostic::at(
                Code::FrontMatterOpen,
                source,
                opening,
                "the fields that start here are never closed",
            );
            problems.push(problem.help("put a line `+++` after the last field"));
        }
        FrontMatter::Yaml { opening } => {
            let problem = Diagnostic::at(
                Code::YamlFrontMatter,
                source,
                opening,
                "these fields are YAML; Isles reads TOML",
            );
            problems.push(
                problem.help("make both `---` lines `+++`, and each `name: value` a `name = \"value\"`"),
            );
        }
        FrontMatter::Absent { first_line } => {
            let problem =
                Diagnostic::at(Code::NoFrontMatter, source, first_line, "this record has no fields");
            problems.push(problem.help("start the file with a line `+++`, the fields (at least `title = \"…\"`), and another line `+++`"));
        }
    }
    None
}

enum FrontMatter {
    Closed { fields: Range<usize>, opening: Range<usize>, body: usize },
    Open { opening: Range<usize> },
    Yaml { opening: Range<usize> },
    Absent { first_line: Range<usize> },
}

/// Finds the `+++` lines. Blank lines may stand before the first.
fn front_matter(text: &str) -> FrontMatter {
    let mut lines = Lines { text, at: 0 };
    let Some(first) = lines.find(|line| !line.1.trim().is_empty()) else {
        return FrontMatter::Absent { first_line: 0..0 };
    };
    let first_range = first.0..first.0 + first.1.trim_end().len();
    match first.1.trim_end() {
        "+++" => {}
        "---" => return FrontMatter::Yaml { opening: first_range },
        _ => return FrontMatter::Absent { first_line: first_range },
    }
    let start = lines.at;
    while let Some((at, line)) = lines.next() {
        if line.trim_end() == "+++" {
            return FrontMatter::Closed { fields: start..at, opening: first_range, body: lines.at };
        }
    }
    FrontMatter::Open { opening: first_range }
}

/// Lines with the offset at which each starts, line ends included.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        let length = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        if length == 0 {
            return None;
        }
        let line = (self.at, &rest[..length]);
        self.at += length;
        Some(line)
    }
}
