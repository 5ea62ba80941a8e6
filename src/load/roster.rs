//! Reads the roster: names that may stand on no page. It lies where nothing is published from, and
//! nothing of it is ever printed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, decode_text};

/// A roster of more bytes than this is not read: 20 MB.
const MOST_BYTES: u64 = 20_000_000;

/// The roster that the settings name; a problem where it cannot be used, since names would then go
/// unchecked.
pub(super) fn read(
    root: &Path,
    settings: &Config,
    published: &[PathBuf],
    book: Option<&[u8]>,
) -> Result<Option<Arc<str>>, Box<Diagnostic>> {
    let Some(named) = &settings.names.roster else {
        return Ok(None);
    };
    let path = root.join(named);
    let names = names(&path, published).map_err(|refused| {
        let (message, help) = refused.words();
        let source = book.and_then(|bytes| Source::decode("book.toml", bytes).ok());
        let problem = match source {
            Some(source) => {
                let all = 0..source.text().len();
                let place = crate::schema::place_of(&source, all, "privacy.roster").unwrap_or(0..0);
                Diagnostic::at(Code::BadRoster, &source, place, message)
            }
            None => Diagnostic::file(Code::BadRoster, "book.toml", message),
        };
        Box::new(problem.help(help))
    })?;
    Ok(Some(names.into()))
}

/// Why a roster is not used.
enum Refused {
    Missing,
    Unreadable(io::Error),
    NoFile,
    TooLarge,
    Published,
    NoText,
    Empty,
}

impl Refused {
    /// What is wrong, and what to do.
    fn words(&self) -> (String, &'static str) {
        let (message, help) = match self {
            Self::Missing => (
                "the roster is not there",
                "put it there before the site is built, or delete the line; on a build server, write it from a secret",
            ),
            Self::Unreadable(error) => {
                let message = format!("the roster could not be read: {error}");
                return (message, "see that you may open it, then build again");
            }
            Self::NoFile => ("the roster is no file", "name a text file with one name a line"),
            Self::TooLarge => ("the roster has more than 20 MB", "keep one name a line, and nothing else"),
            Self::Published => (
                "the roster lies in a folder that is published",
                "move it out of the folders of the records, the themes and the site, for example beside the site's own",
            ),
            Self::NoText => {
                ("the roster is not a text file", "save it as plain text or CSV, one name a line")
            }
            Self::Empty => ("the roster holds no names", "write one name a line, or delete the setting"),
        };
        (message.to_owned(), help)
    }
}

fn names(path: &Path, published: &[PathBuf]) -> Result<String, Refused> {
    let data = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Refused::Missing,
        _ => Refused::Unreadable(error),
    })?;
    if !data.is_file() {
        return Err(Refused::NoFile);
    }
    if data.len() > MOST_BYTES {
        return Err(Refused::TooLarge);
    }
    let real = fs::canonicalize(path).map_err(Refused::Unreadable)?;
    let is_within = |folder: &PathBuf| fs::canonicalize(folder).is_ok_and(|folder| real.starts_with(folder));
    if published.iter().any(is_within) {
        return Err(Refused::Published);
    }
    let text = decode_text(&fs::read(real).map_err(Refused::Unreadable)?).map_err(|_| Refused::NoText)?;
    let has_names = text.lines().any(|line| !line.starts_with('#') && line.contains(char::is_alphabetic));
    if has_names { Ok(text) } else { Err(Refused::Empty) }
}
