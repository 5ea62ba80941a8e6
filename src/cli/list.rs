//! `isles list`: the records of a site.

use std::fmt::Write;

use serde::Serialize;

use super::args::{ListArguments, ListFormat};
use super::print::counted;
use super::site::{self, Site};
use super::{Exit, Failure, terminal};
use crate::audience::Audience;
use crate::catalog::Entry;
use crate::date::When;
use crate::diagnostic::Summary;
use crate::input::Options;
use crate::record::{Key, Kind};
use crate::view::View;

/// Lists the records, of one kind or of all, drafts among them, for any audience.
pub fn run(arguments: &ListArguments) -> Result<Exit, Failure> {
    let ListArguments { kind, format } = arguments;
    let site = Site::open(None)?;
    site.settings()?;
    let options = Options::as_of(super::as_of::as_of(None)?);
    let read = crate::read(&site.loaded.input, &options).map_err(|_| site::unreadable_settings())?;
    let view = View::of_everything(&read.catalog, &read.language);
    let records: Vec<Line<'_>> = view
        .entries()
        .filter(|(_, entry)| kind.is_none_or(|kind| kind == entry.record.key.kind))
        .map(|(_, entry)| Line::of(entry))
        .collect();
    terminal::result(&match format {
        ListFormat::Human => table(&records),
        ListFormat::Json => json(&records),
    })?;
    let Summary { errors, warnings: _, notes: _ } = Summary::of(&read.diagnostics);
    if errors > 0 {
        let errors = counted(errors, "error");
        terminal::note(&format!("a record that cannot be read is not listed; `isles check` shows {errors}"));
    }
    Ok(Exit::Clean)
}

/// What is said of a record.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(serialize_with = "name_of")]
    kind: Kind,
    id: &'a str,
    title: &'a str,
    school: Option<&'a str>,
    date: Option<When>,
    audience: Audience,
    draft: bool,
    path: &'a str,
}

impl<'a> Line<'a> {
    fn of(entry: &'a Entry) -> Self {
        let record = &entry.record;
        let Key { school, kind, id } = &record.key;
        Self {
            kind: *kind,
            id: id.as_str(),
            title: record.title(),
            school: school.as_ref().map(crate::id::Id::as_str),
            date: record.when(),
            audience: entry.audience,
            draft: entry.draft,
            path: record.source.path(),
        }
    }

    /// The columns for people; the id as others would refer to it.
    fn columns(&self) -> [String; 6] {
        let Self { kind, id, title, school, date, audience, draft, path } = self;
        let id = school.map_or_else(|| (*id).to_owned(), |school| format!("{school}/{id}"));
        let date = date.map_or_else(|| "–".to_owned(), |date| date.to_string());
        let title = if *draft { format!("{title} (draft)") } else { (*title).to_owned() };
        let columns = [kind.to_string(), id, date, audience.to_string(), title, (*path).to_owned()];
        columns.map(|column| terminal::plain_line(&column))
    }
}

fn name_of<S: serde::Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(kind)
}

/// One line a record, its columns below each other.
fn table(records: &[Line<'_>]) -> String {
    let rows: Vec<[String; 6]> = records.iter().map(Line::columns).collect();
    let mut widths = [0; 6];
    for row in &rows {
        for (width, column) in widths.iter_mut().zip(row) {
            *width = column.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in &rows {
        let padded = row.iter().zip(widths).map(|(column, width)| format!("{column:<width$}"));
        let line = padded.collect::<Vec<String>>().join("  ");
        writeln!(text, "{}", line.trim_end()).expect("a string takes every text");
    }
    text
}

fn json(records: &[Line<'_>]) -> String {
    let mut text = serde_json::to_string_pretty(records).expect("text is JSON");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line<'a>(id: &'a str, school: Option<&'a str>, date: &str, draft: bool) -> Line<'a> {
        let (title, path) = ("Über\u{1b}[2J\nuns", "content/pages/x.md");
        Line {
            kind: Kind::Page,
            id,
            title,
            school,
            date: date.parse().ok(),
            audience: Audience::Staff,
            draft,
            path,
        }
    }

    #[test]
    fn columns_stand_below_each_other_and_hold_no_control_characters() {
        let records = [line("a", None, "2026-Q4", false), line("long-id", Some("harbor"), "", true)];
        assert_eq!(
            table(&records),
            "page  a               2026-Q4  staff  Über␛[2J␊uns          content/pages/x.md\n\
             page  harbor/long-id  –        staff  Über␛[2J␊uns (draft)  content/pages/x.md\n"
        );
    }

    #[test]
    fn a_program_gets_every_field() {
        let [record] = [line("a", Some("harbor"), "2026-10", false)];
        assert_eq!(
            json(&[record]),
            "[\n  {\n    \"kind\": \"page\",\n    \"id\": \"a\",\n    \"title\": \"Über\\u001b[2J\\nuns\",\n    \
             \"school\": \"harbor\",\n    \"date\": \"2026-10\",\n    \"audience\": \"staff\",\n    \
             \"draft\": false,\n    \"path\": \"content/pages/x.md\"\n  }\n]\n"
        );
        assert_eq!(json(&[]), "[]\n");
    }
}
