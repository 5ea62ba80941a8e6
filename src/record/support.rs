//! Support: coaching, time and feedback for those who want or need it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::link::{Links, PartKind, Relation, Target};
use crate::count::Count;
use crate::date::When;
use crate::id::Ref;
use crate::language::Language;

/// Support that people receive. Who they are is never written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Support {
    /// What sort of support it is.
    pub r#type: SupportType,
    /// The initiative it helps with.
    pub initiative: Ref,
    /// The look-for it is about.
    #[schemars(example = &"notes")]
    pub for_look_for: Option<String>,
    /// How many receive it, never who.
    #[schemars(example = 3)]
    pub people: Option<Count>,
    /// Where a coaching cycle stands.
    pub stage: Option<CoachingStage>,
    /// First day.
    #[schemars(example = &"2026-10-26")]
    pub starts: When,
    /// Last day.
    #[schemars(example = &"2026-12-04")]
    pub ends: Option<When>,
    /// Days on which people met.
    #[serde(default)]
    #[schemars(example = ["2026-10-29"])]
    pub contacts: Vec<When>,
    /// What it is meant to reach.
    pub goal: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
}

/// What sort of support it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SupportType {
    /// Coaching.
    Coaching,
    /// Time in a professional learning community.
    Plc,
    /// Feedback on what was seen.
    Feedback,
    /// Someone shows it in the classroom.
    Modeling,
    /// Two teach together.
    CoTeaching,
}

impl SupportType {
    /// The sort in a sentence.
    pub fn words(self, language: &Language) -> &str {
        language.word(match self {
            Self::Coaching => "support.sort.coaching",
            Self::Plc => "support.sort.plc",
            Self::Feedback => "support.sort.feedback",
            Self::Modeling => "support.sort.modeling",
            Self::CoTeaching => "support.sort.co-teaching",
        })
    }
}

/// Where a coaching cycle stands (identify, learn, improve: after Knight, *The Impact Cycle*;
/// `prepare` is the work before a cycle, when a teacher hesitates).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CoachingStage {
    /// Before a cycle: what was offered, and what would make it worth their time.
    Prepare,
    /// Finding a goal.
    Identify,
    /// Learning the practice.
    Learn,
    /// Trying and adjusting.
    Improve,
    /// Over.
    Closed,
}

/// How support ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The goal was met.
    Met,
    /// The goal was changed on the way.
    Adapted,
    /// It ended without the goal.
    Ended,
}

impl Fields for Support {
    fn links<'a>(&'a self, links: &mut Links<'a>) {
        let Self {
            r#type: _,
            initiative,
            for_look_for,
            people: _,
            stage: _,
            starts: _,
            ends: _,
            contacts: _,
            goal: _,
            outcome: _,
        } = self;
        links.one("initiative", initiative, Target::INITIATIVE, Relation::Helps);
        if let Some(look_for) = for_look_for {
            let part = (PartKind::LookFor, look_for.as_str());
            links.part("for-look-for", (initiative, Target::INITIATIVE), part, Relation::Helps);
        }
    }

    fn when(&self) -> Option<When> {
        Some(self.starts)
    }
}
