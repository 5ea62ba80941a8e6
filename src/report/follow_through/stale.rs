//! Actions past their day and measures older than their cadence.

use super::{After, FollowItem, Standing};
use crate::catalog::RecordIx;
use crate::dataset::Dataset;
use crate::date::{Date, days_between};
use crate::id::{Id, Ref};
use crate::language::Language;
use crate::record::{Goal, Measure, Target};
use crate::report::Line;
use crate::report::actions::overdue;
use crate::report::measures::{self, Stale};
use crate::say;
use crate::view::{Item, View};

/// A measure whose last value is older than its cadence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleMeasure {
    /// The measure.
    pub measure: RecordIx,
    /// Its title.
    pub title: String,
    /// The day of its last value.
    pub last: Date,
    /// Days since.
    pub age_days: i64,
    /// Days over its cadence.
    pub over_days: i64,
}

impl StaleMeasure {
    /// "Office referrals in a year: last value 13 June 2014, 500 days old, 135 over its cadence".
    pub fn words(&self, language: &Language) -> String {
        let Self { measure: _, title, last, age_days, over_days } = self;
        let (last, age) = (language.day_in_words(*last), language.days(*age_days));
        say!(
            language,
            "follow-through.last-value-old-over-its-cadence",
            title = title,
            last = last,
            age = age,
            over_days = over_days
        )
    }
}

/// The measures of a place that are older than their cadence, in the order of their titles.
pub fn stale_in(view: &View<'_>, school: Option<&Id>, today: Date) -> Vec<StaleMeasure> {
    let mut found: Vec<_> = view.own::<Measure>(school).filter_map(|item| stale(item, today)).collect();
    found.sort_by(|a, b| (&a.title, a.measure).cmp(&(&b.title, b.measure)));
    found
}

/// How old a measure is, where that is more than its cadence. A gap in its data is no value.
pub fn stale(measure: Item<'_, Measure>, today: Date) -> Option<StaleMeasure> {
    let Some(Dataset::Measure(data)) = measure.entry.dataset.as_deref() else {
        return None;
    };
    let with_value = data.points.iter().filter(|point| point.value.is_some() && !point.date.is_after(today));
    let last = with_value.map(|point| point.date.last().min(today)).max()?;
    let Stale { last, age_days, over_days } = measures::stale(last, measure.fields.cadence_days?, today)?;
    let title = measure.record().title().to_owned();
    Some(StaleMeasure { measure: measure.ix, title, last, age_days, over_days })
}

impl<'c> After<'_, 'c> {
    pub(super) fn stale(self, language: &Language) -> FollowItem {
        let mut lines: Vec<Line> = Vec::new();
        for action in &self.initiative.fields.actions {
            if let Some(due) = overdue(action, self.today) {
                let late = language.days(days_between(due, self.today));
                lines.push(Line::new(
                    say!(language, "follow-through.late-too", text = action.text, late = late),
                    [self.initiative.ix],
                ));
            }
        }
        let measures = self.measures();
        let old = measures.iter().filter_map(|measure| stale(*measure, self.today));
        lines.extend(old.map(|stale| Line::new(stale.words(language), [stale.measure])));
        let is_stale = !lines.is_empty();
        let silent = measures.iter().filter(|measure| has_no_value(**measure, self.today));
        lines.extend(silent.map(|measure| {
            Line::new(
                say!(language, "follow-through.no-value-on-record", title = measure.record().title()),
                [measure.ix],
            )
        }));
        let nothing = self.initiative.fields.actions.is_empty() && measures.is_empty();
        if lines.is_empty() {
            let said = if nothing {
                language.word("follow-through.no-actions-and-no-measures-are-on")
            } else {
                language.word("follow-through.nothing-is-late-or-old")
            };
            lines.push(Line::new(said, []));
        }
        let standing = match (is_stale, nothing || measures_say_nothing(&measures, self)) {
            (true, _) => Standing::NotKept,
            (false, true) => Standing::NothingDue,
            (false, false) => Standing::Kept,
        };
        let rule = language.word("follow-through.no-action-is-late-and-no-measure");
        FollowItem {
            title: language.word("label.nothing-stale").to_owned(),
            rule: rule.to_owned(),
            standing,
            lines,
        }
    }

    /// The measures that tell about the initiative: those it names, those of its goals, and those that its plan
    /// names in its text.
    fn measures(self) -> Vec<Item<'c, Measure>> {
        let mut found: Vec<RecordIx> = self.view.links(self.initiative.ix).map(|link| link.to).collect();
        if let Some(plan) = self.plan {
            let named_by_goal = |goal: &'c Goal| goal.measure.iter().chain(&goal.indicators);
            let (own, others): (Vec<&'c Goal>, Vec<&'c Goal>) =
                plan.fields.goals.iter().partition(|goal| self.initiative.fields.goals.contains(&goal.id));
            let school = plan.record().key.school.as_ref();
            let resolve = |named: &Ref| self.view.resolve(school, named, Target::MEASURE);
            let own: Vec<RecordIx> = own.into_iter().flat_map(named_by_goal).filter_map(resolve).collect();
            let others: Vec<RecordIx> =
                others.into_iter().flat_map(named_by_goal).filter_map(resolve).collect();
            let of_plan = self.view.links(plan.ix).map(|link| link.to);
            found.extend(of_plan.filter(|ix| !others.contains(ix)));
            found.extend(own);
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|ix| self.view.item::<Measure>(ix)).collect()
    }
}

fn has_no_value(measure: Item<'_, Measure>, today: Date) -> bool {
    let Some(Dataset::Measure(data)) = measure.entry.dataset.as_deref() else {
        return true;
    };
    !data.points.iter().any(|point| point.value.is_some() && !point.date.is_after(today))
}

/// Whether there is neither an action nor a measure with a value that could be late or old.
fn measures_say_nothing(measures: &[Item<'_, Measure>], after: After<'_, '_>) -> bool {
    after.initiative.fields.actions.is_empty()
        && measures.iter().all(|measure| has_no_value(*measure, after.today))
}
