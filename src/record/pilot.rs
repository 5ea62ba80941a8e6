//! A pilot: plan, do, study, act, with a few people first.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::change::{Barrier, Change};
use super::link::{Links, Relation, Target};
use crate::date::When;
use crate::id::Ref;

/// A small trial before everyone is asked.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Pilot {
    /// The initiative that is tried.
    pub initiative: Ref,
    /// First day.
    #[schemars(example = &"2026-08-31")]
    pub starts: When,
    /// Last day.
    #[schemars(example = &"2026-09-25")]
    pub ends: Option<When>,
    /// Who tries it, as roles.
    #[schemars(example = &"Three volunteer teachers, grades 2–4")]
    pub who: String,
    /// What is tried.
    pub idea: Option<String>,
    /// What is expected, written down beforehand.
    pub prediction: Option<String>,
    /// What is counted, before and after.
    #[serde(default)]
    pub measures: Vec<PilotMeasure>,
    /// Whether it went as planned.
    pub carried_out: Option<CarriedOut>,
    /// What nobody had expected.
    pub surprises: Option<String>,
    /// What stood in the way.
    #[serde(default)]
    pub barriers: Vec<Barrier>,
    /// What follows from it, once it has ended.
    pub decision: Option<PilotDecision>,
    /// Why.
    pub reason: Option<String>,
    /// What changed in the plan because of it.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// What a pilot counts, before and after.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PilotMeasure {
    /// What is counted.
    #[schemars(example = &"Readers met per week")]
    pub name: String,
    /// The value before.
    #[schemars(example = 4)]
    pub before: Option<f64>,
    /// The value that was expected.
    #[schemars(example = 15)]
    pub predicted: Option<f64>,
    /// The value after.
    #[schemars(example = 13)]
    pub after: Option<f64>,
}

/// Whether a pilot went as planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum CarriedOut {
    /// As planned.
    #[serde(rename = "as planned")]
    AsPlanned,
    /// With changes on the way.
    #[serde(rename = "changed")]
    Changed,
    /// Stopped early.
    #[serde(rename = "stopped")]
    Stopped,
}

/// What follows from a pilot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PilotDecision {
    /// Do it everywhere.
    Adopt,
    /// Change it and go on.
    Adapt,
    /// Leave it, and keep what was learned.
    Abandon,
}

impl Fields for Pilot {
    fn links<'a>(&'a self, links: &mut Links<'a>) {
        let Self {
            initiative,
            starts: _,
            ends: _,
            who: _,
            idea: _,
            prediction: _,
            measures: _,
            carried_out: _,
            surprises: _,
            barriers: _,
            decision: _,
            reason: _,
            changes,
        } = self;
        links.one("initiative", initiative, Target::INITIATIVE, Relation::Tries);
        Change::links(changes, links);
    }

    fn when(&self) -> Option<When> {
        Some(self.starts)
    }

    fn changes(&self) -> &[Change] {
        &self.changes
    }
}
