//! What a build reads, as values: the files of a site and the settings of one run.

use std::sync::Arc;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::diagnostic::Diagnostic;

/// One file: its path from the site's root, with `/`, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Path from the site's root (the folder of `book.toml`).
    pub path: String,
    /// What the file holds.
    pub bytes: Arc<[u8]>,
}

/// Everything a build reads.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The bytes of `book.toml`; `None` where there is none, which means every setting's default.
    pub config: Option<Arc<[u8]>>,
    /// The files below the content folder, sorted by path.
    pub content: Vec<InputFile>,
    /// The files below `themes/`, sorted by path.
    pub themes: Vec<InputFile>,
    /// The names that may stand on no page, as their file lists them. Never printed.
    pub roster: Option<Arc<str>>,
    /// What could not be read, and links in the file system that were not followed.
    pub problems: Vec<Diagnostic>,
}

/// The settings of one run, which override those of `book.toml`.
#[derive(Debug, Clone)]
pub struct Options {
    /// The as-of date of everything computed.
    pub date: Date,
    /// The audience, where the command line names one.
    pub audience: Option<Audience>,
    /// The site's address, where the command line names one.
    pub site_url: Option<String>,
    /// Whether records marked `draft = true` are shown.
    pub drafts: bool,
}

impl Options {
    /// The defaults as of a date.
    pub fn as_of(date: Date) -> Self {
        Self { date, audience: None, site_url: None, drafts: false }
    }
}
