//! What a serious plan would have.

use super::Context;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::record::{Plan, Relation, Status};

/// A goal has a measure, a baseline, a target and a date.
pub fn goals(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for plan in context.view.all::<Plan>() {
        let level = context.incomplete(plan.ix);
        for (index, goal) in plan.fields.goals.iter().enumerate() {
            let missing = [
                (
                    goal.measure.is_none(),
                    Code::GoalWithoutMeasure,
                    "measure",
                    "add `measure = \"…\"`, the id of a measure record",
                ),
                (
                    goal.baseline.is_none(),
                    Code::GoalWithoutBaseline,
                    "baseline",
                    "add `baseline = 41` and its `baseline-date`",
                ),
                (goal.target.is_none(), Code::GoalWithoutTarget, "target", "add `target = 60`"),
                (goal.by.is_none(), Code::GoalWithoutDate, "date to reach it by", "add `by = 2027-05-28`"),
            ];
            for (is_missing, code, what, help) in missing {
                if is_missing {
                    let message = format!("the goal `{}` has no {what}", goal.id);
                    let problem = plan.record().problem(code, &format!("goals[{index}]"), message);
                    problems.push(problem.help(help).level(level));
                }
            }
        }
    }
}

/// An active plan has goals, initiatives and a team.
pub fn substance(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for plan in context.view.all::<Plan>() {
        let fields = plan.fields;
        let missing = |code, message: &str, help: &str| {
            let problem = plan.record().problem(code, "status", message).help(help);
            problem.level(if fields.status == Status::Active { Level::Warning } else { Level::Note })
        };
        if fields.goals.is_empty() {
            problems.push(missing(
                Code::PlanWithoutGoals,
                "this plan has no goals",
                "add a `[[goals]]` table with `id` and `statement`",
            ));
        }
        let initiatives =
            context.view.backlinks(plan.ix).filter(|link| link.relation == Relation::InitiativeOf);
        if initiatives.count() == 0 {
            let help = format!(
                "make one with `isles new initiative \"TITLE\"` and write `plan = \"{}\"` in it",
                plan.record().key.id
            );
            problems.push(missing(Code::PlanWithoutInitiatives, "no initiative belongs to this plan", &help));
        }
        if fields.team.is_empty() {
            problems.push(missing(
                Code::PlanWithoutTeam,
                "this plan has no team",
                "add `team = [\"Principal\", \"…\"]`",
            ));
        }
    }
}
