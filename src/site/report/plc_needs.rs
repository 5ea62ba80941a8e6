//! PLC needs: what several teams ask for first, how long an answer takes, and what works in teams' rooms.

mod table;

use serde::Serialize;

use super::{Part, Told, said};
use crate::date::When;
use crate::id::Id;
use crate::language::Language;
use crate::record::Plc;
use crate::report::Line;
use crate::report::plc_needs::{
    CommonNeed, METHOD, Practice, Raised, common, practices_in, raised_in, replies,
};
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text};
use crate::site::ledger::{LedgerLine, Told as ToldLine};
use crate::site::words::DateText;
use crate::site::{Download, Making};
use crate::view::Item;

/// A need as a file.
#[derive(Serialize)]
struct Row<'a> {
    category: Option<&'a str>,
    team: &'a str,
    month: Option<When>,
    asked: When,
    need: &'a str,
    to: Option<&'a str>,
    reply: Option<&'a str>,
    replied: Option<When>,
    answered: bool,
    wait_days: Option<i64>,
    open_days: Option<i64>,
    common_to_teams: usize,
}

/// Whether a team of a place has kept notes. They are for staff.
pub(super) fn is_told(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    making.is_inside() && notes_in(making, school).next().is_some()
}

/// The notes of teams so far.
fn notes_in<'a>(making: Making<'a, '_>, school: Option<&Id>) -> impl Iterator<Item = Item<'a, Plc>> {
    making.view.own::<Plc>(school).filter(move |item| !item.fields.date.is_after(making.today))
}

/// Tells what the teams of a place need.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let notes: Vec<_> = notes_in(making, school).collect();
    let raised = raised_in(making.view, school, making.today);
    let common = common(&raised);
    let practices = practices_in(making.view, school, making.today);
    let mut parts = vec![common_part(making, &raised, &common)];
    parts.extend(replies_part(making, &raised));
    parts.extend(table::part(making.language, &raised, notes.iter().map(|item| item.fields.date)));
    parts.extend(practices_part(making, &practices));
    Told {
        lead: vec![
            said(making.language.word("plc-needs.what-do-teams-need-in-order-to")),
            said(format!("{}.", answered_words(making.language, &raised))),
        ],
        parts,
        n: say!(
            making.language,
            "plc-needs.in-too",
            needs = say!(making.language, "count.needs", count = raised.len()),
            team_notes = say!(making.language, "count.team-notes", count = notes.len())
        ),
        records: notes.iter().map(|item| item.ix).collect(),
        downloads: Download::of_report(school, METHOD.name, &rows(&raised, &common)),
    }
}

fn answered_words(language: &Language, raised: &[Raised<'_>]) -> String {
    match raised.len() {
        0 => language.word("plc-needs.no-need-was-raised").to_owned(),
        all => {
            let needs = say!(language, "count.needs", count = all);
            say!(language, "plc-needs.of-have-an-answer", answered = replies(raised).answered, needs = needs)
        }
    }
}

/// What two teams or more need: a heading for each, and every need with its answer.
fn common_part<'a>(making: Making<'a, '_>, raised: &[Raised<'a>], common: &[CommonNeed<'a>]) -> Part<'a> {
    let block = |found: &CommonNeed<'a>| {
        let of_group: Vec<Raised<'a>> =
            found.needs.iter().filter_map(|place| raised.get(*place)).copied().collect();
        let answered = of_group.iter().filter(|raised| raised.answered).count();
        let lines = of_group.iter().rev().map(|raised| need_line(making, raised)).collect();
        let title = say!(
            making.language,
            "plc-needs.of-answered",
            capitalized = capitalized(found.name),
            teams = say!(making.language, "count.teams", count = found.teams.len()),
            answered = answered,
            of_group = of_group.len()
        );
        Block::Ledger { title, lines }
    };
    let lead = if common.is_empty() {
        making.language.word("plc-needs.no-need-is-common-to-two-teams")
    } else {
        making.language.word("plc-needs.where-two-teams-or-more-need-the")
    };
    Part {
        id: "common".into(),
        heading: Text::plain(making.language.word("plc-needs.what-do-several-teams-need")),
        lead: vec![said(lead)],
        blocks: common.iter().map(block).collect(),
    }
}

fn need_line(making: Making<'_, '_>, raised: &Raised<'_>) -> LedgerLine {
    let need = raised.need;
    let told = match (&need.reply, raised.answered) {
        (Some(reply), true) => ToldLine::plain(making.language.word("label.the-answer"), reply),
        (None, true) => {
            ToldLine::plain("", making.language.word("plc-needs.answered-the-answer-is-not-on-record"))
        }
        (_, false) => ToldLine::plain("", making.language.word("plc-needs.no-answer-yet")),
    };
    let time = match (
        raised.wait_days.map(|value| days_words(making.language, value)),
        raised.open_days.map(|value| days_words(making.language, value)),
    ) {
        (Some(days), _) => Some(say!(making.language, "plc-needs.answered-after", days = days)),
        (None, Some(days)) => Some(say!(making.language, "plc-needs.waiting-for", days = days)),
        (None, None) => None,
    };
    let to = need.to.as_ref().map(|to| Text::plain(say!(making.language, "plc-needs.asked-of", to = to)));
    LedgerLine {
        date: Some(DateText::of(making.language, raised.asked)),
        title: Text::plain(&need.text),
        told: vec![told],
        meta: making
            .link_text(raised.notes)
            .map(|link| Text { text: raised.team.to_owned(), ..link })
            .into_iter()
            .chain(to)
            .chain(time.map(Text::plain))
            .collect(),
        audience: making.audience_of(raised.notes),
    }
}

/// How long answers took, and what still has none.
fn replies_part<'a>(making: Making<'a, '_>, raised: &[Raised<'a>]) -> Option<Part<'a>> {
    let replies = replies(raised);
    let mut lead = Vec::new();
    if let (Some(words), Some((fewest, most))) = (replies.median_words(making.language), replies.range_days) {
        let took = if fewest == most {
            String::new()
        } else {
            say!(
                making.language,
                "plc-needs.they-took-to",
                fewest = fewest,
                days_words = days_words(making.language, most)
            )
        };
        lead.push(said(format!("{words}{took}.")));
    }
    if replies.dated < replies.answered {
        lead.push(said(say!(
            making.language,
            "plc-needs.of-answers-have-both-days-on-record",
            dated = replies.dated,
            answered = replies.answered
        )));
    }
    let line = |raised: &Raised<'a>| {
        let waiting = raised
            .open_days
            .map(|days| format!(", {}", days_words(making.language, days)))
            .unwrap_or_default();
        let text = format!("“{}”: {}{waiting}", raised.need.text, raised.team);
        making.sourced(&Line::new(text, [raised.notes]))
    };
    let open: Vec<SourcedLine> = raised.iter().filter(|raised| !raised.answered).map(line).collect();
    let blocks = match open.is_empty() {
        true => Vec::new(),
        false => vec![Block::Lines {
            title: making.language.word("plc-needs.without-an-answer-the-oldest-first").into(),
            lines: open,
        }],
    };
    (!raised.is_empty()).then(|| Part {
        id: "replies".into(),
        heading: Text::plain(making.language.word("plc-needs.how-long-does-an-answer-take")),
        lead,
        blocks,
    })
}

fn practices_part<'a>(making: Making<'a, '_>, practices: &[Practice<'a>]) -> Option<Part<'a>> {
    let line = |practice: &Practice<'a>| {
        let shown = match practice.exemplar {
            Some(exemplar) => {
                let line = Line::new("", [exemplar]);
                vec![ToldLine {
                    label: making.language.word("label.see-it").into(),
                    line: making.sourced(&line),
                }]
            }
            None if practice.could_become => {
                vec![ToldLine::plain("", making.language.word("plc-needs.this-could-become-an-exemplar"))]
            }
            None => Vec::new(),
        };
        let notes = making.link_text(practice.notes);
        LedgerLine {
            date: Some(DateText::of(making.language, practice.told)),
            title: Text::plain(practice.text),
            told: shown,
            meta: notes.map(|link| Text { text: practice.team.to_owned(), ..link }).into_iter().collect(),
            audience: making.audience_of(practice.notes),
        }
    };
    (!practices.is_empty()).then(|| Part {
        id: "practices".into(),
        heading: Text::plain(making.language.word("plc-needs.what-works-in-teams-rooms")),
        lead: Vec::<SourcedLine>::new(),
        blocks: vec![Block::Ledger { title: "".into(), lines: practices.iter().map(line).collect() }],
    })
}

fn rows<'a>(raised: &[Raised<'a>], common: &[CommonNeed<'a>]) -> Vec<Row<'a>> {
    let row = |(place, found): (usize, &Raised<'a>)| Row {
        category: found.category(),
        team: found.team,
        month: found.month(),
        asked: found.asked,
        need: &found.need.text,
        to: found.need.to.as_deref(),
        reply: found.need.reply.as_deref(),
        replied: found.need.replied,
        answered: found.answered,
        wait_days: found.wait_days,
        open_days: found.open_days,
        common_to_teams: common
            .iter()
            .find(|common| common.needs.contains(&place))
            .map_or(1, |common| common.teams.len()),
    };
    raised.iter().enumerate().map(row).collect()
}

fn days_words(language: &Language, days: i64) -> String {
    say!(language, "count.days", count = usize::try_from(days).unwrap_or_default())
}

/// A word of an author at the start of a heading or row.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
