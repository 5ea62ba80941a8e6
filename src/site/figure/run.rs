//! Values over time: points, their center line and limits, a goal, and what happened meanwhile.

use serde::{Deserialize, Serialize};

/// Values over time. Days are counted from any common first day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Stretches that are read apart; a new one starts at a break.
    pub stretches: Vec<Stretch>,
    /// The value to reach, and its label.
    pub goal: Option<Level>,
    /// What happened, at its day, in order.
    pub marks: Vec<Mark>,
}

/// Points that are read together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stretch {
    /// The points in time.
    pub dots: Vec<Dot>,
    /// The median or mean, and its label.
    pub center: Option<Level>,
    /// The lower limit.
    pub lower: Option<f64>,
    /// The upper limit.
    pub upper: Option<f64>,
}

/// One point in time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dot {
    /// Its day.
    pub day: i64,
    /// Its date as it stands under the axis.
    pub date: String,
    /// Its value; none is a gap.
    pub value: Option<f64>,
    /// Its value in words.
    pub text: String,
    /// Whether it belongs to a signal.
    pub signal: bool,
}

/// A horizontal line with a label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// Its height.
    pub value: f64,
    /// Its label.
    pub label: String,
}

/// Something that happened, drawn as a line with a number that the text below explains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Its day.
    pub day: i64,
    /// Its number.
    pub number: String,
}
