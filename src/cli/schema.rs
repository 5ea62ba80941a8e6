//! `isles schema`: the fields of records, for editors, programs and the manual.

mod reference;
mod taplo;

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde_json::Value;

use super::args::{SchemaArguments, SchemaFormat, Subject};
use super::print::counted;
use super::{Exit, Failure, terminal};
use crate::record::{Kind, SCHEMA_COMMENT, all_json_schemas, settings_json_schema};
use crate::write;

pub use taplo::{FOLDER, rules};

/// Prints what is asked for, or writes a schema for each kind into a folder.
pub fn run(arguments: &SchemaArguments) -> Result<Exit, Failure> {
    let SchemaArguments { subject, format, out } = arguments;
    if let Some(folder) = out {
        return write_all(folder);
    }
    let text = match (format, subject) {
        (SchemaFormat::Json, Some(subject)) => schema(*subject),
        (SchemaFormat::Json, None) => pretty(&all_json_schemas()),
        (SchemaFormat::Markdown, None) => reference::page(),
        (SchemaFormat::Markdown, Some(Subject::Kind(kind))) => reference::of_kind(*kind),
        (SchemaFormat::Markdown, Some(Subject::Settings)) => reference::of_settings(),
        (SchemaFormat::Taplo, Some(subject)) => rules(&[*subject]),
        (SchemaFormat::Taplo, None) => rules(&every_subject()),
    };
    terminal::result(&text)?;
    Ok(Exit::Clean)
}

/// The JSON Schema of a subject, as the text of a file.
pub fn schema(subject: Subject) -> String {
    pretty(&match subject {
        Subject::Kind(kind) => kind.json_schema(),
        Subject::Settings => settings_json_schema(),
    })
}

/// The name of a subject, and of its file.
pub fn name(subject: Subject) -> &'static str {
    match subject {
        Subject::Kind(kind) => kind.row().name,
        Subject::Settings => "book",
    }
}

fn every_subject() -> Vec<Subject> {
    [Subject::Settings].into_iter().chain(Kind::ALL.iter().map(|kind| Subject::Kind(*kind))).collect()
}

fn pretty(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// Writes every schema; a file that Isles did not make is not touched.
fn write_all(folder: &Path) -> Result<Exit, Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::io("create the folder", folder, &error))?;
    let subjects = every_subject();
    for subject in &subjects {
        put(&folder.join(format!("{}.json", name(*subject))), &schema(*subject))?;
    }
    terminal::say(&format!("{} written to {}\n", counted(subjects.len(), "schema"), terminal::shown(folder)));
    Ok(Exit::Clean)
}

fn put(path: &Path, text: &str) -> Result<(), Failure> {
    let refused = |error: &std::io::Error| Failure::io("write", path, error);
    match File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map_err(|error| refused(&error)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let before = fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
            if !before.contains(SCHEMA_COMMENT) {
                let message = format!("`{}` was not made by Isles and is not touched", terminal::shown(path));
                return Err(Failure::usage(message).help("name another folder, or move that file away"));
            }
            write::rewrite(path, text.as_bytes()).map_err(|error| refused(&error))
        }
        Err(error) => Err(refused(&error)),
    }
}
