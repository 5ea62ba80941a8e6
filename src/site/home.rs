//! Home pages: where a school stands, and where a district stands.

mod district;
mod now;

use serde::Serialize;

use super::blocks::{SourcedLine, Text};
use super::goal::GoalLine;
use super::plan::InitiativeLine;
use super::words::DateText;
use super::{Card, Context, Making, Page, PageHead, Planned, places, urls};
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::record::{Exemplar, Initiative, Kind, Plan, PlanLevel, School, Status, Update};
use crate::report::follow_through::{Launch, initiatives_of};
use crate::report::what_changed::{PlanChange, changes_in};

pub use district::DistrictPage;
pub use now::Now;

/// The home page of a school: where we stand.
#[derive(Debug, Clone, Serialize)]
pub struct HomePage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The heading.
    pub heading: &'a str,
    /// The school's name.
    pub name: String,
    /// What the school is for.
    pub mission: Option<&'a str>,
    /// What is due or late, and the next review.
    pub now: Option<Now<'a>>,
    /// The plans that are under way, or drafts where none is.
    pub plans: Vec<PlanBrief<'a>>,
    /// Plans that are over.
    pub closed: Vec<Card<'a>>,
    /// What the latest visits saw, by initiative.
    pub classrooms: Vec<Classrooms>,
    /// Whether nobody has visited a classroom yet, as far as this audience can tell.
    pub unvisited: bool,
    /// What changed and why: the last three.
    pub changes: Vec<RecentChange<'a>>,
    /// Three rooms where it works.
    pub islands: Vec<Card<'a>>,
    /// How many there are in all.
    pub islands_in_all: usize,
    /// The latest news.
    pub updates: Vec<Card<'a>>,
}

/// A plan on a home page.
#[derive(Debug, Clone, Serialize)]
pub struct PlanBrief<'a> {
    /// The plan.
    pub card: Card<'a>,
    /// What it is for.
    pub purpose: &'a str,
    /// What should be true at the end.
    pub goals: Vec<GoalLine<'a>>,
    /// What changes in practice.
    pub initiatives: Vec<InitiativeLine<'a>>,
}

/// What the latest visits saw of an initiative.
#[derive(Debug, Clone, Serialize)]
pub struct Classrooms {
    /// The initiative.
    pub initiative: Text,
    /// A sentence for each look-for.
    pub lines: Vec<SourcedLine>,
}

/// A change to the plan on a home page.
#[derive(Debug, Clone, Serialize)]
pub struct RecentChange<'a> {
    /// What changed.
    pub what: &'a str,
    /// Why.
    pub why: &'a str,
    /// What was changed.
    pub changed: Option<Text>,
    /// When it was known: the last day of what caused it.
    pub when: Option<DateText>,
    /// The record that caused it.
    pub cause: Card<'a>,
}

/// The home page of every place.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Planned<'a>> {
    let plan = |place: Option<Id>| {
        let words = making.view.own_entries(place.as_ref(), Kind::Home).next();
        let is_district = place.is_none() && making.view.is_district();
        let template = if is_district { "district.html" } else { "home.html" };
        let of = place.clone();
        let planned = Planned::later(urls::home(place.as_ref()), template, place, move |making| {
            making.home(of.as_ref())
        });
        planned.about(words.map(|(ix, _)| ix))
    };
    places(making.view).into_iter().map(plan).collect()
}

impl<'a> Making<'a, '_> {
    fn home(self, school: Option<&Id>) -> Page<'a> {
        let url = urls::home(school);
        let words = self.view.own_entries(school, Kind::Home).next();
        let heading = words.map_or(self.language.word("home.title"), |(_, entry)| entry.record.title());
        let body = words.map(|(ix, _)| ix);
        let mut page = self.head(self.place_name(school), &url, school, "");
        page.description = words.and_then(|(_, entry)| entry.record.common.summary.as_deref());
        if let Some((_, entry)) = words {
            page.edit_url = self.record_head(&url, entry).edit_url;
        }
        let name = self.place_name(school);
        let (template, context) = if school.is_none() && self.view.is_district() {
            ("district.html", Context::District(Box::new(self.district_home(page, heading, name))))
        } else {
            ("home.html", Context::Home(Box::new(self.school_home(page, heading, name, school))))
        };
        Page { url, template, context, body, about: body, downloads: Vec::new() }
    }

    fn school_home(
        self,
        page: PageHead<'a>,
        heading: &'a str,
        name: String,
        school: Option<&Id>,
    ) -> HomePage<'a> {
        let islands = self.records(Kind::Exemplar, school);
        let closed = self.view.own::<Plan>(school).filter(|plan| plan.fields.status == Status::Closed);
        let closed = closed.map(|plan| (plan.ix, plan.entry));
        let mut initiatives = self.view.own::<Initiative>(school);
        let visited = initiatives.any(|item| self.view.counted_waves_of(item.ix).next().is_some());
        HomePage {
            page,
            heading,
            name,
            mission: self.mission(school),
            now: self.now(school),
            plans: self.plans_under_way(school),
            closed: self.cards(closed),
            classrooms: self.in_classrooms(school),
            unvisited: self.is_inside() && !visited,
            changes: self.last_three(changes_in(self.view, school, self.today)),
            islands_in_all: islands.len(),
            islands: self.latest::<Exemplar>(school, 3),
            updates: self.latest::<Update>(school, 3),
        }
    }

    fn mission(self, school: Option<&Id>) -> Option<&'a str> {
        self.view.own::<School>(school).next()?.fields.mission.as_deref()
    }

    fn plans_under_way(self, school: Option<&Id>) -> Vec<PlanBrief<'a>> {
        let own = self.view.own::<Plan>(school);
        let mut open: Vec<_> = own.filter(|plan| plan.fields.status != Status::Closed).collect();
        open.sort_by_key(|plan| in_order(plan.fields));
        open.into_iter()
            .map(|plan| PlanBrief {
                card: self.card(plan.ix, plan.entry),
                purpose: &plan.fields.purpose,
                goals: self.goals(plan),
                initiatives: self.initiatives_of(plan.ix),
            })
            .collect()
    }

    /// What the latest visits saw of each initiative that was launched, in the plans under way.
    fn in_classrooms(self, school: Option<&Id>) -> Vec<Classrooms> {
        let plans = self.view.own::<Plan>(school).filter(|plan| plan.fields.status == Status::Active);
        plans.flat_map(|plan| self.classrooms_of_plan(plan.ix)).collect()
    }

    /// What the latest visits saw of each initiative of a plan that was launched.
    pub(super) fn classrooms_of_plan(self, plan: RecordIx) -> Vec<Classrooms> {
        let initiatives = initiatives_of(self.view, plan).into_iter();
        let launched =
            initiatives.filter(|item| matches!(Launch::of(item.fields, self.today), Launch::Was(..)));
        launched
            .filter_map(|item| {
                let lines = self.what_latest_visits_saw(item);
                let initiative = self.link_text(item.ix)?;
                (!lines.is_empty()).then_some(Classrooms { initiative, lines })
            })
            .collect()
    }

    /// Changes as a page says them, in the order given.
    pub(super) fn recent(self, changes: Vec<PlanChange<'a>>) -> Vec<RecentChange<'a>> {
        let line = |found: PlanChange<'a>| {
            Some(RecentChange {
                what: &found.change.what,
                why: &found.change.why,
                changed: found.changed.and_then(|changed| self.link_text(changed)),
                when: found.when.map(|when| DateText::of(self.language, when)),
                cause: self.card(found.cause, self.view.get(found.cause)?),
            })
        };
        changes.into_iter().filter_map(line).collect()
    }

    /// The last three of the changes given, newest first.
    fn last_three(self, mut changes: Vec<PlanChange<'a>>) -> Vec<RecentChange<'a>> {
        const SHOWN: usize = 3;
        changes.truncate(SHOWN);
        self.recent(changes)
    }

    fn latest<T: crate::record::OfKind>(self, school: Option<&Id>, shown: usize) -> Vec<Card<'a>> {
        self.cards(self.records(T::KIND, school).into_iter().take(shown))
    }
}

/// Plans under way first, and a coach's after those that everybody works on.
fn in_order(plan: &Plan) -> (bool, bool) {
    (plan.status != Status::Active, plan.level == PlanLevel::Coaching)
}
