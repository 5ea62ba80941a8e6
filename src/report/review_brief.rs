//! R12 Review brief: what the next review of a plan should look at, on one page.

mod questions;

use crate::catalog::RecordIx;
use crate::config::{Cadence, Privacy};
use crate::date::{Date, When, days_between};
use crate::id::Id;
use crate::language::Language;
use crate::record::{Initiative, Measure, Pilot, Plan, PlanLevel, Plc, Relation, Review, Status, Target};
use crate::say;
use crate::view::{Item, View};

use super::follow_through::{ReviewRhythm, StaleMeasure, initiatives_of, late, review_rhythm, stale};
use super::measures::measure;
use super::pilots::PilotState;
use super::plc_needs::{Raised, raised};
use super::run_chart::Verdict;
use super::what_changed::{PlanChange, changes_to};
use super::{Line, Method};

/// How the brief is told.
pub const METHOD: Method = Method { name: "review-brief" };

/// What the brief is computed with.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// When things are due.
    pub cadence: Cadence,
    /// When counts of people are hidden.
    pub privacy: Privacy,
}

/// The brief of a plan.
#[derive(Debug, Clone)]
pub struct Brief<'c> {
    /// The plan.
    pub plan: Item<'c, Plan>,
    /// Its reviews against their rhythm.
    pub rhythm: ReviewRhythm,
    /// What is late, the oldest first.
    pub overdue: Vec<Line>,
    /// How many measures the plan follows, and what they signal.
    pub measures: usize,
    /// The measures that signal, each with the newest signal in a sentence.
    pub signals: Vec<Line>,
    /// The needs of teams that wait for an answer, the oldest first.
    pub waiting: Vec<Line>,
    /// The day of the last review, where one is on record.
    pub last_review: Option<(When, RecordIx)>,
    /// What changed since then, or since the plan began: newest first.
    pub changed: Vec<PlanChange<'c>>,
    /// Three questions.
    pub questions: Vec<Line>,
}

/// What questions are made from.
struct Found<'c> {
    plan: Item<'c, Plan>,
    initiatives: Vec<Item<'c, Initiative>>,
    late_actions: Vec<(Date, &'c str, RecordIx)>,
    undecided: Vec<Item<'c, Pilot>>,
    stale: Vec<StaleMeasure>,
    signals: Vec<Signalled<'c>>,
    waiting: Vec<Raised<'c>>,
}

/// A measure with its newest signal.
struct Signalled<'c> {
    measure: Item<'c, Measure>,
    said: String,
    verdict: Option<Verdict>,
}

/// The briefs of the plans of a place that are under way, a coach's after those that everybody works on. The first
/// also tells what teams need that work on no initiative.
pub fn briefs<'c>(view: &View<'c>, school: Option<&Id>, settings: Settings, today: Date) -> Vec<Brief<'c>> {
    let mut active: Vec<_> = plans_under_way(view, school).collect();
    active.sort_by_key(|plan| (plan.fields.level == PlanLevel::Coaching, plan.ix));
    // What a team needs for no initiative in particular waits for an answer all the same.
    let others = view.own::<Plc>(school).filter(|notes| notes.fields.initiative.is_none());
    let mut others = Some(others.collect::<Vec<_>>());
    let brief = |plan| brief(view, plan, others.take().unwrap_or_default(), settings, today);
    active.into_iter().map(brief).collect()
}

/// The plans of a place that are under way: those that have a brief.
pub fn plans_under_way<'c>(view: &View<'c>, school: Option<&Id>) -> impl Iterator<Item = Item<'c, Plan>> {
    view.own::<Plan>(school).filter(|plan| plan.fields.status == Status::Active)
}

/// The brief of one plan, with the notes of teams that work on no initiative, as of a date.
fn brief<'c>(
    view: &View<'c>,
    plan: Item<'c, Plan>,
    notes: Vec<Item<'c, Plc>>,
    settings: Settings,
    today: Date,
) -> Brief<'c> {
    let rhythm = review_rhythm(view, plan, settings.cadence, today);
    let last_review = rhythm.held.last().and_then(|ix| {
        let review = view.item::<Review>(*ix)?;
        Some((review.fields.date?, *ix))
    });
    let measures = measures(view, plan);
    let found = find(view, plan, notes, &measures, settings, today);
    let changed = changed_since(view, &found, last_review.map(|(when, _)| when), today);
    Brief {
        overdue: overdue(view, &found, settings, today),
        signals: found.signals.iter().map(Signalled::line).collect(),
        waiting: found.waiting.iter().map(|raised| wait(view.language(), raised, today)).collect(),
        questions: questions::three(view, &found, &changed, settings, today),
        measures: measures.len(),
        plan,
        rhythm,
        last_review,
        changed,
    }
}

fn find<'c>(
    view: &View<'c>,
    plan: Item<'c, Plan>,
    mut notes: Vec<Item<'c, Plc>>,
    measures: &[Item<'c, Measure>],
    settings: Settings,
    today: Date,
) -> Found<'c> {
    let initiatives = initiatives_of(view, plan.ix);
    let mut late_actions = Vec::new();
    let mut undecided = Vec::new();
    for initiative in &initiatives {
        let actions = initiative.fields.actions.iter();
        late_actions.extend(actions.filter_map(|action| {
            let due = super::follow_through::overdue(action, today)?;
            Some((due, action.text.as_str(), initiative.ix))
        }));
        let links: Vec<_> = view.backlinks(initiative.ix).collect();
        let tried = links.iter().filter(|link| link.relation == Relation::Tries);
        let pilots = tried.filter_map(|link| view.item::<Pilot>(link.to));
        undecided.extend(pilots.filter(|pilot| PilotState::of(pilot.fields, today) == PilotState::Undecided));
        let worked_on = links.iter().filter(|link| link.relation == Relation::WorksOn);
        notes.extend(worked_on.filter_map(|link| view.item::<Plc>(link.to)));
    }
    late_actions.sort_unstable_by_key(|(due, text, ix)| (*due, *ix, *text));
    undecided.sort_by_key(|pilot| (pilot.fields.ends.map(When::sort_key), pilot.ix));
    let mut waiting = raised(notes, today);
    waiting.retain(|raised| !raised.answered);
    let mut signals = Vec::new();
    for item in measures {
        let report = measure(view.language(), item.entry, item.fields, settings.privacy, today);
        if let Some((said, verdict)) = report.chart.newest_signal(view.language()) {
            signals.push(Signalled { measure: *item, said, verdict });
        }
    }
    let stale = measures.iter().filter_map(|item| stale(*item, today)).collect();
    Found { plan, initiatives, late_actions, undecided, stale, signals, waiting }
}

/// The measures that a plan follows: those of its goals and of its initiatives, in the order of their titles.
fn measures<'c>(view: &View<'c>, plan: Item<'c, Plan>) -> Vec<Item<'c, Measure>> {
    let school = plan.record().key.school.as_ref();
    let goals = plan.fields.goals.iter().flat_map(|goal| goal.measure.iter().chain(&goal.indicators));
    let mut found: Vec<RecordIx> =
        goals.filter_map(|named| view.resolve(school, named, Target::MEASURE)).collect();
    for initiative in initiatives_of(view, plan.ix) {
        let links = view.links(initiative.ix);
        found.extend(
            links.filter(|link| link.relation == Relation::ImplementationMeasure).map(|link| link.to),
        );
    }
    found.sort_unstable();
    found.dedup();
    let mut found: Vec<_> = found.into_iter().filter_map(|ix| view.item::<Measure>(ix)).collect();
    found.sort_by_key(|item| (item.record().title(), item.ix));
    found
}

fn overdue(view: &View<'_>, found: &Found<'_>, settings: Settings, today: Date) -> Vec<Line> {
    let late = late(view, found.plan, settings.cadence, today).into_iter();
    let mut lines: Vec<(Date, Line)> =
        late.map(|late| (late.due, Line::new(late.text, [late.record]))).collect();
    for pilot in &found.undecided {
        let Some(ended) = pilot.fields.ends else { continue };
        let said = match ended.day() {
            Some(day) => say!(
                view.language(),
                "review-brief.ended-ago",
                days = view.language().days(days_between(day, today))
            ),
            None => say!(view.language(), "review-brief.ended", date = view.language().date(ended)),
        };
        let text = say!(
            view.language(),
            "review-brief.decision-about-the-pilot",
            title = pilot.record().title(),
            said = said
        );
        lines.push((ended.last(), Line::new(text, [pilot.ix])));
    }
    for stale in &found.stale {
        let text = say!(
            view.language(),
            "review-brief.new-value-of-late",
            title = stale.title,
            days = view.language().days(stale.over_days)
        );
        lines.push((crate::date::add_days(today, -stale.over_days), Line::new(text, [stale.measure])));
    }
    lines.sort_by_key(|(due, _)| *due);
    lines.into_iter().map(|(_, line)| line).collect()
}

impl Signalled<'_> {
    fn line(&self) -> Line {
        Line::new(self.said.clone(), [self.measure.ix])
    }
}

/// A need that waits: "“Decodable texts”: Grade 3, 20 days".
fn wait(language: &Language, raised: &Raised<'_>, today: Date) -> Line {
    let since = match raised.asked.day() {
        Some(day) => {
            say!(language, "review-brief.without-an-answer", days = language.days(days_between(day, today)))
        }
        None => say!(language, "review-brief.asked", date = language.date(raised.asked)),
    };
    Line::new(format!("“{}”: {}, {since}", raised.need.text, raised.team), [raised.notes])
}

/// What changed in the plan and its initiatives since the last review, that day included: what was decided there
/// is what the next review asks about. Without a review, since the plan began.
fn changed_since<'c>(
    view: &View<'c>,
    found: &Found<'c>,
    since: Option<When>,
    today: Date,
) -> Vec<PlanChange<'c>> {
    let mut changes = changes_to(view, found.plan.ix, today);
    for initiative in &found.initiatives {
        changes.extend(changes_to(view, initiative.ix, today));
    }
    changes.retain(|change| match (change.when, since) {
        (Some(when), Some(since)) => !when.is_before(since.first()),
        (_, None) => true,
        (None, Some(_)) => false,
    });
    changes.sort_by_key(|change| (std::cmp::Reverse(change.when.map(When::sort_key)), change.cause));
    changes
}
