//! R14 Roll-up: how each district initiative stands in each school, and a coach's plan by coaching stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Method;
use super::follow_through::{
    FollowThrough, Launch, Settings, due_words, follow_through, plan_of, review_rhythm,
};
use super::readiness::{Readiness, readiness};
use super::what_changed::changes_to;
use crate::catalog::RecordIx;
use crate::date::{Date, When};
use crate::id::Id;
use crate::record::{CoachingStage, Initiative, Plan, PlanLevel, Relation, School, Status, SupportType};
use crate::view::{Item, View};

/// How the roll-up is told.
pub const METHOD: Method = Method { name: "roll-up" };

/// How an initiative stands.
#[derive(Debug, Clone)]
pub struct Standing<'c> {
    /// The initiative.
    pub initiative: Item<'c, Initiative>,
    /// How.
    pub how: Arc<How>,
}

/// What there is to say of how an initiative stands.
#[derive(Debug)]
pub struct How {
    /// Whether the whole staff has started.
    pub launch: Launch,
    /// What the launch rests on.
    pub ready: Readiness,
    /// What followed.
    pub followed: FollowThrough,
    /// The first day of the latest walkthrough.
    pub latest_visit: Option<When>,
    /// When the next review of its plan is due, or why that is not told.
    pub next_review: String,
    /// When it was changed last.
    pub last_change: Option<When>,
}

/// An initiative of the district with those of the schools that carry it out.
#[derive(Debug, Clone)]
pub struct AskedFor<'c> {
    /// The district's own.
    pub own: Standing<'c>,
    /// Every school in the declared order with its initiatives, in the order of the keys.
    pub schools: Vec<(Item<'c, School>, Vec<Standing<'c>>)>,
}

/// A coach's plan.
#[derive(Debug, Clone)]
pub struct Coached<'c> {
    /// The plan.
    pub plan: Item<'c, Plan>,
    /// Its initiatives.
    pub initiatives: Vec<Standing<'c>>,
    /// The coaching cycles in each stage; none where no cycle is on record.
    pub stages: Option<Vec<(CoachingStage, usize)>>,
}

/// The stages of a coaching cycle in their order.
pub const STAGES: [CoachingStage; 5] = [
    CoachingStage::Prepare,
    CoachingStage::Identify,
    CoachingStage::Learn,
    CoachingStage::Improve,
    CoachingStage::Closed,
];

/// How initiatives stand.
pub type Standings = BTreeMap<RecordIx, Arc<How>>;

/// How the initiatives of a place stand that a roll-up tells of: the district's own, and those that carry one out.
pub fn standings(view: &View<'_>, school: Option<&Id>, settings: Settings, today: Date) -> Standings {
    if !view.is_district() {
        return Standings::new();
    }
    let carries_out = |ix| view.links(ix).any(|link| link.relation == Relation::CarriesOut);
    let told = view.own::<Initiative>(school).filter(|item| school.is_none() || carries_out(item.ix));
    told.map(|item| (item.ix, Arc::new(how_it_stands(view, item, settings, today)))).collect()
}

/// How each initiative of a district stands in each of its schools, of `standings` of all places; nothing in a site of
/// one school.
pub fn roll_up<'c>(view: &View<'c>, standings: &Standings) -> Vec<AskedFor<'c>> {
    let schools: Vec<Item<'c, School>> = view.schools().filter_map(|ix| view.item(ix)).collect();
    let beside_schools = |own: Standing<'c>| {
        let mut carried: BTreeMap<Option<&Id>, Vec<Standing<'c>>> = BTreeMap::new();
        for item in carried_out_by(view, own.initiative.ix) {
            carried.entry(item.record().key.school.as_ref()).or_default().extend(standing(standings, item));
        }
        let of_school = |school: &Item<'c, School>| {
            let id = school.record().key.school.as_ref();
            (*school, carried.remove(&id).unwrap_or_default())
        };
        AskedFor { own, schools: schools.iter().map(of_school).collect() }
    };
    asked_for(view, standings).map(beside_schools).collect()
}

/// The initiatives of a district that are not over, with how they stand; nothing in a site of one school.
pub fn asked_for<'c>(view: &View<'c>, standings: &Standings) -> impl Iterator<Item = Standing<'c>> {
    let own = view.own::<Initiative>(None).filter(|item| view.is_district() && !is_over(view, *item));
    own.filter_map(|initiative| standing(standings, initiative))
}

fn standing<'c>(standings: &Standings, initiative: Item<'c, Initiative>) -> Option<Standing<'c>> {
    Some(Standing { initiative, how: standings.get(&initiative.ix)?.clone() })
}

/// The coach's plans of a place that are not over.
pub fn coaching_plans<'c>(view: &View<'c>, school: Option<&Id>) -> impl Iterator<Item = Item<'c, Plan>> {
    let plans = view.own::<Plan>(school);
    plans.filter(|plan| plan.fields.level == PlanLevel::Coaching && plan.fields.status != Status::Closed)
}

/// How the coach's plans of a place stand that are not over.
pub fn coached<'c>(
    view: &View<'c>,
    school: Option<&Id>,
    settings: Settings,
    today: Date,
) -> Vec<Coached<'c>> {
    let standing = |initiative: Item<'c, Initiative>| {
        let how = Arc::new(how_it_stands(view, initiative, settings, today));
        Standing { initiative, how }
    };
    coaching_plans(view, school)
        .map(|plan| {
            let initiatives = super::follow_through::initiatives_of(view, plan.ix).into_iter();
            Coached {
                plan,
                initiatives: initiatives.map(standing).collect(),
                stages: stages(view, school, today),
            }
        })
        .collect()
}

/// How an initiative stands as of a date.
fn how_it_stands(view: &View<'_>, initiative: Item<'_, Initiative>, settings: Settings, today: Date) -> How {
    let visits = view.counted_waves_of(initiative.ix).map(|wave| wave.date);
    let changes = changes_to(view, initiative.ix, today).into_iter().filter_map(|change| change.when);
    How {
        launch: Launch::of(initiative.fields, today),
        ready: readiness(view, initiative, today),
        followed: follow_through(view, initiative, settings, today),
        latest_visit: visits.filter(|date| !date.is_after(today)).max_by_key(|date| date.sort_key()),
        next_review: next_review(view, plan_of(view, initiative), settings, today),
        last_change: changes.filter(|when| when.is_by(today)).max_by_key(|when| when.sort_key()),
    }
}

/// When the next review of a plan is due, in words.
pub fn next_review<'c>(
    view: &View<'c>,
    plan: Option<Item<'c, Plan>>,
    settings: Settings,
    today: Date,
) -> String {
    let Some(plan) = plan else {
        return view.language().word("roll-up.not-computed-the-plan-is-not-in").to_owned();
    };
    if plan.fields.status == Status::Draft {
        return view.language().word("roll-up.the-plan-is-a-draft").to_owned();
    }
    let rhythm = review_rhythm(view, plan, settings.cadence, today);
    match rhythm.next {
        Some(next) => format!(
            "{} ({})",
            view.language().date(When::Day(next.due)),
            due_words(view.language(), next.due, today)
        ),
        None if rhythm.closed => view.language().word("roll-up.the-plan-is-over").to_owned(),
        None => view.language().word("roll-up.not-computed-the-plans-first-day-is").to_owned(),
    }
}

fn is_over<'c>(view: &View<'c>, initiative: Item<'c, Initiative>) -> bool {
    plan_of(view, initiative).is_some_and(|plan| plan.fields.status == Status::Closed)
}

fn carried_out_by<'c>(view: &View<'c>, asked: RecordIx) -> Vec<Item<'c, Initiative>> {
    let links = view.backlinks(asked).filter(|link| link.relation == Relation::CarriesOut);
    let mut found: Vec<Item<'c, Initiative>> = links.filter_map(|link| view.item(link.to)).collect();
    found.sort_by_key(|item| item.ix);
    found
}

/// The coaching cycles of a place that have begun, by stage: a count of records, as on the page about support, and
/// not of people.
fn stages(view: &View<'_>, school: Option<&Id>, today: Date) -> Option<Vec<(CoachingStage, usize)>> {
    let support = view.own::<Initiative>(school).flat_map(|item| view.counted_support_of(item.ix));
    let cycles = support.filter(|item| item.sort == SupportType::Coaching && item.starts.is_by(today));
    let found: Vec<CoachingStage> = cycles.filter_map(|item| item.stage).collect();
    let count = |stage| (stage, found.iter().filter(|other| **other == stage).count());
    (!found.is_empty()).then(|| STAGES.map(count).into())
}
