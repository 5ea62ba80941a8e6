//! `isles diff`: what changed in a plan between two builds, in words, read off their `records.json`.

mod compare;
mod parts;
mod print;
mod said;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::args::{DiffArguments, DiffFormat};
use super::{Exit, Failure, terminal};
use crate::date::When;
use crate::language::Language;
use crate::render::records_file::{self, RecordsFile, VERSION};

use compare::Comparison;

/// Bytes of a file that are read; a hundred thousand records have fewer.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Compares two files and prints what changed; that something did is no finding.
pub fn run(arguments: &DiffArguments) -> Result<Exit, Failure> {
    let DiffArguments { old, new, format } = arguments;
    let (old, new) = (read(old)?, read(new)?);
    let comparison = Comparison::of(&old, &new);
    terminal::result(&match format {
        DiffFormat::Human => print::human(&comparison),
        DiffFormat::Markdown => print::markdown(&comparison),
        DiffFormat::Json => print::json(&comparison),
    })?;
    Ok(Exit::Clean)
}

fn read(path: &Path) -> Result<RecordsFile, Failure> {
    // A built site will do for its list.
    let path = &if path.is_dir() { path.join(records_file::NAME) } else { path.to_path_buf() };
    let refused = |error: std::io::Error| Failure::io("read", path, &error);
    let mut bytes = Vec::new();
    File::open(path).map_err(refused)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() as u64 > LARGEST {
        let message = format!("`{}` is larger than any records.json", terminal::shown(path));
        return Err(Failure::usage(message).help("name the records.json of a built site"));
    }
    parse(&bytes).map_err(|why| {
        Failure::usage(format!("`{}` {why}", terminal::shown(path)))
            .help("name the records.json of a built site: `isles build` puts one beside index.html")
    })
}

/// The records of a file, or what is wrong with it.
fn parse(bytes: &[u8]) -> Result<RecordsFile, String> {
    // The version first: the file of a later one may be of another shape altogether.
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| format!("is no JSON ({error})"))?;
    let version = value.get("version").and_then(serde_json::Value::as_u64);
    if let Some(version) = version.filter(|version| *version > u64::from(VERSION)) {
        return Err(format!(
            "is of version {version}, and this Isles knows {VERSION}: it was built by a later one"
        ));
    }
    serde_path_to_error::deserialize(value).map_err(|error| format!("is no records.json ({error})"))
}

/// A date as one says it. The command line speaks English.
fn in_words(when: When) -> String {
    Language::english().date(when)
}

#[cfg(test)]
mod tests;
