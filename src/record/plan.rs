//! A plan: purpose, goals, team and timeline.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::link::{Links, PartKind, Relation, Target};
use crate::date::When;
use crate::id::Ref;

/// A plan: what we are trying to do, by when, and who keeps it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Plan {
    /// The school year it is for.
    #[schemars(example = &"2026-27")]
    pub year: String,
    /// Where the plan stands.
    pub status: Status,
    /// Whose plan it is; a school's where nothing is said.
    #[serde(default)]
    pub level: PlanLevel,
    /// What it is for, in one sentence that a parent understands.
    #[schemars(example = &"Every child reads with ease by the end of grade 3.")]
    pub purpose: String,
    /// The roles that keep the plan.
    #[serde(default)]
    #[schemars(example = ["Principal", "Grade 3 teacher leader"])]
    pub team: Vec<String>,
    /// First day of the plan.
    #[schemars(example = &"2026-08-24")]
    pub starts: Option<When>,
    /// Last day of the plan.
    #[schemars(example = &"2027-06-11")]
    pub ends: Option<When>,
    /// The plan that this one succeeds.
    pub replaces: Option<Ref>,
    /// Days between two reviews of this plan; left out, the site's.
    #[schemars(range(min = 1, max = 366), example = 28)]
    pub review_days: Option<u16>,
    /// The stretches of time that the plan is divided into.
    #[serde(default)]
    pub cycles: Vec<Cycle>,
    /// What should be true at the end.
    #[serde(default)]
    pub goals: Vec<Goal>,
}

/// Where a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Still being written.
    Draft,
    /// Under way.
    Active,
    /// Over.
    Closed,
}

/// Whose plan it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
#[serde(rename_all = "kebab-case")]
pub enum PlanLevel {
    /// A school's.
    #[default]
    School,
    /// A district's.
    District,
    /// A coach's.
    Coaching,
}

/// A stretch of a plan's time.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Cycle {
    /// Its name.
    #[schemars(example = &"Cycle 1")]
    pub name: String,
    /// First day.
    #[schemars(example = &"2026-08-24")]
    pub starts: Option<When>,
    /// Last day.
    #[schemars(example = &"2026-11-20")]
    pub ends: Option<When>,
}

/// What should be true at the end: how much, of whom, by when.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Goal {
    /// A short name, unique in the plan.
    #[schemars(example = &"fluency")]
    pub id: String,
    /// The goal in words: how much, of whom, by when.
    #[schemars(example = &"By May 2027, 60 percent of grade 3 read at benchmark.")]
    pub statement: String,
    /// The measure that tells whether it was reached.
    pub measure: Option<Ref>,
    /// Measures that move earlier.
    #[serde(default)]
    pub indicators: Vec<Ref>,
    /// The value it started from.
    #[schemars(example = 41)]
    pub baseline: Option<f64>,
    /// When that value was taken.
    #[schemars(example = &"2026-05-20")]
    pub baseline_date: Option<When>,
    /// Values to reach on the way.
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    /// The value to reach.
    #[schemars(example = 60)]
    pub target: Option<f64>,
    /// The day by which it should be reached.
    #[schemars(example = &"2027-05-28")]
    pub by: Option<When>,
    /// Whom it is about.
    #[schemars(example = &"Grade 3")]
    pub group: Option<String>,
}

/// A value to reach on the way to a goal.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Milestone {
    /// The day by which it should be reached.
    #[schemars(example = &"2027-01-29")]
    pub by: When,
    /// The value to reach.
    #[schemars(example = 50)]
    pub target: f64,
}

impl Fields for Plan {
    fn links<'a>(&'a self, links: &mut Links<'a>) {
        let Self {
            year: _,
            status: _,
            level: _,
            purpose: _,
            team: _,
            starts: _,
            ends: _,
            replaces,
            review_days: _,
            cycles: _,
            goals,
        } = self;
        links.option("replaces", replaces.as_ref(), Target::PLAN, Relation::Replaces);
        for (index, goal) in goals.iter().enumerate() {
            goal.links(index, links);
        }
    }

    fn when(&self) -> Option<When> {
        self.starts
    }

    fn parts(&self) -> Vec<(PartKind, &str)> {
        self.goals.iter().map(|goal| (PartKind::Goal, goal.id.as_str())).collect()
    }
}

impl Goal {
    fn links<'a>(&'a self, index: usize, links: &mut Links<'a>) {
        let Self {
            id: _,
            statement: _,
            measure,
            indicators,
            baseline: _,
            baseline_date: _,
            milestones: _,
            target: _,
            by: _,
            group: _,
        } = self;
        let field = format!("goals[{index}]");
        links.option(format!("{field}.measure"), measure.as_ref(), Target::MEASURE, Relation::MeasuredBy);
        links.each(&format!("{field}.indicators"), indicators, Target::MEASURE, Relation::Indicator);
    }
}
