//! Behavior referrals of a school year.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::link::{FileUse, Links, Use};
use crate::count::Count;
use crate::date::When;

/// Behavior referrals of a school year: rows that stay out of every build, or totals.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Referrals {
    /// The school year.
    #[schemars(example = &"2026-27")]
    pub year: String,
    /// The data file, one row a referral. This or `totals`.
    #[schemars(example = &"referrals-2026-27.csv")]
    pub file: Option<String>,
    /// Which column of the file holds what.
    pub columns: Option<Columns>,
    /// Counts, where rows were not kept. This or `file`.
    #[serde(default)]
    pub totals: Vec<Total>,
    /// How dates are written in the file: %Y year, %m month, %d day, %y two-digit year.
    #[schemars(example = &"%m/%d/%Y")]
    pub date_format: Option<String>,
    /// Names for the file's codes of places.
    #[serde(default)]
    pub locations: IndexMap<String, String>,
    /// Numbers from elsewhere to compare with.
    #[serde(default)]
    pub benchmarks: Vec<Benchmark>,
    /// What was moved to where it is needed, because of these data.
    #[serde(default)]
    pub resources_shifted: Vec<ResourceShift>,
}

/// Which column of a referral file holds what.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Columns {
    /// The incident's number.
    #[schemars(example = &"Incident")]
    pub id: String,
    /// The student's key: opaque, in no build.
    #[schemars(example = &"Student key")]
    pub student: String,
    /// The date.
    #[schemars(example = &"Date")]
    pub date: String,
    /// The time of day.
    #[schemars(example = &"Time")]
    pub time: Option<String>,
    /// The place.
    #[schemars(example = &"Location")]
    pub location: Option<String>,
    /// The behavior.
    #[schemars(example = &"Problem behavior")]
    pub behavior: Option<String>,
    /// Whether it was major or minor.
    #[schemars(example = &"Major/minor")]
    pub severity: Option<String>,
    /// The student's grade.
    #[schemars(example = &"Grade")]
    pub grade: Option<String>,
    /// Who referred: opaque, shown to leadership as letters only.
    #[schemars(example = &"Referred by")]
    pub staff: Option<String>,
    /// How many students that person teaches, where exposure differs.
    #[schemars(example = &"Students taught")]
    pub students: Option<String>,
}

/// A count given without its rows.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Total {
    /// What the count is by.
    pub by: TotalBy,
    /// Which one: a month as 2026-09, or the name of a place, behavior, hour or grade.
    #[schemars(example = &"2026-09")]
    pub of: String,
    /// How many referrals.
    #[schemars(example = 48)]
    pub count: Count,
}

/// What a total is by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TotalBy {
    /// A school year.
    Year,
    /// A month.
    Month,
    /// A place.
    Location,
    /// A behavior.
    Behavior,
    /// A time of day.
    Time,
    /// A grade.
    Grade,
}

/// A number from elsewhere to compare with.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Benchmark {
    /// Which number of ours it compares with.
    pub metric: Metric,
    /// The value.
    #[schemars(example = 0.22)]
    pub value: f64,
    /// What sort of value it is.
    #[schemars(example = &"median")]
    pub statistic: Option<String>,
    /// Of which school year.
    #[schemars(example = &"2024-25")]
    pub year: Option<String>,
    /// Where it can be looked up.
    pub source: Option<String>,
}

/// A number that benchmarks exist for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Metric {
    /// Referrals per 100 students per school day.
    #[serde(rename = "per-100-per-day")]
    Per100PerDay,
    /// Percent of students with no or one referral.
    #[serde(rename = "students-0-1")]
    Students0To1,
    /// Percent of students with two to five referrals.
    #[serde(rename = "students-2-5")]
    Students2To5,
    /// Percent of students with six or more referrals.
    #[serde(rename = "students-6-plus")]
    Students6Plus,
}

/// Something moved to where it is needed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ResourceShift {
    /// When.
    #[schemars(example = &"2026-11-02")]
    pub date: When,
    /// What was moved, and where to.
    #[schemars(example = &"A second adult in the cafeteria from 11:40 to 12:10")]
    pub what: String,
    /// Which data led to it.
    pub why: Option<String>,
}

impl Fields for Referrals {
    fn links<'a>(&'a self, _: &mut Links<'a>) {
        let Self {
            year: _,
            file: _,
            columns: _,
            totals: _,
            date_format: _,
            locations: _,
            benchmarks: _,
            resources_shifted: _,
        } = self;
    }

    fn files(&self) -> Vec<FileUse<'_>> {
        self.file
            .iter()
            .map(|file| FileUse { field: "file".into(), path: file, purpose: Use::Rows })
            .collect()
    }
}
