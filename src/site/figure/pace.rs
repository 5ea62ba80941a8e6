//! How much of a way is done beside how much of the time is over.

use serde::{Deserialize, Serialize};

/// How much of a way is done beside how much of the time is over; shares of which 1 is all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pace {
    /// The share of the way: below 0 where it goes the other way, above 1 beyond the target.
    pub done: f64,
    /// The share of the time, where it is known.
    pub elapsed: Option<f64>,
    /// The value at the start, as a page says it.
    pub from: String,
    /// The value to reach, as a page says it.
    pub to: String,
    /// The mark of the time in words: "49 % of the time".
    pub time: String,
}
