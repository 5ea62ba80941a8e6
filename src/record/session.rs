//! A learning session: professional learning and the visits that follow it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::link::{Links, Relation, Target};
use crate::count::Count;
use crate::date::When;
use crate::id::Ref;

/// Professional learning.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Session {
    /// When it was or will be.
    #[schemars(example = &"2026-10-05")]
    pub date: When,
    /// The initiative it prepares people for.
    pub initiative: Ref,
    /// Who it is for.
    #[schemars(example = &"All K-5 teachers")]
    pub audience_group: Option<String>,
    /// How many took part.
    #[schemars(example = 29)]
    pub people: Option<Count>,
    /// How long it took, in hours.
    #[schemars(range(min = 0, max = 200), example = 6)]
    pub hours: Option<f64>,
    /// What it was made of: theory alone rarely reaches the classroom.
    #[serde(default)]
    pub elements: Vec<Element>,
    /// The days when someone will come and see.
    #[serde(default)]
    #[schemars(example = ["2026-10-22"])]
    pub follow_up: Vec<When>,
}

/// What professional learning is made of (after Joyce and Showers, *Student Achievement Through
/// Staff Development*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Element {
    /// Why it works.
    Theory,
    /// Seeing it done.
    Demonstration,
    /// Doing it there.
    Practice,
    /// Hearing how it went.
    Feedback,
    /// Help in one's own classroom.
    Coaching,
}

impl Fields for Session {
    fn links<'a>(&'a self, links: &mut Links<'a>) {
        let Self { date: _, initiative, audience_group: _, people: _, hours: _, elements: _, follow_up: _ } =
            self;
        links.one("initiative", initiative, Target::INITIATIVE, Relation::Prepares);
    }

    fn when(&self) -> Option<When> {
        Some(self.date)
    }
}
