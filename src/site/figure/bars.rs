//! Bars in the order given.

use serde::{Deserialize, Serialize};

/// Bars in the order given, each with its number as text beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bars {
    /// The bars.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// How long it is; `None` draws no bar: a hidden or missing number has no length.
    pub value: Option<f64>,
    /// The number as a page says it: "12.5", "fewer than 10".
    pub text: String,
    /// Whether it covers only part of its time, drawn hatched.
    pub partial: bool,
}
