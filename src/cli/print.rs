//! Lists of problems, in each form that `check` knows.

pub mod github;
pub mod human;
pub mod json;
pub mod sarif;

use std::collections::BTreeMap;

use super::terminal;
use crate::check::names::Search;
use crate::input::Input;
use crate::source::decode_text;

/// The texts of a site's files, for showing the lines that problems lie in.
pub struct Texts<'a> {
    files: BTreeMap<&'a str, &'a [u8]>,
    /// The names that are made unreadable; `None` where only somebody at a terminal sees them.
    hidden: Option<Search>,
}

impl<'a> Texts<'a> {
    /// The texts of everything that was read.
    pub fn of(input: &'a Input) -> Self {
        let files = input.content.iter().chain(&input.themes);
        let mut texts: BTreeMap<&str, &[u8]> =
            files.map(|file| (file.path.as_str(), file.bytes.as_ref())).collect();
        texts.extend(input.config.as_deref().map(|bytes| ("book.toml", bytes)));
        let hidden = (!terminal::is_watched()).then(|| Search::of(input));
        Self { files: texts, hidden }
    }

    /// The decoded text of a file, where it was read and is text, and its lines may be shown.
    ///
    /// Lines of data files are never shown: they may be about one student, and what is printed here
    /// stays in the logs of others. Names of the roster are shown to nobody but a person at a terminal.
    pub fn text(&self, path: &str) -> Option<String> {
        let ending = path.rsplit('.').next().unwrap_or_default();
        if ["csv", "tsv", "txt", "xlsx"].iter().any(|data| ending.eq_ignore_ascii_case(data)) {
            return None;
        }
        let text = self.files.get(path).and_then(|bytes| decode_text(bytes).ok())?;
        Some(match &self.hidden {
            Some(search) => search.veiled(&text).into_owned(),
            None => text,
        })
    }
}

/// "1 error", "3 warnings".
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
