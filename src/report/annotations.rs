//! What happened while a measure was followed: launches, learning sessions, changes and breaks.

use std::collections::BTreeSet;

use super::what_changed::{PlanChange, changes_to};
use crate::catalog::RecordIx;
use crate::date::{Date, When};
use crate::language::Language;
use crate::record::{Goal, Initiative, Measure, PartKind, Plan, Relation, Session, Target};
use crate::view::{Item, View};

/// Something that happened while a measure was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// When.
    pub when: When,
    /// What sort of thing it was.
    pub event: Event,
    /// In words: a title, what changed, why the chart starts afresh.
    pub text: String,
    /// The record that tells of it; none where that is the measure itself.
    pub record: Option<RecordIx>,
}

/// What can happen while a measure is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The chart starts afresh.
    Break,
    /// The whole staff starts.
    Launch,
    /// People learn together.
    Session,
    /// The plan changes.
    Change,
}

impl Event {
    /// The word before what happened.
    pub fn word(self, language: &Language) -> &str {
        match self {
            Self::Break => language.word("label.new-start"),
            Self::Launch => language.word("label.launch"),
            Self::Session => language.word("label.learning-session"),
            Self::Change => language.word("label.change"),
        }
    }
}

/// What happened, by `today`, to the initiatives that a measure belongs to, in time.
pub fn annotations(view: &View<'_>, measure: Item<'_, Measure>, today: Date) -> Vec<Annotation> {
    let breaks = measure.fields.breaks.iter().map(|a_break| Annotation {
        when: a_break.date,
        event: Event::Break,
        text: a_break.why.clone(),
        record: None,
    });
    let mut found: Vec<Annotation> = breaks.collect();
    found.extend(changes(view, measure.ix, today));
    for initiative in initiatives(view, measure.ix) {
        found.extend(launch(initiative));
        found.extend(sessions(view, initiative.ix));
        found.extend(changes(view, initiative.ix, today));
    }
    found.retain(|annotation| !annotation.when.is_after(today));
    let order = |annotation: &Annotation| (annotation.when.sort_key(), annotation.event, annotation.record);
    found.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.text.cmp(&b.text)));
    found.dedup();
    found
}

/// What happened while measures were followed that are the district's or that its records follow, in words: what
/// pages of any school may show although it happened in another.
pub fn across_places(view: &View<'_>, today: Date) -> String {
    let is_districts = |ix: RecordIx| view.get(ix).is_some_and(|entry| entry.record.key.school.is_none());
    let mut told = String::new();
    for measure in view.all::<Measure>() {
        if is_districts(measure.ix) || view.backlinks(measure.ix).any(|link| is_districts(link.to)) {
            told.push_str(measure.record().source.path());
            for Annotation { when, event, text, record } in annotations(view, measure, today) {
                let told_in = record.and_then(|ix| view.get(ix)).map(|entry| entry.record.source.path());
                told.push_str(&format!("\n{when:?} {event:?} {text:?} {told_in:?}"));
            }
            told.push('\n');
        }
    }
    told
}

/// The initiatives that a measure tells about: those it follows the implementation of, and those that serve a goal
/// it measures or is an early indicator for.
pub fn initiatives<'c>(view: &View<'c>, measure: RecordIx) -> Vec<Item<'c, Initiative>> {
    let mut found = BTreeSet::new();
    let mut plans = BTreeSet::new();
    for link in view.backlinks(measure) {
        match link.relation {
            Relation::ImplementationMeasure => {
                found.insert(link.to);
            }
            Relation::MeasuredBy | Relation::Indicator => {
                plans.insert(link.to);
            }
            _ => {}
        }
    }
    for plan in plans.into_iter().filter_map(|ix| view.item::<Plan>(ix)) {
        let names = |goal: &&Goal| {
            let mut named = goal.measure.iter().chain(&goal.indicators);
            named.any(|to| {
                view.resolve(plan.record().key.school.as_ref(), to, Target::MEASURE) == Some(measure)
            })
        };
        let goals: BTreeSet<&str> =
            plan.fields.goals.iter().filter(names).map(|goal| goal.id.as_str()).collect();
        let serves = view.backlinks(plan.ix).filter(|link| {
            let goal = link.part.as_ref().filter(|(part, _)| *part == PartKind::Goal);
            link.relation == Relation::Serves && goal.is_some_and(|(_, id)| goals.contains(id.as_str()))
        });
        found.extend(serves.map(|link| link.to));
    }
    found.into_iter().filter_map(|ix| view.item::<Initiative>(ix)).collect()
}

fn launch(initiative: Item<'_, Initiative>) -> Option<Annotation> {
    Some(Annotation {
        when: initiative.fields.launch?,
        event: Event::Launch,
        text: initiative.record().title().to_owned(),
        record: Some(initiative.ix),
    })
}

fn sessions(view: &View<'_>, initiative: RecordIx) -> impl Iterator<Item = Annotation> {
    let prepares = view.backlinks(initiative).filter(|link| link.relation == Relation::Prepares);
    prepares.filter_map(|link| view.item::<Session>(link.to)).map(|session| Annotation {
        when: session.fields.date,
        event: Event::Session,
        text: session.record().title().to_owned(),
        record: Some(session.ix),
    })
}

/// The changes to a record, each in the record that caused it; a cause without a date cannot be placed.
fn changes(view: &View<'_>, changed: RecordIx, today: Date) -> Vec<Annotation> {
    let dated = |change: PlanChange<'_>| {
        let text = change.change.what.clone();
        Some(Annotation { when: change.when?, event: Event::Change, text, record: Some(change.cause) })
    };
    changes_to(view, changed, today).into_iter().filter_map(dated).collect()
}
