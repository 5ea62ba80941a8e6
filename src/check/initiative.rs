//! What a serious initiative would have.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::nearest;
use crate::record::{Initiative, Tier};

/// An action is done or given up, and not both.
pub fn ends(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Initiative>() {
        let actions = item.fields.actions.iter().enumerate();
        for (index, _) in actions.filter(|(_, action)| action.done.is_some() && action.dropped.is_some()) {
            let field = format!("actions[{index}].dropped");
            let problem = item.record().problem(Code::Exclusive, &field, "this action is done and given up");
            problems.push(problem.help("keep `done` or `dropped`"));
        }
    }
}

/// A root cause, look-fors, goals, steps and an evidence base.
pub fn substance(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Initiative>() {
        let fields = item.fields;
        let level = context.incomplete(item.ix);
        let no_base = fields.evidence_tier.is_none()
            || (fields.citation.is_none() && fields.evidence_tier != Some(Tier::Rationale));
        let missing = [
            (
                fields.root_cause.is_none(),
                Code::InitiativeWithoutCause,
                "",
                "no root cause",
                "add `root-cause = \"…\"`: why the need exists",
            ),
            (
                fields.look_fors.is_empty(),
                Code::InitiativeWithoutLookFors,
                "",
                "no look-fors",
                "add a `[[look-fors]]` table: what a visitor would see",
            ),
            (
                fields.goals.is_empty(),
                Code::InitiativeWithoutGoals,
                "goals",
                "no goal",
                "name the ids of the plan's goals it is meant to move",
            ),
            (
                fields.actions.is_empty(),
                Code::InitiativeWithoutActions,
                "",
                "no action steps",
                "add `[[actions]]` tables: who does what by when",
            ),
            (
                no_base,
                Code::InitiativeWithoutEvidenceBase,
                "",
                "no evidence base",
                "add `evidence-tier` and `citation`; the tier `rationale` with an `if-then` is an honest answer",
            ),
        ];
        for (is_missing, code, place, what, help) in missing {
            if is_missing {
                let message = format!("this initiative has {what}");
                problems.push(item.record().problem(code, place, message).help(help).level(level));
            }
        }
    }
}

/// A step has an owner and a date, unless it was given up.
pub fn actions(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Initiative>() {
        let level = context.incomplete(item.ix);
        for (index, action) in item.fields.actions.iter().enumerate() {
            let place = format!("actions[{index}]");
            let mut missing = |is_missing, code, what: &str, help: &str| {
                if is_missing && action.dropped.is_none() {
                    let message = format!("the action “{}” has no {what}", action.text);
                    problems.push(item.record().problem(code, &place, message).help(help).level(level));
                }
            };
            missing(
                action.owner.is_none(),
                Code::ActionWithoutOwner,
                "owner",
                "add `owner = \"…\"`; a role is enough",
            );
            let no_date = action.due.is_none() && action.done.is_none();
            missing(no_date, Code::ActionWithoutDue, "due date", "add `due = 2026-09-18`");
        }
    }
}

/// The level that is aimed at is one of the levels, and no two levels have one name.
pub fn levels(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Initiative>() {
        for (index, look_for) in item.fields.look_fors.iter().enumerate() {
            let field = format!("look-fors[{index}].levels");
            problems.extend(super::walkthroughs::twice(item.record(), &field, &look_for.levels));
            let Some(goal) = look_for
                .goal_level
                .as_deref()
                .filter(|goal| !look_for.levels.iter().any(|level| level == goal))
            else {
                continue;
            };
            let field = format!("look-fors[{index}].goal-level");
            let message = format!("`{goal}` is none of the levels of `{}`", look_for.id);
            let problem = item.record().problem(Code::NotAChoice, &field, message);
            problems.push(match nearest(goal, look_for.levels.iter().map(String::as_str)) {
                Some(near) => problem.did_you_mean(Some(near)).quoted(&field),
                None => problem.help("name one of `levels`, or leave `goal-level` out where there are none"),
            });
        }
    }
}
