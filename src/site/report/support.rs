//! Support: cycles by sort, stage and look-for, how often people met, and the rooms it stands beside.

use serde::Serialize;

use super::look_fors::Said;
use super::{Part, Told};
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::language::Language;
use crate::record::{CoachingStage, Initiative};
use crate::report::Line;
use crate::report::look_fors::{Classrooms, LookForSeries};
use crate::report::number::plain;
use crate::report::support::{
    ContactGap, Cycles, METHOD, SortLine, SupportGiven, cycles_in_words, is_given, support_given,
};
use crate::report::suppress::Cell;
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text, columns};
use crate::site::facts::word;
use crate::site::{Download, Making, urls};

/// Support for an initiative as a file.
#[derive(Serialize)]
struct Row<'a> {
    initiative: String,
    cycles: usize,
    under_way: usize,
    ahead: usize,
    by_type: &'a [SortLine],
    by_stage: Vec<StageOf>,
    by_look_for: Vec<LookForOf<'a>>,
    contacts: usize,
    contact_gap_days: Option<f64>,
    longest_open_gap_days: Option<i64>,
}

#[derive(Serialize)]
struct StageOf {
    stage: CoachingStage,
    cycles: usize,
}

#[derive(Serialize)]
struct LookForOf<'a> {
    /// None is the whole practice.
    look_for: Option<&'a str>,
    cycles: &'a [Cycles],
    rooms_below_goal: Option<Said>,
    people_supported: Option<Said>,
}

/// An initiative with its rooms and its support.
struct Helped<'s> {
    place: &'s Classrooms,
    id: String,
    title: String,
    given: SupportGiven,
}

/// Whether there is support to tell of in a place. A public page tells only of support that is public, and never that
/// there is none.
pub(super) fn is_told(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    let is_told = |rooms: &Classrooms| {
        making.is_inside() && making.is_of(rooms, school) || is_given(making.view, rooms.initiative, school)
    };
    making.computed.classrooms_in(school).any(is_told)
}

/// Tells of the support in a place.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let own = making.computed.classrooms_in(school);
    let found: Vec<Helped<'_>> = own.filter_map(|place| making.helped(place)).collect();
    let cycles: usize = found.iter().map(|helped| helped.given.so_far).sum();
    let lead = match cycles {
        0 => making.language.word("support.no-support-on-record-so-far"),
        _ => making.language.word("support.who-needs-more-help-gets-it-records"),
    };
    let mut records: Vec<RecordIx> = found.iter().map(|helped| helped.place.initiative).collect();
    records.extend(found.iter().flat_map(|helped| helped.given.records.iter().map(|(_, ix)| *ix)));
    Told {
        lead: vec![SourcedLine { text: lead.into(), records: Vec::new() }],
        parts: found.iter().filter_map(|helped| making.helped_part(helped)).collect(),
        n: say!(making.language, "count.cycles-of-support", count = cycles),
        records,
        downloads: if found.is_empty() { Vec::new() } else { downloads(making.language, school, &found) },
    }
}

impl<'a> Making<'a, '_> {
    /// How many people a record of support is for, as the publication of its place says it.
    pub(in crate::site) fn people_supported(self, support: RecordIx) -> Option<Cell> {
        self.computed.people_supported(support)
    }

    fn helped(self, place: &Classrooms) -> Option<Helped<'_>> {
        let record = &self.view.get(place.initiative)?.record;
        let given = support_given(self.view, place.initiative, place.school.as_ref(), self.today)?;
        Some(Helped { place, id: record.key.id.to_string(), title: record.title().to_owned(), given })
    }

    fn helped_part(self, helped: &Helped<'_>) -> Option<Part<'a>> {
        let given = &helped.given;
        let initiative = self.view.item::<Initiative>(helped.place.initiative)?;
        let mut lead = say!(
            self.language,
            "support.so-far-under-way-3",
            cycles = say!(self.language, "count.cycles", count = given.so_far),
            to_string = if given.under_way == 0 {
                self.language.word("word.none").to_owned()
            } else {
                given.under_way.to_string()
            }
        );
        if given.ahead > 0 {
            lead.push_str(&say!(self.language, "support.planned", ahead = given.ahead));
        }
        lead.push('.');
        if !self.is_inside() {
            lead.insert_str(0, self.language.word("label.on-this-site"));
        }
        let mut blocks = vec![self.sorts(given), self.beside(helped)];
        blocks.extend(stages(self.language, helped));
        blocks.push(contacts(self.language, &given.contacts));
        Some(Part {
            id: format!("initiative-{}", initiative.record().key.id),
            heading: self.link_text(helped.place.initiative)?,
            lead: vec![SourcedLine { text: lead, records: Vec::new() }],
            blocks,
        })
    }

    /// The cycles of each sort, with their records where the reader may see them.
    fn sorts(self, given: &SupportGiven) -> Block<'a> {
        let line = |line: &SortLine| {
            let SortLine { sort, so_far, under_way } = *line;
            let under_way = if under_way == 0 {
                self.language.word("word.none").to_owned()
            } else {
                under_way.to_string()
            };
            let said = say!(
                self.language,
                "support.so-far-under-way-4",
                sort = word(self.language, &sort),
                cycles = say!(self.language, "count.cycles", count = so_far),
                under_way = under_way
            );
            let of_sort = given.records.iter().filter(|(of, _)| *of == sort).map(|(_, ix)| *ix);
            self.sourced(&Line::new(said, of_sort))
        };
        let lines = given.by_sort.iter().map(line).collect();
        Block::Lines { title: self.language.word("label.by-sort").into(), lines }
    }

    /// Each look-for: its support so far, and the rooms below the aim beside the people supported now.
    fn beside(self, helped: &Helped<'_>) -> Block<'a> {
        // A public site does not see all support, so it cannot say that there is none.
        let said = |words: Option<String>, none: &str| {
            let none = if self.is_inside() { none } else { self.language.word("label.not-shown-here") };
            Text::plain(words.unwrap_or_else(|| none.to_owned()))
        };
        let row = |series: &LookForSeries| {
            vec![
                Text::plain(&series.text),
                said(
                    so_far(self.language, &helped.given, Some(&series.id)),
                    self.language.word("label.none-on-record"),
                ),
                said(below(self.language, series), self.language.word("support.no-visits-so-far")),
                said(people(self.language, series), self.language.word("label.none-on-record")),
            ]
        };
        let mut rows: Vec<Vec<Text>> = helped.place.look_fors.iter().map(row).collect();
        if helped.given.by_look_for.iter().any(|(look_for, _)| look_for.is_none()) {
            let so_far = so_far(self.language, &helped.given, None).unwrap_or_default();
            let cells = [
                self.language.word("label.the-whole-practice"),
                &so_far,
                self.language.word("support.not-counted-by-look-for"),
                self.language.word("support.not-counted-by-look-for"),
            ];
            rows.push(cells.map(Text::plain).into());
        }
        Block::Table {
            title: say!(self.language, "support.by-look-for-beside-what-the-latest", title = helped.title),
            columns: columns(
                self.language,
                [
                    "label.look-for",
                    "label.support-so-far",
                    "support.rooms-below-our-aim",
                    "support.people-supported-then-or-since",
                ],
            ),
            rows,
        }
    }
}

fn so_far(language: &Language, given: &SupportGiven, look_for: Option<&str>) -> Option<String> {
    let (_, cycles) = given.by_look_for.iter().find(|(named, _)| named.as_deref() == look_for)?;
    Some(super::look_fors::sentence_case(&cycles_in_words(language, cycles)))
}

fn below(language: &Language, series: &LookForSeries) -> Option<String> {
    let seen = series.latest()?;
    Some(match (seen.goal.map(|goal| goal.below), seen.observable.shown()) {
        (Some(Cell::Shown(below)), Some(rooms)) => say!(language, "support.of", below = below, rooms = rooms),
        (Some(below), _) => below.words(language),
        (None, _) => language.word("label.no-aim-set").to_owned(),
    })
}

fn people(language: &Language, series: &LookForSeries) -> Option<String> {
    let supported = &series.supported;
    let silent = match supported.silent {
        0 => String::new(),
        silent => format!("; {}", say!(language, "support.cycles-silent", count = silent)),
    };
    match supported.people {
        Some(people) => Some(format!("{}{silent}", people.words(language))),
        None => (supported.silent > 0).then(|| language.word("label.not-recorded").to_owned()),
    }
}

fn stages<'a>(language: &Language, helped: &Helped<'_>) -> Option<Block<'a>> {
    let given = &helped.given;
    let mut rows: Vec<Vec<Text>> = given
        .by_stage
        .iter()
        .map(|(stage, cycles)| {
            let name = match stage {
                CoachingStage::Prepare => {
                    language.word("support.prepare-before-a-cycle-what-would-make").to_owned()
                }
                stage => word(language, stage),
            };
            vec![Text::plain(name), Text::plain(cycles.to_string())]
        })
        .collect();
    if given.without_stage > 0 {
        rows.push(vec![
            Text::plain(language.word("label.stage-not-set")),
            Text::plain(given.without_stage.to_string()),
        ]);
    }
    (!rows.is_empty()).then(|| Block::Table {
        title: say!(language, "support.coaching-by-stage", title = helped.title),
        columns: columns(language, ["label.stage", "label.cycles"]),
        rows,
    })
}

fn contacts<'a>(language: &Language, gap: &ContactGap) -> Block<'a> {
    let plain_line = |text: String| SourcedLine { text, records: Vec::new() };
    let mut lines = vec![plain_line(match (gap.contacts, gap.median_days) {
        (0, _) => language.word("support.no-contact-is-on-record").to_owned(),
        (contacts, None) => {
            say!(
                language,
                "support.so-far-a-gap-needs-two-in-too",
                contacts = say!(language, "count.contacts", count = contacts)
            )
        }
        (contacts, Some(median)) => say!(
            language,
            "support.so-far-from-one-contact-of-a-too",
            contacts = say!(language, "count.contacts", count = contacts),
            days = say!(language, "count.days", count = plain(language, median)),
            gaps = say!(language, "count.gaps", count = gap.gaps)
        ),
    })];
    if let Some(open) = gap.longest_open_days {
        let open = language.days(open);
        lines.push(plain_line(say!(language, "support.longest-open-gap-of-a-cycle-under", open = open)));
    }
    Block::Lines { title: language.word("support.how-often-people-met").into(), lines }
}

fn downloads(language: &Language, school: Option<&Id>, found: &[Helped<'_>]) -> Vec<Download> {
    let rows: Vec<Row<'_>> = found.iter().map(|value| file_row(language, value)).collect();
    let names = ["initiative", "type", "cycles", "under_way"];
    let lines: Vec<Vec<String>> = found
        .iter()
        .flat_map(|helped| helped.given.by_sort.iter().map(move |line| (helped, line)))
        .map(|(helped, line)| {
            let SortLine { sort, so_far, under_way } = *line;
            let counts = [so_far, under_way].map(|count| count.to_string());
            [helped.id.clone(), sort.words(language).to_owned()].into_iter().chain(counts).collect()
        })
        .collect();
    vec![
        Download::csv(urls::report_data(school, METHOD.name, "csv"), &names, &lines),
        Download::json(urls::report_data(school, METHOD.name, "json"), &rows),
    ]
}

fn file_row<'h>(language: &Language, helped: &'h Helped<'_>) -> Row<'h> {
    let given = &helped.given;
    let of_series = |look_for: Option<&str>| {
        helped.place.look_fors.iter().find(|series| Some(series.id.as_str()) == look_for)
    };
    let by_look_for = given.by_look_for.iter().map(|(look_for, cycles)| {
        let series = of_series(look_for.as_deref());
        let goal = series.and_then(LookForSeries::latest).and_then(|seen| seen.goal);
        LookForOf {
            look_for: look_for.as_deref(),
            cycles,
            rooms_below_goal: goal.map(|goal| Said::count(language, goal.below)),
            people_supported: series
                .and_then(|series| series.supported.people)
                .map(|value| Said::count(language, value)),
        }
    });
    Row {
        initiative: helped.id.clone(),
        cycles: given.so_far,
        under_way: given.under_way,
        ahead: given.ahead,
        by_type: &given.by_sort,
        by_stage: given
            .by_stage
            .iter()
            .map(|(stage, cycles)| StageOf { stage: *stage, cycles: *cycles })
            .collect(),
        by_look_for: by_look_for.collect(),
        contacts: given.contacts.contacts,
        contact_gap_days: given.contacts.median_days,
        longest_open_gap_days: given.contacts.longest_open_days,
    }
}
