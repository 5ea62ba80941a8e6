//! A conversation: what people said, and what changed because of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::change::{Barrier, Change};
use super::link::{Links, Relation, Target};
use crate::count::Count;
use crate::date::When;
use crate::id::Ref;

/// A conversation with teacher leaders, staff or families.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Conversation {
    /// When it was.
    #[schemars(example = &"2026-06-10")]
    pub date: When,
    /// What sort of conversation it was.
    pub format: Format,
    /// The initiative it was about. This or `plan` is needed.
    pub initiative: Option<Ref>,
    /// The plan it was about. This or `initiative` is needed.
    pub plan: Option<Ref>,
    /// Who took part, as roles.
    #[schemars(example = &"Grade-level leads")]
    pub group: String,
    /// How many took part.
    #[schemars(example = 6)]
    pub people: Option<Count>,
    /// What stands in the way.
    #[serde(default)]
    pub barriers: Vec<Barrier>,
    /// What would help most.
    #[serde(default)]
    pub leverage: Vec<Leverage>,
    /// What changed in the plan because of it.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// What sort of conversation it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// With teacher leaders, before the rest of the staff.
    TeacherLeaders,
    /// "Imagine that it failed: why?"
    Premortem,
    /// With families, students or the community.
    Stakeholders,
    /// A survey.
    Survey,
    /// Looking at data together.
    DataReview,
    /// A coaching conversation.
    Coaching,
}

/// What would help most.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Leverage {
    /// What would help.
    #[schemars(example = &"Grade 2 already does this daily")]
    pub text: String,
    /// How much it would help, from 1 to 5.
    #[schemars(range(min = 1, max = 5), example = 5)]
    pub strength: Option<u8>,
}

impl Fields for Conversation {
    fn links<'a>(&'a self, links: &mut Links<'a>) {
        let Self {
            date: _,
            format: _,
            initiative,
            plan,
            group: _,
            people: _,
            barriers: _,
            leverage: _,
            changes,
        } = self;
        links.option("initiative", initiative.as_ref(), Target::INITIATIVE, Relation::About);
        links.option("plan", plan.as_ref(), Target::PLAN, Relation::About);
        Change::links(changes, links);
    }

    fn when(&self) -> Option<When> {
        Some(self.date)
    }

    fn changes(&self) -> &[Change] {
        &self.changes
    }
}
