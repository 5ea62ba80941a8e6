//! R10 What we heard, and what we changed: every change to a plan with the record that caused it, and every barrier.
//!
//! Here alone changes are found; every page and report that tells of changes asks here.

mod barriers;
mod heard;

use std::collections::BTreeSet;

use crate::catalog::RecordIx;
use crate::date::{Date, When, days_between};
use crate::id::Id;
use crate::language::Language;
use crate::record::{Change, Data, Initiative, Kind, Plan, Record, Relation, Target};
use crate::say;
use crate::view::View;

use super::Method;

pub use barriers::{HeardBarrier, barriers_in, median_days};
pub use heard::{Heard, heard_before};

/// How changes are told.
pub const METHOD: Method = Method { name: "what-changed" };

/// A change to a plan, and the record that caused it.
#[derive(Debug, Clone, Copy)]
pub struct PlanChange<'c> {
    /// What changed, and why.
    pub change: &'c Change,
    /// The record that caused it.
    pub cause: RecordIx,
    /// When that was, at its last day so far; none where the record has no date.
    pub when: Option<When>,
    /// What was changed, where the audience may see it.
    pub changed: Option<RecordIx>,
}

/// The changes that a record caused, in its own order; a review that is still ahead has caused none.
pub fn changes_by<'c>(view: &View<'c>, cause: RecordIx, today: Date) -> Vec<PlanChange<'c>> {
    let Some(entry) = view.get(cause) else {
        return Vec::new();
    };
    let record = &entry.record;
    if matches!(&record.data, Data::Review(review) if review.date.is_none()) {
        return Vec::new();
    }
    let owner = view.links(cause).find(|link| link.relation.belongs()).map(|link| link.to);
    let found = record.data.fields().changes().iter().map(|change| PlanChange {
        change,
        cause,
        when: last_day(record, today),
        changed: match &change.to {
            Some(to) => view.resolve(record.key.school.as_ref(), to, Target::CHANGEABLE),
            None => owner,
        },
    });
    found.collect()
}

/// The changes to a record, newest first; undated ones last.
pub fn changes_to<'c>(view: &View<'c>, changed: RecordIx, today: Date) -> Vec<PlanChange<'c>> {
    let links = view.backlinks(changed);
    let links = links.filter(|link| link.relation.belongs() || link.relation == Relation::Changed);
    let mut causes: Vec<RecordIx> = links.map(|link| link.to).collect();
    causes.sort_unstable();
    causes.dedup();
    let found = causes.into_iter().flat_map(|cause| changes_by(view, cause, today));
    newest_first(view, found.filter(|change| change.changed == Some(changed)), today)
}

/// The changes of a place, newest first: those that its records caused, and those to its initiatives and plans.
pub fn changes_in<'c>(view: &View<'c>, school: Option<&Id>, today: Date) -> Vec<PlanChange<'c>> {
    let own = Kind::with_folder().flat_map(|kind| view.own_entries(school, kind)).map(|(ix, _)| ix);
    let own: BTreeSet<RecordIx> = own.collect();
    let causes = own.iter().flat_map(|ix| view.backlinks(*ix));
    let causes = causes.filter(|link| link.relation.belongs() || link.relation == Relation::Changed);
    let causes: BTreeSet<RecordIx> = causes.map(|link| link.to).chain(own.iter().copied()).collect();
    let here = |change: &PlanChange<'_>| {
        own.contains(&change.cause) || change.about(view).is_some_and(|about| own.contains(&about))
    };
    let found = causes.into_iter().flat_map(|cause| changes_by(view, cause, today)).filter(here);
    newest_first(view, found, today)
}

/// The changes that the records of all places caused, newest first; undated ones last.
pub fn all_changes<'c>(view: &View<'c>, today: Date) -> Vec<PlanChange<'c>> {
    newest_first(view, view.entries().flat_map(|(cause, _)| changes_by(view, cause, today)), today)
}

/// The changes to a record from the first day of `since` to `today`, oldest first.
///
/// A cause without a date cannot be placed, and one whose month or year is not over is not yet counted.
pub fn changes_since<'c>(
    view: &View<'c>,
    changed: RecordIx,
    since: When,
    today: Date,
) -> Vec<PlanChange<'c>> {
    let counts = |change: &PlanChange<'_>| {
        change.when.is_some_and(|when| !when.is_before(since.first()) && when.is_by(today))
    };
    let mut found = changes_to(view, changed, today);
    found.retain(counts);
    found.reverse();
    found
}

/// Whether an initiative was changed since its launch, in a sentence without its period: "No change recorded in
/// 427 days".
pub fn since_launch(language: &Language, changes: &[PlanChange<'_>], launched: When, today: Date) -> String {
    let number = match changes.len() {
        0 => {
            return match launched.day() {
                Some(day) => say!(
                    language,
                    "what-changed.no-change-recorded-in",
                    days = language.days(days_between(day, today))
                ),
                None => language.word("what-changed.no-change-recorded-since-the-launch").to_owned(),
            };
        }
        number => say!(language, "count.since-launch", count = number),
    };
    let latest = changes.iter().filter_map(|change| change.when).max_by_key(|when| when.sort_key());
    match latest.map(|latest| (latest, latest.day().map(|day| days_between(day, today)))) {
        None => number,
        Some((_, Some(0))) => say!(language, "what-changed.the-latest-today", number = number),
        Some((_, Some(ago))) => {
            say!(language, "what-changed.the-latest-ago", number = number, days = language.days(ago))
        }
        Some((latest, None)) => {
            say!(language, "what-changed.the-latest", number = number, date = language.date(latest))
        }
    }
}

impl PlanChange<'_> {
    /// The initiative or plan that the change is about: what was changed, what that belongs to, or what its cause
    /// is about.
    pub fn about(&self, view: &View<'_>) -> Option<RecordIx> {
        let changed = self.changed.and_then(|changed| initiative_or_plan(view, changed));
        changed.or_else(|| initiative_or_plan(view, self.cause))
    }
}

/// The initiative or plan that a record is, or belongs to.
pub fn initiative_or_plan(view: &View<'_>, ix: RecordIx) -> Option<RecordIx> {
    if view.item::<Initiative>(ix).is_some() || view.item::<Plan>(ix).is_some() {
        return Some(ix);
    }
    let owner = view.links(ix).find(|link| link.relation.belongs())?.to;
    initiative_or_plan(view, owner)
}

/// The day on which something that was heard, seen or tried was known: the last day of a pilot or of a wave of
/// visits that is over, else the record's own day.
pub(super) fn last_day(record: &Record, today: Date) -> Option<When> {
    let ended = match &record.data {
        Data::Pilot(pilot) => pilot.ends,
        Data::Walkthrough(wave) => wave.ends,
        _ => None,
    };
    ended.filter(|ended| ended.is_by(today)).or_else(|| record.when())
}

/// In the order of their causes' days, the newest first; what has not begun is left out.
fn newest_first<'c>(
    view: &View<'c>,
    changes: impl Iterator<Item = PlanChange<'c>>,
    today: Date,
) -> Vec<PlanChange<'c>> {
    let begun = |change: &PlanChange<'_>| change.when.is_none_or(|when| !when.is_after(today));
    let mut found: Vec<_> = changes.filter(begun).collect();
    let title = |change: &PlanChange<'_>| view.get(change.cause).map(|entry| entry.record.title());
    found.sort_by(|a, b| {
        let day = |change: &PlanChange<'_>| change.when.map(When::sort_key);
        day(b).cmp(&day(a)).then_with(|| title(a).cmp(&title(b))).then_with(|| a.cause.cmp(&b.cause))
    });
    found
}
