//! Getting ready: the ten things that each launch rests on.

use serde::Serialize;

use super::{Part, Told};
use crate::catalog::RecordIx;
use crate::date::When;
use crate::id::Id;
use crate::language::Language;
use crate::record::Initiative;
use crate::report::Line;
use crate::report::readiness::{METHOD, Readiness, ReadinessItem, State, readiness};
use crate::say;
use crate::site::blocks::{Block, CheckItem, SourcedLine, Text};
use crate::site::marks::{Mark, MarkRow};
use crate::site::{Download, Making, urls};

/// Readiness as a file.
#[derive(Serialize)]
struct Row<'a> {
    initiative: String,
    item: String,
    state: State,
    met_by: Vec<&'a str>,
}

/// Tells how ready each initiative of a place is, or was at its launch.
///
/// Most of what a launch rests on is for staff: a public page would say "not met" of what it cannot see.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let own = making.view.own::<Initiative>(school);
    let found: Vec<_> = own.map(|item| (item, readiness(making.view, item, making.today))).collect();
    let mut records: Vec<RecordIx> = found.iter().map(|(item, _)| item.ix).collect();
    records.extend(found.iter().flat_map(|(_, ready)| &ready.items).flat_map(|item| &item.records));
    let parts = found.iter().map(|(item, ready)| Part {
        id: urls::part_of_initiative(&item.record().key.id),
        heading: making.link_text(item.ix).unwrap_or_else(|| Text::plain(item.record().title())),
        lead: vec![SourcedLine {
            text: what_counts(making.language, item.fields.launch),
            records: Vec::new(),
        }],
        blocks: vec![making.readiness_block(ready)],
    });
    let rows: Vec<Row<'a>> = found
        .iter()
        .flat_map(|(item, ready)| ready.items.iter().map(move |line| (item, line)))
        .map(|(item, line)| Row {
            initiative: item.record().key.id.to_string(),
            item: line.title.clone(),
            state: line.state,
            met_by: line.records.iter().filter_map(|ix| Some(making.view.get(*ix)?.record.title())).collect(),
        })
        .collect();
    let table: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.initiative.clone(),
                row.item.clone(),
                row.state.words(making.language).into(),
                row.met_by.join("; "),
            ]
        })
        .collect();
    let columns = ["initiative", "item", "state", "met_by"];
    let downloads = vec![
        Download::csv(urls::report_data(school, METHOD.name, "csv"), &columns, &table),
        Download::json(urls::report_data(school, METHOD.name, "json"), &rows),
    ];
    let lead = making.language.word("readiness.what-was-in-place-before-the-whole");
    Told {
        lead: vec![SourcedLine { text: lead.into(), records: Vec::new() }],
        parts: parts.collect(),
        n: say!(making.language, "count.initiatives", count = found.len()),
        records,
        downloads,
    }
}

/// Which records count, in a sentence.
fn what_counts(language: &Language, launch: Option<When>) -> String {
    match launch {
        Some(launch) => {
            say!(language, "readiness.launch-what-was-there-before-it-counts", date = language.date(launch))
        }
        None => language.word("readiness.no-launch-is-set-everything-so-far").to_owned(),
    }
}

impl<'a> Making<'a, '_> {
    /// The ten items of an initiative.
    pub(in crate::site) fn readiness_block(self, ready: &Readiness) -> Block<'a> {
        let item = |item: &ReadinessItem| CheckItem {
            title: item.title.clone(),
            rule: item.met_when.clone(),
            state: mark(item.state),
            said: item.state.words(self.language).to_owned(),
            lines: match item.records.as_slice() {
                [] => Vec::new(),
                records => vec![self.sourced(&Line::new("", records.iter().copied()))],
            },
        };
        Block::Checklist {
            title: String::new(),
            summary: format!("{}.", ready.words(self.language)),
            items: ready.items.iter().map(item).collect(),
        }
    }
}

/// The ten items of an initiative as a row of marks.
pub(in crate::site) fn readiness_marks(language: &Language, ready: &Readiness) -> MarkRow {
    let item = |item: &ReadinessItem| Mark::new(mark(item.state), &item.title, item.state.words(language));
    let words = say!(language, "readiness.of-met", met = ready.met, applicable = ready.applicable);
    MarkRow::new(language.word("label.ready"), words, ready.items.iter().map(item).collect())
}

fn mark(state: State) -> &'static str {
    match state {
        State::Met => "yes",
        State::NotMet => "no",
        State::NotApplicable => "none",
    }
}
