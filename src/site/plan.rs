//! The page of a plan: what, how, how we will know, what we do if not.

mod answers;

use serde::Serialize;

use super::blocks::{Fact, Text};
use super::facts::word;
use super::goal::GoalLine;
use super::home::{Classrooms, RecentChange};
use super::marks::MarkRow;
use super::record::{Joined, RecordHead};
use super::words::DateText;
use super::{Card, Making, PageHead, urls};
use crate::catalog::{Entry, RecordIx};
use crate::language::Language;
use crate::record::{Initiative, Plan, Relation, Status};
use crate::say;
use crate::view::Item;

/// The page of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlanPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The record's own head.
    pub record: RecordHead<'a>,
    /// What the plan is for.
    pub purpose: &'a str,
    /// Whether the plan is over.
    pub closed: bool,
    /// Year, status, dates.
    pub facts: Vec<Fact>,
    /// Who keeps it, in which cycles.
    pub keepers: Vec<Fact>,
    /// What should be true at the end.
    pub goals: Vec<GoalLine<'a>>,
    /// What changes in practice.
    pub initiatives: Vec<InitiativeLine<'a>>,
    /// The whole plan as one page for paper, where this audience sees enough of it.
    pub packet: Option<String>,
    /// What the latest visits saw, by initiative.
    pub classrooms: Vec<Classrooms>,
    /// How many of the actions are done, in a sentence, where this audience sees all of them.
    pub tally: Option<String>,
    /// How many of the reviews due were held, in a sentence, where this audience sees them.
    pub rhythm: Option<String>,
    /// The last three changes to the plan and its initiatives.
    pub plan_changes: Vec<RecentChange<'a>>,
    /// Reviews, newest first.
    pub reviews: Vec<Card<'a>>,
    /// What else the record is joined to.
    pub joined: Vec<Joined<'a>>,
}

/// An initiative on a plan's page.
#[derive(Debug, Clone, Serialize)]
pub struct InitiativeLine<'a> {
    /// The initiative.
    pub card: Card<'a>,
    /// When the whole staff starts.
    pub launch: Option<DateText>,
    /// The theory in a sentence.
    pub if_then: Option<&'a str>,
    /// Why the need exists.
    pub root_cause: Option<&'a str>,
    /// How many look-fors it has.
    pub look_fors: usize,
    /// Ready, followed through; nothing where this audience sees too little of it.
    pub marks: Vec<MarkRow>,
}

impl<'a> Making<'a, '_> {
    /// What a plan's page says.
    pub(super) fn plan(self, ix: RecordIx, entry: &'a Entry, plan: &'a Plan) -> PlanPage<'a> {
        let mut plan_changes = self.changes_of_plan(ix);
        plan_changes.truncate(3);
        let (facts, keepers) = plan_facts(self.language, plan);
        PlanPage {
            page: self.record_head(self.urls.of_record(ix), entry),
            record: self.record_summary(entry),
            purpose: &plan.purpose,
            closed: plan.status == Status::Closed,
            facts,
            keepers,
            goals: self.goals(Item { ix, entry, fields: plan }),
            initiatives: self.initiatives_of(ix),
            packet: self.is_inside().then(|| urls::packet(&entry.record.key)),
            classrooms: self.classrooms_of_plan(ix),
            tally: self.plan_tally(ix),
            rhythm: self.plan_rhythm(Item { ix, entry, fields: plan }),
            plan_changes,
            reviews: self.reviews_of(ix),
            joined: self.joined_but(
                ix,
                &[
                    Relation::InitiativeOf.backward(),
                    Relation::Reviews.backward(),
                    Relation::MeasuredBy.forward(),
                    Relation::Indicator.forward(),
                    Relation::Serves.backward(),
                ],
            ),
        }
    }

    /// The initiatives of a plan, in the order of their launch, those without one last.
    pub(super) fn initiatives_of(self, plan: RecordIx) -> Vec<InitiativeLine<'a>> {
        let belongs = self.view.backlinks(plan).filter(|link| link.relation == Relation::InitiativeOf);
        let mut items: Vec<_> = belongs.filter_map(|link| self.view.item::<Initiative>(link.to)).collect();
        items.sort_by_key(|item| {
            let launch = item.fields.launch.map(crate::date::When::sort_key);
            (launch.is_none(), launch, item.ix)
        });
        let line = |item: Item<'a, Initiative>| InitiativeLine {
            card: self.card(item.ix, item.entry),
            launch: item.fields.launch.map(|value| DateText::of(self.language, value)),
            if_then: item.fields.if_then.as_deref(),
            root_cause: item.fields.root_cause.as_deref(),
            look_fors: item.fields.look_fors.len(),
            marks: self.standing_marks(item),
        };
        items.into_iter().map(line).collect()
    }

    /// The reviews of a plan, newest first.
    pub(super) fn reviews_of(self, plan: RecordIx) -> Vec<Card<'a>> {
        let reviews = self.view.backlinks(plan).filter(|link| link.relation == Relation::Reviews);
        let mut entries: Vec<_> =
            reviews.filter_map(|link| Some((link.to, self.view.get(link.to)?))).collect();
        entries.sort_by(|(_, a), (_, b)| super::cards::newest_first(a, b));
        self.cards(entries)
    }

    /// What a record is joined to, without what its page already says.
    pub(super) fn joined_but(self, ix: RecordIx, said: &[&str]) -> Vec<Joined<'a>> {
        self.joined(ix).into_iter().filter(|joined| !said.contains(&joined.relation)).collect()
    }
}

/// A plan's year, status and days; and who keeps it in which cycles.
pub(super) fn plan_facts(language: &Language, plan: &Plan) -> (Vec<Fact>, Vec<Fact>) {
    let date = |label, when: Option<crate::date::When>| Fact {
        label,
        values: when.map(|when| Text::plain(DateText::of(language, when).text)).into_iter().collect(),
    };
    let cycle = |cycle: &crate::record::Cycle| {
        let ends = |when: Option<crate::date::When>| {
            when.map_or_else(
                || language.word("page.not-set").into(),
                |when| DateText::of(language, when).text,
            )
        };
        Text::plain(say!(
            language,
            "plan.to",
            name = cycle.name,
            ends = ends(cycle.starts),
            ends_too = ends(cycle.ends)
        ))
    };
    let facts = vec![
        Fact { label: language.word("label.school-year").to_owned(), values: vec![Text::plain(&plan.year)] },
        Fact {
            label: language.word("label.status").to_owned(),
            values: vec![Text::plain(word(language, &plan.status))],
        },
        date(language.word("label.starts").to_owned(), plan.starts),
        date(language.word("label.ends").to_owned(), plan.ends),
    ];
    let mut keepers = vec![Fact {
        label: language.word("label.team").to_owned(),
        values: plan.team.iter().map(Text::plain).collect(),
    }];
    if !plan.cycles.is_empty() {
        keepers.push(Fact {
            label: language.word("label.cycles").to_owned(),
            values: plan.cycles.iter().map(cycle).collect(),
        });
    }
    (facts, keepers)
}
