//! The triangle: how large a share of everyone is in each band, the few at the top.

use serde::{Deserialize, Serialize};

/// Bands from the top down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Triangle {
    /// The bands.
    pub bands: Vec<Band>,
}

/// One band.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// What it stands for.
    pub label: String,
    /// Its share of everyone, 0–100; `None` draws no band: a hidden number has no width.
    pub percent: Option<f64>,
    /// The share as a page says it: "14.1 %, 58 students", "hidden".
    pub text: String,
}
