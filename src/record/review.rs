//! A short-cycle review: keep, adapt, stop.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::change::Change;
use super::link::{Links, Relation, Target};
use crate::date::When;
use crate::id::Ref;

/// A short-cycle review.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Review {
    /// When it was held. This, or `due` while it is ahead.
    #[schemars(example = &"2026-11-13")]
    pub date: Option<When>,
    /// When it is due, while it is ahead.
    #[schemars(example = &"2026-12-11")]
    pub due: Option<When>,
    /// The plan that is reviewed.
    pub plan: Ref,
    /// The records that were looked at, as `kind/id`.
    #[serde(default)]
    pub looked_at: Vec<Ref>,
    /// Who was shown the data, and when.
    #[serde(default)]
    pub shown_to: Vec<Shown>,
    /// What was decided about each initiative.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// What changed in the plan because of it.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// When the next review is.
    #[schemars(example = &"2026-12-11")]
    pub next: Option<When>,
}

/// Who was shown the data, and when.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Shown {
    /// Who.
    #[schemars(example = &"All staff")]
    pub group: String,
    /// When.
    #[schemars(example = &"2026-11-16")]
    pub date: Option<When>,
}

/// What was decided about an initiative.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Decision {
    /// The initiative.
    pub initiative: Ref,
    /// What was decided.
    pub decision: DecisionWord,
    /// Why.
    #[schemars(example = &"Notes are in place in half of the rooms; times are not.")]
    pub why: String,
}

/// What a review can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionWord {
    /// Go on as before.
    Continue,
    /// Change it.
    Modify,
    /// Stop it.
    Stop,
}

impl Fields for Review {
    fn links<'a>(&'a self, links: &mut Links<'a>) {
        let Self { date: _, due: _, plan, looked_at, shown_to: _, decisions, changes, next: _ } = self;
        links.one("plan", plan, Target::PLAN, Relation::Reviews);
        links.each("looked-at", looked_at, Target::ANY, Relation::LookedAt);
        for (index, Decision { initiative, decision: _, why: _ }) in decisions.iter().enumerate() {
            let field = format!("decisions[{index}].initiative");
            links.one(field, initiative, Target::INITIATIVE, Relation::Decides);
        }
        Change::links(changes, links);
    }

    fn when(&self) -> Option<When> {
        self.date.or(self.due)
    }

    fn changes(&self) -> &[Change] {
        &self.changes
    }
}
