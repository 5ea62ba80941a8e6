//! What changed within a record: its goals, its actions, what it decided and what that changed.

use serde::Serialize;

use super::said::{changed, day, pairs, quoted, quoted_last, short, value, word};
use crate::record::Unit;
use crate::render::records_file::{ActionEntry, ChangeEntry, DecisionEntry, GoalEntry, MilestoneEntry};

/// What changed in the goals of a plan, a text for each that did.
pub fn goals(old: &[GoalEntry], new: &[GoalEntry]) -> Vec<String> {
    let said = |pair: (Option<&GoalEntry>, Option<&GoalEntry>)| match pair {
        (Some(old), Some(new)) => goal(old, new),
        (None, Some(new)) => Some(format!("A new goal: {}", goal_in_words(new))),
        (Some(old), None) => Some(format!("This is no longer a goal: {}", quoted_last(&old.statement))),
        (None, None) => None,
    };
    pairs(old, new, |goal| &goal.id).into_iter().filter_map(said).collect()
}

fn goal(old: &GoalEntry, new: &GoalEntry) -> Option<String> {
    let number = |goal: &GoalEntry, number: Option<f64>| number.map(|number| (number, goal.unit));
    let numbers = |name: &str, before: Option<f64>, now: Option<f64>| {
        // The unit is what the measure says; that it is seen or not changes no goal.
        (before != now)
            .then(|| changed(name, number(old, before).as_ref(), number(new, now).as_ref(), value))?
    };
    let said = [
        changed("The goal", Some(&old.statement), Some(&new.statement), quoted),
        changed("The group", old.group.as_ref(), new.group.as_ref(), quoted),
        numbers("The baseline", old.baseline, new.baseline),
        changed("The day of the baseline", old.baseline_date.as_ref(), new.baseline_date.as_ref(), day),
        numbers("The target", old.target, new.target),
        changed("The due date", old.by.as_ref(), new.by.as_ref(), day),
        milestones(old, new),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let is_renamed = old.statement != new.statement;
    match said.is_empty() {
        true => None,
        false if is_renamed => Some(said.join(" ")),
        false => Some(format!("{} {}", quoted(&new.statement), said.join(" "))),
    }
}

fn milestones(old: &GoalEntry, new: &GoalEntry) -> Option<String> {
    let all = |goal: &GoalEntry| {
        let one = |milestone: &MilestoneEntry| {
            format!("{} by {}", value(&(milestone.target, goal.unit)), super::in_words(milestone.by))
        };
        goal.milestones.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    match (old.milestones == new.milestones, new.milestones.is_empty()) {
        (true, _) => None,
        (false, true) => Some(format!("There are no milestones any more; they were {}.", all(old))),
        (false, false) if old.milestones.is_empty() => {
            Some(format!("The milestones are {}; there were none.", all(new)))
        }
        (false, false) => Some(format!("The milestones are now {}; they were {}.", all(new), all(old))),
    }
}

/// "“60 percent read at benchmark.” From 41 % to 60 %, by Fri 28 May 2027."
fn goal_in_words(goal: &GoalEntry) -> String {
    let number = |number: f64, unit: Option<Unit>| value(&(number, unit));
    let way = match (goal.baseline, goal.target) {
        (Some(from), Some(to)) => {
            Some(format!("from {} to {}", number(from, goal.unit), number(to, goal.unit)))
        }
        (None, Some(to)) => Some(format!("target {}", number(to, goal.unit))),
        (_, None) => None,
    };
    let by = goal.by.map(|by| format!("by {}", super::in_words(by)));
    let facts: Vec<String> = [way, by].into_iter().flatten().collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("{}{facts}.", quoted(&goal.statement))
}

/// What changed in the actions of an initiative.
pub fn actions(old: &[ActionEntry], new: &[ActionEntry]) -> Vec<String> {
    let said = |pair: (Option<&ActionEntry>, Option<&ActionEntry>)| match pair {
        (Some(old), Some(new)) => action(old, new),
        (None, Some(new)) => Some(format!("A new action: {}{}.", quoted(&new.text), action_in_words(new))),
        (Some(old), None) => Some(format!("This is no longer an action: {}", quoted_last(&old.text))),
        (None, None) => None,
    };
    pairs(old, new, |action| action.id.as_ref().unwrap_or(&action.text))
        .into_iter()
        .filter_map(said)
        .collect()
}

fn action(old: &ActionEntry, new: &ActionEntry) -> Option<String> {
    let done = match (old.done, new.done) {
        (None, Some(done)) => Some(format!("Done: {}.", super::in_words(done))),
        (before, now) => changed("The day it was done", before.as_ref(), now.as_ref(), day),
    };
    let dropped = match (&old.dropped, &new.dropped) {
        (None, Some(why)) => Some(format!("Given up: {}", quoted_last(why))),
        (Some(_), None) => Some("It is taken up again.".to_owned()),
        (before, now) => changed("The reason for giving it up", before.as_ref(), now.as_ref(), quoted),
    };
    let said = [
        changed("The text", Some(&old.text), Some(&new.text), quoted),
        changed("Who does it", old.owner.as_ref(), new.owner.as_ref(), |owner| short(owner)),
        changed("The start", old.start.as_ref(), new.start.as_ref(), day),
        changed("The due date", old.due.as_ref(), new.due.as_ref(), day),
        done,
        dropped,
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| format!("{} {}", quoted(&new.text), said.join(" ")))
}

fn action_in_words(action: &ActionEntry) -> String {
    let facts = [
        action.owner.as_deref().map(short),
        action.due.map(|due| format!("due {}", super::in_words(due))),
        action.done.map(|done| format!("done {}", super::in_words(done))),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) }
}

/// What changed in the decisions of a review.
pub fn decisions(old: &[DecisionEntry], new: &[DecisionEntry]) -> Vec<String> {
    let about = |decision: &DecisionEntry| format!("The decision about {}", short(&decision.about));
    let with = |decision: &DecisionEntry| with_reason(&decision.decision, Some(&decision.why));
    let said = |pair: (Option<&DecisionEntry>, Option<&DecisionEntry>)| match pair {
        (Some(old), Some(new)) => {
            decided(&about(new), (&old.decision, Some(&old.why)), (&new.decision, Some(&new.why)))
        }
        (None, Some(new)) => Some(format!("{} is {}.", about(new), with(new))),
        (Some(old), None) => Some(format!("{} is no longer there; it was {}.", about(old), with(old))),
        (None, None) => None,
    };
    pairs(old, new, |decision| &decision.url).into_iter().filter_map(said).collect()
}

/// A decision with its reason, and what both were; nothing where neither changed.
pub fn decided<T: Serialize + PartialEq>(
    name: &str,
    (old, old_why): (&T, Option<&String>),
    (new, new_why): (&T, Option<&String>),
) -> Option<String> {
    match (old == new, old_why == new_why) {
        (true, true) => None,
        (false, true) => {
            let why = new_why
                .map_or_else(String::new, |why| format!(" The reason is the same: {}", quoted_last(why)));
            Some(format!("{name} is now {}; it was {}.{why}", word(new), word(old)))
        }
        (true, false) => {
            let why = changed("The reason", old_why, new_why, quoted)?;
            Some(format!("{name} is still {}. {why}", word(new)))
        }
        (false, false) => {
            let (new, old) = (with_reason(new, new_why), with_reason(old, old_why));
            Some(format!("{name} is now {new}; it was {old}."))
        }
    }
}

/// "modify, because “times are not in place”".
pub fn with_reason<T: Serialize>(decision: &T, why: Option<&String>) -> String {
    let decision = word(decision);
    match why {
        Some(why) => format!("{decision}, because {}", quoted(why)),
        None => decision,
    }
}

/// What changed in the changes to the plan that a record caused.
pub fn changes(old: &[ChangeEntry], new: &[ChangeEntry]) -> Vec<String> {
    let said = |pair: (Option<&ChangeEntry>, Option<&ChangeEntry>)| match pair {
        (Some(old), Some(new)) => {
            let why = changed("The reason", Some(&old.why), Some(&new.why), quoted)?;
            Some(format!("{} {why}", quoted(&new.what)))
        }
        (None, Some(new)) => {
            Some(format!("A change to the plan: {}, because {}.", quoted(&new.what), quoted(&new.why)))
        }
        (Some(old), None) => Some(format!("This change is no longer listed: {}", quoted_last(&old.what))),
        (None, None) => None,
    };
    pairs(old, new, |change| &change.what).into_iter().filter_map(said).collect()
}
