//! What works in teams' rooms, and whether one can go and see it.

use crate::catalog::RecordIx;
use crate::date::{Date, When};
use crate::id::Id;
use crate::record::{Exemplar, Plc, Target};
use crate::view::View;

/// Something that works in a team's rooms.
#[derive(Debug, Clone, Copy)]
pub struct Practice<'c> {
    /// The team's notes.
    pub notes: RecordIx,
    /// The team.
    pub team: &'c str,
    /// When it was told.
    pub told: When,
    /// What works.
    pub text: &'c str,
    /// The exemplar that shows it, where the audience may see one.
    pub exemplar: Option<RecordIx>,
    /// Whether the notes name no exemplar, so that it could become one.
    pub could_become: bool,
}

/// What works in the rooms of a place's teams, the newest first.
pub fn practices_in<'c>(view: &View<'c>, school: Option<&Id>, today: Date) -> Vec<Practice<'c>> {
    let own = view.own::<Plc>(school);
    let held = own.filter(|notes| !notes.fields.date.is_after(today));
    let mut found: Vec<Practice<'c>> = held
        .flat_map(|notes| {
            notes.fields.best_practices.iter().map(move |practice| {
                let named = practice.exemplar.as_ref();
                let exemplar = named.and_then(|named| view.resolve(school, named, Target::EXEMPLAR));
                Practice {
                    notes: notes.ix,
                    team: notes.fields.team.trim(),
                    told: notes.fields.date,
                    text: &practice.text,
                    exemplar: exemplar.filter(|ix| view.item::<Exemplar>(*ix).is_some()),
                    could_become: named.is_none(),
                }
            })
        })
        .collect();
    found.sort_by_key(|practice| (std::cmp::Reverse(practice.told.sort_key()), practice.notes));
    found
}
