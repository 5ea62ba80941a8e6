//! Goals: how far each goal of a place has come, beside how much of its time is over.

use serde::Serialize;

use super::{Part, Told};
use crate::catalog::RecordIx;
use crate::date::When;
use crate::id::Id;
use crate::record::{Plan, Status};
use crate::report::goals::METHOD;
use crate::report::number::{bare, rounded};
use crate::report::pace::{Computed, Pace};
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text};
use crate::site::facts::word;
use crate::site::goal::{Paced, said};
use crate::site::{Download, Making, urls};
use crate::view::Item;

/// A goal, or a value on its way, as a file.
#[derive(Serialize)]
struct Row<'a> {
    plan: String,
    goal: &'a str,
    /// What is judged: the goal itself, or a value on its way.
    part: &'static str,
    statement: &'a str,
    measure: Option<String>,
    baseline: Option<f64>,
    baseline_date: Option<When>,
    target: Option<f64>,
    by: Option<When>,
    value: Option<f64>,
    value_date: Option<When>,
    done: Option<f64>,
    elapsed: Option<f64>,
    pace: String,
    passed: Option<String>,
}

/// Whether a plan of a place has a goal.
pub(super) fn is_told(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    with_goals(making, school).next().is_some()
}

fn with_goals<'a>(making: Making<'a, '_>, school: Option<&Id>) -> impl Iterator<Item = Item<'a, Plan>> {
    making.view.own::<Plan>(school).filter(|plan| !plan.fields.goals.is_empty())
}

/// Tells how far the goals of a place have come: those of plans under way first, then drafts, then plans that are over.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let mut plans: Vec<Item<'a, Plan>> = with_goals(making, school).collect();
    plans.sort_by_key(|plan| (order(plan.fields.status), plan.ix));
    let mut records: Vec<RecordIx> = Vec::new();
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut parts = Vec::new();
    for plan in plans {
        let paced = making.paced(plan);
        records.push(plan.ix);
        records.extend(paced.iter().filter_map(|paced| paced.report.measure));
        rows.extend(paced.iter().flat_map(|paced| making.goal_rows(plan, paced)));
        parts.push(Part {
            id: format!("plan-{}", plan.record().key.id),
            heading: making.link_text(plan.ix).unwrap_or_else(|| Text::plain(plan.record().title())),
            lead: vec![SourcedLine {
                text: format!("{}, {}.", word(making.language, &plan.fields.status), plan.fields.year),
                records: Vec::new(),
            }],
            blocks: vec![Block::Goals { title: "".into(), goals: making.goals(plan) }],
        });
    }
    let goals = rows.iter().filter(|row| row.part == "goal").count();
    Told {
        lead: vec![SourcedLine {
            text: making.language.word("goals.how-far-has-each-goal-come-and").into(),
            records: Vec::new(),
        }],
        n: say!(
            making.language,
            "goals.in-too",
            goals = say!(making.language, "count.goals", count = goals),
            plans = say!(making.language, "count.plans", count = parts.len())
        ),
        parts,
        records,
        downloads: downloads(school, &rows),
    }
}

fn order(status: Status) -> u8 {
    match status {
        Status::Active => 0,
        Status::Draft => 1,
        Status::Closed => 2,
    }
}

impl<'a> Making<'a, '_> {
    /// A goal and the values on its way as rows of a file.
    fn goal_rows(self, plan: Item<'a, Plan>, paced: &Paced<'a>) -> Vec<Row<'a>> {
        let Paced { goal, report, unit } = paced;
        let measure =
            report.measure.and_then(|ix| self.view.get(ix)).map(|entry| entry.record.key.to_string());
        let row = |part: &'static str,
                   target: Option<f64>,
                   by: Option<When>,
                   pace: &Pace,
                   passed: &Option<String>| {
            let computed = match pace {
                Pace::Computed(computed) => Some(*computed),
                Pace::Silent(_) => None,
            };
            Row {
                plan: plan.record().key.id.to_string(),
                goal: &goal.id,
                part,
                statement: &goal.statement,
                measure: measure.clone(),
                baseline: goal.baseline.map(rounded),
                baseline_date: goal.baseline_date,
                target: target.map(rounded),
                by,
                value: computed.map(|Computed { now, .. }| rounded(now)),
                value_date: computed.map(|computed| computed.as_of),
                done: computed.map(|computed| rounded(computed.done)),
                elapsed: computed.and_then(|computed| computed.elapsed).map(rounded),
                pace: said(self.language, pace, *unit),
                passed: passed.clone(),
            }
        };
        let milestones = goal.milestones.iter().zip(&report.milestones);
        let milestones = milestones.map(|(milestone, report)| {
            row("milestone", Some(milestone.target), Some(milestone.by), &report.pace, &report.passed)
        });
        [row("goal", goal.target, goal.by, &report.pace, &report.passed)]
            .into_iter()
            .chain(milestones)
            .collect()
    }
}

fn downloads(school: Option<&Id>, rows: &[Row<'_>]) -> Vec<Download> {
    const COLUMNS: [&str; 15] = [
        "plan",
        "goal",
        "part",
        "statement",
        "measure",
        "baseline",
        "baseline_date",
        "target",
        "by",
        "value",
        "value_date",
        "done",
        "elapsed",
        "pace",
        "passed",
    ];
    let number = |value: Option<f64>| value.map(bare).unwrap_or_default();
    let date = |when: Option<When>| when.map(|when| when.to_string()).unwrap_or_default();
    let table: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.plan.clone(),
                row.goal.into(),
                row.part.into(),
                row.statement.into(),
                row.measure.clone().unwrap_or_default(),
                number(row.baseline),
                date(row.baseline_date),
                number(row.target),
                date(row.by),
                number(row.value),
                date(row.value_date),
                number(row.done),
                number(row.elapsed),
                row.pace.clone(),
                row.passed.clone().unwrap_or_default(),
            ]
        })
        .collect();
    vec![
        Download::csv(urls::report_data(school, METHOD.name, "csv"), &COLUMNS, &table),
        Download::json(urls::report_data(school, METHOD.name, "json"), &rows),
    ]
}
