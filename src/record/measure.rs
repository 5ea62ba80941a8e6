//! A measure: a number followed over time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::link::{FileUse, Links, Use};
use crate::date::When;

/// A number followed over time.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Measure {
    /// What it tells: results, practice, or what must not get worse.
    pub kind: MeasureKind,
    /// What its values are.
    pub unit: Unit,
    /// For a rate: numerator ÷ denominator × per. A percent has 100.
    #[schemars(range(min = 1, max = 1_000_000), example = 100)]
    pub per: Option<u32>,
    /// Which direction is wanted.
    pub better: Better,
    /// Whom it counts: a percent of people needs their number.
    pub about: Option<About>,
    /// The author's word that at least so many stand behind each value, where the file has no
    /// denominator.
    #[schemars(range(min = 1, max = 10_000_000), example = 40)]
    pub n_at_least: Option<u32>,
    /// The data file: columns date and value, or date, numerator and denominator.
    #[schemars(example = &"orf.csv")]
    pub data: Option<String>,
    /// Days between two values.
    #[schemars(range(min = 1, max = 3660), example = 7)]
    pub cadence_days: Option<u16>,
    /// Last day of the baseline: the center line is computed up to here.
    #[schemars(example = &"2026-10-02")]
    pub baseline_until: Option<When>,
    /// A running total that starts again every year.
    pub resets: Option<Resets>,
    /// Days on which the chart starts afresh.
    #[serde(default)]
    pub breaks: Vec<Break>,
    /// The value to reach.
    #[schemars(example = 60)]
    pub target: Option<f64>,
    /// The rules by which the chart is read.
    pub rules: Option<RuleSet>,
}

/// What a measure tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKind {
    /// Results.
    Outcome,
    /// How far the practice is carried out.
    Implementation,
    /// What must not get worse meanwhile.
    Balancing,
}

/// What a measure's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Percent.
    Percent,
    /// A count.
    Count,
    /// A rate per so many.
    Rate,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// A score.
    Score,
}

/// Which direction is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// Whom a measure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Students.
    Students,
    /// Teachers and other staff.
    Educators,
    /// Not people.
    Other,
}

/// When a running total starts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Resets {
    /// Every school year.
    Year,
}

/// The rules by which a chart is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleSet {
    /// Run chart rules of Perla, Provost and Murray (2011).
    Perla,
    /// XmR chart rules of the National Health Service (NHS) in England, *Making data count*.
    Nhs,
    /// Run chart rules of Anhøj and Olesen (2014).
    Anhoej,
}

/// A day on which a chart starts afresh.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Break {
    /// The first day of the new stretch.
    #[schemars(example = &"2026-08-24")]
    pub date: When,
    /// Why values before and after do not compare.
    #[schemars(example = &"New test")]
    pub why: String,
}

impl Fields for Measure {
    fn links<'a>(&'a self, _: &mut Links<'a>) {
        let Self {
            kind: _,
            unit: _,
            per: _,
            better: _,
            about: _,
            n_at_least: _,
            data: _,
            cadence_days: _,
            baseline_until: _,
            resets: _,
            breaks: _,
            target: _,
            rules: _,
        } = self;
    }

    fn files(&self) -> Vec<FileUse<'_>> {
        self.data
            .iter()
            .map(|data| FileUse { field: "data".into(), path: data, purpose: Use::Series })
            .collect()
    }
}
