//! The text of a new record, made from the fields of its kind.
//!
//! A line `#name = …` (no blank after the `#`) is an optional field to be uncommented; `# …` is an
//! explanation. A line that ends in [`FILL_IN`] holds an empty value that `check` reports until it
//! is filled.

use std::fmt::Write;

use jiff::civil::Date;
use serde_json::Value;

use crate::date::When;
use crate::record::{Kind, hint, is_needed};
use crate::schema::{Field, Shape, Table};

/// The mark of a value that its author must fill in.
const FILL_IN: &str = "# fill in";

/// Longest line of an explanation, in characters.
const LINE: usize = 100;

/// What is known when a record is started.
pub struct Start<'a> {
    /// Its title.
    pub title: &'a str,
    /// The day on which it is started.
    pub today: Date,
    /// The initiative it is about, where one was named.
    pub initiative: Option<&'a str>,
}

/// Whether a record of that kind can say which initiative it is about.
pub fn names_an_initiative(kind: Kind) -> bool {
    kind.own_fields().fields.iter().any(is_initiative)
}

/// The whole file: every field with its explanation, and what to write below them.
pub fn template(kind: Kind, start: &Start<'_>) -> String {
    let row = kind.row();
    let mut text = String::from("+++\n");
    comment(&mut text, &format!("{}. {}", row.singular, row.practice));
    comment(
        &mut text,
        "Replace each empty value that is marked \"fill in\". A line that starts with # and a name is optional: \
         take the # away to use it, or delete it.",
    );
    let fields = kind.fields().fields;
    let (blocks, mut lines): (Vec<&Field>, Vec<&Field>) =
        fields.iter().partition(|field| is_block(&field.shape));
    lines.sort_by_key(|field| (field.name != "title", matches!(entry(kind, field, start), Entry::Optional)));
    for field in lines {
        line(&mut text, kind, field, start);
    }
    for field in blocks {
        block(&mut text, kind, field);
    }
    text.push('\n');
    comment(&mut text, &format!("Below the next line comes the text. {}", hint(kind)));
    text.push_str("+++\n\n");
    text
}

/// What stands on a field's line.
enum Entry {
    /// A value that is known already.
    Known(String),
    /// An empty value, marked.
    FillIn,
    /// An example, commented out.
    Optional,
}

fn entry(kind: Kind, field: &Field, start: &Start<'_>) -> Entry {
    let list = matches!(field.shape, Shape::List(_));
    match start.initiative {
        _ if field.name == "title" => Entry::Known(quoted(start.title)),
        Some(id) if is_initiative(field) && list => Entry::Known(format!("[{}]", quoted(id))),
        Some(id) if is_initiative(field) => Entry::Known(quoted(id)),
        _ if !field.required && !is_needed(kind, &field.name) => Entry::Optional,
        _ if field.shape == Shape::When => Entry::Known(start.today.to_string()),
        _ => Entry::FillIn,
    }
}

/// The value that stands for a gap: a problem until it is filled, where the shape has such a value.
fn empty(shape: &Shape) -> &'static str {
    match shape {
        Shape::List(_) => "[]",
        Shape::Map(_) | Shape::Table(_) => "{}",
        _ => "\"\"",
    }
}

/// Whether the field names the initiative that the record is about.
fn is_initiative(field: &Field) -> bool {
    match &field.shape {
        Shape::Reference => field.name == "initiative",
        Shape::List(item) => field.name == "for" && **item == Shape::Reference,
        _ => false,
    }
}

/// Tables stand after all lines, as TOML wants it.
fn is_block(shape: &Shape) -> bool {
    match shape {
        Shape::Table(_) => true,
        Shape::List(item) => matches!(**item, Shape::Table(_)),
        _ => false,
    }
}

fn line(text: &mut String, kind: Kind, field: &Field, start: &Start<'_>) {
    text.push('\n');
    explanation(text, field);
    let name = &field.name;
    match entry(kind, field, start) {
        Entry::Known(value) => add(text, format_args!("{name} = {value}")),
        Entry::FillIn => fill_in(text, field),
        Entry::Optional if name == "audience" => {
            comment(text, &format!("The default of this kind is \"{}\".", kind.row().audience));
            add(text, format_args!("#{name} = {}", quoted(kind.row().audience.as_str())));
        }
        Entry::Optional => add(text, format_args!("#{name} = {}", example(field))),
    }
}

/// A table: commented out with everything in it, unless the record needs it.
fn block(text: &mut String, kind: Kind, field: &Field) {
    let Field { name, required, help, example: _, shape } = field;
    let (header, again, table) = match shape {
        Shape::Table(table) => (format!("[{name}]"), "", table),
        Shape::List(item) => match &**item {
            Shape::Table(table) => {
                (format!("[[{name}]]"), " Repeat these lines for each further one.", table)
            }
            _ => return,
        },
        _ => return,
    };
    let stands = *required || is_needed(kind, name);
    text.push('\n');
    comment(text, &format!("{help}{again}"));
    add(text, format_args!("{}{header}", if stands { "" } else { "#" }));
    for field in &table.fields {
        explanation(text, field);
        match (stands, field.required) {
            (true, true) => fill_in(text, field),
            (false, true) => add(text, format_args!("#{} = {}  # needed", field.name, example(field))),
            (_, false) => add(text, format_args!("#{} = {}", field.name, example(field))),
        }
    }
}

/// A gap, with an example of what fills it.
fn fill_in(text: &mut String, field: &Field) {
    if let Some(example) = &field.example {
        comment(text, &format!("For example: {}", literal(example, &field.shape)));
    }
    add(text, format_args!("{} = {}  {FILL_IN}", field.name, empty(&field.shape)));
}

fn explanation(text: &mut String, field: &Field) {
    comment(text, &field.help);
    let choices = match &field.shape {
        Shape::Choice(choices) => choices,
        Shape::List(item) => match &**item {
            Shape::Choice(choices) => choices,
            _ => return,
        },
        _ => return,
    };
    for choice in choices {
        let help = if choice.help.is_empty() { String::new() } else { format!(": {}", choice.help) };
        comment(text, &format!("- {}{}", quoted(&choice.word), help.replace('\n', " ")));
    }
}

/// The words as comment lines of bearable length.
fn comment(text: &mut String, words: &str) {
    let mut length = 0;
    for word in words.split_whitespace() {
        let width = word.chars().count() + 1;
        if length == 0 || length + width > LINE {
            text.push_str(if length == 0 { "#" } else { "\n#" });
            length = 1;
        }
        text.push(' ');
        text.push_str(word);
        length += width;
    }
    text.push('\n');
}

fn add(text: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(text, "{line}").expect("a string takes every text");
}

/// An example value of a field, as it is written in TOML.
fn example(field: &Field) -> String {
    match &field.example {
        Some(value) => literal(value, &field.shape),
        None => placeholder(&field.shape),
    }
}

/// A value of that shape as it is written in TOML.
pub fn literal(value: &Value, shape: &Shape) -> String {
    let item = match shape {
        Shape::List(item) => item,
        other => other,
    };
    match value {
        Value::String(text) if *shape == Shape::When && is_day(text) => text.clone(),
        Value::String(text) => quoted(text),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(|value| literal(value, item)).collect();
            format!("[{}]", values.join(", "))
        }
        other => other.to_string(),
    }
}

fn placeholder(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Reference => "\"…\"".to_owned(),
        Shape::When => "2026-10-05".to_owned(),
        Shape::Choice(choices) => quoted(choices.first().map_or("…", |choice| &choice.word)),
        Shape::Bool => "true".to_owned(),
        Shape::Integer(least, _) | Shape::Number(least, _) => least.unwrap_or(1.0).max(1.0).to_string(),
        Shape::List(item) => format!("[{}]", placeholder(item)),
        Shape::Table(table) => inline(table),
        Shape::Map(item) => format!("{{ \"…\" = {} }}", placeholder(item)),
        Shape::Either(shapes) => shapes.first().map_or_else(|| "\"…\"".to_owned(), placeholder),
    }
}

fn inline(table: &Table) -> String {
    let fields: Vec<String> =
        table.fields.iter().map(|field| format!("{} = {}", field.name, example(field))).collect();
    format!("{{ {} }}", fields.join(", "))
}

fn is_day(text: &str) -> bool {
    text.parse::<When>().is_ok_and(|when| when.day().is_some())
}

/// The text in straight double quotes, with TOML's escapes.
pub fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control.is_control() => {
                write!(out, "\\u{:04X}", u32::from(control)).expect("a string takes every text");
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::id::Id;
    use crate::record::{Key, Parsed, Schemas, parse};
    use crate::source::Source;

    fn start(initiative: Option<&str>) -> Start<'_> {
        Start { title: "A \"bold\" \\ title\u{7}", today: date(2026, 11, 24), initiative }
    }

    fn parsed(kind: Kind, text: String) -> Parsed {
        let key = Key { school: None, kind, id: Id::new("new").unwrap() };
        parse(key, Source::new("content/new.md", text), &Schemas::new())
    }

    /// The text with every marked value filled in, as an author would.
    fn filled(kind: Kind, text: &str) -> String {
        let mut table = kind.fields();
        let mut out = String::new();
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('[') {
                let block = kind.fields().field(name.trim_matches(['[', ']'])).cloned();
                table = match block.expect("a header names a field").shape {
                    Shape::Table(table) => table,
                    Shape::List(item) => match *item {
                        Shape::Table(table) => table,
                        other => panic!("{line} is a list of {other:?}"),
                    },
                    other => panic!("{line} is {other:?}"),
                };
            }
            match line.strip_suffix(FILL_IN).and_then(|line| line.split_once(" = ")) {
                Some((name, _)) => {
                    let value = example(table.field(name).expect("a line names a field"));
                    writeln!(out, "{name} = {value}").unwrap();
                }
                None => writeln!(out, "{line}").unwrap(),
            }
        }
        out
    }

    #[test]
    fn every_kind_reads_without_a_problem_once_it_is_filled() {
        for kind in Kind::with_folder() {
            for initiative in [None, names_an_initiative(kind).then_some("reading-conferences")] {
                let text = filled(kind, &template(kind, &start(initiative)));
                let Parsed { record, problems } = parsed(kind, text.clone());
                assert_eq!(problems, [], "{kind}\n{text}");
                assert_eq!(record.unwrap().title(), "A \"bold\" \\ title\u{7}");
            }
        }
    }

    #[test]
    fn every_marked_value_is_a_problem_until_it_is_filled() {
        for kind in Kind::with_folder() {
            let text = template(kind, &start(None));
            let marked = text.lines().filter(|line| line.ends_with(FILL_IN));
            let required = marked.filter(|line| !line.contains("[]") && !line.contains("{}")).count();
            // What is optional by itself counts as left out while it is blank; only the check of a
            // whole site says that one of several fields is needed.
            let optional = match kind {
                Kind::Conversation => 1,
                Kind::Referrals => 4,
                _ => 0,
            };
            assert_eq!(parsed(kind, text).problems.len(), required - optional, "{kind}");
        }
    }

    #[test]
    fn every_optional_line_can_be_uncommented() {
        for kind in Kind::with_folder() {
            let text = filled(kind, &template(kind, &start(None)));
            let is_field = |line: &str| line.starts_with('#') && !line.starts_with("# ");
            let all: String = text
                .lines()
                .map(|line| if is_field(line) { format!("{}\n", &line[1..]) } else { format!("{line}\n") })
                .collect();
            assert_eq!(parsed(kind, all.clone()).problems, [], "{kind}\n{all}");
            for field in kind.fields().fields {
                let said = [format!("\n{} = ", field.name), format!("[{}]", field.name)];
                assert!(said.iter().any(|said| all.contains(said)), "{kind} does not explain {}", field.name);
            }
        }
    }

    #[test]
    fn the_initiative_stands_where_the_kind_names_it() {
        let evidence = template(Kind::Evidence, &start(Some("reading-conferences")));
        assert!(evidence.contains("\nfor = [\"reading-conferences\"]\n"), "{evidence}");
        let exemplar = template(Kind::Exemplar, &start(Some("reading-conferences")));
        assert!(exemplar.contains("\ninitiative = \"reading-conferences\"\n"), "{exemplar}");
        assert!(!names_an_initiative(Kind::Plan) && !names_an_initiative(Kind::Review));
    }

    #[test]
    fn a_session_begins_like_this() {
        let text = template(Kind::Session, &Start { title: "Conferring", ..start(None) });
        let expected = "\
+++
# Learning session. Professional learning, and when someone will come and see.
# Replace each empty value that is marked \"fill in\". A line that starts with # and a name is
# optional: take the # away to use it, or delete it.

# The heading of the record's page.
title = \"Conferring\"

# When it was or will be.
date = 2026-11-24

# The initiative it prepares people for.
initiative = \"\"  # fill in

# One sentence that stands in lists and under the title.
#summary = \"Five minutes with one reader, and a next step written down.\"
";
        assert!(text.starts_with(expected), "{text}");
        let end = "\n# Below the next line comes the text. Say what people practiced, what they will try next, and who\n# will come and see.\n+++\n\n";
        assert!(text.ends_with(end), "{text}");
    }
}
