//! The thread of an initiative on its page: a chart, what it says, and every step as a link.

mod axis;
mod words;

use serde::Serialize;

use super::blocks::Text;
use super::facts::word;
use super::figure::thread as chart;
use super::figure::{Chart, Drawing};
use super::words::DateText;
use super::{Download, LinkLine, Making, urls};
use crate::date::{Date, days_between};
use crate::language::Language;
use crate::record::Initiative;
use crate::report::follow_through::Launch;
use crate::report::thread::{Lane, METHOD, Step, Thread, Until, What, thread};
use crate::say;
use crate::view::Item;

/// The thread of an initiative.
#[derive(Debug, Clone, Serialize)]
pub struct ThreadFigure {
    /// What its table holds: "Every step of Reading conferences, oldest first".
    pub caption: String,
    /// What it says: before the launch and since.
    pub reading: Vec<ReadingLine>,
    /// The chart; none where nothing is on record.
    pub drawing: Option<Drawing>,
    /// The same steps, oldest first.
    pub rows: Vec<ThreadRow>,
    /// What the shapes mean that are drawn: a style class and words.
    pub legend: Vec<LegendLine>,
    /// How it was made.
    pub method: String,
    /// As of when.
    pub as_of: DateText,
    /// The same steps as files.
    pub downloads: Vec<LinkLine>,
}

/// A part of what a thread says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadingLine {
    /// Of which time: "Before the launch".
    pub lead: String,
    /// The steps in that time.
    pub text: String,
}

/// What a shape means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegendLine {
    /// The shape.
    pub shape: &'static str,
    /// What it means.
    pub text: String,
}

/// A step in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThreadRow {
    /// When it was, or began.
    pub from: DateText,
    /// When it ended, where it lasted.
    pub until: Option<DateText>,
    /// What it is: "Heard".
    pub lane: String,
    /// What can be said of it.
    pub what: Text,
    /// The record that caused a change.
    pub cause: Option<Text>,
    /// Ahead, going on, or due and not held.
    pub said: Option<String>,
}

/// A step as a row of a file.
#[derive(Serialize)]
struct Row {
    step: Lane,
    from: String,
    until: Option<String>,
    open: bool,
    what: String,
    record: Option<String>,
}

impl<'a> Making<'a, '_> {
    /// The thread of an initiative, and its steps as files; none where this audience sees too little of it.
    pub(super) fn thread(self, initiative: Item<'a, Initiative>) -> Option<(ThreadFigure, Vec<Download>)> {
        if !self.is_inside() {
            return None;
        }
        let thread = thread(self.view, initiative, self.today);
        let launch = Launch::of(initiative.fields, self.today);
        let reading = words::reading(self.language, &thread, launch);
        let downloads = self.thread_files(initiative, &thread);
        let drawing = (!thread.steps.is_empty()).then(|| {
            let chart = chart_of(self.language, &thread);
            let title = say!(self.language, "thread.the-thread-of", title = initiative.record().title());
            let description = words::spoken(&reading);
            Drawing { id: "thread-chart".into(), title, description, chart: Chart::Thread(chart) }
        });
        let figure = ThreadFigure {
            caption: say!(
                self.language,
                "thread.every-step-of-oldest-first",
                title = initiative.record().title()
            ),
            reading,
            legend: words::legend(self.language, &thread),
            rows: self.thread_rows(&thread),
            method: METHOD.text(self.language).to_owned(),
            as_of: DateText::day(self.language, self.today),
            downloads: match drawing {
                Some(_) => downloads.iter().map(|value| value.link_by_ending(self.language)).collect(),
                None => Vec::new(),
            },
            drawing,
        };
        let published = if figure.drawing.is_some() { downloads } else { Vec::new() };
        Some((figure, published))
    }

    /// Every step in words, and the launch among them.
    fn thread_rows(self, thread: &Thread<'a>) -> Vec<ThreadRow> {
        let mut rows: Vec<_> =
            thread.steps.iter().map(|step| (step.from, self.thread_row(step, thread.today))).collect();
        if let Some(launch) = thread.launch {
            let what = Text::plain(self.language.word("thread.the-whole-staff-starts"));
            let said = launch.is_after(thread.today).then(|| self.language.word("word.ahead").to_owned());
            let from = DateText::of(self.language, launch);
            rows.push((
                launch,
                ThreadRow {
                    from,
                    until: None,
                    lane: self.language.word("label.launch").to_owned(),
                    what,
                    cause: None,
                    said,
                },
            ));
        }
        rows.sort_by_key(|(when, _)| when.sort_key());
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn thread_row(self, step: &Step<'a>, today: Date) -> ThreadRow {
        let link = step.record.and_then(|ix| self.link_text(ix));
        let (what, cause) = match step.what {
            What::Title(title) => (link.unwrap_or_else(|| Text::plain(title)), None),
            What::Change(what) => (Text::plain(what), link),
            What::Visits | What::Support(_) => (Text::plain(said(self.language, step)), None),
        };
        ThreadRow {
            from: DateText::of(self.language, step.from),
            until: match step.until {
                Until::Ends(ends) if ends != step.from => Some(DateText::of(self.language, ends)),
                _ => None,
            },
            lane: step.lane.word(self.language).to_owned(),
            what,
            cause,
            said: match (step.is_open, step.until) {
                (true, _) if step.last(today) < today => {
                    Some(self.language.word("word.due-not-held").to_owned())
                }
                (true, _) => Some(self.language.word("word.ahead").to_owned()),
                (false, Until::GoesOn) => Some(self.language.word("word.going-on").to_owned()),
                (false, _) => None,
            },
        }
    }

    fn thread_files(self, initiative: Item<'a, Initiative>, thread: &Thread<'a>) -> Vec<Download> {
        let row = |step: &Step<'a>| Row {
            step: step.lane,
            from: step.from.to_string(),
            until: match step.until {
                Until::Ends(ends) => Some(ends.to_string()),
                Until::Once | Until::GoesOn => None,
            },
            open: step.is_open,
            what: said(self.language, step),
            record: step.record.and_then(|ix| Some(self.view.get(ix)?.record.key.to_string())),
        };
        let rows: Vec<Row> = thread.steps.iter().map(row).collect();
        let table: Vec<Vec<String>> = rows
            .iter()
            .zip(&thread.steps)
            .map(|(row, step)| {
                vec![
                    step.lane.word(self.language).to_lowercase(),
                    row.from.clone(),
                    row.until.clone().unwrap_or_default(),
                    if row.open { "yes" } else { "no" }.to_owned(),
                    row.what.clone(),
                    row.record.clone().unwrap_or_default(),
                ]
            })
            .collect();
        let key = &initiative.record().key;
        let columns = ["step", "from", "until", "open", "what", "record"];
        vec![
            Download::csv(urls::record_data(key, "thread.csv"), &columns, &table),
            Download::json(urls::record_data(key, "thread.json"), &rows),
        ]
    }
}

/// The chart of a thread that has at least one step.
fn chart_of(language: &Language, thread: &Thread<'_>) -> chart::Thread {
    let (first, last) = axis::ends(thread);
    let day = |date: Date| days_between(first, date);
    let lane = |lane: Lane| chart::Lane {
        label: lane.word(language).to_owned(),
        note: words::note(language, thread, lane),
        is_changes: lane == Lane::Changed,
        marks: thread.lane(lane).map(|step| mark(language, step, thread.today, day)).collect(),
    };
    chart::Thread {
        days: day(last).max(1),
        lanes: Lane::ALL.map(lane).into(),
        ties: ties(thread, day),
        ticks: axis::ticks(language, first, last),
        launch: thread.launch.map(|launch| chart::Moment {
            from: day(launch.first()),
            to: day(launch.last()),
            label: say!(language, "thread.launch", short = words::short(language, launch)),
        }),
        today: chart::Moment {
            from: day(thread.today),
            to: day(thread.today),
            label: language.word("label.today").to_owned(),
        },
    }
}

fn mark(language: &Language, step: &Step<'_>, today: Date, day: impl Fn(Date) -> i64) -> chart::Mark {
    let when = match step.until {
        Until::Ends(ends) if ends != step.from => {
            say!(language, "thread.to", date = language.date(step.from), date_too = language.date(ends))
        }
        Until::GoesOn => say!(language, "thread.since", date = language.date(step.from)),
        _ => language.date(step.from),
    };
    chart::Mark {
        from: day(step.from.first()),
        to: day(step.last(today)),
        shape: match step.until {
            _ if step.is_coarse() => chart::Shape::Coarse,
            Until::GoesOn => chart::Shape::GoingOn,
            Until::Ends(_) => chart::Shape::Lasting,
            Until::Once => chart::Shape::Day,
        },
        is_open: step.is_open,
        title: format!("{}: {}, {when}", step.lane.word(language), said(language, step)),
    }
}

/// A line from the mark of each record that caused a change to the change, where both stand in the chart.
fn ties(thread: &Thread<'_>, day: impl Fn(Date) -> i64) -> Vec<chart::Tie> {
    let position = |lane: Lane| Lane::ALL.iter().position(|other| *other == lane);
    let changes = thread.lane(Lane::Changed).enumerate();
    changes
        .filter_map(|(index, change)| {
            let lane = change.cause?;
            let cause = thread.lane(lane).position(|step| step.record == change.record)?;
            Some(chart::Tie {
                day: day(change.from.day()?),
                from: (position(lane)?, cause),
                to: (position(Lane::Changed)?, index),
            })
        })
        .collect()
}

/// What can be said of a step.
fn said(language: &Language, step: &Step<'_>) -> String {
    match step.what {
        What::Title(words) | What::Change(words) => words.to_owned(),
        What::Visits => language.word("label.classroom-visits").to_owned(),
        What::Support(sort) => word(language, &sort),
    }
}
