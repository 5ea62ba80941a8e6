//! Whether an initiative was changed after its launch.

use super::{After, FollowItem, Standing, days};
use crate::catalog::RecordIx;
use crate::date::{Date, When, days_between};
use crate::record::{Change, Data, Record, Relation, Target};
use crate::report::Line;
use crate::view::View;

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

/// The changes to a record, newest first; undated ones last, and none of a record that is still ahead.
pub fn changes_to<'c>(view: &View<'c>, changed: RecordIx, today: Date) -> Vec<PlanChange<'c>> {
    let links = view.backlinks(changed);
    let links = links.filter(|link| link.relation.belongs() || link.relation == Relation::Changed);
    let mut causes: Vec<RecordIx> = links.map(|link| link.to).collect();
    causes.sort_unstable();
    causes.dedup();
    let caused = causes.into_iter().flat_map(|cause| changes_by(view, cause, today));
    let begun = |change: &PlanChange<'_>| change.when.is_none_or(|when| !when.is_after(today));
    let mut found: Vec<_> =
        caused.filter(|change| change.changed == Some(changed) && begun(change)).collect();
    found.sort_by_key(|change| std::cmp::Reverse(change.when.map(When::sort_key)));
    found
}

/// The changes that a record caused, in its own order.
pub fn changes_by<'c>(view: &View<'c>, cause: RecordIx, today: Date) -> Vec<PlanChange<'c>> {
    let Some(entry) = view.get(cause) else {
        return Vec::new();
    };
    let record = &entry.record;
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

/// The last day of a pilot or of a wave of visits that is over, else the record's own day.
fn last_day(record: &Record, today: Date) -> Option<When> {
    let ended = match &record.data {
        Data::Pilot(pilot) => pilot.ends,
        Data::Walkthrough(wave) => wave.ends,
        _ => None,
    };
    ended.filter(|ended| ended.is_by(today)).or_else(|| record.when())
}

/// The changes to a record from the first day of `since` to `today`, oldest first.
///
/// A cause without a date cannot be placed and is left out.
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
                let when = match latest.when.and_then(When::day).map(|day| days_between(day, self.today)) {
                    Some(0) => "the latest today".to_owned(),
                    Some(ago) => format!("the latest {} ago", days(ago)),
                    None => format!("the latest: {}", latest.when.map(When::in_words).unwrap_or_default()),
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
