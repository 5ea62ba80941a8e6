//! Rows of small marks, one for each thing that is met or kept or is not: shapes that say the same without color.

use std::fmt::Write;

use serde::Serialize;

use super::blocks::{Text, Words};

/// A row of marks with what it says in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkRow {
    /// What the row is about: "Ready".
    pub label: Words,
    /// How many of how many, in words.
    pub words: String,
    /// Every mark in words, for those who do not see them.
    pub spoken: String,
    /// The marks.
    pub marks: Vec<Mark>,
}

/// An initiative beside others, in a few words and rows of marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Panel {
    /// The school or the district that carries it out; empty where all are of one place.
    pub place: String,
    /// The initiative; none where there is none.
    pub initiative: Option<Text>,
    /// When it was launched, or that there is none.
    pub words: String,
    /// Ready, followed through.
    pub rows: Vec<MarkRow>,
}

/// One mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Its shape: `yes`, `no`, `none` or `told`.
    pub state: &'static str,
    /// What it stands for, and how that stands.
    pub title: String,
}

impl Mark {
    /// A mark of a shape for a thing and how it stands.
    pub fn new(state: &'static str, thing: &str, stands: &str) -> Self {
        Self { state, title: format!("{thing}: {}", stands.to_lowercase()) }
    }
}

impl MarkRow {
    /// A row of marks.
    pub fn new(label: impl Into<Words>, words: String, marks: Vec<Mark>) -> Self {
        let mut spoken = words.clone();
        for (index, mark) in marks.iter().enumerate() {
            let join = if index == 0 { ": " } else { "; " };
            write!(spoken, "{join}{}", mark.title).expect("a string takes every piece");
        }
        Self { label: label.into(), words, spoken, marks }
    }
}
