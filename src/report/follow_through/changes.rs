//! Whether an initiative was changed after its launch.

use super::{After, FollowItem, Standing};
use crate::catalog::RecordIx;
use crate::date::days_between;
use crate::language::Language;
use crate::report::Line;
use crate::report::what_changed::{changes_since, since_launch};

impl After<'_, '_> {
    pub(super) fn changed(self, language: &Language) -> FollowItem {
        let changes = changes_since(self.view, self.initiative.ix, self.launched, self.today);
        let mut causes: Vec<RecordIx> = changes.iter().map(|change| change.cause).collect();
        causes.dedup();
        let standing = if changes.is_empty() { self.unchanged() } else { Standing::Kept };
        let said = Line::new(since_launch(language, &changes, self.launched, self.today), causes);
        let rule = language.word("follow-through.at-least-one-change-is-on-record");
        FollowItem {
            title: language.word("label.plan-changed").to_owned(),
            rule: rule.to_owned(),
            standing,
            lines: vec![said],
        }
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
