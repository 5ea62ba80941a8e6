//! The barriers that people named: out of the way after how many days, or still open.

use super::{initiative_or_plan, last_day};
use crate::catalog::RecordIx;
use crate::date::{Date, When, days_between};
use crate::id::Id;
use crate::record::{Barrier, Data, Kind};
use crate::report::number::median;
use crate::view::View;

/// A barrier, and the record that names it.
#[derive(Debug, Clone, Copy)]
pub struct HeardBarrier<'c> {
    /// What stands in the way, and what is done about it.
    pub barrier: &'c Barrier,
    /// The conversation or pilot that names it.
    pub heard_in: RecordIx,
    /// When that was.
    pub heard: Option<When>,
    /// The initiative or plan that it stands in the way of.
    pub about: Option<RecordIx>,
    /// Whether it is still in the way.
    pub open: bool,
    /// Days from naming it to the day when it was out of the way, where both days are known.
    pub gap_days: Option<i64>,
}

/// The barriers that the records of a place name: the strongest first, then the oldest.
pub fn barriers_in<'c>(view: &View<'c>, school: Option<&Id>, today: Date) -> Vec<HeardBarrier<'c>> {
    let own = [Kind::Conversation, Kind::Pilot].into_iter().flat_map(|kind| view.own_entries(school, kind));
    let mut found = Vec::new();
    for (heard_in, entry) in own {
        let barriers = match &entry.record.data {
            Data::Conversation(fields) => fields.barriers.as_slice(),
            Data::Pilot(fields) => fields.barriers.as_slice(),
            _ => continue,
        };
        // A pilot may name a barrier and clear it before it ends, so its first day counts here.
        let heard = match &entry.record.data {
            Data::Pilot(fields) => Some(fields.starts),
            _ => last_day(&entry.record, today),
        };
        if heard.is_some_and(|heard| heard.is_after(today)) {
            continue;
        }
        found.extend(barriers.iter().map(|barrier| {
            let resolved = barrier.resolved.filter(|resolved| resolved.is_by(today));
            let days = heard.and_then(When::day).zip(resolved.and_then(When::day));
            let gap_days = days.map(|(from, to)| days_between(from, to)).filter(|days| *days >= 0);
            let about = initiative_or_plan(view, heard_in);
            HeardBarrier { barrier, heard_in, heard, about, open: resolved.is_none(), gap_days }
        }));
    }
    found.sort_by_key(|found| {
        let strength = std::cmp::Reverse(found.barrier.strength);
        (strength, found.heard.map(When::sort_key), found.heard_in)
    });
    found
}

/// The middle of the days that barriers took, where any is known.
pub fn median_days(barriers: &[HeardBarrier<'_>]) -> Option<f64> {
    median(barriers.iter().filter_map(|barrier| barrier.gap_days).collect())
}
