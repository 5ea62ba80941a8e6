//! An initiative: a change in practice, with its root cause, look-fors and action steps.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::link::{Links, PartKind, Relation, Target};
use crate::date::When;
use crate::id::Ref;

/// An initiative: a change in practice.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Initiative {
    /// The plan it belongs to.
    pub plan: Ref,
    /// The goals of that plan that it is meant to move.
    pub goals: Vec<String>,
    /// The district initiative that it carries out.
    #[schemars(example = &"district/literacy")]
    pub supports: Option<Ref>,
    /// Why the need exists.
    #[schemars(example = &"Students read silently for most of the block, and nobody listens.")]
    pub root_cause: Option<String>,
    /// The theory in one sentence: "If we …, then …, because …".
    pub if_then: Option<String>,
    /// How strong the research behind it is.
    pub evidence_tier: Option<Tier>,
    /// Where the evidence base can be looked up.
    pub citation: Option<String>,
    /// How far the practice has come.
    pub stage: Option<Stage>,
    /// When the whole staff starts. What happened before counts as getting ready; left out, it is
    /// not launched.
    #[schemars(example = &"2026-10-05")]
    pub launch: Option<When>,
    /// The measure that follows how far it is carried out.
    pub implementation_measure: Option<Ref>,
    /// What one sees where the practice lives.
    #[serde(default)]
    pub look_fors: Vec<LookFor>,
    /// Who does what by when.
    #[serde(default)]
    pub actions: Vec<Action>,
}

/// How strong the research behind an initiative is: the four tiers of the Every Student Succeeds
/// Act (20 U.S.C. 7801(21)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Tier 1: a well-made experiment.
    Strong,
    /// Tier 2: a well-made quasi-experiment.
    Moderate,
    /// Tier 3: a well-made correlational study.
    Promising,
    /// Tier 4: a reasoned theory, still to be studied.
    Rationale,
}

/// How far a practice has come: the stages of the National Implementation Research Network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Finding out whether it fits.
    Exploration,
    /// Getting what it needs into place.
    Installation,
    /// First use, with support.
    Initial,
    /// Ordinary practice.
    Full,
}

/// What one sees where the practice lives.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct LookFor {
    /// A short name, unique in the initiative.
    #[schemars(example = &"notes")]
    pub id: String,
    /// What a visitor sees.
    #[schemars(example = &"Teacher records a next step for each reader")]
    pub text: String,
    /// Who is seen doing it.
    pub who: Option<Who>,
    /// Levels from least to most; left out, it is observed or not.
    #[serde(default)]
    #[schemars(example = ["not yet", "emerging", "in place"])]
    pub levels: Vec<String>,
    /// The level that is aimed at.
    #[schemars(example = &"in place")]
    pub goal_level: Option<String>,
}

/// Who is seen doing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The teacher.
    Teacher,
    /// The students.
    Student,
}

/// A step: who does what by when.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Action {
    /// A short name, unique in the initiative.
    #[schemars(example = &"schedule")]
    pub id: Option<String>,
    /// What is done.
    #[schemars(example = &"Protect 20 minutes a day")]
    pub text: String,
    /// Who does it: a role, or a name with consent.
    #[schemars(example = &"Assistant principal")]
    pub owner: Option<String>,
    /// When it starts.
    #[schemars(example = &"2026-09-01")]
    pub start: Option<When>,
    /// When it should be done.
    #[schemars(example = &"2026-09-18")]
    pub due: Option<When>,
    /// When it was done.
    #[schemars(example = &"2026-09-16")]
    pub done: Option<When>,
    /// Why it was given up, if it was.
    pub dropped: Option<String>,
    /// What it needs.
    pub resources: Option<String>,
    /// What pays for it.
    #[schemars(example = &"Title I")]
    pub funding: Option<String>,
}

impl Fields for Initiative {
    fn links<'a>(&'a self, links: &mut Links<'a>) {
        let Self {
            plan,
            goals,
            supports,
            root_cause: _,
            if_then: _,
            evidence_tier: _,
            citation: _,
            stage: _,
            launch: _,
            implementation_measure,
            look_fors: _,
            actions: _,
        } = self;
        links.one("plan", plan, Target::PLAN, Relation::InitiativeOf);
        for (index, goal) in goals.iter().enumerate() {
            let goal = (PartKind::Goal, goal.as_str());
            links.part(format!("goals[{index}]"), (plan, Target::PLAN), goal, Relation::Serves);
        }
        links.option("supports", supports.as_ref(), Target::INITIATIVE, Relation::CarriesOut);
        links.option(
            "implementation-measure",
            implementation_measure.as_ref(),
            Target::MEASURE,
            Relation::ImplementationMeasure,
        );
    }

    fn when(&self) -> Option<When> {
        self.launch
    }

    fn parts(&self) -> Vec<(PartKind, &str)> {
        let look_fors = self.look_fors.iter().map(|look_for| (PartKind::LookFor, look_for.id.as_str()));
        let actions =
            self.actions.iter().filter_map(|action| Some((PartKind::Action, action.id.as_deref()?)));
        look_fors.chain(actions).collect()
    }
}
