//! Home pages: a school's, and a district's.

use serde::Serialize;

use super::blocks::Text;
use super::cards::newest_first;
use super::goal::GoalLine;
use super::plan::InitiativeLine;
use super::words::DateText;
use super::{Card, Context, Making, Page, PageHead, places, urls};
use crate::catalog::{Entry, RecordIx};
use crate::id::Id;
use crate::record::{Data, Exemplar, Kind, Plan, PlanLevel, Review, School, Status, Target, Update};

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
    /// The plans that are under way, or drafts where none is.
    pub plans: Vec<PlanBrief<'a>>,
    /// Plans that are over.
    pub closed: Vec<Card<'a>>,
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
    /// The next review that is on record.
    pub next_review: Option<NextReview>,
}

/// The next review of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct NextReview {
    /// When.
    pub date: DateText,
    /// The review's page, or that of the review that set the date.
    pub url: String,
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
    /// The record that caused it.
    pub cause: Card<'a>,
}

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
    /// The district's own plans.
    pub plans: Vec<PlanBrief<'a>>,
    /// The latest changes in all schools.
    pub changes: Vec<RecentChange<'a>>,
    /// The latest news of the district.
    pub updates: Vec<Card<'a>>,
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
    /// Its plans that are not over: title, purpose, status.
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
    /// Whether it is still being written.
    pub draft: bool,
}

/// The home page of every place.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Page<'a>> {
    places(making.view).into_iter().map(|place| making.home(place.as_ref())).collect()
}

impl<'a> Making<'a, '_> {
    fn home(self, school: Option<&Id>) -> Page<'a> {
        let url = urls::home(school);
        let words = self.view.entries().find(|(_, entry)| {
            entry.record.key.kind == Kind::Home && entry.record.key.school.as_ref() == school
        });
        let heading = words.map_or("Where we stand", |(_, entry)| entry.record.title());
        let body = words.map(|(ix, _)| ix);
        let mut page = self.head(self.place_name(school), &url, school, "");
        page.description = words.and_then(|(_, entry)| entry.record.common.summary.as_deref());
        if let Some((_, entry)) = words {
            page.edit_url = self.record_head(&url, entry).edit_url;
        }
        let name = self.place_name(school);
        if school.is_none() && self.view.is_district() {
            let context = Context::District(Box::new(DistrictPage {
                page,
                heading,
                name,
                schools: self.view.schools().filter_map(|ix| self.school_card(ix)).collect(),
                plans: self.plans_under_way(None),
                changes: self.recent_changes(|_| true),
                updates: self.latest::<Update>(None, 3),
            }));
            return Page {
                url,
                template: "district.html",
                context,
                body,
                about: body,
                downloads: Vec::new(),
            };
        }
        let own = |entry: &Entry| entry.record.key.school.as_ref() == school;
        let islands = self.records(Kind::Exemplar, school);
        let closed =
            self.view.all::<Plan>().filter(|plan| own(plan.entry) && plan.fields.status == Status::Closed);
        let closed = closed.map(|plan| (plan.ix, plan.entry));
        let context = Context::Home(Box::new(HomePage {
            page,
            heading,
            name,
            mission: self.mission(school),
            plans: self.plans_under_way(school),
            closed: self.cards(closed),
            changes: self.recent_changes(own),
            islands_in_all: islands.len(),
            islands: self.latest::<Exemplar>(school, 3),
            updates: self.latest::<Update>(school, 3),
        }));
        Page { url, template: "home.html", context, body, about: body, downloads: Vec::new() }
    }

    fn mission(self, school: Option<&Id>) -> Option<&'a str> {
        let mut schools = self.view.all::<School>();
        schools.find(|item| item.record().key.school.as_ref() == school)?.fields.mission.as_deref()
    }

    fn plans_under_way(self, school: Option<&Id>) -> Vec<PlanBrief<'a>> {
        let own = self.view.all::<Plan>().filter(|plan| plan.record().key.school.as_ref() == school);
        let mut open: Vec<_> = own.filter(|plan| plan.fields.status != Status::Closed).collect();
        open.sort_by_key(|plan| in_order(plan.fields));
        open.into_iter()
            .map(|plan| PlanBrief {
                card: self.card(plan.ix, plan.entry),
                purpose: &plan.fields.purpose,
                goals: self.goals(plan),
                initiatives: self.initiatives_of(plan.ix),
                next_review: self.next_review(plan.ix),
            })
            .collect()
    }

    /// The earliest review date on record that is not over: a review ahead, or what the last one set.
    fn next_review(self, plan: RecordIx) -> Option<NextReview> {
        let reviews = self.view.backlinks(plan).filter_map(|link| self.view.item::<Review>(link.to));
        let dates = reviews.filter_map(|review| {
            let when = if review.fields.date.is_none() { review.fields.due } else { review.fields.next };
            Some((when?.day().filter(|day| *day >= self.today)?, review.ix))
        });
        let (date, review) = dates.min()?;
        Some(NextReview { date: DateText::day(date), url: self.urls.of_record(review).to_owned() })
    }

    /// The last three changes whose cause passes `here`, newest first.
    fn recent_changes(self, here: impl Fn(&Entry) -> bool) -> Vec<RecentChange<'a>> {
        const SHOWN: usize = 3;
        let causes = self.view.entries().filter(|(_, entry)| here(entry));
        let mut causes: Vec<_> =
            causes.filter(|(_, entry)| !entry.record.data.fields().changes().is_empty()).collect();
        causes.sort_by(|(_, a), (_, b)| newest_first(a, b));
        let mut recent = Vec::new();
        for (ix, entry) in causes {
            for change in entry.record.data.fields().changes() {
                let changed = match &change.to {
                    Some(to) => self.reference(&entry.record, to, Target::CHANGEABLE),
                    None => {
                        let owner = self.view.links(ix).find(|link| link.relation.belongs());
                        owner.and_then(|link| self.link_text(link.to))
                    }
                };
                recent.push(RecentChange {
                    what: &change.what,
                    why: &change.why,
                    changed,
                    cause: self.card(ix, entry),
                });
            }
            if recent.len() >= SHOWN {
                break;
            }
        }
        recent.truncate(SHOWN);
        recent
    }

    fn latest<T: crate::record::OfKind>(self, school: Option<&Id>, shown: usize) -> Vec<Card<'a>> {
        self.cards(self.records(T::KIND, school).into_iter().take(shown))
    }

    fn school_card(self, ix: RecordIx) -> Option<SchoolCard<'a>> {
        let entry = self.view.get(ix)?;
        let Data::School(fields) = &entry.record.data else {
            return None;
        };
        let school = entry.record.key.school.as_ref();
        let plans = self.view.all::<Plan>().filter(|plan| plan.record().key.school.as_ref() == school);
        let mut plans: Vec<_> = plans.filter(|plan| plan.fields.status != Status::Closed).collect();
        plans.sort_by_key(|plan| in_order(plan.fields));
        let plans = plans.into_iter().map(|plan| PlanLine {
            title: plan.record().title(),
            url: self.urls.of_record(plan.ix).to_owned(),
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

/// Plans under way first, and a coach's after those that everybody works on.
fn in_order(plan: &Plan) -> (bool, bool) {
    (plan.status != Status::Active, plan.level == PlanLevel::Coaching)
}
