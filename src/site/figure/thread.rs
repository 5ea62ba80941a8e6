//! The thread of an initiative: what led to it and what followed, lane by lane on one time axis.

use serde::{Deserialize, Serialize};

/// What led to an initiative and what followed. Days are counted from the axis' first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// The last day of the axis; at least 1.
    pub days: i64,
    /// The lanes, from the top.
    pub lanes: Vec<Lane>,
    /// Lines from what caused a change to the change.
    pub ties: Vec<Tie>,
    /// Months or years under the axis.
    pub ticks: Vec<Tick>,
    /// When the whole staff starts.
    pub launch: Option<Moment>,
    /// As of when.
    pub today: Moment,
}

/// A lane with its marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    /// What stands in it, in a word.
    pub label: String,
    /// How many, in words.
    pub note: String,
    /// Whether these are the changes, for which everything else is there.
    pub is_changes: bool,
    /// Its marks, oldest first.
    pub marks: Vec<Mark>,
}

/// A mark in a lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Its first day.
    pub from: i64,
    /// Its last day.
    pub to: i64,
    /// How it is drawn.
    pub shape: Shape,
    /// Whether it has not happened.
    pub is_open: bool,
    /// What it stands for, in words.
    pub title: String,
}

/// How a mark is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A day.
    Day,
    /// From a first to a last day.
    Lasting,
    /// From a first day on.
    GoingOn,
    /// Some time in between: the day is not known.
    Coarse,
}

/// A line from a cause to a change: each a lane and a mark in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// Its day.
    pub day: i64,
    /// The cause.
    pub from: (usize, usize),
    /// The change.
    pub to: (usize, usize),
}

/// A month or year under the axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Its first day.
    pub day: i64,
    /// Its name.
    pub label: String,
    /// The year below it, where one begins.
    pub year: Option<String>,
}

/// A day, or a time whose day is not known, with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Its first day.
    pub from: i64,
    /// Its last day.
    pub to: i64,
    /// Its name.
    pub label: String,
}
