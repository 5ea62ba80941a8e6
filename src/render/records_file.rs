//! What stands in `records.json`: as a build writes it, and as programs read it, `isles diff` among them.
//!
//! A name that stands here keeps its meaning. What is added later is optional, and raises [`VERSION`].

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::audience::Audience;
use crate::date::When;
use crate::record::{DecisionWord, PilotDecision, Stage, Status, Unit};

/// Where it stands in an output folder.
pub const NAME: &str = "records.json";

/// The version that this program writes. The first had neither version nor anything of what a record says; the second
/// had no hash of fields.
pub const VERSION: u32 = 3;

/// The records of a site that its audience may see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordsFile {
    /// Which names one may expect.
    #[serde(default = "first_version")]
    pub version: u32,
    /// What the site is called.
    pub title: String,
    /// Whom it is for.
    pub audience: Audience,
    /// The day as of which it was built.
    pub as_of: When,
    /// The records, in the order of their keys.
    pub records: Vec<RecordEntry>,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordEntry {
    /// The noun of its kind, such as `exemplar`.
    pub kind: String,
    /// The folder of its school; none for the district or the one school of a site.
    pub school: Option<String>,
    /// Its id, unique for its kind in its school.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One sentence.
    pub summary: Option<String>,
    /// The date by which lists are ordered.
    pub date: Option<When>,
    /// Who may see it.
    pub audience: Audience,
    /// Its page, below the output folder.
    pub url: String,
    /// The records that it names.
    pub links: Vec<LinkEntry>,
    /// Where a plan stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// How far an initiative's practice has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Its other dates by the names of their fields, such as `launch` or `ends`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub dates: IndexMap<String, When>,
    /// The goals of a plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<GoalEntry>,
    /// The actions of an initiative.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ActionEntry>,
    /// What a review decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<DecisionEntry>,
    /// What follows from a pilot, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeEntry>,
    /// What changed in the plan because of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ChangeEntry>,
    /// A hash of its text, by which one sees that the text has changed; none where it has no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_hash: Option<String>,
    /// A hash of those fields of a plan, an initiative, an exemplar or a pilot that stand nowhere else here, but for the
    /// records that they name: by it one sees that some of them have changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields_hash: Option<String>,
}

/// A link to another record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkEntry {
    /// How the two are joined, in words.
    pub relation: String,
    /// The page of the other.
    pub url: String,
    /// The part of it that is meant.
    pub part: Option<String>,
}

/// A goal of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoalEntry {
    /// Its id, unique in the plan.
    pub id: String,
    /// The goal in words.
    pub statement: String,
    /// Whom it is about.
    pub group: Option<String>,
    /// In what its measure counts, where the audience sees the measure.
    pub unit: Option<Unit>,
    /// The value that it started from.
    pub baseline: Option<f64>,
    /// When that value was taken.
    pub baseline_date: Option<When>,
    /// The value to reach.
    pub target: Option<f64>,
    /// By when.
    pub by: Option<When>,
    /// Values to reach on the way.
    pub milestones: Vec<MilestoneEntry>,
}

/// A value to reach on the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MilestoneEntry {
    /// By when.
    pub by: When,
    /// The value.
    pub target: f64,
}

/// An action of an initiative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionEntry {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// What is done.
    pub text: String,
    /// Who does it.
    pub owner: Option<String>,
    /// When it starts.
    pub start: Option<When>,
    /// When it should be done.
    pub due: Option<When>,
    /// When it was done.
    pub done: Option<When>,
    /// Why it was given up, if it was.
    pub dropped: Option<String>,
}

/// What a review decided about an initiative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionEntry {
    /// The title of the initiative.
    pub about: String,
    /// Its page.
    pub url: String,
    /// What was decided.
    pub decision: DecisionWord,
    /// Why.
    pub why: String,
}

/// What follows from a pilot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeEntry {
    /// What was decided.
    pub decision: PilotDecision,
    /// Why.
    pub why: Option<String>,
}

/// A change to the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeEntry {
    /// What changed.
    pub what: String,
    /// Why.
    pub why: String,
    /// The page of what was changed, where the audience sees it.
    pub url: Option<String>,
}

fn first_version() -> u32 {
    1
}
