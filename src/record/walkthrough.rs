//! A walkthrough: one wave of classroom visits.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Fields;
use super::change::Change;
use super::link::{FileUse, Links, PartKind, Relation, Target, Use};
use crate::count::Count;
use crate::date::When;
use crate::id::Ref;
use crate::schema::KEY;

/// One wave of classroom visits.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Walkthrough {
    /// First day of the wave.
    #[schemars(example = &"2026-10-22")]
    pub date: When,
    /// Last day of the wave.
    #[schemars(example = &"2026-10-23")]
    pub ends: Option<When>,
    /// The initiative that is looked for.
    pub initiative: Ref,
    /// The learning session it follows.
    pub session: Option<Ref>,
    /// In how many rooms it should be seen.
    #[schemars(example = 18)]
    pub eligible: Count,
    /// The visits, one row a room. Rows are in no build. This or `counts`.
    pub rows: Option<Rows>,
    /// The visits as counts, where rows were not kept. This or `rows`.
    #[serde(default)]
    pub counts: Vec<WaveCount>,
    /// For a look-for whose levels have been renamed since: the levels of then, from least to most. Its figures
    /// start afresh after this wave.
    #[serde(default)]
    pub levels: IndexMap<String, Vec<String>>,
    /// What changed in the plan because of it.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// A data file with one row a room.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Rows {
    /// The CSV or .xlsx file.
    #[schemars(example = &"october.csv")]
    pub file: String,
    /// The column with the rooms' keys.
    #[schemars(example = &"Room")]
    pub room: String,
    /// The column with the time of the visit, where a room is visited more than once.
    #[schemars(example = &"Time")]
    pub when: Option<String>,
    /// For each look-for, the column that holds what was seen.
    pub columns: IndexMap<String, String>,
}

/// What was seen of one look-for, as counts of rooms.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WaveCount {
    /// The look-for.
    #[schemars(example = &"notes")]
    pub look_for: String,
    /// Rooms at each level; a look-for without levels has `observed` and `not observed`.
    pub levels: IndexMap<String, Count>,
    /// Rooms where it could not be seen.
    pub not_observable: Option<Count>,
}

impl Fields for Walkthrough {
    fn links<'a>(&'a self, links: &mut Links<'a>) {
        let Self { date: _, ends: _, initiative, session, eligible: _, rows, counts, levels, changes } = self;
        let owner = (initiative, Target::INITIATIVE);
        links.one("initiative", initiative, Target::INITIATIVE, Relation::LooksFor);
        links.option("session", session.as_ref(), Target::SESSION, Relation::Follows);
        for look_for in rows.iter().flat_map(|rows| rows.columns.keys()) {
            let part = (PartKind::LookFor, look_for.as_str());
            links.part(format!("rows.columns.{look_for}{KEY}"), owner, part, Relation::LooksFor);
        }
        for (index, count) in counts.iter().enumerate() {
            let part = (PartKind::LookFor, count.look_for.as_str());
            links.part(format!("counts[{index}].look-for"), owner, part, Relation::LooksFor);
        }
        for look_for in levels.keys() {
            let part = (PartKind::LookFor, look_for.as_str());
            links.part(format!("levels.{look_for}{KEY}"), owner, part, Relation::LooksFor);
        }
        Change::links(changes, links);
    }

    fn when(&self) -> Option<When> {
        Some(self.date)
    }

    fn files(&self) -> Vec<FileUse<'_>> {
        self.rows
            .iter()
            .map(|rows| FileUse { field: "rows.file".into(), path: &rows.file, purpose: Use::Rows })
            .collect()
    }

    fn changes(&self) -> &[Change] {
        &self.changes
    }
}
