//! R2 Follow-through: what happened after the launch, in ten items.

mod changes;
mod now;
mod reviews;
mod school_year;
mod stale;
mod teams;
mod walkthroughs;

use serde::Serialize;

use super::look_fors::{Classrooms, classrooms_of};
use super::{Line, Method};
use crate::catalog::RecordIx;
use crate::config::Cadence;
use crate::date::{Date, When, days_between};
use crate::language::Language;
use crate::record::{Initiative, OfKind, Plan, Relation, Target};
use crate::say;
use crate::view::{Item, View};

pub use super::actions::overdue;
pub use now::{DueLine, due_now, late};
pub use reviews::{NextReview, ReviewRhythm, review_rhythm};
pub(in crate::report) use school_year::ends_of_year;
pub use stale::{StaleMeasure, stale, stale_in};
pub(crate) use walkthroughs::{AfterSession, after_sessions};

/// How follow-through is told.
pub const METHOD: Method = Method { name: "follow-through" };

/// What follow-through is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// When things are due.
    pub cadence: Cadence,
    /// The fewest educators or rooms that a count may show.
    pub min_educators: u32,
}

/// Whether the whole staff has started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Launch {
    /// No launch is set.
    NotSet,
    /// It is ahead, or its month or year is not over.
    Ahead(When, Date),
    /// It was, as of the date beside it.
    Was(When, Date),
}

/// How an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// What was due was done.
    Kept,
    /// What was due was not done, or late.
    NotKept,
    /// Nothing is due, or there is nothing it could apply to.
    NothingDue,
    /// A fact without a rule to keep.
    Told,
}

/// One of the ten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowItem {
    /// What it is, in a few words.
    pub title: String,
    /// What keeps it, or what it tells.
    pub rule: String,
    /// How it stands.
    pub standing: Standing,
    /// What is on record; never empty.
    pub lines: Vec<Line>,
}

/// The ten items of an initiative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowThrough {
    /// Whether there is anything to follow.
    pub launch: Launch,
    /// The items in the order of the contract; none before the launch.
    pub items: Vec<FollowItem>,
    /// How many are kept.
    pub kept: usize,
    /// How many are kept or not kept.
    pub judged: usize,
}

/// What followed the launch of an initiative, as of a date.
pub fn follow_through<'c>(
    view: &View<'c>,
    initiative: Item<'c, Initiative>,
    settings: Settings,
    today: Date,
) -> FollowThrough {
    let launch = Launch::of(initiative.fields, today);
    let Launch::Was(launched, _) = launch else {
        return FollowThrough { launch, items: Vec::new(), kept: 0, judged: 0 };
    };
    let plan = plan_of(view, initiative);
    let classrooms = &classrooms_of(view, initiative, settings, today);
    let after = After { view, initiative, plan, classrooms, launched, settings, today };
    let items = vec![
        after.walkthrough_after_every_session(view.language()),
        after.coverage(view.language()),
        after.implementation_level(),
        after.support(),
        after.needs(view.language()),
        after.referrals(view.language()),
        after.shown(view.language()),
        after.reviews(view.language()),
        after.changed(view.language()),
        after.stale(view.language()),
    ];
    let of = |standing| items.iter().filter(|item| item.standing == standing).count();
    let kept = of(Standing::Kept);
    FollowThrough { launch, kept, judged: kept + of(Standing::NotKept), items }
}

/// The plan of an initiative, where the audience may see it.
pub fn plan_of<'c>(view: &View<'c>, initiative: Item<'c, Initiative>) -> Option<Item<'c, Plan>> {
    let school = initiative.record().key.school.as_ref();
    view.item(view.resolve(school, &initiative.fields.plan, Target::PLAN)?)
}

/// The initiatives of a plan, in the order of the keys.
pub fn initiatives_of<'c>(view: &View<'c>, plan: RecordIx) -> Vec<Item<'c, Initiative>> {
    let belongs = view.backlinks(plan).filter(|link| link.relation == Relation::InitiativeOf);
    let mut found: Vec<_> = belongs.filter_map(|link| view.item::<Initiative>(link.to)).collect();
    found.sort_by_key(|item| item.ix);
    found
}

impl Launch {
    /// The launch of an initiative, as of a date.
    pub fn of(initiative: &Initiative, today: Date) -> Self {
        match initiative.launch {
            None => Self::NotSet,
            Some(when) if when.is_by(today) => Self::Was(when, today),
            Some(when) => Self::Ahead(when, today),
        }
    }

    /// The launch in words: "Launched 427 days ago".
    pub fn words(self, language: &Language) -> String {
        match self {
            Self::NotSet => language.word("follow-through.not-launched-no-day-is-set").to_owned(),
            Self::Ahead(when, today) => match when.day() {
                Some(day) => {
                    say!(language, "follow-through.launch-in", days = language.days(days_between(today, day)))
                }
                None => say!(language, "follow-through.launch", date = language.date(when)),
            },
            Self::Was(when, today) => match when.day() {
                Some(day) if day == today => language.word("label.launched-today").to_owned(),
                Some(day) => say!(
                    language,
                    "follow-through.launched-ago",
                    days = language.days(days_between(day, today))
                ),
                None => say!(language, "follow-through.launched", date = language.date(when)),
            },
        }
    }
}

impl FollowThrough {
    /// How many of how many are kept, in words: "3 of 5 kept".
    pub fn words(&self, language: &Language) -> String {
        match self.judged {
            0 if self.items.is_empty() => {
                language.word("follow-through.what-follows-a-launch-is-told-after").to_owned()
            }
            0 => language.word("follow-through.nothing-was-due-so-far").to_owned(),
            judged => say!(language, "follow-through.of-kept", kept = self.kept, judged = judged),
        }
    }
}

impl Standing {
    /// The standing in words.
    pub fn words(self, language: &Language) -> &str {
        match self {
            Self::Kept => language.word("label.kept"),
            Self::NotKept => language.word("label.not-kept"),
            Self::NothingDue => language.word("label.nothing-due"),
            Self::Told => language.word("follow-through.told-as-it-is"),
        }
    }
}

/// `due in 6 days`, `due today`, `9 days late`.
pub fn due_words(language: &Language, due: Date, today: Date) -> String {
    match days_between(today, due) {
        0 => language.word("word.due-today").to_owned(),
        ahead if ahead > 0 => say!(language, "follow-through.due-in", days = language.days(ahead)),
        late => say!(language, "follow-through.late", days = language.days(-late)),
    }
}

/// What lies after the launch of an initiative.
#[derive(Clone, Copy)]
struct After<'a, 'c> {
    view: &'a View<'c>,
    initiative: Item<'c, Initiative>,
    plan: Option<Item<'c, Plan>>,
    classrooms: &'a [Classrooms],
    launched: When,
    settings: Settings,
    today: Date,
}

impl<'c> After<'_, 'c> {
    /// Whether a date counts: not before the launch, and so far.
    fn counts(self, when: When) -> bool {
        !when.is_before(self.launched.first()) && when.is_by(self.today)
    }

    fn joined<T: OfKind + 'c>(self, relation: Relation) -> Vec<Item<'c, T>> {
        joined(self.view, self.initiative.ix, relation)
    }
}

/// The records of a kind that are joined to another in one way, each once.
fn joined<'c, T: OfKind + 'c>(view: &View<'c>, to: RecordIx, relation: Relation) -> Vec<Item<'c, T>> {
    let links = view.backlinks(to).filter(|link| link.relation == relation);
    let mut found: Vec<_> = links.filter_map(|link| view.item::<T>(link.to)).collect();
    found.sort_by_key(|item| item.ix);
    found.dedup_by_key(|item| item.ix);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_is_said_in_days() {
        let today = Date::constant(2026, 11, 24);
        assert_eq!(due_words(Language::english(), Date::constant(2026, 11, 30), today), "due in 6 days");
        assert_eq!(due_words(Language::english(), Date::constant(2026, 11, 25), today), "due in 1 day");
        assert_eq!(due_words(Language::english(), today, today), "due today");
        assert_eq!(due_words(Language::english(), Date::constant(2026, 11, 15), today), "9 days late");
    }

    #[test]
    fn a_launch_is_said_at_its_own_precision() {
        let today = Date::constant(2015, 10, 26);
        let launch = |text: &str| text.parse::<When>().expect("a date");
        assert_eq!(
            Launch::Was(launch("2014-08-25"), today).words(Language::english()),
            "Launched 427 days ago"
        );
        assert_eq!(Launch::Was(launch("2014-08"), today).words(Language::english()), "Launched: August 2014");
        assert_eq!(Launch::Ahead(launch("2015-10-27"), today).words(Language::english()), "Launch in 1 day");
    }
}
