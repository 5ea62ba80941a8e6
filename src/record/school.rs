//! A school or a district: the place, its calendar and its enrollment.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::link::Links;
use crate::count::Count;
use crate::date::When;

/// A school: `school.toml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct School {
    /// The school's name.
    #[schemars(example = &"Harbor View Elementary")]
    pub name: String,
    /// What sort of school it is.
    pub level: SchoolLevel,
    /// How many people teach there.
    #[schemars(example = 31)]
    pub staff: Option<Count>,
    /// What the school is for, in its own words.
    pub mission: Option<String>,
    /// The school years, with their calendar and enrollment.
    #[serde(default)]
    pub years: Vec<Year>,
}

/// What sort of school it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SchoolLevel {
    /// Elementary school.
    Elementary,
    /// Middle school.
    Middle,
    /// High school.
    High,
    /// Any other.
    Other,
}

/// A district: `district.toml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct District {
    /// The district's name.
    #[schemars(example = &"Harbor District")]
    pub name: String,
    /// The school years, with their calendar and enrollment.
    #[serde(default)]
    pub years: Vec<Year>,
    /// The schools' folders in the order in which they are shown; left out, by folder name.
    #[serde(default)]
    #[schemars(example = ["harbor-view", "cedar-point"])]
    pub schools: Vec<String>,
}

/// A school year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Year {
    /// The year's name.
    #[schemars(example = &"2026-27")]
    pub name: String,
    /// First school day. Without both ends there is no calendar, so no rate.
    #[schemars(example = &"2026-08-24")]
    pub starts: Option<When>,
    /// Last school day.
    #[schemars(example = &"2027-06-11")]
    pub ends: Option<When>,
    /// Students enrolled; needed for any rate.
    #[schemars(example = 412)]
    pub enrollment: Option<Count>,
    /// Students enrolled in each grade.
    #[serde(default)]
    pub enrollment_by_grade: IndexMap<String, Count>,
    /// Weekdays that are not school days: single days, or spans from … to.
    #[serde(default)]
    #[schemars(example = ["2026-09-07"])]
    pub closed: Vec<Closed>,
}

/// A weekday, or a span of days, without school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Closed {
    /// One day.
    Day(When),
    /// From a day to a day, both closed.
    Span {
        /// First day without school.
        from: When,
        /// Last day without school.
        to: When,
    },
}

impl Fields for School {
    fn links<'a>(&'a self, _: &mut Links<'a>) {
        let Self { name: _, level: _, staff: _, mission: _, years: _ } = self;
    }
}

impl Fields for District {
    fn links<'a>(&'a self, _: &mut Links<'a>) {
        let Self { name: _, years: _, schools: _ } = self;
    }
}
