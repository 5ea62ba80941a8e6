//! What changed: every change with what caused it, by initiative, and the barriers that people named.

use serde::Serialize;

use super::{Part, Told, said};
use crate::catalog::RecordIx;
use crate::date::When;
use crate::id::Id;
use crate::record::{Initiative, Status};
use crate::report::Line;
use crate::report::follow_through::{Launch, plan_of};
use crate::report::number::plain;
use crate::report::what_changed::{
    HeardBarrier, METHOD, PlanChange, barriers_in, changes_in, changes_since, changes_to, heard_before,
    median_days, since_launch,
};
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text};
use crate::site::ledger::{LedgerLine, Told as ToldLine};
use crate::site::words::DateText;
use crate::site::words::one_of_kind;
use crate::site::{Download, Making};

/// A change or a barrier as a file.
#[derive(Serialize)]
struct Row {
    sort: &'static str,
    initiative: Option<String>,
    what: String,
    why: Option<String>,
    changed: Option<String>,
    answer: Option<String>,
    owner: Option<String>,
    strength: Option<u8>,
    cause: String,
    cause_kind: &'static str,
    date: Option<When>,
    fewest_days: Option<i64>,
    most_days: Option<i64>,
}

/// Tells what changed in a place, and which barriers are still open.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let changes = changes_in(making.view, school, making.today);
    let barriers = barriers_in(making.view, school, making.today);
    let mut parts = by_initiative(making, &changes);
    parts.extend(unchanged(making, school));
    parts.extend(open_barriers(making, &barriers));
    parts.extend(gone_barriers(making, &barriers));
    let mut records: Vec<RecordIx> = changes.iter().map(|change| change.cause).collect();
    records.extend(barriers.iter().map(|found| found.heard_in));
    let mut rows: Vec<Row> = changes.iter().map(|change| change_row(making, change)).collect();
    rows.extend(barriers.iter().map(|found| barrier_row(making, found)));
    let answer = match changes.len() {
        0 => making.language.word("what-changed.no-change-is-on-record").to_owned(),
        number => say!(
            making.language,
            "what-changed.on-record-too",
            changes_are = say!(making.language, "count.changes-are", count = number)
        ),
    };
    Told {
        lead: vec![said(making.language.word("what-changed.what-did-people-tell-us-what-did")), said(answer)],
        parts,
        n: read_from(making, school, changes.len(), barriers.len()),
        records,
        downloads: Download::of_report(school, METHOD.name, &rows),
    }
}

/// "12 initiatives, 23 changes, 20 barriers"; what there is none of is left out.
fn read_from(making: Making<'_, '_>, school: Option<&Id>, changes: usize, barriers: usize) -> String {
    let own = making.view.own::<Initiative>(school);
    let counts =
        [("count.initiatives", own.count()), ("count.changes", changes), ("count.barriers", barriers)];
    let told = counts.into_iter().filter(|(_, number)| *number > 0);
    let told: Vec<String> = told.map(|(key, number)| say!(making.language, key, count = number)).collect();
    told.join(making.language.word("list.comma"))
}

/// The changes by the initiative or plan they are about, in the order of the newest.
fn by_initiative<'a>(making: Making<'a, '_>, changes: &[PlanChange<'a>]) -> Vec<Part<'a>> {
    let mut groups: Vec<(Option<RecordIx>, Vec<&PlanChange<'a>>)> = Vec::new();
    for change in changes {
        let about = change.about(making.view);
        match groups.iter_mut().find(|(group, _)| *group == about) {
            Some((_, group)) => group.push(change),
            None => groups.push((about, vec![change])),
        }
    }
    let part = |(about, group): (Option<RecordIx>, Vec<&PlanChange<'a>>)| {
        let lines = group.into_iter().filter_map(|change| change_line(making, change, about)).collect();
        let key = about.and_then(|ix| Some(making.view.get(ix)?.record.key.to_string().replace('/', "-")));
        Part {
            id: format!("changes-{}", key.as_deref().unwrap_or("elsewhere")),
            heading: about
                .and_then(|ix| making.link_text(ix))
                .unwrap_or_else(|| Text::plain(making.language.word("label.elsewhere"))),
            lead: about.and_then(|ix| launch_line(making, ix)).into_iter().collect(),
            blocks: vec![Block::Ledger { title: "".into(), lines }],
        }
    };
    groups.into_iter().map(part).collect()
}

/// How often an initiative changed since its launch.
fn launch_line(making: Making<'_, '_>, about: RecordIx) -> Option<SourcedLine> {
    let initiative = making.view.item::<Initiative>(about)?;
    let Launch::Was(launched, _) = Launch::of(initiative.fields, making.today) else {
        return None;
    };
    let since = changes_since(making.view, about, launched, making.today);
    Some(said(format!("{}.", since_launch(making.language, &since, launched, making.today))))
}

fn change_line<'a>(
    making: Making<'a, '_>,
    found: &PlanChange<'a>,
    about: Option<RecordIx>,
) -> Option<LedgerLine> {
    let cause = making.view.get(found.cause)?;
    let mut told = vec![ToldLine::plain(making.language.word("label.why"), &found.change.why)];
    if let Some(heard) = heard_before(making.view, found, making.today) {
        let line = Line::new(
            say!(making.language, "what-changed.in", heard = heard.words(making.language)),
            heard.records,
        );
        told.push(ToldLine {
            label: making.language.word("label.heard").into(),
            line: making.sourced(&line),
        });
    }
    let mut meta = vec![Text::plain(one_of_kind(making.language, cause.record.key.kind))];
    meta.extend(making.link_text(found.cause));
    let elsewhere = found.changed.filter(|changed| Some(*changed) != about);
    meta.extend(
        elsewhere.and_then(|changed| making.link_text(changed)).map(|text| Text {
            text: say!(making.language, "what-changed.in-too", text = text.text),
            ..text
        }),
    );
    Some(LedgerLine {
        date: found.when.map(|value| DateText::of(making.language, value)),
        title: Text::plain(&found.change.what),
        told,
        meta,
        audience: making.audience_of(found.cause),
    })
}

/// The initiatives of plans under way that have not changed, or not since their launch.
fn unchanged<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Option<Part<'a>> {
    let own = making.view.own::<Initiative>(school);
    let active = own.filter(|item| {
        let plan = plan_of(making.view, *item);
        plan.is_some_and(|plan| plan.fields.status == Status::Active)
    });
    let line = |item: crate::view::Item<'a, Initiative>| {
        let said = match Launch::of(item.fields, making.today) {
            Launch::Was(launched, _) => {
                let since = changes_since(making.view, item.ix, launched, making.today);
                since.is_empty().then(|| since_launch(making.language, &since, launched, making.today))?
            }
            _ if changes_to(making.view, item.ix, making.today).is_empty() => {
                making.language.word("what-changed.no-change-recorded-and-not-launched").to_owned()
            }
            _ => return None,
        };
        Some(making.sourced(&Line::new(format!("{said}."), [item.ix])))
    };
    let lines: Vec<SourcedLine> = active.filter_map(line).collect();
    (!lines.is_empty()).then(|| Part {
        id: "unchanged".into(),
        heading: Text::plain(making.language.word("what-changed.what-has-not-changed")),
        lead: Vec::new(),
        blocks: vec![Block::Lines { title: "".into(), lines }],
    })
}

fn open_barriers<'a>(making: Making<'a, '_>, barriers: &[HeardBarrier<'a>]) -> Option<Part<'a>> {
    let open: Vec<_> = barriers.iter().filter(|found| found.open).collect();
    let line = |found: &&HeardBarrier<'a>| {
        let told = match &found.barrier.response {
            Some(response) => ToldLine::plain(making.language.word("label.our-answer"), response),
            None => ToldLine::plain("", making.language.word("what-changed.no-answer-is-on-record")),
        };
        let strength = found.barrier.strength.map(|strength| {
            Text::plain(say!(making.language, "what-changed.strength-of-5", strength = strength))
        });
        let owner = found.barrier.owner.as_ref().map(Text::plain);
        LedgerLine {
            date: found.heard.map(|value| DateText::of(making.language, value)),
            title: Text::plain(&found.barrier.text),
            told: vec![told],
            meta: strength.into_iter().chain(owner).chain(making.link_text(found.heard_in)).collect(),
            audience: making.audience_of(found.heard_in),
        }
    };
    (!open.is_empty()).then(|| Part {
        id: "open-barriers".into(),
        heading: Text::plain(making.language.word("what-changed.what-still-stands-in-the-way")),
        lead: vec![said(making.language.word("what-changed.barriers-that-people-named-and-that-are"))],
        blocks: vec![Block::Ledger { title: "".into(), lines: open.iter().map(line).collect() }],
    })
}

fn gone_barriers<'a>(making: Making<'a, '_>, barriers: &[HeardBarrier<'a>]) -> Option<Part<'a>> {
    let gone: Vec<HeardBarrier<'a>> = barriers.iter().filter(|found| !found.open).copied().collect();
    let line = |found: &HeardBarrier<'a>| {
        let took = match found.gap_days {
            Some(days) => {
                say!(making.language, "count.days", count = usize::try_from(days).unwrap_or_default())
            }
            None => making.language.word("what-changed.the-days-are-not-on-record").to_owned(),
        };
        making.sourced(&Line::new(format!("“{}”: {took}", found.barrier.text), [found.heard_in]))
    };
    let half = median_days(&gone).map(|median| {
        said(say!(making.language, "what-changed.half-were-gone", count = plain(making.language, median)))
    });
    (!gone.is_empty()).then(|| Part {
        id: "gone-barriers".into(),
        heading: Text::plain(making.language.word("what-changed.what-is-out-of-the-way")),
        lead: half.into_iter().collect(),
        blocks: vec![Block::Lines { title: "".into(), lines: gone.iter().map(line).collect() }],
    })
}

fn name_of(making: Making<'_, '_>, ix: Option<RecordIx>) -> Option<String> {
    Some(making.view.get(ix?)?.record.title().to_owned())
}

fn kind_of(making: Making<'_, '_>, ix: RecordIx) -> &'static str {
    making.view.get(ix).map_or("", |entry| entry.record.key.kind.row().name)
}

fn change_row(making: Making<'_, '_>, found: &PlanChange<'_>) -> Row {
    let heard = heard_before(making.view, found, making.today);
    Row {
        sort: "change",
        initiative: name_of(making, found.about(making.view)),
        what: found.change.what.clone(),
        why: Some(found.change.why.clone()),
        changed: name_of(making, found.changed),
        answer: None,
        owner: None,
        strength: None,
        cause: name_of(making, Some(found.cause)).unwrap_or_default(),
        cause_kind: kind_of(making, found.cause),
        date: found.when,
        fewest_days: heard.as_ref().map(|heard| heard.fewest_days),
        most_days: heard.as_ref().map(|heard| heard.most_days),
    }
}

fn barrier_row(making: Making<'_, '_>, found: &HeardBarrier<'_>) -> Row {
    Row {
        sort: if found.open { "open_barrier" } else { "gone_barrier" },
        initiative: name_of(making, found.about),
        what: found.barrier.text.clone(),
        why: None,
        changed: None,
        answer: found.barrier.response.clone(),
        owner: found.barrier.owner.clone(),
        strength: found.barrier.strength,
        cause: name_of(making, Some(found.heard_in)).unwrap_or_default(),
        cause_kind: kind_of(making, found.heard_in),
        date: found.heard,
        fewest_days: found.gap_days,
        most_days: found.gap_days,
    }
}
