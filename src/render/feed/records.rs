//! `records.json`: what this audience may see, for other programs.

use std::sync::Arc;

use indexmap::IndexMap;
use rayon::prelude::*;

use crate::catalog::{Entry, RecordIx};
use crate::date::When;
use crate::record::{
    Action, Barrier, Data, Decision, Exemplar, Goal, Initiative, Key, Measure, Milestone, Pilot, Plan,
    Record, Review, Target,
};
use crate::render::kept::Keys;
use crate::render::records_file::{
    ActionEntry, ChangeEntry, DecisionEntry, GoalEntry, LinkEntry, MilestoneEntry, OutcomeEntry, RecordEntry,
    RecordsFile, VERSION,
};
use crate::report::what_changed::changes_by;
use crate::site::Site;
use crate::site::download::json_text;
use crate::view::View;

/// How many digits of a text's hash tell it from others.
const HASH_DIGITS: usize = 16;

/// Records as they were written, in the order of their keys: each with a hash of all that it can tell of.
pub(super) type Kept = Vec<(Key, blake3::Hash, Arc<str>)>;

/// Every record of a view with its links to others of it; those that can only say the same are not written again.
pub(super) fn records(view: &View<'_>, site: &Site<'_>, keys: &Keys, before: &Kept) -> (String, Kept) {
    let entries: Vec<(RecordIx, &Entry)> = view.entries().collect();
    let written = |(ix, entry): &(RecordIx, &Entry)| {
        let key = &entry.record.key;
        let origin = keys.place(key.school.as_ref());
        let known = before.binary_search_by(|(other, ..)| other.cmp(key)).ok().map(|at| &before[at]);
        let text = match known {
            Some((_, other, text)) if *other == origin => text.clone(),
            _ => indented(&json_text(&record_entry(view, site, *ix, entry))).into(),
        };
        (key.clone(), origin, text)
    };
    let written: Kept = entries.par_iter().map(written).collect();
    let file = json_text(&RecordsFile {
        version: VERSION,
        title: site.head.title.to_owned(),
        audience: view.audience(),
        as_of: When::Day(site.today()),
        records: Vec::new(),
    });
    (filled(file, &written), written)
}

/// How the list of records ends where there are none; it is the last that stands in the file.
const NO_RECORDS: &str = "]\n}\n";

/// A file without records, and all of them in it.
fn filled(mut file: String, written: &Kept) -> String {
    if written.is_empty() {
        return file;
    }
    let head = file.strip_suffix(NO_RECORDS).expect("the list of records is the last of its file").len();
    file.truncate(head);
    file.reserve(written.iter().map(|(.., text)| text.len() + 2).sum::<usize>() + 16);
    for (at, (.., text)) in written.iter().enumerate() {
        file.push_str(if at == 0 { "\n" } else { ",\n" });
        file.push_str(text);
    }
    file.push_str("\n  ");
    file.push_str(NO_RECORDS);
    file
}

/// A value as it stands in a list of a file: no text of JSON holds a line's end.
fn indented(text: &str) -> String {
    let mut indented = String::with_capacity(text.len() * 5 / 4);
    for line in text.lines() {
        indented.push_str(if indented.is_empty() { "    " } else { "\n    " });
        indented.push_str(line);
    }
    indented
}

fn record_entry(view: &View<'_>, site: &Site<'_>, ix: RecordIx, entry: &Entry) -> RecordEntry {
    let record = &entry.record;
    let links = view.links(ix).map(|link| LinkEntry {
        relation: link.relation.forward().to_owned(),
        url: site.urls.of_record(link.to).to_owned(),
        part: link.part.as_ref().map(|(_, id)| id.clone()),
    });
    let changes = changes_by(view, ix, site.today()).into_iter().map(|change| ChangeEntry {
        what: change.change.what.clone(),
        why: change.change.why.clone(),
        url: change.changed.map(|to| site.urls.of_record(to).to_owned()),
    });
    let body = record.body().trim();
    let mut entry = RecordEntry {
        kind: record.key.kind.row().name.to_owned(),
        school: record.key.school.as_ref().map(ToString::to_string),
        id: record.key.id.to_string(),
        title: record.title().to_owned(),
        summary: record.common.summary.clone(),
        date: record.when(),
        audience: entry.audience,
        url: site.urls.of_record(ix).to_owned(),
        links: links.collect(),
        status: None,
        stage: None,
        dates: dates(&record.data),
        goals: Vec::new(),
        actions: Vec::new(),
        decisions: Vec::new(),
        outcome: None,
        changes: changes.collect(),
        text_hash: (!body.is_empty()).then(|| hash(body)),
        fields_hash: other_fields(&record.data).map(|told| hash(&told)),
    };
    match &record.data {
        Data::Plan(plan) => {
            entry.status = Some(plan.status);
            entry.goals = plan.goals.iter().map(|goal| goal_entry(view, record, goal)).collect();
        }
        Data::Initiative(initiative) => {
            entry.stage = initiative.stage;
            entry.actions = initiative.actions.iter().map(action_entry).collect();
        }
        Data::Review(review) => entry.decisions = decisions(view, site, record, review),
        Data::Pilot(pilot) => {
            let why = pilot.reason.clone();
            entry.outcome = pilot.decision.map(|decision| OutcomeEntry { decision, why });
        }
        _ => {}
    }
    entry
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..HASH_DIGITS].to_owned()
}

/// The fields of a record of the plan that its page prints for everyone and that its entry does not tell. No name of
/// another record, which may be hidden, and no number of people: who knows all else could find them by their hash.
fn other_fields(data: &Data) -> Option<String> {
    let barriers = |barriers: &[Barrier]| -> Vec<String> {
        let words =
            |Barrier { text, response, owner, .. }: &Barrier| format!("{text:?} {response:?} {owner:?}");
        barriers.iter().map(words).collect()
    };
    Some(match data {
        Data::Plan(plan) => {
            let Plan { year, level, purpose, team, review_days, cycles, .. } = &**plan;
            format!("{:?}", (year, level, purpose, team, review_days, cycles))
        }
        Data::Initiative(initiative) => {
            let Initiative {
                goals, root_cause, if_then, evidence_tier, citation, look_fors, actions, ..
            } = &**initiative;
            let needs: Vec<_> = actions.iter().map(|action| (&action.resources, &action.funding)).collect();
            format!("{:?}", (goals, root_cause, if_then, evidence_tier, citation, look_fors, needs))
        }
        Data::Exemplar(exemplar) => {
            let Exemplar { teacher, conditions, started, first_step, cost, objections, visit, .. } =
                &**exemplar;
            format!("{:?}", (teacher, conditions, started, first_step, cost, objections, visit))
        }
        Data::Pilot(pilot) => {
            let Pilot { who, idea, prediction, measures, carried_out, surprises, barriers: met, .. } =
                &**pilot;
            format!("{:?}", (who, idea, prediction, measures, carried_out, surprises, barriers(met)))
        }
        _ => return None,
    })
}

/// The dates of a record by the names of their fields.
fn dates(data: &Data) -> IndexMap<String, When> {
    let named: Vec<(&str, Option<When>)> = match data {
        Data::Plan(plan) => vec![("starts", plan.starts), ("ends", plan.ends)],
        Data::Initiative(initiative) => vec![("launch", initiative.launch)],
        Data::Pilot(pilot) => vec![("starts", Some(pilot.starts)), ("ends", pilot.ends)],
        Data::Walkthrough(wave) => vec![("ends", wave.ends)],
        Data::Review(review) => vec![("due", review.due), ("next", review.next)],
        _ => Vec::new(),
    };
    named.into_iter().filter_map(|(name, when)| Some((name.to_owned(), when?))).collect()
}

fn goal_entry(view: &View<'_>, plan: &Record, goal: &Goal) -> GoalEntry {
    let Goal {
        id,
        statement,
        measure,
        indicators: _,
        baseline,
        baseline_date,
        milestones,
        target,
        by,
        group,
    } = goal;
    let measure = measure.as_ref().and_then(|to| view.resolve(plan.key.school.as_ref(), to, Target::MEASURE));
    let milestone = |milestone: &Milestone| MilestoneEntry { by: milestone.by, target: milestone.target };
    GoalEntry {
        id: id.clone(),
        statement: statement.clone(),
        group: group.clone(),
        unit: measure.and_then(|ix| view.item::<Measure>(ix)).map(|measure| measure.fields.unit),
        baseline: *baseline,
        baseline_date: *baseline_date,
        target: *target,
        by: *by,
        milestones: milestones.iter().map(milestone).collect(),
    }
}

fn action_entry(action: &Action) -> ActionEntry {
    let Action { id, text, owner, start, due, done, dropped, resources: _, funding: _ } = action;
    ActionEntry {
        id: id.clone(),
        text: text.clone(),
        owner: owner.clone(),
        start: *start,
        due: *due,
        done: *done,
        dropped: dropped.clone(),
    }
}

/// The decisions about initiatives that the audience may see.
fn decisions(view: &View<'_>, site: &Site<'_>, record: &Record, review: &Review) -> Vec<DecisionEntry> {
    let decision = |decision: &Decision| {
        let about = view.resolve(record.key.school.as_ref(), &decision.initiative, Target::INITIATIVE)?;
        Some(DecisionEntry {
            about: view.get(about)?.record.title().to_owned(),
            url: site.urls.of_record(about).to_owned(),
            decision: decision.decision,
            why: decision.why.clone(),
        })
    };
    review.decisions.iter().filter_map(decision).collect()
}
