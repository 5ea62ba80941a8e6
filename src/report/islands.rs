//! R15 Islands: which practices one can go and see, where none can be seen yet, and which islands no plan uses.

use crate::catalog::RecordIx;
use crate::id::Id;
use crate::language::Language;
use crate::record::{Exemplar, Initiative, Kind, LookFor, PartKind, Relation, Status};
use crate::view::{Item, View};

use super::Method;
use super::follow_through::plan_of;

/// How islands are told.
pub const METHOD: Method = Method { name: "islands" };

/// An initiative with the islands that show it.
#[derive(Debug, Clone)]
pub struct PracticeIslands<'c> {
    /// The initiative.
    pub initiative: Item<'c, Initiative>,
    /// Its look-fors, each with the islands where it can be seen.
    pub look_fors: Vec<(&'c LookFor, Vec<RecordIx>)>,
    /// Islands that show the practice and name no look-for.
    pub others: Vec<RecordIx>,
}

/// An island, and the records of plans that name it.
#[derive(Debug, Clone)]
pub struct Island<'c> {
    /// The exemplar.
    pub exemplar: Item<'c, Exemplar>,
    /// The records that name it.
    pub used_in: Vec<RecordIx>,
    /// Whether the plan of its practice is under way.
    pub under_way: bool,
}

/// The initiatives of a place whose plan is not over, with the islands of any school that show them.
pub fn practices<'c>(view: &View<'c>, school: Option<&Id>) -> Vec<PracticeIslands<'c>> {
    let own = view.own::<Initiative>(school);
    let open = own.filter(|item| status(view, *item) != Some(Status::Closed));
    open.map(|initiative| practice(view, initiative)).collect()
}

fn practice<'c>(view: &View<'c>, initiative: Item<'c, Initiative>) -> PracticeIslands<'c> {
    let shows = |part: Option<&str>| -> Vec<RecordIx> {
        let links = view.backlinks(initiative.ix).filter(|link| {
            let own = link.part.as_ref().filter(|(kind, _)| *kind == PartKind::LookFor);
            link.relation == Relation::Shows && own.map(|(_, id)| id.as_str()) == part
        });
        let mut found: Vec<RecordIx> = links.map(|link| link.to).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let look_fors = initiative.fields.look_fors.iter();
    let look_fors: Vec<_> = look_fors.map(|look_for| (look_for, shows(Some(&look_for.id)))).collect();
    let named = |ix: &RecordIx| look_fors.iter().any(|(_, islands)| islands.contains(ix));
    let others = shows(None).into_iter().filter(|ix| !named(ix)).collect();
    PracticeIslands { initiative, look_fors, others }
}

impl PracticeIslands<'_> {
    /// Every island that shows it, some more than once.
    pub fn all(&self) -> impl Iterator<Item = RecordIx> + '_ {
        self.look_fors.iter().flat_map(|(_, islands)| islands).chain(&self.others).copied()
    }

    /// Whether it can be seen in a room.
    pub fn is_seen(&self) -> bool {
        self.all().next().is_some()
    }
}

/// The islands of a place, in the order of their keys.
pub fn islands_in<'c>(view: &View<'c>, school: Option<&Id>) -> Vec<Island<'c>> {
    let own = view.own::<Exemplar>(school);
    own.map(|exemplar| island(view, exemplar)).collect()
}

fn island<'c>(view: &View<'c>, exemplar: Item<'c, Exemplar>) -> Island<'c> {
    let practice = view.links(exemplar.ix).find(|link| link.relation == Relation::Shows);
    let practice = practice.and_then(|link| view.item::<Initiative>(link.to));
    let plan = practice.and_then(|practice| status(view, practice));
    let names = [Relation::Names, Relation::Mentions, Relation::LookedAt, Relation::Changed];
    let links = view.backlinks(exemplar.ix).filter(|link| names.contains(&link.relation));
    let of_plan = |ix: &RecordIx| view.get(*ix).is_some_and(|entry| is_of_plan(entry.record.key.kind));
    let mut used_in: Vec<RecordIx> = links.map(|link| link.to).filter(of_plan).collect();
    used_in.sort_unstable();
    used_in.dedup();
    Island { exemplar, used_in, under_way: plan == Some(Status::Active) }
}

fn status<'c>(view: &View<'c>, initiative: Item<'c, Initiative>) -> Option<Status> {
    plan_of(view, initiative).map(|plan| plan.fields.status)
}

/// Whether records of a kind are part of a plan's work; news, pages, evidence and other islands are not.
fn is_of_plan(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Plan
            | Kind::Initiative
            | Kind::Conversation
            | Kind::Pilot
            | Kind::Session
            | Kind::Walkthrough
            | Kind::Support
            | Kind::Plc
            | Kind::Review
    )
}

impl Island<'_> {
    /// Why no plan uses it, where none does.
    pub fn unused<'l>(&self, language: &'l Language) -> Option<&'l str> {
        match (self.under_way, self.used_in.is_empty()) {
            (true, false) => None,
            (true, true) => Some(language.word("islands.no-record-of-the-plan-names-it")),
            (false, _) => Some(language.word("islands.the-plan-of-its-practice-is-not")),
        }
    }
}
