//! Fields that need or exclude each other, and the ids of parts.

use std::collections::BTreeSet;

use super::Context;
use super::sayings::CONVERSATION_ABOUT_NOTHING;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{Id, slug};
use crate::record::{Data, PartKind, Record};

/// Fields of which one is needed, or only one may stand.
pub fn needed_together(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for (_, entry) in context.view.entries() {
        let record = &entry.record;
        match &record.data {
            Data::Conversation(fields) if fields.initiative.is_none() && fields.plan.is_none() => {
                problems.push(CONVERSATION_ABOUT_NOTHING.of(record, &[]));
            }
            Data::Walkthrough(fields) => match (fields.rows.is_some(), fields.counts.is_empty()) {
                (true, false) => problems.push(exclusive(record, "counts", "rows")),
                (false, true) => problems.push(one_of(
                    record,
                    "`rows` or `[[counts]]`",
                    "name the file with the visits, or type in what was counted",
                )),
                _ => {}
            },
            Data::Referrals(fields) => match (fields.file.is_some(), fields.totals.is_empty()) {
                (true, false) => problems.push(exclusive(record, "totals", "file")),
                (false, true) => problems.push(one_of(
                    record,
                    "`file` or `totals`",
                    "name the file with the referrals, or give the totals you have",
                )),
                _ => {}
            },
            Data::Review(fields) if fields.date.is_none() && fields.due.is_none() => {
                problems.push(one_of(record, "`date` or `due`", "say when it was held, or when it is due"));
            }
            _ => {}
        }
    }
}

fn one_of(record: &Record, fields: &str, help: &str) -> Diagnostic {
    record.problem(Code::OneOf, "", format!("{fields} is missing")).help(help)
}

fn exclusive(record: &Record, field: &str, other: &str) -> Diagnostic {
    let message = format!("`{field}` and `{other}` stand in one record");
    record.problem(Code::Exclusive, field, message).help(format!("keep `{other}` or `{field}`"))
}

/// Ids of goals, look-fors and actions: usable in an address, and once a record.
pub fn parts(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for (_, entry) in context.view.entries() {
        let record = &entry.record;
        for kind in [PartKind::Goal, PartKind::LookFor, PartKind::Action] {
            let mut seen = BTreeSet::new();
            for (place, id) in part_places(record, kind) {
                if Id::new(id).is_none() {
                    let message = format!("`{id}` cannot be the id of a {}", kind.word());
                    problems.push(
                        record
                            .problem(Code::BadPartId, &place, message)
                            .help(format!("write for example `{}`", or_example(&slug(id), kind))),
                    );
                } else if !seen.insert(id) {
                    let message = format!("two {}s of this record have the id `{id}`", kind.word());
                    problems.push(
                        record
                            .problem(Code::DuplicatePart, &place, message)
                            .help("give each an id of its own"),
                    );
                }
            }
        }
    }
}

fn or_example(slug: &str, kind: PartKind) -> String {
    if Id::new(slug).is_some() { slug.to_owned() } else { format!("{}-1", kind.word()) }
}

/// The parts of one kind, with the path of each one's id.
fn part_places(record: &Record, kind: PartKind) -> Vec<(String, &str)> {
    let place = |index: usize| format!("{}[{index}].id", kind.table());
    match (&record.data, kind) {
        (Data::Plan(plan), PartKind::Goal) => {
            plan.goals.iter().enumerate().map(|(index, goal)| (place(index), goal.id.as_str())).collect()
        }
        (Data::Initiative(fields), PartKind::LookFor) => fields
            .look_fors
            .iter()
            .enumerate()
            .map(|(index, part)| (place(index), part.id.as_str()))
            .collect(),
        (Data::Initiative(fields), PartKind::Action) => fields
            .actions
            .iter()
            .enumerate()
            .filter_map(|(index, part)| Some((place(index), part.id.as_deref()?)))
            .collect(),
        _ => Vec::new(),
    }
}
