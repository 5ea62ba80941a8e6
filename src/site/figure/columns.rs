//! Columns over time, each with its number above it, and what happened meanwhile.

use serde::{Deserialize, Serialize};

use super::run::Mark;

/// Columns side by side, the earliest first; a mark's day counts from the first day of the first column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Columns {
    /// The columns.
    pub columns: Vec<Column>,
    /// What happened meanwhile, in order.
    pub marks: Vec<Mark>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// What stands below it, in a few letters.
    pub label: String,
    /// How high it is; `None` draws no column: a hidden or missing number has no height.
    pub value: Option<f64>,
    /// The number as a page says it: "8.5", "fewer than 10".
    pub text: String,
    /// Whether it covers only part of its time, drawn hatched.
    pub partial: bool,
    /// How many days it stands for.
    pub days: i64,
}
