//! Rooms at each level: a bar of full length a row, divided by level.

use serde::{Deserialize, Serialize};

/// Bars of full length, each divided by level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// Rows that share their levels, in order.
    pub groups: Vec<LevelGroup>,
}

/// Rows that share their levels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LevelGroup {
    /// The names of the levels, from least to most.
    pub levels: Vec<String>,
    /// The position of the one that is aimed at.
    pub aim: Option<usize>,
    /// The rows.
    pub rows: Vec<LevelRow>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LevelRow {
    /// What it stands for.
    pub label: String,
    /// How many rooms it divides, in words.
    pub whole: String,
    /// Its parts, from left to right; none draws no bar.
    pub parts: Vec<LevelPart>,
    /// What stands in the place of a bar that must not be drawn.
    pub instead: String,
}

/// A part of a bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LevelPart {
    /// The position of its level; none is the rest, of which nothing is said.
    pub level: Option<usize>,
    /// Its percent of the bar.
    pub percent: f64,
    /// Its number as a page says it.
    pub text: String,
}
