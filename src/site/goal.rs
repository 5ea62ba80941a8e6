//! Goals: what should be true at the end, how far it has come, and the measure that tells.

use serde::Serialize;

use super::blocks::Text;
use super::figure::pace as drawn;
use super::figure::{Chart, Drawing};
use super::words::{DateText, as_sentence, sentence_case};
use super::{LinkLine, Making};
use crate::catalog::RecordIx;
use crate::id::Ref;
use crate::language::Language;
use crate::record::{Goal, Measure, Milestone, Plan, Relation, Target, Unit};
use crate::report::goals::{self, GoalReport, MilestoneReport};
use crate::report::number::{percent, plain, with_unit};
use crate::report::pace::{Computed, Pace};
use crate::say;
use crate::view::Item;

/// A goal on a page.
#[derive(Debug, Clone, Serialize)]
pub struct GoalLine<'a> {
    /// Its id, for its anchor.
    pub id: &'a str,
    /// The goal in words.
    pub statement: &'a str,
    /// Whom it is about.
    pub group: Option<&'a str>,
    /// The measure that tells.
    pub measure: Option<Text>,
    /// Measures that move earlier.
    pub indicators: Vec<Text>,
    /// The value it started from.
    pub baseline: Option<String>,
    /// When that was.
    pub baseline_date: Option<DateText>,
    /// The value to reach.
    pub target: Option<String>,
    /// By when.
    pub by: Option<DateText>,
    /// What to say of that date where it has passed.
    pub passed: Option<String>,
    /// How far it has come, or why that is not computed: a sentence.
    pub pace: String,
    /// The same as a thin bar.
    pub bar: Option<Drawing>,
    /// What its measure says.
    pub chart: Option<GoalChart>,
    /// Values on the way.
    pub milestones: Vec<MilestoneLine>,
    /// The initiatives that serve it.
    pub served_by: Vec<LinkLine>,
}

/// What a goal's measure says, in a small chart and a sentence.
#[derive(Debug, Clone, Serialize)]
pub struct GoalChart {
    /// The chart; none where there is no value.
    pub drawing: Option<Drawing>,
    /// What it says.
    pub reading: String,
    /// The measure's page.
    pub url: String,
}

/// A value to reach on the way.
#[derive(Debug, Clone, Serialize)]
pub struct MilestoneLine {
    /// By when.
    pub by: DateText,
    /// The value.
    pub target: String,
    /// What to say of its date where it has passed.
    pub passed: Option<String>,
    /// How far it has come: a sentence.
    pub pace: String,
}

/// A goal and how far it has come, before they are words.
pub(super) struct Paced<'a> {
    /// The goal.
    pub goal: &'a Goal,
    /// How far.
    pub report: GoalReport,
    /// The unit of its measure, where the audience sees it.
    pub unit: Option<Unit>,
}

impl<'a> Making<'a, '_> {
    /// The goals of a plan with their pace.
    pub(super) fn paced(self, plan: Item<'a, Plan>) -> Vec<Paced<'a>> {
        let paced = |goal: &'a Goal| {
            let report = goals::goal(self.view, plan, goal, &self.computed.measures, self.today);
            let measure = report.measure.and_then(|ix| self.view.item::<Measure>(ix));
            Paced { goal, report, unit: measure.map(|measure| measure.fields.unit) }
        };
        plan.fields.goals.iter().map(paced).collect()
    }

    /// The goals of a plan as a page says them.
    pub(super) fn goals(self, plan: Item<'a, Plan>) -> Vec<GoalLine<'a>> {
        let paced = self.paced(plan);
        paced.iter().zip(1..).map(|(paced, number)| self.goal(plan, paced, number)).collect()
    }

    fn goal(self, plan: Item<'a, Plan>, paced: &Paced<'a>, number: usize) -> GoalLine<'a> {
        let Paced { goal, report, unit } = paced;
        // A measure that is not for this audience is named, and is not told as missing.
        let measure = |to: &Ref| {
            let found = self.reference(plan.record(), to, Target::MEASURE);
            found.unwrap_or_else(|| Text::plain(self.language.word("word.not-shown-here")))
        };
        let indicator = |to: &Ref| self.reference(plan.record(), to, Target::MEASURE);
        let id = format!("goal.{}.{number}", plan.record().key.id);
        let value = |value: f64| in_unit(self.language, value, *unit);
        let milestones = goal.milestones.iter().zip(&report.milestones);
        GoalLine {
            id: &goal.id,
            statement: &goal.statement,
            group: goal.group.as_deref(),
            measure: goal.measure.as_ref().map(measure),
            indicators: goal.indicators.iter().filter_map(indicator).collect(),
            baseline: goal.baseline.map(value),
            baseline_date: goal.baseline_date.map(|value| DateText::of(self.language, value)),
            target: goal.target.map(value),
            by: goal.by.map(|value| DateText::of(self.language, value)),
            passed: report.passed.clone(),
            pace: said(self.language, &report.pace, *unit),
            bar: bar(self.language, paced, &id),
            chart: report.measure.and_then(|ix| self.goal_chart(ix, &id, goal.target)),
            milestones: milestones
                .map(|(milestone, report)| line(self.language, milestone, report, *unit))
                .collect(),
            served_by: self.served_by(plan.ix, goal),
        }
    }

    fn goal_chart(self, measure: RecordIx, id: &str, target: Option<f64>) -> Option<GoalChart> {
        let (_, _, report) = self.measured(measure)?;
        Some(GoalChart {
            drawing: self.measure_small(measure, &format!("{id}.chart"), target),
            reading: as_sentence(&report.chart.short_reading),
            url: self.urls.of_record(measure).to_owned(),
        })
    }

    fn served_by(self, plan: RecordIx, goal: &Goal) -> Vec<LinkLine> {
        let serves = self.view.backlinks(plan).filter(|link| {
            link.relation == Relation::Serves && link.part.as_ref().is_some_and(|(_, id)| *id == goal.id)
        });
        self.record_links(serves.map(|link| link.to))
    }
}

fn line(
    language: &Language,
    milestone: &Milestone,
    report: &MilestoneReport,
    unit: Option<Unit>,
) -> MilestoneLine {
    MilestoneLine {
        by: DateText::of(language, milestone.by),
        target: in_unit(language, milestone.target, unit),
        passed: report.passed.clone(),
        pace: said(language, &report.pace, unit),
    }
}

/// A pace as a whole sentence.
pub(super) fn said(language: &Language, pace: &Pace, unit: Option<Unit>) -> String {
    format!("{}.", sentence_case(&pace.words(language, unit)))
}

/// A value as the goal's measure says it.
pub(super) fn in_unit(language: &Language, value: f64, unit: Option<Unit>) -> String {
    unit.map_or_else(|| plain(language, value), |unit| with_unit(language, value, unit))
}

/// A computed pace as a thin bar.
fn bar(language: &Language, paced: &Paced<'_>, id: &str) -> Option<Drawing> {
    let Pace::Computed(Computed { done, elapsed, .. }) = paced.report.pace else {
        return None;
    };
    let (from, to) = (paced.goal.baseline?, paced.goal.target?);
    let chart = drawn::Pace {
        done,
        elapsed,
        from: in_unit(language, from, paced.unit),
        to: in_unit(language, to, paced.unit),
        time: elapsed
            .map(|share| say!(language, "goal.of-the-time", share = percent(language, share)))
            .unwrap_or_default(),
    };
    Some(Drawing {
        id: format!("{id}.pace"),
        title: say!(language, "goal.the-way-from-to", from = chart.from, to = chart.to),
        description: said(language, &paced.report.pace, paced.unit),
        chart: Chart::Pace(chart),
    })
}
