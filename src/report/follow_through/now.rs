//! What is due or late this week in a place.

use super::walkthroughs::{AfterSession, after_sessions};
use super::{due_words, initiatives_of, reviews::review_rhythm};
use crate::catalog::RecordIx;
use crate::config::Cadence;
use crate::date::{Date, When, add_days};
use crate::id::Id;
use crate::record::{Plan, Status};
use crate::report::actions::open_until;
use crate::say;
use crate::view::{Item, View};

/// Something due or late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLine {
    /// When it is or was due.
    pub due: Date,
    /// What, when, and how late: a sentence.
    pub text: String,
    /// What alone: "Walkthrough after Conferring, part 1".
    pub what: String,
    /// How late, or in how many days.
    pub said: String,
    /// The record to open.
    pub record: RecordIx,
}

/// Days ahead that are still "this week".
const WEEK_DAYS: i64 = 7;

/// What the active plans of a place have due within seven days or late, oldest first.
pub fn due_now(view: &View<'_>, school: Option<&Id>, cadence: Cadence, today: Date) -> Vec<DueLine> {
    let active = view.own::<Plan>(school).filter(|plan| plan.fields.status == Status::Active);
    let soon = add_days(today, WEEK_DAYS);
    let mut found: Vec<DueLine> =
        active.flat_map(|plan| due_by(view, plan, cadence, (today, soon))).collect();
    found.sort_by(|a, b| (a.due, a.record, &a.text).cmp(&(b.due, b.record, &b.text)));
    found
}

/// What a plan has late, oldest first.
pub fn late<'c>(view: &View<'c>, plan: Item<'c, Plan>, cadence: Cadence, today: Date) -> Vec<DueLine> {
    let mut found = due_by(view, plan, cadence, (today, add_days(today, -1)));
    found.sort_by(|a, b| (a.due, a.record, &a.text).cmp(&(b.due, b.record, &b.text)));
    found
}

/// What a plan has due by a day, as of today.
fn due_by<'c>(
    view: &View<'c>,
    plan: Item<'c, Plan>,
    cadence: Cadence,
    (today, by): (Date, Date),
) -> Vec<DueLine> {
    let mut found = Vec::new();
    let mut add = |due: Date, what: &str, record: RecordIx| {
        if due <= by {
            let (day, said) = (view.language().date(When::Day(due)), due_words(view.language(), due, today));
            let text = format!("{what}: {said} ({day})");
            found.push(DueLine { due, text, what: what.to_owned(), said, record });
        }
    };
    let rhythm = review_rhythm(view, plan, cadence, today);
    if let Some(next) = rhythm.next {
        let every = view.language().days(i64::from(rhythm.every_days));
        let what = say!(
            view.language(),
            "follow-through.review-of-one-every",
            title = plan.record().title(),
            every = every
        );
        add(next.due, &what, next.record.unwrap_or(plan.ix));
    }
    for initiative in initiatives_of(view, plan.ix) {
        for action in &initiative.fields.actions {
            if let Some(due) = open_until(action, today) {
                add(due, &format!("“{}”", action.text), initiative.ix);
            }
        }
        for (session, after) in after_sessions(view, initiative.ix, cadence.walkthrough_days, today) {
            if let AfterSession::Waiting(due) = after {
                add(
                    due,
                    &say!(
                        view.language(),
                        "follow-through.walkthrough-after",
                        title = session.record().title()
                    ),
                    session.ix,
                );
            }
        }
    }
    found
}
