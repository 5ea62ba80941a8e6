//! The days of reviews: held, due, and announced by the review before.

use super::{Event, EventSort};
use crate::date::{Date, When, days_between};
use crate::id::Id;
use crate::language::Language;
use crate::record::{Plan, Relation, Review};
use crate::say;
use crate::view::{Item, View};

/// The days of the reviews of a place's plans.
pub(super) fn reviews<'c>(view: &View<'c>, school: Option<&Id>, today: Date) -> Vec<Event<'c>> {
    let mut found = Vec::new();
    for plan in view.own::<Plan>(school) {
        let links = view.backlinks(plan.ix).filter(|link| link.relation == Relation::Reviews);
        let mut reviews: Vec<Item<'c, Review>> = links.filter_map(|link| view.item(link.to)).collect();
        reviews.sort_by_key(|review| review.ix);
        for review in &reviews {
            found.extend(of_review(*review, today));
        }
        found.extend(announced(view.language(), plan.record().title(), &reviews));
    }
    found
}

fn of_review<'c>(review: Item<'c, Review>, today: Date) -> Option<Event<'c>> {
    let title = review.record().title();
    if let Some(held) = review.fields.date {
        let sort = if held.is_after(today) { EventSort::ReviewDue } else { EventSort::ReviewHeld };
        return Some(Event::of(sort, held, review.ix, title, "review"));
    }
    let due = review.fields.due?;
    let late_days = due.day().map(|day| days_between(day, today)).filter(|days| *days > 0);
    // One part for both days: a review that is held keeps its place in a calendar.
    Some(Event { late_days, ..Event::of(EventSort::ReviewDue, due, review.ix, title, "review") })
}

/// The next review that the last one held announces, unless a review has that day.
fn announced<'c>(language: &Language, plan: &str, reviews: &[Item<'c, Review>]) -> Option<Event<'c>> {
    let held = reviews.iter().filter(|review| review.fields.date.is_some());
    let last = held.max_by_key(|review| (review.fields.date.map(When::sort_key), review.ix))?;
    let next = last.fields.next?;
    let has_that_day = |review: &Item<'_, Review>| review.fields.date.or(review.fields.due) == Some(next);
    if reviews.iter().any(has_that_day) {
        return None;
    }
    let title = say!(language, "agenda.next-review-of", plan = plan);
    Some(Event::of(EventSort::ReviewDue, next, last.ix, title, "next"))
}
