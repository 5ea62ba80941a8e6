//! Problems, each with a place and a way out.

mod code;

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use code::{Code, Rule};

use crate::source::{Position, Source, clamp};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing is written while it stands.
    Error,
    /// The site is built; `--strict` refuses it.
    Warning,
    /// Worth knowing; never stops anything.
    Note,
}

impl Level {
    /// The word used in every format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Where a problem lies in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The bytes meant, in the decoded text.
    pub range: Range<usize>,
    /// First character.
    pub start: Position,
    /// Just past the last character.
    pub end: Position,
}

/// One problem: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How bad it is here; the code's usual level unless the plan is a draft or closed.
    pub level: Level,
    /// The file, from the site's root, with `/`.
    pub file: Arc<str>,
    /// Where in the file; `None` speaks of the file as a whole.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// What should stand at the place instead, where one answer is likely.
    pub replacement: Option<String>,
}

/// Most bytes of a message: what it quotes may be as long as a file.
const LONGEST: usize = 1000;

fn shortened(mut text: String) -> String {
    if text.len() > LONGEST {
        text.truncate(clamp(&text, 0..LONGEST).end);
        text.push('…');
    }
    text
}

impl Diagnostic {
    /// A problem at a place in a text.
    pub fn at(code: Code, source: &Source, range: Range<usize>, message: impl Into<String>) -> Self {
        let range = clamp(source.text(), range);
        let place = Place { start: source.position(range.start), end: source.position(range.end), range };
        Self { place: Some(place), ..Self::file(code, source.path(), message) }
    }

    /// A problem of a file as a whole.
    pub fn file(code: Code, path: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            level: code.rule().level,
            file: path.into(),
            place: None,
            message: shortened(message.into()),
            help: None,
            replacement: None,
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(help.into()));
        self
    }

    /// Offers the text that should stand at the place, in words and as a patch.
    #[must_use]
    pub fn did_you_mean(mut self, name: Option<&str>) -> Self {
        if let Some(name) = name {
            self.help = Some(format!("did you mean `{name}`?"));
            self.replacement = Some(name.to_owned());
        }
        self
    }

    /// Puts the offered text in quotes, where the place at `field` is a value in TOML and not a key.
    #[must_use]
    pub fn quoted(mut self, field: &str) -> Self {
        let is_key = field.ends_with(crate::schema::KEY);
        self.replacement = self.replacement.take().filter(|_| !is_key).map(|text| format!("\"{text}\""));
        self
    }

    /// The same problem at another level.
    #[must_use]
    pub fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// By file, place, code and message: the order in which problems are listed.
    pub fn sort_key(&self) -> impl Ord + '_ {
        let start = self.place.as_ref().map(|place| (place.range.start, place.range.end));
        (&self.file, start, self.code.as_str(), &self.message)
    }
}

/// Puts problems in their order and drops repeats.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    diagnostics.dedup();
}

/// Whether anything is wrong enough that nothing may be written.
pub fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error)
}

/// How many problems there are of each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// Number of notes.
    pub notes: usize,
}

impl Summary {
    /// Counts problems by level.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |level| diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
        Self { errors: count(Level::Error), warnings: count(Level::Warning), notes: count(Level::Note) }
    }
}
