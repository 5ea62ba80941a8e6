//! R4 Goals: the pace of a plan's goals and of the values on their way.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Method;
use super::follow_through::ends_of_year;
use super::measures::MeasureReport;
use super::pace::{Pace, Start, Watched, Way, pace, passed};
use crate::catalog::RecordIx;
use crate::date::{Date, When};
use crate::record::{Goal, Measure, Milestone, Plan, Resets, Target};
use crate::view::{Item, View};

/// How goals are told.
pub const METHOD: Method = Method { name: "goals" };

/// How far a goal has come.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalReport {
    /// The measure that tells, where the audience may see it.
    pub measure: Option<RecordIx>,
    /// How far it has come.
    pub pace: Pace,
    /// What to say where its date has passed.
    pub passed: Option<String>,
    /// The same of each value on the way.
    pub milestones: Vec<MilestoneReport>,
}

/// How far a value on the way has been reached.
#[derive(Debug, Clone, PartialEq)]
pub struct MilestoneReport {
    /// How far.
    pub pace: Pace,
    /// What to say where its date has passed.
    pub passed: Option<String>,
}

/// The pace of a goal of a plan, from the measures that the audience may see.
pub fn goal(
    view: &View<'_>,
    plan: Item<'_, Plan>,
    goal: &Goal,
    measures: &BTreeMap<RecordIx, Arc<MeasureReport>>,
    today: Date,
) -> GoalReport {
    let school = plan.record().key.school.as_ref();
    let measure = goal.measure.as_ref().and_then(|to| view.resolve(school, to, Target::MEASURE));
    let report = measure.and_then(|ix| measures.get(&ix));
    let total = measure.and_then(|ix| view.item::<Measure>(ix)).and_then(|item| item.fields.resets);
    let watched = |latest: Option<(When, f64)>| match (&goal.measure, report) {
        (None, _) => Watched::Nothing,
        (Some(_), None) => Watched::NotShown,
        _ if total == Some(Resets::Year) => Watched::RunningTotal,
        (Some(_), Some(report)) => match latest {
            Some((date, value)) => Watched::Value(date, value),
            None if report.has_values() => Watched::Hidden,
            None => Watched::Empty,
        },
    };
    let way = Way {
        baseline: goal.baseline,
        from: start(view, plan, goal),
        target: goal.target,
        by: goal.by,
        watched: watched(report.and_then(|report| report.latest())),
    };
    let milestone = |milestone: &Milestone| {
        let over = milestone.by.day().filter(|by| *by < today);
        let latest = report.and_then(|report| match over {
            Some(by) => report.latest_by(by),
            None => report.latest(),
        });
        let watched = match (over, latest, report.and_then(|report| report.latest())) {
            (Some(by), None, _)
                if total.is_none() && report.is_some_and(|report| report.has_value_by(by)) =>
            {
                Watched::Hidden
            }
            (Some(_), None, Some(_)) if total.is_none() => Watched::Later,
            _ => watched(latest),
        };
        let way = Way { target: Some(milestone.target), by: Some(milestone.by), watched, ..way };
        MilestoneReport {
            pace: pace(&way, today),
            passed: passed(view.language(), Some(milestone.by), today),
        }
    };
    GoalReport {
        measure,
        pace: pace(&way, today),
        passed: passed(view.language(), goal.by, today),
        milestones: goal.milestones.iter().map(milestone).collect(),
    }
}

/// When the way to a goal starts: with its baseline, else with the plan, else with the plan's school year.
fn start(view: &View<'_>, plan: Item<'_, Plan>, goal: &Goal) -> Start {
    let year = || ends_of_year(view, plan.record().key.school.as_ref(), &plan.fields.year).0;
    match (goal.baseline_date, plan.fields.starts) {
        (Some(when), _) => Start::Baseline(when),
        (None, Some(when)) => Start::Plan(when),
        (None, None) => year().map_or(Start::Unknown, |day| Start::SchoolYear(When::Day(day))),
    }
}
