//! The field reference of the manual: every field of every kind, in words and tables of Markdown.

use std::fmt::Write;

use crate::audience::Audience;
use crate::cli::new::literal;
use crate::config::Config;
use crate::record::{Common, Kind};
use crate::schema::{Choice, Field, Notes, Shape, Table};

/// The words at the top of the page.
const HEAD: &str = "\
+++
# Made by `isles schema --format markdown`: change the explanations in the program, not here.
title = \"Every field of every record\"
summary = \"What each kind of record may hold, field by field.\"
tags = [\"manual\"]
+++

A record is a file in the folder of its kind. Its fields stand between two lines of `+++`, one to a line, as `name = value`.

- **Text** stands in straight quotes. Numbers, `true` and `false` do not.
- **A date** is written as precisely as it is known: `2026-10-05`, `\"2026-10\"`, `\"2026-Q4\"`, `\"2026-27\"` or `\"2026\"`.
- **A list** stands in square brackets: `[\"reading\", \"math\"]`.
- **A table** has a line `[name]` of its own above its fields, or stands on one line: `{ name = value }`.
- **A list of tables** repeats a line `[[name]]` above the fields of each.
- **An id** is the name of a record's file without its ending.

Only the fields marked *needed* must be there. A field that is left out, or left blank, is shown as not set.

";

/// The whole page.
pub fn page() -> String {
    let mut text = HEAD.to_owned();
    heading(&mut text, 2, "Fields of every kind");
    text.push_str("The school and the district have none of these.\n\n");
    fields(&mut text, &Table::of::<Common>(), &Notes::new(), "", "every kind");
    for kind in Kind::ALL {
        text.push('\n');
        text.push_str(&of_kind(*kind));
    }
    text.push('\n');
    text.push_str(&of_settings());
    text
}

/// What one kind has beyond the fields of every kind.
pub fn of_kind(kind: Kind) -> String {
    let row = kind.row();
    let mut text = String::new();
    heading(&mut text, 2, row.singular);
    let files = match (row.folder, kind) {
        (Some(folder), _) => format!("Files in `{folder}/`"),
        (None, Kind::Home) => "The file `index.md`".to_owned(),
        (None, _) => format!("The file `{}.toml`", row.name),
    };
    let seen = match row.audience {
        Audience::Public => "everybody",
        Audience::Staff => "staff",
        Audience::Leadership => "the leadership",
    };
    write_line(&mut text, &format!("{} {files}, seen by {seen} unless they say otherwise.\n", row.practice));
    let own = kind.own_fields();
    if own.fields.is_empty() {
        write_line(&mut text, "It has only the fields of every kind.");
    } else {
        fields(&mut text, &own, &kind.notes(), "", &with_article(&row.singular.to_lowercase()));
    }
    text
}

/// The settings.
pub fn of_settings() -> String {
    let mut text = String::new();
    heading(&mut text, 2, "Settings");
    write_line(
        &mut text,
        "The file `book.toml`, beside the folder of the records. Everything in it may be left out.\n",
    );
    fields(&mut text, &Table::of::<Config>(), &Notes::new(), "", "the settings");
    text
}

/// A table of fields, then a part for each table among them.
fn fields(text: &mut String, table: &Table, notes: &Notes, within: &str, of: &str) {
    text.push_str("| Field | Holds | What it says |\n|---|---|---|\n");
    for field in &table.fields {
        let Field { name, required, help, example, shape } = field;
        let path = join(within, name);
        let needed = if *required { ", *needed*" } else { "" };
        let note = notes.get(&path).map(|note| format!(" {note}")).unwrap_or_default();
        let example = match (example, shape) {
            (Some(example), shape) if inner(shape).is_none() => {
                format!(" Example: `{}`.", literal(example, shape))
            }
            _ => String::new(),
        };
        let says = format!("{help}{note}{}{example}", meanings(shape)).replace('|', "\\|");
        write_line(text, &format!("| `{name}`{needed} | {} | {says} |", holds(shape)));
    }
    for field in &table.fields {
        let Some((inner, is_list)) = inner(&field.shape) else { continue };
        let path = join(within, &field.name);
        let brackets = if is_list { format!("[[{path}]]") } else { format!("[{path}]") };
        text.push('\n');
        heading(text, 3, &format!("`{brackets}` of {of}"));
        write_line(text, &format!("{}\n", field.help));
        fields(text, inner, notes, &path, of);
    }
}

/// The table that a field holds or lists.
fn inner(shape: &Shape) -> Option<(&Table, bool)> {
    match shape {
        Shape::Table(table) => Some((table, false)),
        Shape::List(item) => match &**item {
            Shape::Table(table) => Some((table, true)),
            _ => None,
        },
        _ => None,
    }
}

fn holds(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::When => "a date".to_owned(),
        Shape::Reference => "an id".to_owned(),
        Shape::Choice(_) => "one of these words".to_owned(),
        Shape::Bool => "`true` or `false`".to_owned(),
        Shape::Integer(least, most) => bounded("a whole number", *least, *most),
        Shape::Number(least, most) => bounded("a number", *least, *most),
        Shape::Table(_) => "a table, see below".to_owned(),
        Shape::Map(item) => format!("a table of your own names, each with {}", holds(item)),
        Shape::Either(shapes) => shapes.iter().map(one_line).collect::<Vec<_>>().join(" or "),
        Shape::List(item) => match &**item {
            Shape::Table(_) => "a list of tables, see below".to_owned(),
            Shape::Text => "a list of texts".to_owned(),
            Shape::When => "a list of dates".to_owned(),
            Shape::Reference => "a list of ids".to_owned(),
            Shape::Choice(_) => "a list of these words".to_owned(),
            Shape::Either(shapes) => {
                format!("a list; each is {}", shapes.iter().map(one_line).collect::<Vec<_>>().join(" or "))
            }
            other => format!("a list; each is {}", holds(other)),
        },
    }
}

/// A table that is written on one line, with what it holds.
fn one_line(shape: &Shape) -> String {
    match shape {
        Shape::Table(table) => {
            let fields: Vec<String> =
                table.fields.iter().map(|field| format!("{} = …", field.name)).collect();
            format!("`{{ {} }}`", fields.join(", "))
        }
        other => holds(other),
    }
}

fn bounded(what: &str, least: Option<f64>, most: Option<f64>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if most < 1_000_000.0 => format!("{what} from {least} to {most}"),
        (Some(least), _) => format!("{what} of at least {least}"),
        (None, Some(most)) => format!("{what} of at most {most}"),
        (None, None) => what.to_owned(),
    }
}

/// The words of a choice with their meanings.
fn meanings(shape: &Shape) -> String {
    match shape {
        Shape::Choice(choices) => {
            let words: Vec<String> = choices
                .iter()
                .map(|Choice { word, help }| match help.trim_end_matches('.') {
                    "" => format!("`{word}`"),
                    help => format!("`{word}`: {}", help.replace('\n', " ")),
                })
                .collect();
            format!(" {}.", words.join("; "))
        }
        Shape::List(item) => meanings(item),
        _ => String::new(),
    }
}

/// "a plan", "an initiative"; words that have no singular stay as they are.
fn with_article(noun: &str) -> String {
    match noun {
        "evidence" | "support" | "referrals" | "team notes" => noun.to_owned(),
        _ if noun.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {noun}"),
        _ => format!("a {noun}"),
    }
}

fn join(within: &str, name: &str) -> String {
    if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") }
}

fn heading(text: &mut String, level: usize, words: &str) {
    write_line(text, &format!("{} {words}\n", "#".repeat(level)));
}

fn write_line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes every text");
}
