//! Things with a day and words of their own, one below the other: changes, needs, barriers, events.

use serde::Serialize;

use super::Making;
use super::blocks::{SourcedLine, Text, Words};
use super::cards::badge;
use super::words::DateText;
use crate::audience::Audience;
use crate::catalog::RecordIx;

/// Something with a day and words of its own.
#[derive(Debug, Clone, Serialize)]
pub struct LedgerLine {
    /// When.
    pub date: Option<DateText>,
    /// What, in its own words.
    pub title: Text,
    /// What else is told of it.
    pub told: Vec<Told>,
    /// A few words that place it: where, who, how long.
    pub meta: Vec<Text>,
    /// "Leadership", where its record is not even for staff.
    pub audience: Option<String>,
}

/// A sentence with a word before it that says what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The word, without its colon; empty where none is needed.
    pub label: Words,
    /// The sentence, with the records it was read from.
    pub line: SourcedLine,
}

impl Making<'_, '_> {
    /// What a line says about the audience of its record: nothing where that may be shown to staff.
    pub(super) fn audience_of(self, ix: RecordIx) -> Option<String> {
        let audience = self.view.get(ix)?.audience;
        badge(self.language, audience).filter(|_| audience == Audience::Leadership).map(str::to_owned)
    }
}

impl Told {
    /// A sentence that names no records.
    pub(super) fn plain(label: &str, text: impl Into<String>) -> Self {
        Self { label: label.into(), line: SourcedLine { text: text.into(), records: Vec::new() } }
    }
}
