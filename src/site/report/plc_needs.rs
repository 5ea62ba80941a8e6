//! PLC needs: what several teams ask for first, how long an answer takes, and what works in teams' rooms.

mod table;

use serde::Serialize;

use super::{Part, Told, for_staff, said};
use crate::date::When;
use crate::id::Id;
use crate::record::Plc;
use crate::report::Line;
use crate::report::plc_needs::{
    CommonNeed, METHOD, Practice, Raised, common, practices_in, raised_in, replies,
};
use crate::site::blocks::{Block, SourcedLine, Text};
use crate::site::ledger::{LedgerLine, Told as ToldLine};
use crate::site::words::{DateText, count_of};
use crate::site::{Download, Making};

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

/// Tells what the teams of a place need; nothing where no team has kept notes.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Option<Told<'a>> {
    let notes = making.view.own::<Plc>(school);
    let notes: Vec<_> = notes.filter(|item| !item.fields.date.is_after(making.today)).collect();
    if !for_staff(making) || notes.is_empty() {
        return None;
    }
    let raised = raised_in(making.view, school, making.today);
    let common = common(&raised);
    let practices = practices_in(making.view, school, making.today);
    let mut parts = vec![common_part(making, &raised, &common)];
    parts.extend(replies_part(making, &raised));
    parts.extend(table::part(&raised, notes.iter().map(|item| item.fields.date)));
    parts.extend(practices_part(making, &practices));
    Some(Told {
        lead: vec![
            said(
                "What do teams need in order to do what the plan asks of them? Professional learning communities \
                 (PLCs) are the teams that look at learning together.",
            ),
            said(format!("{}.", answered_words(&raised))),
        ],
        parts,
        n: format!(
            "{} in {}",
            count_of(raised.len(), "need", "needs"),
            count_of(notes.len(), "team note", "team notes")
        ),
        records: notes.iter().map(|item| item.ix).collect(),
        downloads: Download::of_report(school, METHOD.name, &rows(&raised, &common)),
    })
}

fn answered_words(raised: &[Raised<'_>]) -> String {
    match raised.len() {
        0 => "No need was raised".to_owned(),
        all => {
            let needs = count_of(all, "need", "needs");
            format!("{} of {needs} have an answer", replies(raised).answered)
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
        let title = format!(
            "{}: {}, {answered} of {} answered",
            capitalized(found.name),
            count_of(found.teams.len(), "team", "teams"),
            of_group.len()
        );
        Block::Ledger { title: title.into(), lines }
    };
    let lead = if common.is_empty() {
        "No need is common to two teams so far."
    } else {
        "Where two teams or more need the same sort of thing, one answer may serve them all."
    };
    Part {
        id: "common".into(),
        heading: Text::plain("What do several teams need?"),
        lead: vec![said(lead)],
        blocks: common.iter().map(block).collect(),
    }
}

fn need_line(making: Making<'_, '_>, raised: &Raised<'_>) -> LedgerLine {
    let need = raised.need;
    let told = match (&need.reply, raised.answered) {
        (Some(reply), true) => ToldLine::plain("Answer", reply),
        (None, true) => ToldLine::plain("", "Answered; the answer is not on record."),
        (_, false) => ToldLine::plain("", "No answer yet."),
    };
    let time = match (raised.wait_days.map(days_words), raised.open_days.map(days_words)) {
        (Some(days), _) => Some(format!("answered after {days}")),
        (None, Some(days)) => Some(format!("waiting for {days}")),
        (None, None) => None,
    };
    let to = need.to.as_ref().map(|to| Text::plain(format!("asked of {to}")));
    LedgerLine {
        date: Some(DateText::of(raised.asked)),
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
    if let (Some(words), Some((fewest, most))) = (replies.median_words(), replies.range_days) {
        let took = if fewest == most {
            String::new()
        } else {
            format!("; they took {fewest} to {}", days_words(most))
        };
        lead.push(said(format!("{words}{took}.")));
    }
    if replies.dated < replies.answered {
        lead.push(said(format!(
            "{} of {} answers have both days on record.",
            replies.dated, replies.answered
        )));
    }
    let line = |raised: &Raised<'a>| {
        let waiting = raised.open_days.map(|days| format!(", {}", days_words(days))).unwrap_or_default();
        let text = format!("“{}”: {}{waiting}", raised.need.text, raised.team);
        making.sourced(&Line::new(text, [raised.notes]))
    };
    let open: Vec<SourcedLine> = raised.iter().filter(|raised| !raised.answered).map(line).collect();
    let blocks = match open.is_empty() {
        true => Vec::new(),
        false => vec![Block::Lines { title: "Without an answer, the oldest first".into(), lines: open }],
    };
    (!raised.is_empty()).then(|| Part {
        id: "replies".into(),
        heading: Text::plain("How long does an answer take?"),
        lead,
        blocks,
    })
}

fn practices_part<'a>(making: Making<'a, '_>, practices: &[Practice<'a>]) -> Option<Part<'a>> {
    let line = |practice: &Practice<'a>| {
        let shown = match practice.exemplar {
            Some(exemplar) => {
                let line = Line::new("", [exemplar]);
                vec![ToldLine { label: "See it".into(), line: making.sourced(&line) }]
            }
            None if practice.could_become => vec![ToldLine::plain("", "This could become an exemplar.")],
            None => Vec::new(),
        };
        let notes = making.link_text(practice.notes);
        LedgerLine {
            date: Some(DateText::of(practice.told)),
            title: Text::plain(practice.text),
            told: shown,
            meta: notes.map(|link| Text { text: practice.team.to_owned(), ..link }).into_iter().collect(),
            audience: making.audience_of(practice.notes),
        }
    };
    (!practices.is_empty()).then(|| Part {
        id: "practices".into(),
        heading: Text::plain("What works in teams’ rooms?"),
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

fn days_words(days: i64) -> String {
    count_of(usize::try_from(days).unwrap_or_default(), "day", "days")
}

/// A word of an author at the start of a heading or row.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
