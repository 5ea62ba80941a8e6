//! Values over time: points, their center line and limits, a goal, and what happened meanwhile.

use serde::{Deserialize, Serialize};

/// Values over time. Days are counted from any common first day; on an axis that is no time they are any number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// What the values are, above their axis: "Percent", "Minutes".
    pub unit: String,
    /// Stretches that are read apart; a new one starts at a break.
    pub stretches: Vec<Stretch>,
    /// The value to reach.
    pub goal: Option<Level>,
    /// What happened, at its day, in order.
    pub marks: Vec<Mark>,
}

/// Points that are read together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Stretch {
    /// The points in time.
    pub dots: Vec<Dot>,
    /// The median or mean.
    pub center: Option<Level>,
    /// The last day from which the center was computed, where it is only carried on after it.
    pub center_to: Option<i64>,
    /// The lower limit.
    pub lower: Option<Level>,
    /// The upper limit.
    pub upper: Option<Level>,
}

/// One point in time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Dot {
    /// Its day.
    pub day: i64,
    /// Its date as it stands under the axis at either end.
    pub date: String,
    /// Its date as it stands under the axis between the ends; empty where there is none.
    pub tick: String,
    /// Its value; none is a gap.
    pub value: Option<f64>,
    /// Its value in words.
    pub text: String,
    /// Whether it belongs to a signal.
    pub signal: bool,
}

/// A horizontal line with what it is and its value in words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// Its height.
    pub value: f64,
    /// What it is: "Median", "Goal".
    pub name: String,
    /// Its value in words.
    pub label: String,
}

/// Something that happened, drawn as a line with a number that the text below explains.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Its day.
    pub day: i64,
    /// Its number.
    pub number: String,
}
