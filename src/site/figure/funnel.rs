//! A funnel chart: numbers of several letters against what chance alone produces around one rate.

use serde::{Deserialize, Serialize};

/// Points in the order of their letters or by their exposure, never by their number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Funnel {
    /// The points.
    pub points: Vec<Point>,
    /// The building's rate.
    pub center: Curve,
    /// The limits, each from left to right.
    pub limits: Vec<Curve>,
    /// What is said at the left and at the right end of the axis below.
    pub ends: (String, String),
}

/// One letter's number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Where it lies from left to right, 0–1.
    pub along: f64,
    /// Its letter.
    pub label: String,
    /// Its number.
    pub value: f64,
    /// Whether it lies beyond what chance alone produces.
    pub beyond: bool,
}

/// A line that a label at its right end explains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// Its label; empty where another line explains it.
    pub label: String,
    /// Where it runs: from left to right 0–1, and the number.
    pub points: Vec<(f64, f64)>,
    /// Whether it is the outer one of two.
    pub outer: bool,
}
