//! What became due in a plan under way, and nothing on record says why it is not there.
//!
//! These findings come with time alone, so they are never more than warnings, and a plan that is a draft or over has
//! none. A coarse date is never due.

use super::Context;
use crate::catalog::RecordIx;
use crate::date::{Date, When, days_between};
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::record::{Initiative, Measure, Pilot, Plan, Relation, Review, Status};
use crate::report::follow_through::{overdue, plan_of, review_rhythm, stale};
use crate::view::Item;

/// An action is done by its day, given up, or looked at in a review since.
pub fn actions(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Initiative>() {
        let Some(plan) = plan_of(context.view, item).filter(|plan| context.under_way(plan.ix)) else {
            continue;
        };
        let last_review = last_review(context, plan);
        for (index, action) in item.fields.actions.iter().enumerate() {
            let Some(due) = overdue(action, context.today) else { continue };
            if last_review.is_some_and(|held| held >= due) {
                continue;
            }
            let message = format!(
                "the action “{}” was due on {}, {} ago",
                action.text,
                context.view.language().day_in_words(due),
                days(context, due)
            );
            let problem =
                item.record().problem(Code::ActionOverdue, &format!("actions[{index}].due"), message);
            let help = "add `done = …`, a later `due`, or `dropped = \"why\"`; or hold the review that says what is late";
            problems.push(problem.help(help));
        }
    }
}

/// Reviews are held in the rhythm of the plan, until the plan's last day.
pub fn reviews(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for plan in context.view.all::<Plan>().filter(|plan| context.under_way(plan.ix)) {
        let rhythm = review_rhythm(context.view, plan, context.cadence, context.today);
        let Some(next) = rhythm.next.filter(|next| next.due < context.today) else { continue };
        if plan.fields.ends.is_some_and(|ends| ends.is_before(context.today)) {
            continue;
        }
        let message = format!(
            "a review of this plan was due on {}, {} ago",
            context.view.language().day_in_words(next.due),
            days(context, next.due)
        );
        let (record, field) = match next.record.and_then(|ix| context.view.item::<Review>(ix)) {
            Some(review) => (review.record(), "due"),
            None => (plan.record(), "status"),
        };
        let help = "hold it and write `date = …` in its record; `isles new review \"TITLE\"` makes one";
        problems.push(record.problem(Code::ReviewOverdue, field, message).help(help));
    }
}

/// A pilot that has ended has a decision, and a decision has a reason.
pub fn pilots(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Pilot>() {
        let ended = item.fields.ends.filter(|ends| ends.is_before(context.today));
        let (code, field, message, help) = match (item.fields.decision, ended) {
            (None, Some(ended)) => (
                Code::PilotUndecided,
                "ends",
                format!("this pilot ended ({}) and has no decision", context.view.language().date(ended)),
                "add `decision = \"adopt\"`, `\"adapt\"` or `\"abandon\"`, and its `reason`",
            ),
            (Some(_), _) if item.fields.reason.is_none() => (
                Code::DecisionWithoutReason,
                "decision",
                "this decision has no reason".to_owned(),
                "add `reason = \"…\"`: what was seen that led to it",
            ),
            _ => continue,
        };
        let problem = item.record().problem(code, field, message);
        problems.push(problem.help(help).level(context.incomplete(item.ix)));
    }
}

/// A measure that a plan under way follows has a value as often as it says.
pub fn measures(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Measure>() {
        let Some(stale) = stale(item, context.today).filter(|_| followed(context, item)) else {
            continue;
        };
        let message = format!(
            "the last value of this measure is of {}, {} days over its cadence",
            context.view.language().day_in_words(stale.last),
            stale.over_days
        );
        let problem = item.record().problem(Code::MeasureStale, "cadence-days", message);
        problems
            .push(problem.help("add the newest value to its data file, or make `cadence-days` what it is"));
    }
}

/// Whether a plan under way, or an initiative of one, names the measure.
fn followed(context: Context<'_>, measure: Item<'_, Measure>) -> bool {
    let names = [Relation::MeasuredBy, Relation::Indicator, Relation::ImplementationMeasure];
    let mut links = context.view.backlinks(measure.ix).filter(|link| names.contains(&link.relation));
    links.any(|link| context.under_way(link.to))
}

/// The day of the last review of a plan.
fn last_review(context: Context<'_>, plan: Item<'_, Plan>) -> Option<Date> {
    let links = context.view.backlinks(plan.ix).filter(|link| link.relation == Relation::Reviews);
    let held = links.filter_map(|link| context.view.item::<Review>(link.to)?.fields.date);
    held.filter(|when| when.is_by(context.today)).map(When::last).max()
}

fn days(context: Context<'_>, since: Date) -> String {
    match days_between(since, context.today) {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

impl Context<'_> {
    /// Whether a plan, or the plan of an initiative, is under way and no draft.
    fn under_way(self, ix: RecordIx) -> bool {
        let entry = self.view.get(ix);
        let status = entry.and_then(|entry| self.plan_status(ix, entry));
        status == Some(Status::Active) && self.incomplete(ix) == Level::Warning
    }
}
