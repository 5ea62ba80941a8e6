//! Pilots: prediction and result side by side, the decision, and what reached the whole staff.

use serde::Serialize;

use super::{Part, Told, for_staff, has_initiative, said};
use crate::catalog::RecordIx;
use crate::date::{When, day_in_words};
use crate::id::Id;
use crate::record::{CarriedOut, Pilot, PilotDecision};
use crate::report::Line;
use crate::report::pilots::{METHOD, PilotReport, PilotResult, PilotState, pilots_in, signed};
use crate::site::blocks::{Block, SourcedLine, Text, words};
use crate::site::facts::number;
use crate::site::figure::moves::{Mark, Move, Moves};
use crate::site::figure::{Chart, Figure};
use crate::site::words::count_of;
use crate::site::{Download, Making};

/// What a pilot counted, as a file.
#[derive(Serialize)]
struct Row<'a> {
    pilot: &'a str,
    starts: When,
    ends: Option<When>,
    state: &'static str,
    carried_out: Option<CarriedOut>,
    decision: Option<PilotDecision>,
    reason: Option<&'a str>,
    measure: Option<&'a str>,
    before: Option<f64>,
    predicted: Option<f64>,
    after: Option<f64>,
    predicted_move: Option<f64>,
    moved: Option<f64>,
    beside_prediction: Option<&'static str>,
    changes: Vec<&'a str>,
}

/// Tells what was tried small in a place, and what came of it.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Option<Told<'a>> {
    if !for_staff(making) || !has_initiative(making, school) {
        return None;
    }
    let pilots = pilots_in(making.view, school, making.today);
    let parts = pilots.iter().map(|pilot| part(making, pilot)).collect();
    let answer = if pilots.is_empty() { "No pilot is on record.".to_owned() } else { in_all(&pilots) };
    let mut records: Vec<RecordIx> = pilots.iter().map(|found| found.pilot.ix).collect();
    records.extend(pilots.iter().flat_map(|found| &found.changes).filter_map(|change| change.changed));
    Some(Told {
        lead: vec![
            said("What did a few people try first, what did they expect, and what came?"),
            said(answer),
        ],
        parts,
        n: count_of(pilots.len(), "pilot", "pilots"),
        records,
        downloads: Download::of_report(school, METHOD.name, &rows(&pilots)),
    })
}

/// "4 pilots: 1 under way, 1 adopted, 1 adapted, 1 abandoned."
fn in_all(pilots: &[PilotReport<'_>]) -> String {
    let of = |state: &dyn Fn(PilotState) -> bool| pilots.iter().filter(|found| state(found.state)).count();
    let decided = |decision| of(&move |state| state == PilotState::Decided(decision));
    let counts = [
        (of(&|state| matches!(state, PilotState::Running(_))), "under way"),
        (of(&|state| state == PilotState::Ahead), "ahead"),
        (of(&|state| state == PilotState::Undecided), "ended without a decision on record"),
        (decided(PilotDecision::Adopt), "adopted"),
        (decided(PilotDecision::Adapt), "adapted"),
        (decided(PilotDecision::Abandon), "left, and learned from"),
    ];
    let told = counts.iter().filter(|(number, _)| *number > 0);
    let told: Vec<String> = told.map(|(number, word)| format!("{number} {word}")).collect();
    format!("{}: {}.", count_of(pilots.len(), "pilot", "pilots"), told.join(", "))
}

fn part<'a>(making: Making<'a, '_>, found: &PilotReport<'a>) -> Part<'a> {
    let fields: &'a Pilot = found.pilot.fields;
    let abandoned = found.state == PilotState::Decided(PilotDecision::Abandon);
    let learned = if abandoned { "What was learned" } else { "Why" };
    let blocks = [
        words("What was tried", fields.idea.as_ref()),
        words("What was expected", fields.prediction.as_ref()),
        results(found),
        words("What nobody had expected", fields.surprises.as_ref()),
        words(learned, fields.reason.as_ref()),
        Some(reached(making, found)),
    ];
    Part {
        id: format!("pilot-{}", found.pilot.record().key.id),
        heading: making
            .link_text(found.pilot.ix)
            .unwrap_or_else(|| Text::plain(found.pilot.record().title())),
        lead: lead(making, found),
        blocks: blocks.into_iter().flatten().collect(),
    }
}

fn lead(making: Making<'_, '_>, found: &PilotReport<'_>) -> Vec<SourcedLine> {
    let fields = found.pilot.fields;
    let about = making.view.links(found.pilot.ix).find(|link| link.relation.belongs()).map(|link| link.to);
    let who = Line::new(format!("{}, for", fields.who), about);
    let how = match fields.carried_out {
        Some(CarriedOut::AsPlanned) => " It was carried out as planned.",
        Some(CarriedOut::Changed) => " It was changed on the way.",
        Some(CarriedOut::Stopped) => " It was stopped early.",
        None => "",
    };
    vec![said(format!("{}{how}", state_words(found))), making.sourced(&who)]
}

/// Where a pilot stands, in a sentence.
fn state_words(found: &PilotReport<'_>) -> String {
    let fields = found.pilot.fields;
    let when = |when: When| when.day().map_or_else(|| when.in_words(), day_in_words);
    let span = match fields.ends {
        Some(ends) => format!("{} to {}", when(fields.starts), when(ends)),
        None => format!("from {}, with no end on record", when(fields.starts)),
    };
    match found.state {
        PilotState::Ahead => format!("Ahead: {span}."),
        PilotState::Running(Some(ends)) => format!("Under way until {}.", when(ends)),
        PilotState::Running(None) => format!("Under way since {}; no end is set.", when(fields.starts)),
        PilotState::Undecided => format!("Ended without a decision on record: {span}."),
        PilotState::Decided(PilotDecision::Adopt) => format!("Adopted: {span}."),
        PilotState::Decided(PilotDecision::Adapt) => format!("Adapted: {span}."),
        PilotState::Decided(PilotDecision::Abandon) => format!("Left, and learned from: {span}."),
    }
}

/// Before, prediction and result of everything that was counted, drawn and as a table.
fn results<'a>(found: &PilotReport<'a>) -> Option<Block<'a>> {
    if found.results.is_empty() {
        return None;
    }
    let mark = |value: Option<f64>| value.map(|value| Mark { value, text: number(value) });
    let row = |result: &PilotResult<'_>| Move {
        label: result.measure.name.clone(),
        before: mark(result.measure.before),
        predicted: mark(result.measure.predicted),
        after: mark(result.measure.after),
    };
    let rows: Vec<Move> = found.results.iter().map(row).collect();
    let said =
        found.results.iter().map(|result| format!("{}: {}.", result.measure.name, beside_words(result)));
    let id = format!("results-{}", found.pilot.record().key.id);
    let figure = Figure::new(id, "Prediction and result", said.collect::<Vec<_>>().join(" "));
    let mut figure = figure.table(
        ["Counted", "Before", "Predicted", "After", "Beside the prediction"].map(str::to_owned).into(),
        found.results.iter().map(numbers).collect(),
    );
    // A region of its own needs a name of its own on the page.
    figure.table.caption = format!("{}: prediction and result", found.pilot.record().title());
    if rows.iter().any(|row| row.marks().next().is_some()) {
        figure
            .notes
            .push("Open circle: before. Filled circle: after. Upright stroke: what was predicted.".into());
        figure = figure.drawn(Chart::Moves(Moves { rows }));
    }
    Some(Block::Figure { title: "".into(), figure: Box::new(figure) })
}

fn numbers(result: &PilotResult<'_>) -> Vec<String> {
    let value = |value: Option<f64>, none: &str| value.map_or_else(|| none.to_owned(), number);
    let measure = result.measure;
    vec![
        measure.name.clone(),
        value(measure.before, "not on record"),
        value(measure.predicted, "not predicted"),
        value(measure.after, result.beside.words()),
        beside_words(result),
    ]
}

/// "part of the predicted way (moved +7, predicted +11)"
fn beside_words(result: &PilotResult<'_>) -> String {
    let words = result.beside.words();
    match result.moved.zip(result.predicted_move) {
        Some((moved, predicted)) => {
            format!("{words} (moved {}, predicted {})", signed(moved), signed(predicted))
        }
        None => words.to_owned(),
    }
}

/// What the pilot changed in the plan.
fn reached<'a>(making: Making<'a, '_>, found: &PilotReport<'a>) -> Block<'a> {
    let line = |change: &crate::report::what_changed::PlanChange<'a>| {
        making.sourced(&Line::new(
            format!("{}. Why: {}.", ended(&change.change.what), ended(&change.change.why)),
            change.changed,
        ))
    };
    let mut lines: Vec<SourcedLine> = found.changes.iter().map(line).collect();
    if lines.is_empty() {
        let open = matches!(found.state, PilotState::Ahead | PilotState::Running(_));
        lines.push(said(if open { "Nothing yet." } else { "No change to the plan is on record." }));
    }
    Block::Lines { title: "What reached the plan".into(), lines }
}

/// Words without the stop at their end.
fn ended(text: &str) -> &str {
    text.trim_end().trim_end_matches('.')
}

fn rows<'a>(pilots: &[PilotReport<'a>]) -> Vec<Row<'a>> {
    let row = |found: &PilotReport<'a>, result: Option<&PilotResult<'a>>| {
        let fields: &'a Pilot = found.pilot.fields;
        Row {
            pilot: found.pilot.record().title(),
            starts: fields.starts,
            ends: fields.ends,
            state: match found.state {
                PilotState::Ahead => "ahead",
                PilotState::Running(_) => "under_way",
                PilotState::Undecided => "undecided",
                PilotState::Decided(_) => "decided",
            },
            carried_out: fields.carried_out,
            decision: fields.decision,
            reason: fields.reason.as_deref(),
            measure: result.map(|result| result.measure.name.as_str()),
            before: result.and_then(|result| result.measure.before),
            predicted: result.and_then(|result| result.measure.predicted),
            after: result.and_then(|result| result.measure.after),
            predicted_move: result.and_then(|result| result.predicted_move),
            moved: result.and_then(|result| result.moved),
            beside_prediction: result.map(|result| result.beside.words()),
            changes: found.changes.iter().map(|change| change.change.what.as_str()).collect(),
        }
    };
    pilots
        .iter()
        .flat_map(|found| match found.results.as_slice() {
            [] => vec![row(found, None)],
            results => results.iter().map(|result| row(found, Some(result))).collect(),
        })
        .collect()
}
