//! "Now" on a home page: what is due or late this week, and the next review.

use serde::Serialize;

use crate::catalog::RecordIx;
use crate::date::{Date, add_days};
use crate::id::Id;
use crate::record::{Kind, Plan, Status};
use crate::report::follow_through::{DueLine, due_now, due_words, review_rhythm};
use crate::report::{actions, follow_through, readiness};
use crate::site::blocks::Text;
use crate::site::words::DateText;
use crate::site::{LinkLine, Making, urls};
use crate::view::Item;

/// What is due or late, and what comes next.
#[derive(Debug, Clone, Serialize)]
pub struct Now<'a> {
    /// What is due within a week or late, oldest first.
    pub due: Vec<NowLine>,
    /// The next review of each plan that is further ahead.
    pub reviews: Vec<NextReview<'a>>,
    /// The reports that say more.
    pub more: Vec<LinkLine>,
}

/// Something due or late.
#[derive(Debug, Clone, Serialize)]
pub struct NowLine {
    /// What, and the record to open.
    pub what: Text,
    /// "9 days late", "due in 6 days".
    pub said: String,
    /// Whether it is late, as a style class: `late` or `soon`.
    pub state: &'static str,
    /// The day.
    pub day: DateText,
}

/// The next review of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct NextReview<'a> {
    /// The plan.
    pub plan: &'a str,
    /// When.
    pub day: DateText,
    /// "due in 17 days".
    pub said: String,
    /// The record that sets the day, or the plan.
    pub url: String,
}

/// Days ahead that are told as due, and no longer as next.
const WEEK_DAYS: i64 = 7;

impl<'a> Making<'a, '_> {
    /// What is due or late in a place; nothing where this audience does not see what would tell.
    pub(super) fn now(self, school: Option<&Id>) -> Option<Now<'a>> {
        if !self.is_inside() {
            return None;
        }
        let active = self.view.own::<Plan>(school).filter(|plan| plan.fields.status == Status::Active);
        let active: Vec<Item<'a, Plan>> = active.collect();
        if active.is_empty() {
            return None;
        }
        let due = due_now(self.view, school, self.config.cadence, self.today);
        let reports = [&follow_through::METHOD, &actions::METHOD, &readiness::METHOD];
        let has_initiatives = self.view.own_entries(school, Kind::Initiative).next().is_some();
        let more = reports.into_iter().filter(|_| has_initiatives).map(|method| LinkLine {
            text: method.title(self.language).to_owned(),
            url: urls::report(school, method.name),
        });
        let mut reviews: Vec<(Date, NextReview<'a>)> =
            active.iter().filter_map(|plan| self.next_review(*plan)).collect();
        reviews.sort_by_key(|(day, _)| *day);
        Some(Now {
            due: due.iter().map(|line| self.now_line(line)).collect(),
            reviews: reviews.into_iter().map(|(_, review)| review).collect(),
            more: more.collect(),
        })
    }

    fn now_line(self, line: &DueLine) -> NowLine {
        NowLine {
            what: Text { text: line.what.clone(), url: Some(self.urls.of_record(line.record).to_owned()) },
            said: line.said.clone(),
            state: if line.due < self.today { "late" } else { "soon" },
            day: DateText::day(self.language, line.due),
        }
    }

    fn next_review(self, plan: Item<'a, Plan>) -> Option<(Date, NextReview<'a>)> {
        let next = review_rhythm(self.view, plan, self.config.cadence, self.today).next?;
        let record: RecordIx = next.record.unwrap_or(plan.ix);
        let line = NextReview {
            plan: plan.record().title(),
            day: DateText::day(self.language, next.due),
            said: due_words(self.language, next.due, self.today),
            url: self.urls.of_record(record).to_owned(),
        };
        (next.due > add_days(self.today, WEEK_DAYS)).then_some((next.due, line))
    }
}
