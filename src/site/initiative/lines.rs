//! The lines of an initiative's page: actions, changes, and records with what they say.

use serde::Serialize;

use crate::catalog::RecordIx;
use crate::language::Language;
use crate::record::{Evidence, Exemplar, OfKind, PartKind, Pilot, Relation};
use crate::report::actions::{State, Step};
use crate::report::what_changed::{PlanChange, changes_to};
use crate::say;
use crate::site::blocks::Text;
use crate::site::cards::newest_first;
use crate::site::facts::word;
use crate::site::words::DateText;
use crate::site::{Card, Making};
use crate::view::Item;

/// An action step on a page.
#[derive(Debug, Clone, Serialize)]
pub struct ActionLine<'a> {
    /// What is done.
    pub text: &'a str,
    /// How it stands, as a style class: `done`, `dropped`, `late`, `open`.
    pub state: &'static str,
    /// How it stands, in words: "9 days late"; nothing where its day says it.
    pub said: String,
    /// The initiative it belongs to, where several stand together.
    pub initiative: Option<Text>,
    /// Who does it.
    pub owner: Option<&'a str>,
    /// When it starts.
    pub start: Option<DateText>,
    /// When it should be done.
    pub due: Option<DateText>,
    /// When it was done.
    pub done: Option<DateText>,
    /// Why it was given up.
    pub dropped: Option<&'a str>,
    /// What it needs and what pays for it.
    pub needs: Vec<&'a str>,
}

/// A change to the plan on a page.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeLine<'a> {
    /// What changed.
    pub what: &'a str,
    /// Why.
    pub why: &'a str,
    /// When it was known: the last day of what caused it.
    pub when: Option<DateText>,
    /// The record that caused it.
    pub cause: Card<'a>,
}

/// A record with what it says.
#[derive(Debug, Clone, Serialize)]
pub struct Says<'a> {
    /// The record.
    pub card: Card<'a>,
    /// What it says.
    pub text: Option<&'a str>,
}

/// An action step on a page, with its initiative where several stand together.
pub(in crate::site) fn action_line<'a>(
    language: &Language,
    step: &Step<'a>,
    initiative: Option<Text>,
) -> ActionLine<'a> {
    let action = step.action;
    ActionLine {
        text: &action.text,
        state: match step.state {
            State::Done(_) => "done",
            State::Dropped(_) => "dropped",
            State::Late(..) => "late",
            State::Due(..) | State::DueIn(_) | State::NoDate => "open",
        },
        said: if matches!(step.state, State::DueIn(_)) { String::new() } else { step.state.words(language) },
        initiative,
        owner: action.owner.as_deref(),
        start: action.start.map(|value| DateText::of(language, value)),
        due: action.due.map(|value| DateText::of(language, value)),
        done: step.state.done().map(|value| DateText::of(language, value)),
        dropped: action.dropped.as_deref(),
        needs: [&action.resources, &action.funding].into_iter().flatten().map(String::as_str).collect(),
    }
}

impl<'a> Making<'a, '_> {
    /// The exemplars of an initiative, or of one of its look-fors.
    pub(in crate::site) fn islands_of(self, ix: RecordIx, look_for: Option<&str>) -> Vec<Card<'a>> {
        let shows = self.view.backlinks(ix).filter(|link| {
            link.relation == Relation::Shows
                && match (&link.part, look_for) {
                    (Some((PartKind::LookFor, id)), Some(wanted)) => id == wanted,
                    (None, None) => true,
                    _ => false,
                }
        });
        self.cards(
            shows.filter_map(|link| self.view.item::<Exemplar>(link.to)).map(|item| (item.ix, item.entry)),
        )
    }

    /// What speaks for an initiative, newest first, each with its claim.
    pub(super) fn evidence_for(self, ix: RecordIx) -> Vec<Says<'a>> {
        let found = self.joined_items::<Evidence>(ix, Relation::EvidenceFor).into_iter();
        found
            .map(|item| {
                let card = self.card(item.ix, item.entry);
                Says { text: item.fields.claim.as_deref().or(card.summary), card }
            })
            .collect()
    }

    /// Who tried an initiative first, newest first, each with what was decided and why.
    pub(super) fn pilots_of(self, ix: RecordIx) -> Vec<Says<'a>> {
        let found = self.joined_items::<Pilot>(ix, Relation::Tries).into_iter();
        found
            .map(|item| {
                let mut card = self.card(item.ix, item.entry);
                card.meta = std::iter::once(item.fields.who.clone())
                    .chain(item.fields.decision.map(|decision| {
                        say!(
                            self.language,
                            "initiative.decision",
                            decision = word(self.language, &decision).to_lowercase()
                        )
                    }))
                    .collect();
                Says { text: item.fields.reason.as_deref().or(card.summary), card }
            })
            .collect()
    }

    fn joined_items<T: OfKind>(self, to: RecordIx, relation: Relation) -> Vec<Item<'a, T>> {
        let links = self.view.backlinks(to).filter(|link| link.relation == relation);
        let mut found: Vec<Item<'a, T>> = links.filter_map(|link| self.view.item::<T>(link.to)).collect();
        found.sort_by_key(|item| item.ix);
        found.dedup_by_key(|item| item.ix);
        found.sort_by(|a, b| newest_first(a.entry, b.entry));
        found
    }

    /// The changes to an initiative, newest first.
    pub(super) fn changes_to(self, ix: RecordIx) -> Vec<ChangeLine<'a>> {
        let changes = changes_to(self.view, ix, self.today).into_iter();
        let line = |found: PlanChange<'a>| {
            let cause = self.card(found.cause, self.view.get(found.cause)?);
            let when = found.when.map(|when| DateText::of(self.language, when));
            Some(ChangeLine { what: &found.change.what, why: &found.change.why, when, cause })
        };
        changes.filter_map(line).collect()
    }
}
