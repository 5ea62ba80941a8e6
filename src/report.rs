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

/// How a report is told on its page: printed under its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Method {
    /// The name in `data/reports/<name>.json`.
    pub name: &'static str,
    /// The heading.
    pub title: &'static str,
    /// How it is computed, in a sentence or two.
    pub text: &'static str,
    /// Where the method is from, where it is not ours.
    pub source: Option<&'static str>,
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
