//! Computed answers: each a pure function of what one audience may see and a date.

pub mod actions;
pub mod agenda;
pub mod annotations;
pub mod follow_through;
pub mod goals;
pub mod islands;
pub mod look_fors;
pub mod measures;
pub mod number;
pub mod pace;
pub mod pilots;
pub mod plc_needs;
pub mod readiness;
pub mod referrals;
pub mod review_brief;
pub mod roll_up;
pub mod run_chart;
pub mod support;
pub mod suppress;
pub mod thread;
pub mod what_changed;

use serde::Serialize;

use crate::catalog::RecordIx;
use crate::language::Language;

/// Every report, in the order in which a reader asks. A report's page is in the table of `site::report`.
pub const REPORTS: &[&Method] = &[
    &review_brief::METHOD,
    &agenda::METHOD,
    &goals::METHOD,
    &measures::METHOD,
    &readiness::METHOD,
    &follow_through::METHOD,
    &look_fors::METHOD,
    &support::METHOD,
    &actions::METHOD,
    &what_changed::METHOD,
    &plc_needs::METHOD,
    &pilots::METHOD,
    &islands::METHOD,
    &referrals::METHOD,
    &roll_up::METHOD,
];

/// How a report is told on its page: what the language file says under its name is printed under its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Method {
    /// The name in `data/reports/<name>.json`, and of its words in the language file: `method.<name>.text`.
    pub name: &'static str,
}

impl Method {
    /// The heading.
    pub fn title(self, language: &Language) -> &str {
        self.word(language, "title")
    }

    /// How it is computed, in a sentence or two.
    pub fn text(self, language: &Language) -> &str {
        self.word(language, "text")
    }

    /// Where the method is from, where it is not ours.
    pub fn source(self, language: &Language) -> Option<&str> {
        language.known(&format!("method.{}.source", self.name))
    }

    fn word<'l>(self, language: &'l Language, part: &str) -> &'l str {
        language.known(&format!("method.{}.{part}", self.name)).unwrap_or(self.name)
    }
}

/// A sentence of a report and the records it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The sentence.
    pub text: String,
    /// The records.
    pub records: Vec<RecordIx>,
}

impl Line {
    /// A sentence and the records it was read from.
    pub fn new(text: impl Into<String>, records: impl IntoIterator<Item = RecordIx>) -> Self {
        Self { text: text.into(), records: records.into_iter().collect() }
    }
}
