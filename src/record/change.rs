//! Barriers people name, and the changes to the plan that follow.

use schemars::JsonSchema;
use serde::Deserialize;

use super::link::{Links, Relation, Target};
use crate::date::When;
use crate::id::Ref;

/// What stands in the way, and what is done about it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Barrier {
    /// What stands in the way, as people said it.
    #[schemars(example = &"No time to meet one-to-one")]
    pub text: String,
    /// How strong it is, from 1 (a pebble) to 5 (a wall).
    #[schemars(range(min = 1, max = 5), example = 4)]
    pub strength: Option<u8>,
    /// What we will do about it.
    #[schemars(example = &"Protect 20 minutes of the reading block")]
    pub response: Option<String>,
    /// Who does it: a role, or a name with consent.
    #[schemars(example = &"Assistant principal")]
    pub owner: Option<String>,
    /// When it was out of the way.
    #[schemars(example = &"2026-09-16")]
    pub resolved: Option<When>,
}

/// A change to the plan, kept in the record that caused it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Change {
    /// What changed.
    #[schemars(example = &"Moved launch from September to October")]
    pub what: String,
    /// Why; "not recorded" is an honest answer.
    #[schemars(example = &"Teachers asked for notes templates first")]
    pub why: String,
    /// The record changed; left out, the initiative.
    pub to: Option<Ref>,
}

impl Change {
    /// The records that a list of changes names.
    pub(super) fn links<'a>(changes: &'a [Self], links: &mut Links<'a>) {
        for (index, Self { what: _, why: _, to }) in changes.iter().enumerate() {
            links.option(format!("changes[{index}].to"), to.as_ref(), Target::CHANGEABLE, Relation::Changed);
        }
    }
}
