//! Notes of a professional learning community (PLC).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::change::Change;
use super::link::{Links, Relation, Target};
use crate::count::Count;
use crate::date::When;
use crate::id::Ref;

/// A team's agenda and notes.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Plc {
    /// The team.
    #[schemars(example = &"Grade 3")]
    pub team: String,
    /// When it met.
    #[schemars(example = &"2026-11-04")]
    pub date: When,
    /// The initiative it worked on.
    pub initiative: Option<Ref>,
    /// Which of the four questions it worked on.
    pub focus: Option<Question>,
    /// What it wants to reach.
    pub goal: Option<String>,
    /// The measure it watches.
    pub measure: Option<Ref>,
    /// How many took part.
    #[schemars(example = 4)]
    pub people: Option<Count>,
    /// What it made.
    #[schemars(example = &"Common fluency check")]
    pub product: Option<String>,
    /// What it needs, and what was answered.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// What works in its rooms.
    #[serde(default)]
    pub best_practices: Vec<BestPractice>,
    /// What it does next.
    #[serde(default)]
    #[schemars(example = ["Bring two running records"])]
    pub next: Vec<String>,
    /// What changed in the plan because of it.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// The four questions of a professional learning community (after DuFour and others, *Learning by
/// Doing*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// What should students learn?
    WhatToLearn,
    /// How will we know?
    HowWeKnow,
    /// What do we do when they don't?
    WhenTheyDont,
    /// What do we do when they already do?
    WhenTheyDo,
}

/// What a team needs, and what was answered.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Need {
    /// What is needed.
    #[schemars(example = &"Decodable texts")]
    pub text: String,
    /// What sort of need it is, in a word of your own.
    #[schemars(example = &"materials")]
    pub category: Option<String>,
    /// Who is asked.
    #[schemars(example = &"leadership")]
    pub to: Option<String>,
    /// The answer.
    pub reply: Option<String>,
    /// When it was answered.
    #[schemars(example = &"2026-11-09")]
    pub replied: Option<When>,
}

/// What works in a team's rooms.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct BestPractice {
    /// What works.
    pub text: String,
    /// The exemplar that shows it.
    pub exemplar: Option<Ref>,
}

impl Fields for Plc {
    fn links<'a>(&'a self, links: &mut Links<'a>) {
        let Self {
            team: _,
            date: _,
            initiative,
            focus: _,
            goal: _,
            measure,
            people: _,
            product: _,
            needs: _,
            best_practices,
            next: _,
            changes,
        } = self;
        links.option("initiative", initiative.as_ref(), Target::INITIATIVE, Relation::WorksOn);
        links.option("measure", measure.as_ref(), Target::MEASURE, Relation::Watches);
        for (index, BestPractice { text: _, exemplar }) in best_practices.iter().enumerate() {
            let field = format!("best-practices[{index}].exemplar");
            links.option(field, exemplar.as_ref(), Target::EXEMPLAR, Relation::Names);
        }
        Change::links(changes, links);
    }

    fn when(&self) -> Option<When> {
        Some(self.date)
    }

    fn changes(&self) -> &[Change] {
        &self.changes
    }
}
