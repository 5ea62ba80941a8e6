//! Roll-up: how each district initiative stands in each school, and a coach's plan by coaching stage.

use serde::Serialize;

use super::{Part, Told, follow_through_marks, mark_rows};
use crate::catalog::RecordIx;
use crate::date::When;
use crate::id::Id;
use crate::record::CoachingStage;
use crate::report::number::whole;
use crate::report::roll_up::{
    AskedFor, Coached, METHOD, Standing, asked_for, coached, coaching_plans, roll_up,
};
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text, columns};
use crate::site::facts::word;
use crate::site::marks::Panel;
use crate::site::{Download, Making, urls};

/// A line of the roll-up as a row of a file.
#[derive(Serialize)]
struct Row {
    asked: String,
    place: String,
    initiative: Option<String>,
    readiness_met: Option<usize>,
    readiness_applicable: Option<usize>,
    follow_through_kept: Option<usize>,
    follow_through_judged: Option<usize>,
    latest_implementation: Option<When>,
    next_review: Option<String>,
    last_change: Option<When>,
}

/// The roll-up as a file.
#[derive(Serialize)]
struct File {
    initiatives: Vec<Row>,
    coaching_stages: Vec<Stage>,
}

/// A coaching stage as a row of a file.
#[derive(Serialize)]
struct Stage {
    plan: String,
    stage: String,
    cycles: usize,
}

/// Whether the district asks for something, or a coach has a plan in a place. It speaks of what staff see: a public
/// page would tell a school's silence from what it cannot see.
pub(super) fn is_told(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    let is_asked = || school.is_none() && asked_for(making.view, &making.computed.standings).next().is_some();
    making.is_inside() && (coaching_plans(making.view, school).next().is_some() || is_asked())
}

/// Tells how what the district asks for stands in each school, and how a coach's plan stands in a place.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let asked = match school {
        None => roll_up(making.view, &making.computed.standings),
        Some(_) => Vec::new(),
    };
    let coached = coached(making.view, school, making.follow_settings(), making.today);
    let mut parts: Vec<Part<'a>> = asked.iter().map(|asked| making.asked_for(asked)).collect();
    parts.extend(coached.iter().map(|coached| making.coached(coached)));
    let mut standings: Vec<&Standing<'a>> = asked
        .iter()
        .flat_map(|asked| std::iter::once(&asked.own).chain(asked.schools.iter().flat_map(|(_, own)| own)))
        .collect();
    standings.extend(coached.iter().flat_map(|coached| &coached.initiatives));
    let records: Vec<RecordIx> = standings.iter().map(|standing| standing.initiative.ix).collect();
    let lead = match asked.is_empty() {
        false => making.language.word("roll-up.what-the-district-asks-for-and-how"),
        true => making.language.word("roll-up.how-the-coachs-plan-stands"),
    };
    Told {
        lead: vec![SourcedLine { text: lead.into(), records: Vec::new() }],
        parts,
        n: say!(making.language, "count.initiatives", count = standings.len()),
        records,
        downloads: downloads(making, school, &asked, &coached),
    }
}

impl<'a> Making<'a, '_> {
    /// An initiative of the district beside those of the schools.
    fn asked_for(self, asked: &AskedFor<'a>) -> Part<'a> {
        let own = asked.own.initiative;
        Part {
            id: urls::part_of_initiative(&own.record().key.id),
            heading: self.link_text(own.ix).unwrap_or_else(|| Text::plain(own.record().title())),
            lead: Vec::new(),
            blocks: vec![
                Block::Panels { title: "".into(), panels: self.panels_of(asked) },
                Block::Table {
                    title: say!(self.language, "roll-up.in-words", title = own.record().title()),
                    columns: columns(self.language, COLUMNS),
                    rows: self.rows_of(asked),
                },
            ],
        }
    }

    /// The district's own initiative and every school in the declared order, as panels.
    pub(in crate::site) fn panels_of(self, asked: &AskedFor<'a>) -> Vec<Panel> {
        // Its title is the heading of them all.
        let own = Panel { initiative: None, ..self.panel(self.place_name(None), &asked.own) };
        let mut panels = vec![own];
        for (school, standings) in &asked.schools {
            let name = school.record().title();
            panels.extend(standings.iter().map(|standing| self.panel(name.to_owned(), standing)));
            if standings.is_empty() {
                panels.push(Panel {
                    place: name.to_owned(),
                    initiative: None,
                    words: self.language.word(NOT_CARRIED_OUT).to_owned(),
                    rows: Vec::new(),
                });
            }
        }
        panels
    }

    fn panel(self, place: String, standing: &Standing<'a>) -> Panel {
        Panel {
            place,
            initiative: self.link_text(standing.initiative.ix),
            words: standing.how.launch.words(self.language),
            rows: mark_rows(self.language, &standing.how.ready, &standing.how.followed),
        }
    }

    fn rows_of(self, asked: &AskedFor<'a>) -> Vec<Vec<Text>> {
        let mut rows = vec![self.row(self.place_name(None), &asked.own)];
        for (school, standings) in &asked.schools {
            let name = school.record().title();
            rows.extend(standings.iter().map(|standing| self.row(name.to_owned(), standing)));
            if standings.is_empty() {
                let mut row = vec![Text::plain(name), Text::plain(self.language.word(NOT_CARRIED_OUT))];
                row.resize_with(COLUMNS.len(), || Text::plain(self.language.word("word.not-applicable")));
                rows.push(row);
            }
        }
        rows
    }

    fn row(self, place: String, standing: &Standing<'a>) -> Vec<Text> {
        let initiative = standing.initiative;
        let date = |when: Option<When>, none: &str| {
            Text::plain(when.map_or_else(|| none.to_owned(), |when| self.language.date(when)))
        };
        vec![
            Text::plain(place),
            self.link_text(initiative.ix).unwrap_or_else(|| Text::plain(initiative.record().title())),
            Text::plain(standing.how.ready.words(self.language)),
            Text::plain(follow_through_marks(self.language, &standing.how.followed).words),
            date(standing.how.latest_visit, self.language.word("roll-up.no-walkthrough-so-far")),
            Text::plain(&standing.how.next_review),
            date(standing.how.last_change, self.language.word("roll-up.no-change-on-record")),
        ]
    }

    /// A coach's plan: its initiatives, and the coaching cycles by stage.
    fn coached(self, coached: &Coached<'a>) -> Part<'a> {
        let plan = coached.plan;
        let place = self.place_name(plan.record().key.school.as_ref());
        let panel = |standing| self.panel(String::new(), standing);
        let mut blocks = vec![
            Block::Panels { title: "".into(), panels: coached.initiatives.iter().map(panel).collect() },
            Block::Table {
                title: say!(self.language, "roll-up.in-words", title = plan.record().title()),
                columns: columns(self.language, COLUMNS),
                rows: coached.initiatives.iter().map(|standing| self.row(place.clone(), standing)).collect(),
            },
        ];
        blocks.push(match &coached.stages {
            Some(stages) => Block::Table {
                title: self.language.word("roll-up.coaching-cycles-by-stage").into(),
                columns: columns(self.language, ["label.stage", "label.cycles"]),
                rows: stages
                    .iter()
                    .map(|(stage, cycles)| {
                        vec![
                            Text::plain(word(self.language, stage)),
                            Text::plain(whole(self.language, *cycles)),
                        ]
                    })
                    .collect(),
            },
            None => Block::List {
                title: self.language.word("roll-up.coaching-cycles-by-stage").into(),
                items: vec![Text::plain(self.language.word("roll-up.no-coaching-cycle-on-record"))],
            },
        });
        Part {
            id: format!("plan-{}", plan.record().key.id),
            heading: self.link_text(plan.ix).unwrap_or_else(|| Text::plain(plan.record().title())),
            lead: Vec::new(),
            blocks,
        }
    }
}

const COLUMNS: [&str; 7] = [
    "label.where",
    "label.initiative",
    "label.ready",
    "label.followed-through",
    "label.latest-visit",
    "label.next-review",
    "label.last-change",
];

const NOT_CARRIED_OUT: &str = "roll-up.not-carried-out";

fn downloads(
    making: Making<'_, '_>,
    school: Option<&Id>,
    asked: &[AskedFor<'_>],
    coached: &[Coached<'_>],
) -> Vec<Download> {
    let mut file = File { initiatives: Vec::new(), coaching_stages: Vec::new() };
    for asked in asked {
        let id = asked.own.initiative.record().key.id.to_string();
        file.initiatives.push(file_row(&id, making.place_name(None), Some(&asked.own)));
        for (school, standings) in &asked.schools {
            let name = || school.record().title().to_owned();
            file.initiatives.extend(standings.iter().map(|standing| file_row(&id, name(), Some(standing))));
            if standings.is_empty() {
                file.initiatives.push(file_row(&id, name(), None));
            }
        }
    }
    for coached in coached {
        let plan = coached.plan.record().key.id.to_string();
        let place = making.place_name(school);
        file.initiatives.extend(
            coached.initiatives.iter().map(|standing| file_row(&plan, place.clone(), Some(standing))),
        );
        let stage = |(stage, cycles): &(CoachingStage, usize)| Stage {
            plan: plan.clone(),
            stage: word(making.language, stage).to_lowercase(),
            cycles: *cycles,
        };
        file.coaching_stages.extend(coached.stages.iter().flatten().map(stage));
    }
    let table: Vec<Vec<String>> = file.initiatives.iter().map(cells).collect();
    let columns = [
        "asked",
        "place",
        "initiative",
        "readiness_met",
        "readiness_applicable",
        "follow_through_kept",
        "follow_through_judged",
        "latest_implementation",
        "next_review",
        "last_change",
    ];
    vec![
        Download::csv(urls::report_data(school, METHOD.name, "csv"), &columns, &table),
        Download::json(urls::report_data(school, METHOD.name, "json"), &file),
    ]
}

fn file_row(asked: &str, place: String, standing: Option<&Standing<'_>>) -> Row {
    let launched = standing.filter(|standing| !standing.how.followed.items.is_empty());
    Row {
        asked: asked.to_owned(),
        place,
        initiative: standing.map(|standing| standing.initiative.record().key.id.to_string()),
        readiness_met: standing.map(|standing| standing.how.ready.met),
        readiness_applicable: standing.map(|standing| standing.how.ready.applicable),
        follow_through_kept: launched.map(|standing| standing.how.followed.kept),
        follow_through_judged: launched.map(|standing| standing.how.followed.judged),
        latest_implementation: standing.and_then(|standing| standing.how.latest_visit),
        next_review: standing.map(|standing| standing.how.next_review.clone()),
        last_change: standing.and_then(|standing| standing.how.last_change),
    }
}

fn cells(row: &Row) -> Vec<String> {
    let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    let date = |when: Option<When>| when.map(|when| when.to_string()).unwrap_or_default();
    vec![
        row.asked.clone(),
        row.place.clone(),
        row.initiative.clone().unwrap_or_default(),
        number(row.readiness_met),
        number(row.readiness_applicable),
        number(row.follow_through_kept),
        number(row.follow_through_judged),
        date(row.latest_implementation),
        row.next_review.clone().unwrap_or_default(),
        date(row.last_change),
    ]
}
