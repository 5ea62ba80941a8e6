//! How long it took from hearing something to changing the plan, where the records know.

use super::{PlanChange, initiative_or_plan, last_day};
use crate::catalog::RecordIx;
use crate::date::{Date, days_between};
use crate::language::Language;
use crate::record::{Kind, Relation};
use crate::say;
use crate::view::View;

/// The kinds of records in which something is heard, seen or tried.
const HEARD_IN: [Kind; 4] = [Kind::Conversation, Kind::Pilot, Kind::Walkthrough, Kind::Plc];

/// The earlier records that a change rests on, and the days from them to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The earlier records, oldest first.
    pub records: Vec<RecordIx>,
    /// Days from the latest of them.
    pub fewest_days: i64,
    /// Days from the earliest of them.
    pub most_days: i64,
}

impl Heard {
    /// "3 days before", "3 to 22 days before".
    pub fn words(&self, language: &Language) -> String {
        if self.fewest_days == self.most_days {
            say!(language, "what-changed.before", days = language.days(self.most_days))
        } else {
            say!(
                language,
                "what-changed.to-before",
                fewest_days = self.fewest_days,
                days = language.days(self.most_days)
            )
        }
    }
}

/// What was heard before a change, as far as its cause says so: the conversations, trials, visits and team notes
/// about the same initiative that the cause looked at or names, from days before its own.
///
/// A record that causes a change by itself has one date, so nothing is known of the days in between.
pub fn heard_before(view: &View<'_>, change: &PlanChange<'_>, today: Date) -> Option<Heard> {
    let changed_on = change.when?.day()?;
    let about = change.about(view);
    let named = view.links(change.cause);
    let named = named.filter(|link| matches!(link.relation, Relation::LookedAt | Relation::Mentions));
    let mut found: Vec<(i64, RecordIx)> = named
        .filter_map(|link| {
            let record = &view.get(link.to)?.record;
            let heard_on = last_day(record, today)?.day()?;
            let gap_days = days_between(heard_on, changed_on);
            let same = HEARD_IN.contains(&record.key.kind) && initiative_or_plan(view, link.to) == about;
            (same && gap_days > 0).then_some((gap_days, link.to))
        })
        .collect();
    found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    found.dedup();
    let (most_days, fewest_days) = (found.first()?.0, found.last()?.0);
    Some(Heard { records: found.into_iter().map(|(_, ix)| ix).collect(), fewest_days, most_days })
}
