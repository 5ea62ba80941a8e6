//! R13 Calendar: the days that plans name, for actions, sessions, visits, pilots and reviews.

mod reviews;

use std::borrow::Cow;

use serde::Serialize;

use crate::catalog::RecordIx;
use crate::date::{Date, When, days_between};
use crate::id::Id;
use crate::language::Language;
use crate::record::{Action, Initiative, Pilot, Plan, Relation, Session, Target, Walkthrough};
use crate::say;
use crate::view::View;

use super::Method;
use super::actions::done;
use super::what_changed::initiative_or_plan;

/// How the calendar is told.
pub const METHOD: Method = Method { name: "calendar" };

/// What happens on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventSort {
    /// An action should be done.
    ActionDue,
    /// A learning session.
    Session,
    /// Visits that are planned to follow a session.
    PlannedVisit,
    /// A wave of classroom visits.
    Walkthrough,
    /// A pilot.
    Pilot,
    /// A review that was held.
    ReviewHeld,
    /// A review that is or was due.
    ReviewDue,
}

/// Something with a day.
#[derive(Debug, Clone)]
pub struct Event<'c> {
    /// What it is.
    pub sort: EventSort,
    /// Its day, or the first of several.
    pub when: When,
    /// Its last day, where it has several.
    pub ends: Option<When>,
    /// What it is called.
    pub title: Cow<'c, str>,
    /// The record that names the day.
    pub record: RecordIx,
    /// Which of the record's days it is; it stays when a title changes.
    pub part: String,
    /// The plan that it belongs to, where the audience may see it.
    pub plan: Option<RecordIx>,
    /// Who does it.
    pub owner: Option<&'c str>,
    /// When it was done.
    pub done: Option<When>,
    /// How late it is, where it is late.
    pub late_days: Option<i64>,
}

/// The days that the records of a place name, in their order.
pub fn events<'c>(view: &View<'c>, school: Option<&Id>, today: Date) -> Vec<Event<'c>> {
    let mut found = Vec::new();
    for item in view.own::<Initiative>(school) {
        let actions = item.fields.actions.iter().enumerate();
        found.extend(actions.filter_map(|(place, action)| action_due(item.ix, place, action, today)));
    }
    for item in view.own::<Session>(school) {
        found.push(Event::of(EventSort::Session, item.fields.date, item.ix, item.record().title(), "date"));
        found.extend(planned_visits(view, item.ix, item.fields, item.record().title()));
    }
    for item in view.own::<Walkthrough>(school) {
        let event =
            Event::of(EventSort::Walkthrough, item.fields.date, item.ix, item.record().title(), "date");
        found.push(Event { ends: item.fields.ends, ..event });
    }
    for item in view.own::<Pilot>(school) {
        let event = Event::of(EventSort::Pilot, item.fields.starts, item.ix, item.record().title(), "starts");
        found.push(Event { ends: item.fields.ends, ..event });
    }
    found.extend(reviews::reviews(view, school, today));
    for event in &mut found {
        event.plan = plan(view, event.record);
        event.ends = event.ends.filter(|ends| *ends != event.when);
    }
    sort(&mut found);
    found
}

/// Puts days in their order.
pub fn sort(events: &mut [Event<'_>]) {
    events.sort_by(|a, b| {
        let key = |event: &Event<'_>| (event.when.sort_key(), event.sort, event.record);
        key(a).cmp(&key(b)).then_with(|| a.part.cmp(&b.part))
    });
}

impl<'c> Event<'c> {
    fn of(sort: EventSort, when: When, record: RecordIx, title: impl Into<Cow<'c, str>>, part: &str) -> Self {
        let (title, part) = (title.into(), part.to_owned());
        Self {
            sort,
            when,
            ends: None,
            title,
            record,
            part,
            plan: None,
            owner: None,
            done: None,
            late_days: None,
        }
    }

    /// Its first and last day, where it has whole days: what a calendar file can hold. An end that is only known
    /// to the month is left out.
    pub fn days(&self) -> Option<(Date, Date)> {
        let first = self.when.day()?;
        let last = self.ends.and_then(When::day).filter(|last| *last >= first);
        Some((first, last.unwrap_or(first)))
    }
}

impl Event<'_> {
    /// How it stands, in words: "done Wed 16 Sep 2026", "18 days late".
    pub fn stands(&self, language: &Language) -> Option<String> {
        if let Some(done) = self.done {
            return Some(say!(language, "agenda.done", date = language.date(done)));
        }
        let late = language.days(self.late_days?);
        Some(if self.sort == EventSort::ReviewDue {
            say!(language, "agenda.not-held-late", late = late)
        } else {
            say!(language, "agenda.late", late = late)
        })
    }

    /// The last day on which it is under way.
    pub fn last_day(&self) -> Date {
        self.ends.unwrap_or(self.when).last()
    }
}

impl EventSort {
    /// What it is called on a page.
    pub fn words(self, language: &Language) -> &str {
        match self {
            Self::ActionDue => language.word("label.action-due"),
            Self::Session => language.word("label.learning-session"),
            Self::PlannedVisit => language.word("label.visits-planned"),
            Self::Walkthrough => language.word("label.walkthrough"),
            Self::Pilot => language.word("label.pilot"),
            Self::ReviewHeld => language.word("label.review-held"),
            Self::ReviewDue => language.word("label.review-due"),
        }
    }
}

fn action_due<'c>(initiative: RecordIx, place: usize, action: &'c Action, today: Date) -> Option<Event<'c>> {
    let due = action.due.filter(|_| action.dropped.is_none())?;
    // A name and a position are kept apart by what stands before them.
    let part = match &action.id {
        Some(id) => format!("action.{id}"),
        None => format!("action-{}", place + 1),
    };
    let done = done(action, today);
    let open = due.day().filter(|day| done.is_none() && *day < today);
    let late_days = open.map(|day| days_between(day, today));
    let event = Event::of(EventSort::ActionDue, due, initiative, action.text.as_str(), &part);
    Some(Event { owner: action.owner.as_deref(), done, late_days, ..event })
}

/// The visits that a session plans, without those that a wave covers.
fn planned_visits<'c>(view: &View<'c>, ix: RecordIx, session: &'c Session, title: &'c str) -> Vec<Event<'c>> {
    let links = initiative_or_plan(view, ix).into_iter().flat_map(|about| view.backlinks(about));
    let waves = links.filter(|link| link.relation == Relation::LooksFor && link.part.is_none());
    let waves = waves.filter_map(|link| view.item::<Walkthrough>(link.to));
    let waves: Vec<(Date, Date)> = waves
        .map(|wave| (wave.fields.date.first(), wave.fields.ends.unwrap_or(wave.fields.date).last()))
        .collect();
    let covered =
        |when: When| waves.iter().any(|(first, last)| *first <= when.first() && when.last() <= *last);
    let planned = session.follow_up.iter().enumerate().filter(|(_, when)| !covered(**when));
    planned
        .map(|(place, when)| {
            let part = format!("follow-up-{}", place + 1);
            Event::of(
                EventSort::PlannedVisit,
                *when,
                ix,
                say!(view.language(), "agenda.visits-after", title = title),
                &part,
            )
        })
        .collect()
}

/// The plan that a record is or belongs to.
fn plan(view: &View<'_>, ix: RecordIx) -> Option<RecordIx> {
    let about = initiative_or_plan(view, ix)?;
    if view.item::<Plan>(about).is_some() {
        return Some(about);
    }
    let initiative = view.item::<Initiative>(about)?;
    view.resolve(initiative.record().key.school.as_ref(), &initiative.fields.plan, Target::PLAN)
}
