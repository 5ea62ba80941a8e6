//! The review brief: one page for the next meeting, a section for each plan under way.

use serde::Serialize;

use super::{Part, Told, said};
use crate::catalog::RecordIx;
use crate::date::{Date, When};
use crate::id::Id;
use crate::language::Language;
use crate::report::Line;
use crate::report::review_brief::{Brief, METHOD, Settings, briefs, plans_under_way};
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text, Words};
use crate::site::ledger::{LedgerLine, Told as ToldLine};
use crate::site::{Download, Making};

/// How many lines of a sort fit on the page of a meeting.
const MOST: usize = 5;

/// A line of the brief as a file.
#[derive(Serialize)]
struct Row<'a> {
    plan: &'a str,
    sort: &'static str,
    text: String,
    records: Vec<&'a str>,
}

/// Whether a plan of a place is under way. What is due in it is for staff.
pub(super) fn is_told(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    making.is_inside() && plans_under_way(making.view, school).next().is_some()
}

/// Tells what the next reviews in a place should look at.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let settings = Settings { cadence: making.config.cadence, privacy: making.config.privacy };
    let briefs = briefs(making.view, school, settings, making.today);
    let mut records: Vec<RecordIx> = briefs.iter().map(|brief| brief.plan.ix).collect();
    let mut rows = Vec::new();
    for brief in &briefs {
        for (sort, lines) in sorts(making, brief) {
            records.extend(lines.iter().flat_map(|line| &line.records));
            rows.extend(lines.into_iter().map(|line| row(making, brief, sort, line)));
        }
    }
    Told {
        lead: vec![said(making.language.word("review-brief.one-page-for-the-next-meeting-print"))],
        parts: briefs.iter().map(|brief| part(making, brief)).collect(),
        n: say!(making.language, "count.plans-under-way", count = briefs.len()),
        records,
        downloads: Download::of_report(school, METHOD.name, &rows),
    }
}

fn part<'a>(making: Making<'a, '_>, brief: &Brief<'a>) -> Part<'a> {
    let changed = changed_lines(making, brief);
    let since = match brief.last_review {
        Some((when, _)) => say!(
            making.language,
            "review-brief.changed-since-the-review-of",
            in_words = in_words(making.language, when)
        ),
        None => making.language.word("label.changed-so-far").to_owned(),
    };
    let blocks = [
        some_lines(making, making.language.word("label.late").into(), &brief.overdue),
        signals(making, &brief.signals),
        some_lines(making, making.language.word("label.needs-that-wait").into(), &brief.waiting),
        some_lines(making, since, &changed),
        some_lines(making, making.language.word("label.three-questions").into(), &brief.questions),
    ];
    Part {
        id: format!("brief-{}", brief.plan.record().key.id),
        heading: making.link_text(brief.plan.ix).unwrap_or_else(|| Text::plain(brief.plan.record().title())),
        lead: lead(making, brief),
        blocks: blocks.into_iter().flatten().collect(),
    }
}

/// The review that is next, and what is quiet.
fn lead<'a>(making: Making<'a, '_>, brief: &Brief<'a>) -> Vec<SourcedLine> {
    let next = brief.rhythm.next;
    let record = next.and_then(|next| next.record);
    let words = match brief.rhythm.next_words(making.language) {
        Some(words) => say!(
            making.language,
            "review-brief.reviews",
            share = brief.rhythm.share(making.language),
            words = words
        ),
        None => {
            say!(making.language, "review-brief.reviews-too", share = brief.rhythm.share(making.language))
        }
    };
    let mut quiet: Vec<&str> = Vec::new();
    if brief.overdue.is_empty() {
        quiet.push(making.language.word("review-brief.nothing-is-overdue"));
    }
    match brief.measures {
        0 => quiet.push(making.language.word("review-brief.no-measure-is-followed")),
        _ if brief.signals.is_empty() => quiet.push(making.language.word("review-brief.no-measure-signals")),
        _ => {}
    }
    if brief.waiting.is_empty() {
        quiet.push(making.language.word("review-brief.no-need-waits-for-an-answer"));
    }
    let unchanged = match brief.last_review {
        Some((when, _)) => say!(
            making.language,
            "review-brief.nothing-changed-since-the-review-of",
            in_words = in_words(making.language, when)
        ),
        None => making.language.word("review-brief.no-change-is-on-record").to_owned(),
    };
    if brief.changed.is_empty() {
        quiet.push(&unchanged);
    }
    let mut lead = vec![making.sourced(&Line::new(words, record))];
    if !quiet.is_empty() {
        lead.push(said(quiet.join(" ")));
    }
    lead
}

/// The first lines under a heading, and how many more there are.
fn some_lines<'a>(making: Making<'a, '_>, title: Words, lines: &[Line]) -> Option<Block<'a>> {
    let mut shown: Vec<SourcedLine> = lines.iter().take(MOST).map(|line| making.sourced(line)).collect();
    shown.extend(more_words(making.language, lines.len()).map(said));
    (!shown.is_empty()).then_some(Block::Lines { title, lines: shown })
}

/// The measures that signal, each by its name.
fn signals<'a>(making: Making<'a, '_>, signals: &[Line]) -> Option<Block<'a>> {
    let line = |signal: &Line| LedgerLine {
        date: None,
        title: signal.records.first().and_then(|ix| making.link_text(*ix)).unwrap_or_else(|| Text::plain("")),
        told: vec![ToldLine::plain("", &signal.text)],
        meta: Vec::new(),
        audience: None,
    };
    let mut lines: Vec<LedgerLine> = signals.iter().take(MOST).map(line).collect();
    if let Some(more) = more_words(making.language, signals.len()) {
        let title = Text::plain(more);
        lines.push(LedgerLine { date: None, title, told: Vec::new(), meta: Vec::new(), audience: None });
    }
    (!lines.is_empty())
        .then(|| Block::Ledger { title: making.language.word("label.measures-that-signal").into(), lines })
}

/// How many lines do not fit on the page.
fn more_words(language: &Language, lines: usize) -> Option<String> {
    let more = lines.checked_sub(MOST).filter(|more| *more > 0)?;
    Some(say!(language, "review-brief.and-more-in-the-files-below", more = more))
}

fn changed_lines(making: Making<'_, '_>, brief: &Brief<'_>) -> Vec<Line> {
    let line = |found: &crate::report::what_changed::PlanChange<'_>| {
        let about = found.changed.and_then(|ix| Some(making.view.get(ix)?.record.title()));
        let about = about.map(|title| format!(" ({title})")).unwrap_or_default();
        Line::new(format!("{}{about}:", found.change.what.trim_end_matches('.')), [found.cause])
    };
    brief.changed.iter().map(line).collect()
}

fn in_words(language: &Language, when: When) -> String {
    when.day().map_or_else(|| language.date(when), |day: Date| language.day_in_words(day))
}

fn sorts(making: Making<'_, '_>, brief: &Brief<'_>) -> Vec<(&'static str, Vec<Line>)> {
    vec![
        ("overdue", brief.overdue.clone()),
        ("signal", brief.signals.clone()),
        ("need_waiting", brief.waiting.clone()),
        ("changed", changed_lines(making, brief)),
        ("question", brief.questions.clone()),
    ]
}

fn row<'a>(making: Making<'a, '_>, brief: &Brief<'a>, sort: &'static str, line: Line) -> Row<'a> {
    let title = |ix: RecordIx| Some(making.view.get(ix)?.record.title());
    Row {
        plan: brief.plan.record().title(),
        sort,
        records: line.records.iter().filter_map(|ix| title(*ix)).collect(),
        text: line.text,
    }
}
