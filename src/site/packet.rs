//! The packet: a whole plan, its initiatives and what came of them, as one page for paper.

use serde::Serialize;

use super::blocks::{Fact, Text};
use super::goal::GoalLine;
use super::home::RecentChange;
use super::initiative::InitiativePage;
use super::plan::plan_facts;
use super::record::RecordHead;
use super::words::DateText;
use super::{Card, Context, LinkLine, Making, Page, PageHead, Planned, urls};
use crate::record::{Kind, Plan, Status};
use crate::report::follow_through::initiatives_of;
use crate::say;
use crate::view::Item;

/// A whole plan on paper.
#[derive(Debug, Clone, Serialize)]
pub struct PacketPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The plan's own head.
    pub record: RecordHead<'a>,
    /// As of when.
    pub as_of: DateText,
    /// The plan's own page.
    pub plan_url: String,
    /// What the plan is for.
    pub purpose: &'a str,
    /// Whether the plan is over.
    pub closed: bool,
    /// Year, status, team, dates.
    pub facts: Vec<Fact>,
    /// What should be true at the end.
    pub goals: Vec<GoalLine<'a>>,
    /// Its initiatives, in the order of their launch.
    pub initiatives: Vec<Chapter<'a>>,
    /// How many of the actions are done, in a sentence.
    pub tally: Option<String>,
    /// How many of the reviews due were held, in a sentence.
    pub rhythm: Option<String>,
    /// Reviews, newest first.
    pub reviews: Vec<Card<'a>>,
    /// All changes, newest first.
    pub plan_changes: Vec<RecentChange<'a>>,
}

/// An initiative in a packet.
#[derive(Debug, Clone, Serialize)]
pub struct Chapter<'a> {
    /// Its anchor.
    pub id: String,
    /// What its own page says.
    pub initiative: InitiativePage<'a>,
}

/// The packet of every plan, where this audience sees enough for it to be whole.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Planned<'a>> {
    if !making.is_inside() {
        return Vec::new();
    }
    let plan = |plan: Item<'a, Plan>| {
        let key = &plan.record().key;
        let place = key.school.clone();
        Planned::later(urls::packet(key), "packet.html", place, move |making| making.packet(plan))
            .about(Some(plan.ix))
    };
    making.view.all::<Plan>().map(plan).collect()
}

impl<'a> Making<'a, '_> {
    fn packet(self, plan: Item<'a, Plan>) -> Page<'a> {
        let record = plan.record();
        let url = urls::packet(&record.key);
        let plan_url = self.urls.of_record(plan.ix).to_owned();
        let title = say!(self.language, "packet.the-whole-plan", title = record.title());
        let mut page = self.head(title, &url, record.key.school.as_ref(), Kind::Plan.row().url);
        page.breadcrumbs.push(LinkLine { text: record.title().to_owned(), url: plan_url.clone() });
        let (facts, keepers) = plan_facts(self.language, plan.fields);
        let mut initiatives = initiatives_of(self.view, plan.ix);
        initiatives.sort_by_key(|item| {
            let launch = item.fields.launch.map(crate::date::When::sort_key);
            (launch.is_none(), launch, item.ix)
        });
        let context = PacketPage {
            page,
            record: self.record_summary(plan.entry),
            as_of: DateText::day(self.language, self.today),
            plan_url,
            purpose: &plan.fields.purpose,
            closed: plan.fields.status == Status::Closed,
            facts: facts.into_iter().chain(keepers).map(in_one_line).collect(),
            goals: self.goals(plan),
            initiatives: initiatives.into_iter().map(|item| self.chapter(item)).collect(),
            tally: self.plan_tally(plan.ix),
            rhythm: self.plan_rhythm(plan),
            reviews: self.reviews_of(plan.ix),
            plan_changes: self.changes_of_plan(plan.ix),
        };
        Page {
            url,
            template: "packet.html",
            context: Context::Packet(Box::new(context)),
            body: Some(plan.ix),
            about: Some(plan.ix),
            downloads: Vec::new(),
        }
    }

    /// What an initiative's own page says, with names that stay unique among its neighbors.
    fn chapter(self, item: Item<'a, crate::record::Initiative>) -> Chapter<'a> {
        let (mut initiative, _) = self.initiative(item);
        let id = &item.record().key.id;
        if let Some(drawing) = initiative.thread.as_mut().and_then(|thread| thread.drawing.as_mut()) {
            drawing.id = format!("{}-{id}", drawing.id);
        }
        Chapter { id: urls::part_of_initiative(id), initiative }
    }
}

/// A fact whose values stand one after another.
fn in_one_line(fact: Fact) -> Fact {
    let values: Vec<String> = fact.values.into_iter().map(|value| value.text).collect();
    let text = (!values.is_empty()).then(|| values.join("; "));
    Fact { label: fact.label, values: text.map(Text::plain).into_iter().collect() }
}
