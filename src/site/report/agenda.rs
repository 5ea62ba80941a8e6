//! The calendar: what is ahead month by month, what was, and the files for one's own calendar.

use serde::Serialize;

use super::{Part, Told, said};
use crate::catalog::RecordIx;
use crate::date::{Date, When};
use crate::id::Id;
use crate::language::Language;
use crate::report::Line;
use crate::report::agenda::{Event, EventSort, METHOD};
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text};
use crate::site::calendar_file::{self, CalendarFile};
use crate::site::ledger::LedgerLine;
use crate::site::words::DateText;
use crate::site::{Download, Making};

/// A day as a file.
#[derive(Serialize)]
struct Row<'a> {
    date: When,
    ends: Option<When>,
    sort: EventSort,
    title: &'a str,
    plan: Option<&'a str>,
    owner: Option<&'a str>,
    done: Option<When>,
    late_days: Option<i64>,
    record: String,
}

/// Whether there are days to tell of. A public site does not say that there are none: it cannot see all of them.
pub(super) fn is_told(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    let has_day = || {
        let events = calendar_file::events_of(making, school);
        events.iter().any(|event| !calendar_file::is_over(making, event))
    };
    super::of_staffs_initiatives(making, school) || has_day()
}

/// Tells the days of a place; at the top of a district those of all its schools.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let all = calendar_file::events_of(making, school);
    let events: Vec<&Event<'a>> = all.iter().filter(|event| !calendar_file::is_over(making, event)).collect();
    let files = calendar_file::named(making, school, &all);
    let staff = making.is_inside();
    let mut lead = vec![said(making.language.word("agenda.what-is-ahead-and-what-was"))];
    let next = events.iter().find(|event| event.when.day().is_some_and(|day| day >= making.today));
    lead.extend(match (events.is_empty(), next) {
        (true, _) => Some(said(making.language.word("agenda.no-day-is-on-record-yet"))),
        (false, Some(next)) => Some(next_line(making, next)),
        (false, None) if staff => Some(said(making.language.word("agenda.nothing-with-a-day-lies-ahead"))),
        (false, None) => None,
    });
    if files.is_empty() {
        lead.push(said(making.language.word("agenda.there-is-no-day-for-a-calendar")));
    }
    let mut parts = months(making, school, &events);
    parts.extend(files_part(making.language, &files));
    Told {
        lead,
        parts,
        n: say!(making.language, "count.days", count = events.len()),
        records: events.iter().map(|event| event.record).collect(),
        downloads: Download::of_report(school, METHOD.name, &rows(making, &events)),
    }
}

/// "Next: Fri 4 Dec 2026, action due: Replace the lunch duty." and the record.
fn next_line(making: Making<'_, '_>, next: &Event<'_>) -> SourcedLine {
    let (day, sort) = (making.language.date(next.when), next.sort.words(making.language).to_lowercase());
    making.sourced(&Line::new(
        say!(making.language, "agenda.next", day = day, sort = sort, title = next.title),
        [next.record],
    ))
}

/// This month and those ahead in their order, what has no day, and earlier months, the latest first.
fn months<'a>(making: Making<'a, '_>, school: Option<&Id>, events: &[&Event<'a>]) -> Vec<Part<'a>> {
    let this_month = making.today.first_of_month();
    let (dated, coarse): (Vec<&Event<'a>>, Vec<&Event<'a>>) =
        events.iter().copied().partition(|event| event.when.day().is_some());
    let mut months: Vec<(Date, Vec<&Event<'a>>)> = Vec::new();
    for event in dated {
        // What is under way stands in this month.
        let runs = event.when.first() < this_month && event.last_day() >= making.today;
        let month = if runs { this_month } else { event.when.first().first_of_month() };
        match months.iter_mut().find(|(first, _)| *first == month) {
            Some((_, of_month)) => of_month.push(event),
            None => months.push((month, vec![event])),
        }
    }
    months.sort_by_key(|(month, _)| *month);
    let (mut earlier, ahead): (Vec<_>, Vec<_>) =
        months.into_iter().partition(|(month, _)| *month < this_month);
    earlier.reverse();
    let month = |(first, events): (Date, Vec<&Event<'a>>)| Part {
        id: format!("month-{:04}-{:02}", first.year(), first.month()),
        heading: Text::plain(making.language.date(When::Month { year: first.year(), month: first.month() })),
        lead: Vec::new(),
        blocks: vec![ledger(making, school, &events)],
    };
    let mut parts: Vec<Part<'a>> = ahead.into_iter().map(month).collect();
    if !coarse.is_empty() {
        parts.push(Part {
            id: "no-day".into(),
            heading: Text::plain(making.language.word("label.without-a-day")),
            lead: Vec::new(),
            blocks: vec![ledger(making, school, &coarse)],
        });
    }
    parts.extend(earlier.into_iter().map(month));
    parts
}

fn ledger<'a>(making: Making<'a, '_>, school: Option<&Id>, events: &[&Event<'a>]) -> Block<'a> {
    let line = |event: &&Event<'a>| {
        let entry = making.view.get(event.record);
        let place = entry.filter(|_| school.is_none()).and_then(|entry| making.school_name(entry));
        let until = event.ends.map(|ends| {
            say!(making.language, "agenda.until", text = DateText::of(making.language, ends).text)
        });
        let meta = [Some(event.sort.words(making.language).to_owned()), until, event.stands(making.language)];
        let meta =
            meta.into_iter().flatten().chain(event.owner.map(str::to_owned)).chain(place.map(str::to_owned));
        LedgerLine {
            date: Some(DateText::of(making.language, event.when)),
            title: Text {
                text: event.title.clone().into_owned(),
                ..making.link_text(event.record).unwrap_or_else(|| Text::plain(""))
            },
            told: Vec::new(),
            meta: meta.map(Text::plain).collect(),
            audience: making.audience_of(event.record),
        }
    };
    Block::Ledger { title: "".into(), lines: events.iter().map(line).collect() }
}

fn files_part<'a>(language: &Language, files: &[CalendarFile<()>]) -> Option<Part<'a>> {
    let items = files.iter().map(|file| Text {
        text: format!("{} ({})", file.name, say!(language, "count.days", count = file.events.len())),
        url: Some(file.path.clone()),
    });
    (!files.is_empty()).then(|| Part {
        id: "files".into(),
        heading: Text::plain(language.word("agenda.in-your-own-calendar")),
        lead: vec![said(language.word("agenda.open-one-of-these-files-with-your"))],
        blocks: vec![Block::List { title: "".into(), items: items.collect() }],
    })
}

fn rows<'a>(making: Making<'a, '_>, events: &[&'a Event<'a>]) -> Vec<Row<'a>> {
    let title = |ix: Option<RecordIx>| Some(making.view.get(ix?)?.record.title());
    let row = |event: &&'a Event<'a>| Row {
        date: event.when,
        ends: event.ends,
        sort: event.sort,
        title: &event.title,
        plan: title(event.plan),
        owner: event.owner,
        done: event.done,
        late_days: event.late_days,
        record: making.view.get(event.record).map(|entry| entry.record.key.to_string()).unwrap_or_default(),
    };
    events.iter().map(row).collect()
}
