//! Actions: what is late, what comes next, who does what, what was given up.

use serde::Serialize;

use super::{Part, Told};
use crate::date::When;
use crate::id::Id;
use crate::language::Language;
use crate::record::Initiative;
use crate::report::actions::{METHOD, State, Step, Tally, actions, by_owner, by_week};
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text, Words, columns};
use crate::site::initiative::action_line;
use crate::site::words::DateText;
use crate::site::{Download, Making, urls};
use crate::view::Item;

/// Actions as a file.
#[derive(Serialize)]
struct File<'a> {
    done: usize,
    all: usize,
    dropped: usize,
    overdue: usize,
    actions: Vec<Row<'a>>,
}

/// An action as a row of a file.
#[derive(Serialize)]
struct Row<'a> {
    initiative: String,
    action: &'a str,
    owner: Option<&'a str>,
    due: Option<When>,
    done: Option<When>,
    dropped: Option<&'a str>,
    state: &'static str,
}

/// Tells who does what by when in a place, and how that stands.
///
/// It is for staff like the other reports on how a plan is carried out; an initiative's own page shows its actions
/// to whoever may see the initiative.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let initiatives: Vec<Item<'a, Initiative>> = making.view.own::<Initiative>(school).collect();
    let steps: Vec<Step<'a>> = initiatives.iter().flat_map(|item| actions(*item, making.today)).collect();
    let told = |text: String| SourcedLine { text, records: Vec::new() };
    let lead = vec![
        told(making.language.word("actions.who-does-what-by-when").into()),
        told(Tally::of(&steps).words(making.language)),
    ];
    let of_initiatives = say!(making.language, "count.initiatives", count = initiatives.len());
    let parts = if steps.is_empty() { Vec::new() } else { making.action_parts(&initiatives, &steps) };
    Told {
        lead,
        parts,
        n: match steps.len() {
            0 => of_initiatives,
            number => say!(
                making.language,
                "actions.of-too",
                actions = say!(making.language, "count.actions", count = number),
                of_initiatives = of_initiatives
            ),
        },
        records: initiatives.iter().map(|item| item.ix).collect(),
        downloads: downloads(school, &steps),
    }
}

impl<'a> Making<'a, '_> {
    fn action_parts(self, initiatives: &[Item<'a, Initiative>], steps: &[Step<'a>]) -> Vec<Part<'a>> {
        let mut late: Vec<&Step<'a>> =
            steps.iter().filter(|step| matches!(step.state, State::Late(..))).collect();
        late.sort_by_key(|step| step.action.due.map(When::sort_key));
        let mut done: Vec<&Step<'a>> =
            steps.iter().filter(|step| matches!(step.state, State::Done(_))).collect();
        done.sort_by_key(|step| std::cmp::Reverse(step.state.done().map(When::sort_key)));
        let dropped: Vec<&Step<'a>> =
            steps.iter().filter(|step| matches!(step.state, State::Dropped(_))).collect();
        let list = |id: &str, heading: &str, none: &str, steps: Vec<&Step<'a>>| Part {
            id: id.into(),
            heading: Text::plain(heading),
            lead: match steps.is_empty() {
                true => vec![SourcedLine { text: none.into(), records: Vec::new() }],
                false => Vec::new(),
            },
            blocks: if steps.is_empty() { Vec::new() } else { vec![self.steps("", steps)] },
        };
        let mut parts = vec![
            list(
                "late",
                self.language.word("label.late-actions"),
                self.language.word("actions.nothing-is-late"),
                late,
            ),
            self.coming_up(steps),
            Part {
                id: "counted".into(),
                heading: Text::plain(self.language.word("actions.who-and-for-what")),
                lead: Vec::new(),
                blocks: vec![owners(self.language, steps), self.tallies(initiatives)],
            },
            list(
                "done",
                self.language.word("label.done"),
                self.language.word("actions.nothing-is-done-yet"),
                done,
            ),
        ];
        if !dropped.is_empty() {
            parts.push(list("given-up", self.language.word("actions.given-up-and-why"), "", dropped));
        }
        parts
    }

    fn steps(self, title: impl Into<Words>, steps: Vec<&Step<'a>>) -> Block<'a> {
        let line = |step: &Step<'a>| action_line(self.language, step, self.link_text(step.initiative.ix));
        Block::Steps { title: title.into(), steps: steps.into_iter().map(line).collect() }
    }

    /// What is due from today on, week by week, and then what has no day.
    fn coming_up(self, steps: &[Step<'a>]) -> Part<'a> {
        let mut blocks: Vec<Block<'a>> = by_week(steps)
            .into_iter()
            .map(|(monday, steps)| {
                self.steps(
                    say!(self.language, "actions.week-of", text = DateText::day(self.language, monday).text),
                    steps,
                )
            })
            .collect();
        let mut coarse: Vec<&Step<'a>> =
            steps.iter().filter(|step| matches!(step.state, State::DueIn(_))).collect();
        coarse.sort_by_key(|step| step.action.due.map(When::sort_key));
        let open: Vec<&Step<'a>> = steps.iter().filter(|step| step.state == State::NoDate).collect();
        for (title, steps) in [
            (self.language.word("actions.due-but-not-on-a-day"), coarse),
            (self.language.word("label.no-due-date"), open),
        ] {
            if !steps.is_empty() {
                blocks.push(self.steps(title, steps));
            }
        }
        let lead = match blocks.is_empty() {
            true => vec![SourcedLine {
                text: self.language.word("actions.nothing-is-ahead").into(),
                records: Vec::new(),
            }],
            false => Vec::new(),
        };
        Part {
            id: "coming-up".into(),
            heading: Text::plain(self.language.word("label.coming-up")),
            lead,
            blocks,
        }
    }

    fn tallies(self, initiatives: &[Item<'a, Initiative>]) -> Block<'a> {
        let row = |item: &Item<'a, Initiative>| {
            let tally = Tally::of(&actions(*item, self.today));
            let title = self.link_text(item.ix).unwrap_or_else(|| Text::plain(item.record().title()));
            vec![title, Text::plain(tally.words(self.language))]
        };
        Block::Table {
            title: self.language.word("label.by-initiative").into(),
            columns: columns(self.language, ["label.initiative", "label.done"]),
            rows: initiatives.iter().map(row).collect(),
        }
    }
}

/// Each owner with what is done and what is next.
fn owners<'a>(language: &Language, steps: &[Step<'a>]) -> Block<'a> {
    let row = |(owner, steps): (Option<&'a str>, Vec<&Step<'a>>)| {
        let next = steps.iter().filter(|step| matches!(step.state, State::Late(..) | State::Due(..)));
        let next = next.min_by_key(|step| step.action.due.map(When::sort_key));
        let said = next.map(|step| format!("{}: {}", step.action.text, step.state.words(language)));
        vec![
            Text::plain(owner.unwrap_or(language.word("word.nobody-named-yet"))),
            Text::plain(Tally::of(steps.iter().copied()).words(language)),
            Text::plain(said.unwrap_or_else(|| language.word("actions.nothing-with-a-day").into())),
        ]
    };
    Block::Table {
        title: language.word("actions.by-who-does-it").into(),
        columns: columns(language, ["label.who", "label.done", "label.next"]),
        rows: by_owner(steps).into_iter().map(row).collect(),
    }
}

fn downloads<'a>(school: Option<&Id>, steps: &[Step<'a>]) -> Vec<Download> {
    let tally = Tally::of(steps);
    let row = |step: &Step<'a>| Row {
        initiative: step.initiative.record().key.id.to_string(),
        action: &step.action.text,
        owner: step.action.owner.as_deref(),
        due: step.action.due,
        done: step.state.done(),
        dropped: step.action.dropped.as_deref(),
        state: step.state.word(),
    };
    let file = File {
        done: tally.done,
        all: tally.all,
        dropped: tally.dropped,
        overdue: tally.late,
        actions: steps.iter().map(row).collect(),
    };
    let date = |when: Option<When>| when.map(|when| when.to_string()).unwrap_or_default();
    let table: Vec<Vec<String>> = file
        .actions
        .iter()
        .map(|row| {
            vec![
                row.initiative.clone(),
                row.action.to_owned(),
                row.owner.unwrap_or_default().to_owned(),
                date(row.due),
                date(row.done),
                row.dropped.unwrap_or_default().to_owned(),
                row.state.to_owned(),
            ]
        })
        .collect();
    let columns = ["initiative", "action", "owner", "due", "done", "dropped", "state"];
    vec![
        Download::csv(urls::report_data(school, METHOD.name, "csv"), &columns, &table),
        Download::json(urls::report_data(school, METHOD.name, "json"), &file),
    ]
}
