//! Computed answers: each a pure function of what one audience may see and a date.

pub mod follow_through;
pub mod measures;
pub mod number;
pub mod pace;
pub mod readiness;
pub mod run_chart;
pub mod suppress;

use serde::Serialize;

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
