//! Whether an initiative was changed after its launch.

use super::{After, FollowItem, Standing, days};
use crate::catalog::{Entry, RecordIx};
use crate::date::{Date, When, days_between};
use crate::record::{Change, Data, Relation, Target};
use crate::report::Line;
use crate::view::View;

/// A change to an initiative: the record that caused it, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// When it was made.
    pub when: When,
    /// That record.
    pub cause: RecordIx,
}

/// A change to a record as the record that caused it tells it.
#[derive(Debug, Clone, Copy)]
pub struct Told<'c> {
    /// The record that caused it.
    pub cause: RecordIx,
    /// That record with what follows from it.
    pub entry: &'c Entry,
    /// What changed, and why.
    pub change: &'c Change,
}

impl Told<'_> {
    /// When the change was made, as far as it is known: a trial changes something when it is over, any other record
    /// on its own date.
    pub fn when(&self) -> Option<When> {
        match &self.entry.record.data {
            Data::Pilot(pilot) => Some(pilot.ends.unwrap_or(pilot.starts)),
            _ => self.entry.record.when(),
        }
    }
}

/// All changes to a record, in the order of the records that caused them.
pub fn changes_to<'c>(view: &View<'c>, changed: RecordIx) -> Vec<Told<'c>> {
    let links = view.backlinks(changed);
    let links = links.filter(|link| link.relation.belongs() || link.relation == Relation::Changed);
    let mut causes: Vec<RecordIx> = links.map(|link| link.to).collect();
    causes.sort_unstable();
    causes.dedup();
    let mut found = Vec::new();
    for cause in causes {
        let Some(entry) = view.get(cause) else { continue };
        for change in entry.record.data.fields().changes() {
            let to = match &change.to {
                Some(to) => view.resolve(entry.record.key.school.as_ref(), to, Target::CHANGEABLE),
                None => view.links(cause).find(|link| link.relation.belongs()).map(|link| link.to),
            };
            if to == Some(changed) {
                found.push(Told { cause, entry, change });
            }
        }
    }
    found
}

/// The changes to a record from the first day of `since` to `today`, oldest first.
///
/// A cause without a date cannot be placed and is left out.
pub fn changes_since(view: &View<'_>, changed: RecordIx, since: When, today: Date) -> Vec<Changed> {
    let told = changes_to(view, changed).into_iter();
    let placed = told.filter_map(|told| Some(Changed { when: told.when()?, cause: told.cause }));
    let mut found: Vec<Changed> =
        placed.filter(|change| !change.when.is_before(since.first()) && change.when.is_by(today)).collect();
    found.sort_by_key(|change| (change.when.sort_key(), change.cause));
    found
}

impl After<'_, '_> {
    pub(super) fn changed(self) -> FollowItem {
        let changes = changes_since(self.view, self.initiative.ix, self.launched, self.today);
        let (standing, said) = match changes.last() {
            None => self.unchanged(),
            Some(latest) => {
                let number = match changes.len() {
                    1 => "1 change since the launch".to_owned(),
                    number => format!("{number} changes since the launch"),
                };
                let when = match latest.when.day().map(|day| days_between(day, self.today)) {
                    Some(0) => "the latest today".to_owned(),
                    Some(ago) => format!("the latest {} ago", days(ago)),
                    None => format!("the latest: {}", latest.when.in_words()),
                };
                let mut causes: Vec<RecordIx> = changes.iter().map(|change| change.cause).collect();
                causes.dedup();
                (Standing::Kept, Line::new(format!("{number}, {when}"), causes))
            }
        };
        let rule = "at least one change is on record once the first review after the launch would be due";
        FollowItem { title: "Plan changed", rule, standing, lines: vec![said] }
    }

    fn unchanged(self) -> (Standing, Line) {
        let Some(launched) = self.launched.day() else {
            return (Standing::Told, Line::new("No change recorded since the launch", []));
        };
        let since = days_between(launched, self.today);
        let own = self.plan.and_then(|plan| plan.fields.review_days);
        let rhythm = i64::from(own.unwrap_or(self.settings.cadence.review_days));
        let standing = if since > rhythm { Standing::NotKept } else { Standing::NothingDue };
        (standing, Line::new(format!("No change recorded in {}", days(since)), []))
    }
}
