//! The home page of a district: a card for each school, and what the district asks for.

use serde::Serialize;

use super::now::Now;
use super::{PlanBrief, RecentChange, in_order};
use crate::catalog::RecordIx;
use crate::record::{Data, Kind, Plan, Status, Update};
use crate::report::roll_up::{METHOD, roll_up};
use crate::report::what_changed::all_changes;
use crate::site::blocks::Text;
use crate::site::marks::Panel;
use crate::site::{Card, LinkLine, Making, PageHead, urls};

/// The home page of a district.
#[derive(Debug, Clone, Serialize)]
pub struct DistrictPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The heading.
    pub heading: &'a str,
    /// The district's name.
    pub name: String,
    /// The schools, in their declared order.
    pub schools: Vec<SchoolCard<'a>>,
    /// What the district asks for, and how it stands in each school.
    pub roll_up: Vec<Asked>,
    /// The report that says it in words.
    pub roll_up_report: Option<LinkLine>,
    /// What is due or late in the district's own plans.
    pub now: Option<Now<'a>>,
    /// The district's own plans.
    pub plans: Vec<PlanBrief<'a>>,
    /// The latest changes in all schools.
    pub changes: Vec<RecentChange<'a>>,
    /// The latest news of the district.
    pub updates: Vec<Card<'a>>,
}

/// An initiative of the district, and how it stands in each school.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    /// The initiative.
    pub initiative: Text,
    /// The district's own and the schools', in the declared order.
    pub panels: Vec<Panel>,
}

/// A school on the district's home page.
#[derive(Debug, Clone, Serialize)]
pub struct SchoolCard<'a> {
    /// The school's name.
    pub name: &'a str,
    /// Its home page.
    pub url: String,
    /// What the school is for.
    pub mission: Option<&'a str>,
    /// Its plans that are not over.
    pub plans: Vec<PlanLine<'a>>,
    /// How many exemplars it has.
    pub islands: usize,
}

/// A plan in a school's card.
#[derive(Debug, Clone, Serialize)]
pub struct PlanLine<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its page.
    pub url: String,
    /// What it is for.
    pub purpose: &'a str,
    /// Whether it is still being written.
    pub draft: bool,
}

impl<'a> Making<'a, '_> {
    /// What a district's home page says.
    pub(super) fn district_home(
        self,
        page: PageHead<'a>,
        heading: &'a str,
        name: String,
    ) -> DistrictPage<'a> {
        let roll_up = self.roll_up();
        let report = LinkLine {
            text: self.language.word("home.the-same-in-words-with-the-next").into(),
            url: urls::report(None, METHOD.name),
        };
        DistrictPage {
            page,
            heading,
            name,
            schools: self.view.schools().filter_map(|ix| self.school_card(ix)).collect(),
            roll_up_report: (!roll_up.is_empty()).then_some(report),
            roll_up,
            now: self.now(None),
            plans: self.plans_under_way(None),
            changes: self.last_three(all_changes(self.view, self.today)),
            updates: self.latest::<Update>(None, 3),
        }
    }

    /// What the district asks for; nothing where this audience does not see what would tell how it stands.
    fn roll_up(self) -> Vec<Asked> {
        if !self.is_inside() {
            return Vec::new();
        }
        let asked = roll_up(self.view, &self.computed.standings);
        let line = |asked: &crate::report::roll_up::AskedFor<'a>| {
            let initiative = self.link_text(asked.own.initiative.ix)?;
            Some(Asked { initiative, panels: self.panels_of(asked) })
        };
        asked.iter().filter_map(line).collect()
    }

    fn school_card(self, ix: RecordIx) -> Option<SchoolCard<'a>> {
        let entry = self.view.get(ix)?;
        let Data::School(fields) = &entry.record.data else {
            return None;
        };
        let school = entry.record.key.school.as_ref();
        let plans = self.view.own::<Plan>(school);
        let mut plans: Vec<_> = plans.filter(|plan| plan.fields.status != Status::Closed).collect();
        plans.sort_by_key(|plan| in_order(plan.fields));
        let plans = plans.into_iter().map(|plan| PlanLine {
            title: plan.record().title(),
            url: self.urls.of_record(plan.ix).to_owned(),
            purpose: &plan.fields.purpose,
            draft: plan.fields.status == Status::Draft,
        });
        Some(SchoolCard {
            name: &fields.name,
            url: urls::home(school),
            mission: fields.mission.as_deref(),
            plans: plans.collect(),
            islands: self.records(Kind::Exemplar, school).len(),
        })
    }
}
