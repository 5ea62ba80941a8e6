//! The short answers on a plan's page: how its initiatives stand, what is done, when it is reviewed, what changed.

use crate::catalog::RecordIx;
use crate::date::When;
use crate::record::Plan;
use crate::report::actions::{Step, Tally, actions};
use crate::report::follow_through::{initiatives_of, review_rhythm};
use crate::report::readiness::readiness;
use crate::report::what_changed::{PlanChange, changes_to};
use crate::say;
use crate::site::Making;
use crate::site::home::RecentChange;
use crate::site::marks::MarkRow;
use crate::site::report::mark_rows;
use crate::view::Item;

impl<'a> Making<'a, '_> {
    /// How ready an initiative was and how it was followed through, as rows of marks.
    pub(super) fn standing_marks(self, initiative: Item<'a, crate::record::Initiative>) -> Vec<MarkRow> {
        if !self.is_inside() {
            return Vec::new();
        }
        mark_rows(self.language, &readiness(self.view, initiative, self.today), &self.followed(initiative))
    }

    /// How many of the actions of a plan's initiatives are done, in a sentence; nothing where the initiatives that
    /// this audience sees may not be all.
    pub(in crate::site) fn plan_tally(self, plan: RecordIx) -> Option<String> {
        let initiatives = initiatives_of(self.view, plan);
        let steps: Vec<Step<'a>> = initiatives.iter().flat_map(|item| actions(*item, self.today)).collect();
        (self.is_inside() && !initiatives.is_empty()).then(|| Tally::of(&steps).words(self.language))
    }

    /// How many of the reviews due were held and when the next is, in a sentence.
    pub(in crate::site) fn plan_rhythm(self, plan: Item<'a, Plan>) -> Option<String> {
        let rhythm = review_rhythm(self.view, plan, self.config.cadence, self.today);
        let basis = rhythm
            .basis(self.language)
            .map(|basis| say!(self.language, "plan.one-is-due", basis = basis))
            .unwrap_or_default();
        self.is_inside().then(|| format!("{}.{basis}", rhythm.words(self.language)))
    }

    /// The changes to a plan and to its initiatives, newest first.
    pub(in crate::site) fn changes_of_plan(self, plan: RecordIx) -> Vec<RecentChange<'a>> {
        let mut changed = vec![plan];
        changed.extend(initiatives_of(self.view, plan).iter().map(|item| item.ix));
        let mut changes: Vec<PlanChange<'a>> =
            changed.into_iter().flat_map(|to| changes_to(self.view, to, self.today)).collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.when.map(When::sort_key)));
        self.recent(changes)
    }
}
