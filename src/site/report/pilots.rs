//! Pilots: prediction and result side by side, the decision, and what reached the whole staff.

use serde::Serialize;

use super::{Part, Told, said};
use crate::catalog::RecordIx;
use crate::date::When;
use crate::id::Id;
use crate::language::Language;
use crate::record::{CarriedOut, Pilot, PilotDecision};
use crate::report::Line;
use crate::report::pilots::{METHOD, PilotReport, PilotResult, PilotState, pilots_in, signed};
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text, words};
use crate::site::facts::number;
use crate::site::figure::moves::{Mark, Move, Moves};
use crate::site::figure::{Chart, Figure};
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
    beside_prediction: Option<String>,
    changes: Vec<&'a str>,
}

/// Tells what was tried small in a place, and what came of it.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let pilots = pilots_in(making.view, school, making.today);
    let parts = pilots.iter().map(|pilot| part(making, pilot)).collect();
    let answer = if pilots.is_empty() {
        making.language.word("pilots.no-pilot-is-on-record").to_owned()
    } else {
        in_all(making.language, &pilots)
    };
    let mut records: Vec<RecordIx> = pilots.iter().map(|found| found.pilot.ix).collect();
    records.extend(pilots.iter().flat_map(|found| &found.changes).filter_map(|change| change.changed));
    Told {
        lead: vec![said(making.language.word("pilots.what-did-a-few-people-try-first")), said(answer)],
        parts,
        n: say!(making.language, "count.pilots", count = pilots.len()),
        records,
        downloads: Download::of_report(school, METHOD.name, &rows(making.language, &pilots)),
    }
}

/// "4 pilots: 1 under way, 1 adopted, 1 adapted, 1 abandoned."
fn in_all(language: &Language, pilots: &[PilotReport<'_>]) -> String {
    let of = |state: &dyn Fn(PilotState) -> bool| pilots.iter().filter(|found| state(found.state)).count();
    let decided = |decision| of(&move |state| state == PilotState::Decided(decision));
    let counts = [
        (of(&|state| matches!(state, PilotState::Running(_))), language.word("word.under-way")),
        (of(&|state| state == PilotState::Ahead), language.word("word.ahead")),
        (
            of(&|state| state == PilotState::Undecided),
            language.word("pilots.ended-without-a-decision-on-record"),
        ),
        (decided(PilotDecision::Adopt), language.word("word.adopted")),
        (decided(PilotDecision::Adapt), language.word("word.adapted")),
        (decided(PilotDecision::Abandon), language.word("pilots.left-and-learned-from")),
    ];
    let told = counts.iter().filter(|(number, _)| *number > 0);
    let told: Vec<String> = told.map(|(number, word)| format!("{number} {word}")).collect();
    format!("{}: {}.", say!(language, "count.pilots", count = pilots.len()), told.join(", "))
}

fn part<'a>(making: Making<'a, '_>, found: &PilotReport<'a>) -> Part<'a> {
    let fields: &'a Pilot = found.pilot.fields;
    let abandoned = found.state == PilotState::Decided(PilotDecision::Abandon);
    let learned = if abandoned {
        making.language.word("label.what-was-learned")
    } else {
        making.language.word("label.why")
    };
    let blocks = [
        words(making.language.word("label.what-was-tried"), fields.idea.as_ref()),
        words(making.language.word("label.what-was-expected"), fields.prediction.as_ref()),
        results(making.language, found),
        words(making.language.word("label.nobody-had-expected"), fields.surprises.as_ref()),
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
    let who = Line::new(say!(making.language, "pilots.for", who = fields.who), about);
    let how = match fields.carried_out {
        Some(CarriedOut::AsPlanned) => making.language.word("pilots.it-was-carried-out-as-planned"),
        Some(CarriedOut::Changed) => making.language.word("pilots.it-was-changed-on-the-way"),
        Some(CarriedOut::Stopped) => making.language.word("pilots.it-was-stopped-early"),
        None => "",
    };
    vec![said(format!("{}{how}", state_words(making.language, found))), making.sourced(&who)]
}

/// Where a pilot stands, in a sentence.
fn state_words(language: &Language, found: &PilotReport<'_>) -> String {
    let fields = found.pilot.fields;
    let when = |when: When| when.day().map_or_else(|| language.date(when), |day| language.day_in_words(day));
    let span = match fields.ends {
        Some(ends) => say!(language, "pilots.to", when = when(fields.starts), when_too = when(ends)),
        None => say!(language, "pilots.from-with-no-end-on-record", when = when(fields.starts)),
    };
    match found.state {
        PilotState::Ahead => say!(language, "pilots.ahead", span = span),
        PilotState::Running(Some(ends)) => say!(language, "pilots.under-way-until", when = when(ends)),
        PilotState::Running(None) => {
            say!(language, "pilots.under-way-since-no-end-is-set", when = when(fields.starts))
        }
        PilotState::Undecided => say!(language, "pilots.ended-without-a-decision-on-record-too", span = span),
        PilotState::Decided(PilotDecision::Adopt) => say!(language, "pilots.adopted", span = span),
        PilotState::Decided(PilotDecision::Adapt) => say!(language, "pilots.adapted", span = span),
        PilotState::Decided(PilotDecision::Abandon) => {
            say!(language, "pilots.left-and-learned-from-too", span = span)
        }
    }
}

/// Before, prediction and result of everything that was counted, drawn and as a table.
fn results<'a>(language: &Language, found: &PilotReport<'a>) -> Option<Block<'a>> {
    if found.results.is_empty() {
        return None;
    }
    let mark = |value: Option<f64>| value.map(|value| Mark { value, text: number(language, value) });
    let row = |result: &PilotResult<'_>| Move {
        label: result.measure.name.clone(),
        before: mark(result.measure.before),
        predicted: mark(result.measure.predicted),
        after: mark(result.measure.after),
    };
    let rows: Vec<Move> = found.results.iter().map(row).collect();
    let said = found
        .results
        .iter()
        .map(|result| format!("{}: {}.", result.measure.name, beside_words(language, result)));
    let id = format!("results-{}", found.pilot.record().key.id);
    let figure =
        Figure::new(id, language.word("label.prediction-and-result"), said.collect::<Vec<_>>().join(" "));
    let mut figure = figure.table(
        [
            language.word("label.counted"),
            language.word("label.before"),
            language.word("label.predicted"),
            language.word("label.after"),
            language.word("label.beside-the-prediction"),
        ]
        .map(str::to_owned)
        .into(),
        found.results.iter().map(|value| numbers(language, value)).collect(),
    );
    // A region of its own needs a name of its own on the page.
    figure.table.caption =
        say!(language, "pilots.prediction-and-result", title = found.pilot.record().title());
    if rows.iter().any(|row| row.marks().next().is_some()) {
        figure.notes.push(language.word("pilots.open-circle-before-filled-circle-after-upright").into());
        figure = figure.drawn(Chart::Moves(Moves { rows }));
    }
    Some(Block::Figure { title: "".into(), figure: Box::new(figure) })
}

fn numbers(language: &Language, result: &PilotResult<'_>) -> Vec<String> {
    let value = |value: Option<f64>, none: &str| {
        value.map_or_else(|| none.to_owned(), |value| number(language, value))
    };
    let measure = result.measure;
    vec![
        measure.name.clone(),
        value(measure.before, language.word("word.not-on-record")),
        value(measure.predicted, language.word("word.not-predicted")),
        value(measure.after, result.beside.words(language)),
        beside_words(language, result),
    ]
}

/// "part of the predicted way (moved +7, predicted +11)"
fn beside_words(language: &Language, result: &PilotResult<'_>) -> String {
    let words = result.beside.words(language);
    match result.moved.zip(result.predicted_move) {
        Some((moved, predicted)) => {
            say!(
                language,
                "pilots.moved-predicted",
                words = words,
                signed = signed(language, moved),
                signed_too = signed(language, predicted)
            )
        }
        None => words.to_owned(),
    }
}

/// What the pilot changed in the plan.
fn reached<'a>(making: Making<'a, '_>, found: &PilotReport<'a>) -> Block<'a> {
    let line = |change: &crate::report::what_changed::PlanChange<'a>| {
        making.sourced(&Line::new(
            say!(
                making.language,
                "pilots.why",
                ended = ended(&change.change.what),
                ended_too = ended(&change.change.why)
            ),
            change.changed,
        ))
    };
    let mut lines: Vec<SourcedLine> = found.changes.iter().map(line).collect();
    if lines.is_empty() {
        let open = matches!(found.state, PilotState::Ahead | PilotState::Running(_));
        lines.push(said(if open {
            making.language.word("pilots.nothing-yet")
        } else {
            making.language.word("pilots.no-change-to-the-plan-is-on")
        }));
    }
    Block::Lines { title: making.language.word("pilots.what-reached-the-plan").into(), lines }
}

/// Words without the stop at their end.
fn ended(text: &str) -> &str {
    text.trim_end().trim_end_matches('.')
}

fn rows<'a>(language: &Language, pilots: &[PilotReport<'a>]) -> Vec<Row<'a>> {
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
            beside_prediction: result.map(|result| result.beside.words(language).to_owned()),
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
