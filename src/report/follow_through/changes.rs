//! Whether an initiative was changed after its launch.

use super::{After, FollowItem, Standing};
use crate::catalog::RecordIx;
use crate::date::days_between;
use crate::report::Line;
use crate::report::what_changed::{changes_since, since_launch};

impl After<'_, '_> {
    pub(super) fn changed(self) -> FollowItem {
        let changes = changes_since(self.view, self.initiative.ix, self.launched, self.today);
        let mut causes: Vec<RecordIx> = changes.iter().map(|change| change.cause).collect();
        causes.dedup();
        let standing = if changes.is_empty() { self.unchanged() } else { Standing::Kept };
        let said = Line::new(since_launch(&changes, self.launched, self.today), causes);
        let rule = "at least one change is on record once the first review after the launch would be due";
        FollowItem { title: "Plan changed", rule, standing, lines: vec![said] }
    }

    /// How it stands that nothing changed: late once the first review would be due.
    fn unchanged(self) -> Standing {
        let Some(launched) = self.launched.day() else {
            return Standing::Told;
        };
        let own = self.plan.and_then(|plan| plan.fields.review_days);
        let rhythm = i64::from(own.unwrap_or(self.settings.cadence.review_days));
        if days_between(launched, self.today) > rhythm { Standing::NotKept } else { Standing::NothingDue }
    }
}
