//! What was counted before and after, beside what was predicted.

use serde::{Deserialize, Serialize};

/// Things that were counted, each on a line of its own: their units differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moves {
    /// The things.
    pub rows: Vec<Move>,
}

/// One thing that was counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// What was counted.
    pub label: String,
    /// The value before.
    pub before: Option<Mark>,
    /// The value that was predicted.
    pub predicted: Option<Mark>,
    /// The value after.
    pub after: Option<Mark>,
}

/// A value and the number as a page says it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Where it stands.
    pub value: f64,
    /// What is written there.
    pub text: String,
}

impl Move {
    /// Its marks that are known.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        [&self.before, &self.predicted, &self.after].into_iter().flatten()
    }
}
