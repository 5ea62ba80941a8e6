//! The thread of an initiative: everything that led to it and followed from it, on one time axis.

use serde::Serialize;

use super::Method;
use super::follow_through::plan_of;
use super::what_changed::changes_to;
use crate::catalog::RecordIx;
use crate::date::{Date, When};
use crate::language::Language;
use crate::record::{
    Conversation, Evidence, Initiative, Kind, OfKind, Pilot, Relation, Review, Session, SupportType,
};
use crate::view::{Item, View};

/// How the thread is told.
pub const METHOD: Method = Method { name: "thread" };

/// What a step of the thread is, in the order in which a plan should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// A conversation.
    Heard,
    /// Evidence for the initiative.
    Evidence,
    /// A pilot.
    Tried,
    /// A learning session.
    Learned,
    /// A wave of classroom visits.
    Seen,
    /// Coaching, time and feedback.
    Supported,
    /// A review of the plan.
    Reviewed,
    /// A change to the initiative.
    Changed,
}

/// A step of the thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'c> {
    /// What it is.
    pub lane: Lane,
    /// When it was, or began.
    pub from: When,
    /// When it ended, where it lasted.
    pub until: Until,
    /// Whether it has not happened: it is ahead, or was due and was not held.
    pub is_open: bool,
    /// What can be said of it.
    pub what: What<'c>,
    /// The record to open; none where the audience may only count it.
    pub record: Option<RecordIx>,
    /// Where the record that caused a change stands.
    pub cause: Option<Lane>,
}

/// When a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// It stands at its date.
    Once,
    /// It lasted until then.
    Ends(When),
    /// It goes on.
    GoesOn,
}

/// What can be said of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What<'c> {
    /// The title of its record.
    Title(&'c str),
    /// A wave of visits whose record is not for this audience.
    Visits,
    /// Support of a sort, never whose.
    Support(SupportType),
    /// What changed.
    Change(&'c str),
}

/// The thread of an initiative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread<'c> {
    /// When the whole staff starts.
    pub launch: Option<When>,
    /// As of when.
    pub today: Date,
    /// The steps, oldest first.
    pub steps: Vec<Step<'c>>,
}

/// The thread of an initiative as of a date.
pub fn thread<'c>(view: &View<'c>, initiative: Item<'c, Initiative>, today: Date) -> Thread<'c> {
    let gather = Gather { view, initiative, today };
    let mut steps = gather.conversations();
    steps.extend(gather.evidence());
    steps.extend(gather.pilots());
    steps.extend(gather.sessions());
    steps.extend(gather.waves());
    steps.extend(gather.support());
    steps.extend(gather.reviews());
    steps.extend(gather.changes());
    steps.sort_by_key(|step| (step.from.sort_key(), step.lane, step.record));
    Thread { launch: initiative.fields.launch, today, steps }
}

impl Lane {
    /// Every lane, from the top.
    pub const ALL: [Self; 8] = [
        Self::Heard,
        Self::Evidence,
        Self::Tried,
        Self::Learned,
        Self::Seen,
        Self::Supported,
        Self::Reviewed,
        Self::Changed,
    ];

    /// The lane in a word.
    pub fn word(self, language: &Language) -> &str {
        match self {
            Self::Heard => language.word("label.heard"),
            Self::Evidence => language.word("label.evidence"),
            Self::Tried => language.word("label.tried"),
            Self::Learned => language.word("label.learned"),
            Self::Seen => language.word("label.seen"),
            Self::Supported => language.word("label.supported"),
            Self::Reviewed => language.word("label.reviewed"),
            Self::Changed => language.word("label.changed"),
        }
    }

    /// The key of how many steps there are, in words: "2 conversations".
    pub fn counted(self) -> &'static str {
        match self {
            Self::Heard => "thread.count.heard",
            Self::Evidence => "thread.count.evidence",
            Self::Tried => "thread.count.tried",
            Self::Learned => "thread.count.learned",
            Self::Seen => "thread.count.seen",
            Self::Supported => "thread.count.supported",
            Self::Reviewed => "thread.count.reviewed",
            Self::Changed => "thread.count.changed",
        }
    }

    /// Where the steps of a kind of record stand.
    fn of_kind(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Conversation => Some(Self::Heard),
            Kind::Pilot => Some(Self::Tried),
            Kind::Walkthrough => Some(Self::Seen),
            Kind::Review => Some(Self::Reviewed),
            _ => None,
        }
    }
}

impl Step<'_> {
    /// The last day that the step may reach to, as of a date.
    pub fn last(&self, today: Date) -> Date {
        match self.until {
            Until::Once => self.from.last(),
            Until::Ends(when) => when.last().max(self.from.first()),
            Until::GoesOn => today.max(self.from.last()),
        }
    }

    /// Whether its first or last day is not known.
    pub fn is_coarse(&self) -> bool {
        let ends = match self.until {
            Until::Ends(when) => when.day().is_none(),
            Until::Once | Until::GoesOn => false,
        };
        ends || self.from.day().is_none()
    }
}

impl<'c> Thread<'c> {
    /// The steps of a lane, oldest first.
    pub fn lane(&self, lane: Lane) -> impl Iterator<Item = &Step<'c>> {
        self.steps.iter().filter(move |step| step.lane == lane)
    }
}

/// Gathers the steps of an initiative.
#[derive(Clone, Copy)]
struct Gather<'v, 'c> {
    view: &'v View<'c>,
    initiative: Item<'c, Initiative>,
    today: Date,
}

impl<'c> Gather<'_, 'c> {
    fn joined<T: OfKind + 'c>(self, to: RecordIx, relation: Relation) -> Vec<Item<'c, T>> {
        let links = self.view.backlinks(to).filter(|link| link.relation == relation);
        let mut found: Vec<_> = links.filter_map(|link| self.view.item::<T>(link.to)).collect();
        found.sort_by_key(|item| item.ix);
        found.dedup_by_key(|item| item.ix);
        found
    }

    fn step<T>(self, lane: Lane, item: Item<'c, T>, from: When, until: Until) -> Step<'c> {
        Step {
            lane,
            from,
            until,
            is_open: from.is_after(self.today),
            what: What::Title(item.record().title()),
            record: Some(item.ix),
            cause: None,
        }
    }

    fn conversations(self) -> Vec<Step<'c>> {
        let found = self.joined::<Conversation>(self.initiative.ix, Relation::About).into_iter();
        found.map(|item| self.step(Lane::Heard, item, item.fields.date, Until::Once)).collect()
    }

    fn evidence(self) -> Vec<Step<'c>> {
        let found = self.joined::<Evidence>(self.initiative.ix, Relation::EvidenceFor).into_iter();
        found.map(|item| self.step(Lane::Evidence, item, item.fields.date, Until::Once)).collect()
    }

    fn pilots(self) -> Vec<Step<'c>> {
        let found = self.joined::<Pilot>(self.initiative.ix, Relation::Tries).into_iter();
        found
            .map(|item| {
                let until = match (item.fields.ends, item.fields.decision) {
                    (Some(ends), _) => Until::Ends(ends),
                    (None, Some(_)) => Until::Once,
                    (None, None) => Until::GoesOn,
                };
                self.step(Lane::Tried, item, item.fields.starts, until)
            })
            .collect()
    }

    fn sessions(self) -> Vec<Step<'c>> {
        let found = self.joined::<Session>(self.initiative.ix, Relation::Prepares).into_iter();
        found.map(|item| self.step(Lane::Learned, item, item.fields.date, Until::Once)).collect()
    }

    fn waves(self) -> Vec<Step<'c>> {
        let waves = self.view.counted_waves_of(self.initiative.ix);
        waves
            .map(|wave| Step {
                lane: Lane::Seen,
                from: wave.date,
                until: wave.ends.filter(|ends| *ends != wave.date).map_or(Until::Once, Until::Ends),
                is_open: wave.date.is_after(self.today),
                what: self.title_or(wave.record, What::Visits),
                record: wave.record,
                cause: None,
            })
            .collect()
    }

    fn support(self) -> Vec<Step<'c>> {
        let support = self.view.counted_support_of(self.initiative.ix);
        support
            .map(|item| Step {
                lane: Lane::Supported,
                from: item.starts,
                until: match (item.ends, item.outcome) {
                    (Some(ends), _) => Until::Ends(ends),
                    (None, Some(_)) => Until::Once,
                    (None, None) => Until::GoesOn,
                },
                is_open: item.starts.is_after(self.today),
                what: self.title_or(item.record, What::Support(item.sort)),
                record: item.record,
                cause: None,
            })
            .collect()
    }

    fn title_or(self, record: Option<RecordIx>, otherwise: What<'c>) -> What<'c> {
        let entry = record.and_then(|ix| self.view.get(ix));
        entry.map_or(otherwise, |entry| What::Title(entry.record.title()))
    }

    /// The reviews of the plan; one that was due and has not been held is open, whatever the date.
    fn reviews(self) -> Vec<Step<'c>> {
        let Some(plan) = plan_of(self.view, self.initiative) else {
            return Vec::new();
        };
        let found = self.joined::<Review>(plan.ix, Relation::Reviews).into_iter();
        found
            .filter_map(|item| {
                let when = item.fields.date.or(item.fields.due)?;
                let mut step = self.step(Lane::Reviewed, item, when, Until::Once);
                step.is_open |= item.fields.date.is_none();
                Some(step)
            })
            .collect()
    }

    fn changes(self) -> Vec<Step<'c>> {
        let changes = changes_to(self.view, self.initiative.ix, self.today).into_iter();
        changes
            .filter_map(|found| {
                let cause = self.view.get(found.cause)?;
                Some(Step {
                    lane: Lane::Changed,
                    from: found.when?,
                    until: Until::Once,
                    is_open: false,
                    what: What::Change(&found.change.what),
                    record: Some(found.cause),
                    cause: Lane::of_kind(cause.record.key.kind),
                })
            })
            .collect()
    }
}
