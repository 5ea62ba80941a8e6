//! Support: cycles by sort, stage and look-for, how often people met, and the rooms it stands beside.

use serde::Serialize;

use super::look_fors::Said;
use super::{Part, Told};
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::record::{CoachingStage, Initiative};
use crate::report::Line;
use crate::report::look_fors::{Classrooms, LookForSeries};
use crate::report::number::plain;
use crate::report::support::{
    ContactGap, Cycles, METHOD, SortLine, SupportGiven, cycles_in_words, support_given,
};
use crate::report::suppress::Cell;
use crate::site::blocks::{Block, SourcedLine, Text, columns};
use crate::site::facts::word;
use crate::site::words::count_of;
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

/// Tells of the support in a place. A public page tells only of support that is public, and never that there is
/// none.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Option<Told<'a>> {
    let own: Vec<&Classrooms> =
        making.classrooms.iter().filter(|place| place.school.as_ref() == school).collect();
    let found: Vec<Helped<'_>> = own.iter().filter_map(|place| making.helped(place)).collect();
    let has_initiative = own.iter().any(|place| making.is_of(place, school));
    if found.is_empty() && !(making.is_inside() && has_initiative) {
        return None;
    }
    let cycles: usize = found.iter().map(|helped| helped.given.so_far).sum();
    let lead = match cycles {
        0 => "No support on record so far.",
        _ => "Who needs more help gets it. Records of support say how many receive it and never who.",
    };
    let mut records: Vec<RecordIx> = found.iter().map(|helped| helped.place.initiative).collect();
    records.extend(found.iter().flat_map(|helped| helped.given.records.iter().map(|(_, ix)| *ix)));
    Some(Told {
        lead: vec![SourcedLine { text: lead.into(), records: Vec::new() }],
        parts: found.iter().filter_map(|helped| making.helped_part(helped)).collect(),
        n: count_of(cycles, "cycle of support", "cycles of support"),
        records,
        downloads: if found.is_empty() { Vec::new() } else { downloads(school, &found) },
    })
}

impl<'a> Making<'a, '_> {
    /// How many people a record of support is for, as the publication of its place says it.
    pub(in crate::site) fn people_supported(self, support: RecordIx) -> Option<Cell> {
        let mut all = self.classrooms.iter().flat_map(|place| &place.people);
        all.find(|(ix, _)| *ix == support).and_then(|(_, cell)| *cell)
    }

    fn helped(self, place: &Classrooms) -> Option<Helped<'_>> {
        let record = &self.view.get(place.initiative)?.record;
        let given = support_given(self.view, place.initiative, place.school.as_ref(), self.today)?;
        Some(Helped { place, id: record.key.id.to_string(), title: record.title().to_owned(), given })
    }

    fn helped_part(self, helped: &Helped<'_>) -> Option<Part<'a>> {
        let given = &helped.given;
        let initiative = self.view.item::<Initiative>(helped.place.initiative)?;
        let mut lead = format!(
            "{} so far, {} under way",
            count_of(given.so_far, "cycle", "cycles"),
            if given.under_way == 0 { "none".to_owned() } else { given.under_way.to_string() },
        );
        if given.ahead > 0 {
            lead.push_str(&format!("; {} planned", given.ahead));
        }
        lead.push('.');
        if !self.is_inside() {
            lead.insert_str(0, "On this site: ");
        }
        let mut blocks = vec![self.sorts(given), self.beside(helped)];
        blocks.extend(stages(helped));
        blocks.push(contacts(&given.contacts));
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
            let under_way = if under_way == 0 { "none".to_owned() } else { under_way.to_string() };
            let said = format!(
                "{}: {} so far, {under_way} under way.",
                word(&sort),
                count_of(so_far, "cycle", "cycles")
            );
            let of_sort = given.records.iter().filter(|(of, _)| *of == sort).map(|(_, ix)| *ix);
            self.sourced(&Line::new(said, of_sort))
        };
        let lines = given.by_sort.iter().map(line).collect();
        Block::Lines { title: "By sort".into(), lines }
    }

    /// Each look-for: its support so far, and the rooms below the aim beside the people supported now.
    fn beside(self, helped: &Helped<'_>) -> Block<'a> {
        // A public site does not see all support, so it cannot say that there is none.
        let said = |words: Option<String>, none: &str| {
            let none = if self.is_inside() { none } else { "Not shown here" };
            Text::plain(words.unwrap_or_else(|| none.to_owned()))
        };
        let row = |series: &LookForSeries| {
            vec![
                Text::plain(&series.text),
                said(so_far(&helped.given, Some(&series.id)), "None on record"),
                said(below(series), "No visits so far"),
                said(people(series), "None on record"),
            ]
        };
        let mut rows: Vec<Vec<Text>> = helped.place.look_fors.iter().map(row).collect();
        if helped.given.by_look_for.iter().any(|(look_for, _)| look_for.is_none()) {
            let so_far = so_far(&helped.given, None).unwrap_or_default();
            let cells = ["The whole practice", &so_far, "Not counted by look-for", "Not counted by look-for"];
            rows.push(cells.map(Text::plain).into());
        }
        Block::Table {
            title: format!("{}: by look-for, beside what the latest visits saw", helped.title).into(),
            columns: columns([
                "Look-for",
                "Support so far",
                "Rooms below our aim",
                "People supported then or since",
            ]),
            rows,
        }
    }
}

fn so_far(given: &SupportGiven, look_for: Option<&str>) -> Option<String> {
    let (_, cycles) = given.by_look_for.iter().find(|(named, _)| named.as_deref() == look_for)?;
    Some(super::look_fors::sentence_case(&cycles_in_words(cycles)))
}

fn below(series: &LookForSeries) -> Option<String> {
    let seen = series.latest()?;
    Some(match (seen.goal.map(|goal| goal.below), seen.observable.shown()) {
        (Some(Cell::Shown(below)), Some(rooms)) => format!("{below} of {rooms}"),
        (Some(below), _) => below.words(),
        (None, _) => "No aim set".to_owned(),
    })
}

fn people(series: &LookForSeries) -> Option<String> {
    let supported = &series.supported;
    let silent = match supported.silent {
        0 => String::new(),
        silent => format!("; {} how many", count_of(silent, "cycle does not say", "cycles do not say")),
    };
    match supported.people {
        Some(people) => Some(format!("{}{silent}", people.words())),
        None => (supported.silent > 0).then(|| "Not recorded".to_owned()),
    }
}

fn stages<'a>(helped: &Helped<'_>) -> Option<Block<'a>> {
    let given = &helped.given;
    let mut rows: Vec<Vec<Text>> = given
        .by_stage
        .iter()
        .map(|(stage, cycles)| {
            let name = match stage {
                CoachingStage::Prepare => {
                    "Prepare: before a cycle, what would make it worth the time".to_owned()
                }
                stage => word(stage),
            };
            vec![Text::plain(name), Text::plain(cycles.to_string())]
        })
        .collect();
    if given.without_stage > 0 {
        rows.push(vec![Text::plain("Stage not set"), Text::plain(given.without_stage.to_string())]);
    }
    (!rows.is_empty()).then(|| Block::Table {
        title: format!("{}: coaching by stage", helped.title).into(),
        columns: columns(["Stage", "Cycles"]),
        rows,
    })
}

fn contacts<'a>(gap: &ContactGap) -> Block<'a> {
    let plain_line = |text: String| SourcedLine { text, records: Vec::new() };
    let days = |days: f64| format!("{} {}", plain(days), if plain(days) == "1" { "day" } else { "days" });
    let mut lines = vec![plain_line(match (gap.contacts, gap.median_days) {
        (0, _) => "No contact is on record.".to_owned(),
        (contacts, None) => {
            format!("{} so far; a gap needs two in one cycle.", count_of(contacts, "contact", "contacts"))
        }
        (contacts, Some(median)) => format!(
            "{} so far. From one contact of a cycle to the next: {} in the middle (median of {}).",
            count_of(contacts, "contact", "contacts"),
            days(median),
            count_of(gap.gaps, "gap", "gaps"),
        ),
    })];
    if let Some(open) = gap.longest_open_days {
        let open = crate::report::follow_through::days(open);
        lines.push(plain_line(format!("Longest open gap of a cycle under way: {open}.")));
    }
    Block::Lines { title: "How often people met".into(), lines }
}

fn downloads(school: Option<&Id>, found: &[Helped<'_>]) -> Vec<Download> {
    let rows: Vec<Row<'_>> = found.iter().map(file_row).collect();
    let names = ["initiative", "type", "cycles", "under_way"];
    let lines: Vec<Vec<String>> = found
        .iter()
        .flat_map(|helped| helped.given.by_sort.iter().map(move |line| (helped, line)))
        .map(|(helped, line)| {
            let SortLine { sort, so_far, under_way } = *line;
            let counts = [so_far, under_way].map(|count| count.to_string());
            [helped.id.clone(), sort.words().to_owned()].into_iter().chain(counts).collect()
        })
        .collect();
    vec![
        Download::csv(urls::report_data(school, METHOD.name, "csv"), &names, &lines),
        Download::json(urls::report_data(school, METHOD.name, "json"), &rows),
    ]
}

fn file_row<'h>(helped: &'h Helped<'_>) -> Row<'h> {
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
            rooms_below_goal: goal.map(|goal| Said::count(goal.below)),
            people_supported: series.and_then(|series| series.supported.people).map(Said::count),
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
