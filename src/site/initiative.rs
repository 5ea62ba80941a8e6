//! The page of an initiative: why, what it looks like, who does what, and what came of it.

use serde::Serialize;

use super::blocks::{Fact, Text};
use super::facts::word;
use super::record::{Joined, RecordHead};
use super::words::DateText;
use super::{Card, Making, PageHead};
use crate::catalog::{Entry, RecordIx};
use crate::record::{Action, Exemplar, Initiative, LookFor, PartKind, Plan, Relation, Target};
use crate::report::what_changed::{PlanChange, changes_to};

/// The page of an initiative.
#[derive(Debug, Clone, Serialize)]
pub struct InitiativePage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The record's own head.
    pub record: RecordHead<'a>,
    /// Plan, stage, launch, evidence base.
    pub facts: Vec<Fact>,
    /// Why the need exists.
    pub root_cause: Option<&'a str>,
    /// The theory in a sentence.
    pub if_then: Option<&'a str>,
    /// The goals it serves.
    pub goals: Vec<Text>,
    /// What a visitor sees.
    pub look_fors: Vec<LookForLine<'a>>,
    /// Who does what by when.
    pub actions: Vec<ActionLine<'a>>,
    /// Rooms where it already lives.
    pub islands: Vec<Card<'a>>,
    /// What changed because of what people said and what was seen, newest first.
    pub changes: Vec<ChangeLine<'a>>,
    /// What else the record is joined to.
    pub joined: Vec<Joined<'a>>,
}

/// A look-for on a page.
#[derive(Debug, Clone, Serialize)]
pub struct LookForLine<'a> {
    /// Its id, for its anchor.
    pub id: &'a str,
    /// What a visitor sees.
    pub text: &'a str,
    /// Who is seen doing it.
    pub who: Option<String>,
    /// Its levels, from least to most.
    pub levels: &'a [String],
    /// The level that is aimed at.
    pub goal_level: Option<&'a str>,
    /// The rooms where it can be seen.
    pub islands: Vec<Card<'a>>,
}

/// An action step on a page.
#[derive(Debug, Clone, Serialize)]
pub struct ActionLine<'a> {
    /// What is done.
    pub text: &'a str,
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
    /// The record that caused it.
    pub cause: Card<'a>,
}

impl<'a> Making<'a, '_> {
    /// What an initiative's page says.
    pub(super) fn initiative(
        self,
        ix: RecordIx,
        entry: &'a Entry,
        fields: &'a Initiative,
    ) -> InitiativePage<'a> {
        let record = &entry.record;
        InitiativePage {
            page: self.record_head(self.urls.of_record(ix), entry),
            record: self.record_summary(entry),
            facts: self.initiative_facts(entry, fields),
            root_cause: fields.root_cause.as_deref(),
            if_then: fields.if_then.as_deref(),
            goals: self.goals_served(record, fields),
            look_fors: fields.look_fors.iter().map(|look_for| self.look_for(ix, look_for)).collect(),
            actions: fields.actions.iter().map(action).collect(),
            islands: self.islands_of(ix, None),
            changes: self.changes_to(ix),
            joined: self.joined_but(
                ix,
                &["Part of the plan", "Serves the goal", "Islands of excellence", "Changed by"],
            ),
        }
    }

    fn initiative_facts(self, entry: &'a Entry, fields: &'a Initiative) -> Vec<Fact> {
        let record = &entry.record;
        let one = |label, to: Option<Text>| Fact { label, values: to.into_iter().collect() };
        let text = |label, text: Option<String>| one(label, text.map(Text::plain));
        let mut facts = vec![
            one("Plan", self.reference(record, &fields.plan, Target::PLAN)),
            text("Launch", fields.launch.map(|when| DateText::of(when).text).or(Some("not launched".into()))),
            text("Stage", fields.stage.as_ref().map(word)),
            text("Evidence base", fields.evidence_tier.as_ref().map(word)),
            text("Source", fields.citation.clone()),
        ];
        if let Some(supports) = &fields.supports {
            facts.push(one("Carries out", self.reference(record, supports, Target::INITIATIVE)));
        }
        facts
    }

    fn goals_served(self, record: &crate::record::Record, fields: &Initiative) -> Vec<Text> {
        let plan = self.view.resolve(record.key.school.as_ref(), &fields.plan, Target::PLAN);
        let Some(plan) = plan.and_then(|ix| self.view.item::<Plan>(ix)) else {
            return Vec::new();
        };
        let url = self.urls.of_record(plan.ix);
        let served = plan.fields.goals.iter().filter(|goal| fields.goals.contains(&goal.id));
        served
            .map(|goal| Text { text: goal.statement.clone(), url: Some(format!("{url}#goal-{}", goal.id)) })
            .collect()
    }

    fn look_for(self, ix: RecordIx, look_for: &'a LookFor) -> LookForLine<'a> {
        LookForLine {
            id: &look_for.id,
            text: &look_for.text,
            who: look_for.who.as_ref().map(word),
            levels: &look_for.levels,
            goal_level: look_for.goal_level.as_deref(),
            islands: self.islands_of(ix, Some(&look_for.id)),
        }
    }

    /// The exemplars of an initiative, or of one of its look-fors.
    pub(super) fn islands_of(self, ix: RecordIx, look_for: Option<&str>) -> Vec<Card<'a>> {
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

    /// The changes to an initiative, newest first.
    fn changes_to(self, ix: RecordIx) -> Vec<ChangeLine<'a>> {
        let changes = changes_to(self.view, ix, self.today).into_iter();
        let line = |found: PlanChange<'a>| {
            let cause = self.card(found.cause, self.view.get(found.cause)?);
            Some(ChangeLine { what: &found.change.what, why: &found.change.why, cause })
        };
        changes.filter_map(line).collect()
    }
}

fn action(action: &Action) -> ActionLine<'_> {
    ActionLine {
        text: &action.text,
        owner: action.owner.as_deref(),
        start: action.start.map(DateText::of),
        due: action.due.map(DateText::of),
        done: action.done.map(DateText::of),
        dropped: action.dropped.as_deref(),
        needs: [&action.resources, &action.funding].into_iter().flatten().map(String::as_str).collect(),
    }
}
