//! Islands: which look-fors can be seen in a room, by practice, grade and subject, and which islands no plan uses.

use serde::Serialize;

use super::{Part, Told, has_initiative, said};
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::language::Language;
use crate::record::{Initiative, Kind, Status};
use crate::report::Line;
use crate::report::follow_through::plan_of;
use crate::report::islands::{Island, METHOD, PracticeIslands, islands_in, practices};
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text};
use crate::site::topics::grade_order;
use crate::site::{Download, LinkLine, Making, urls};

/// A look-for with its islands, or an island with the records that use it, as a file.
#[derive(Serialize)]
struct Row<'a> {
    sort: &'static str,
    initiative: Option<&'a str>,
    name: &'a str,
    grades: &'a [String],
    subjects: &'a [String],
    islands: Vec<&'a str>,
    used_in: Vec<&'a str>,
    unused_because: Option<&'a str>,
}

/// Whether there is a practice to look for, or an island.
pub(super) fn is_told(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    let has_island = || !islands_in(making.view, school).is_empty();
    making.is_inside() && (has_initiative(making, school) || has_island())
}

/// Tells where the practices of a place can be seen.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let practices = practices(making.view, school);
    let islands = islands_in(making.view, school);
    let mut parts: Vec<Part<'a>> = Vec::new();
    if !islands.is_empty() || practices.iter().any(PracticeIslands::is_seen) {
        parts.extend(unseen_part(making, &practices));
        parts.push(practice_part(making, &practices));
        parts.extend(grades_part(making, school, &islands));
        parts.extend(subjects_part(making, &islands));
        parts.extend(unused_part(making, &islands));
    }
    let mut records: Vec<RecordIx> = practices.iter().map(|practice| practice.initiative.ix).collect();
    records.extend(practices.iter().flat_map(PracticeIslands::all));
    records.extend(islands.iter().map(|island| island.exemplar.ix));
    Told {
        lead: lead(making.language, school, &practices, &islands),
        parts,
        n: say!(
            making.language,
            "islands.and",
            islands = say!(making.language, "count.islands", count = islands.len()),
            look_fors = say!(
                making.language,
                "count.look-fors",
                count = practices.iter().map(|practice| practice.look_fors.len()).sum::<usize>()
            )
        ),
        records,
        downloads: Download::of_report(school, METHOD.name, &rows(making, &practices, &islands)),
    }
}

impl Making<'_, '_> {
    /// The way from the gallery of a place to this report.
    pub(in crate::site) fn islands_report(self, school: Option<&Id>) -> Option<LinkLine> {
        let url = urls::report(school, METHOD.name);
        self.is_inside().then(|| LinkLine {
            text: self.language.word("islands.what-can-be-seen-where-and-what").into(),
            url,
        })
    }
}

fn lead(
    language: &Language,
    school: Option<&Id>,
    practices: &[PracticeIslands<'_>],
    islands: &[Island<'_>],
) -> Vec<SourcedLine> {
    let look_fors: Vec<_> = practices.iter().flat_map(|practice| &practice.look_fors).collect();
    let seen = look_fors.iter().filter(|(_, islands)| !islands.is_empty()).count();
    let mut lead = vec![said(language.word("islands.where-can-one-go-and-see-it"))];
    if islands.is_empty() && seen == 0 {
        lead.push(said(language.word("islands.no-island-of-excellence-is-on-record")));
        return lead;
    }
    let all = say!(language, "count.look-fors", count = look_fors.len());
    let mut answer = said(say!(language, "islands.of-can-be-seen-in-a-room", seen = seen, all = all));
    // The gallery at the top holds the islands of every school.
    if !islands.is_empty() || school.is_none() {
        let url = urls::list(school, Kind::Exemplar);
        answer.records.push(LinkLine {
            text: language.word("islands.every-island-with-its-conditions-and-first").into(),
            url,
        });
    }
    lead.push(answer);
    lead
}

fn unseen_part<'a>(making: Making<'a, '_>, practices: &[PracticeIslands<'a>]) -> Option<Part<'a>> {
    let lines: Vec<SourcedLine> = practices
        .iter()
        .flat_map(|practice| {
            let unseen = practice.look_fors.iter().filter(|(_, islands)| islands.is_empty());
            unseen.map(|(look_for, _)| Line::new(&look_for.text, [practice.initiative.ix]))
        })
        .map(|line| making.sourced(&line))
        .collect();
    (!lines.is_empty()).then(|| Part {
        id: "unseen".into(),
        heading: Text::plain(making.language.word("islands.what-has-no-island-yet")),
        lead: vec![said(making.language.word("islands.unseen-short"))],
        blocks: vec![Block::Lines { title: "".into(), lines }],
    })
}

fn practice_part<'a>(making: Making<'a, '_>, practices: &[PracticeIslands<'a>]) -> Part<'a> {
    let block = |practice: &PracticeIslands<'a>| {
        let line =
            |(look_for, islands): &(&'a crate::record::LookFor, Vec<RecordIx>)| match islands.as_slice() {
                [] => said(say!(making.language, "islands.no-island-yet", text = look_for.text)),
                islands => making.sourced(&Line::new(format!("{}:", look_for.text), islands.iter().copied())),
            };
        let mut lines: Vec<SourcedLine> = practice.look_fors.iter().map(line).collect();
        if !practice.others.is_empty() {
            let others = practice.others.iter().copied();
            lines.push(
                making.sourced(&Line::new(making.language.word("islands.the-practice-as-a-whole"), others)),
            );
        }
        if lines.is_empty() {
            lines.push(said(making.language.word("islands.no-look-fors-are-written-yet")));
        }
        Block::Lines { title: practice.initiative.record().title().to_owned(), lines }
    };
    Part {
        id: "practices".into(),
        heading: Text::plain(making.language.word("islands.which-practice-can-be-seen-where")),
        lead: Vec::new(),
        blocks: practices.iter().map(block).collect(),
    }
}

/// The grades of the islands, and of the initiatives under way that name grades: also those without an island.
fn grades_part<'a>(making: Making<'a, '_>, school: Option<&Id>, islands: &[Island<'a>]) -> Option<Part<'a>> {
    let own = making.view.own::<Initiative>(school);
    let under_way = own
        .filter(|item| plan_of(making.view, *item).is_some_and(|plan| plan.fields.status == Status::Active));
    let mut grades: Vec<&str> =
        under_way.flat_map(|item| &item.record().common.grades).map(String::as_str).collect();
    grades.extend(
        islands.iter().flat_map(|island| &island.exemplar.record().common.grades).map(String::as_str),
    );
    grades.sort_by_key(|grade| grade_order(grade));
    grades.dedup();
    let of_grade = |grade: &str, island: &Island<'_>| {
        island.exemplar.record().common.grades.iter().any(|other| other == grade)
    };
    let line = |grade: &&str| {
        by_word(making, islands, &say!(making.language, "islands.grade", grade = grade), &|island| {
            of_grade(grade, island)
        })
    };
    let lines: Vec<SourcedLine> = grades.iter().map(line).collect();
    (!lines.is_empty()).then(|| Part {
        id: "grades".into(),
        heading: Text::plain(making.language.word("label.in-which-grades")),
        lead: Vec::new(),
        blocks: vec![Block::Lines { title: "".into(), lines }],
    })
}

fn subjects_part<'a>(making: Making<'a, '_>, islands: &[Island<'a>]) -> Option<Part<'a>> {
    let subjects = islands.iter().flat_map(|island| &island.exemplar.record().common.subjects);
    let mut subjects: Vec<&str> = subjects.map(String::as_str).collect();
    subjects.sort_by_key(|subject| (subject.to_lowercase(), *subject));
    subjects.dedup();
    let of = |subject: &str, island: &Island<'_>| {
        island.exemplar.record().common.subjects.iter().any(|other| other == subject)
    };
    let mut lines: Vec<SourcedLine> = subjects
        .iter()
        .map(|subject| {
            by_word(making, islands, &crate::site::words::choice(making.language, subject), &|island| {
                of(subject, island)
            })
        })
        .collect();
    let whole = |island: &Island<'_>| island.exemplar.record().common.subjects.is_empty();
    if !lines.is_empty() && islands.iter().any(whole) {
        lines.push(by_word(making, islands, making.language.word("label.no-single-subject"), &whole));
    }
    (!lines.is_empty()).then(|| Part {
        id: "subjects".into(),
        heading: Text::plain(making.language.word("label.in-which-subjects")),
        lead: Vec::new(),
        blocks: vec![Block::Lines { title: "".into(), lines }],
    })
}

fn by_word(
    making: Making<'_, '_>,
    islands: &[Island<'_>],
    word: &str,
    belongs: &dyn Fn(&Island<'_>) -> bool,
) -> SourcedLine {
    let here: Vec<RecordIx> =
        islands.iter().filter(|island| belongs(island)).map(|island| island.exemplar.ix).collect();
    match here.as_slice() {
        [] => said(say!(making.language, "islands.no-island-yet-too", word = word)),
        here => making.sourced(&Line::new(format!("{word}:"), here.iter().copied())),
    }
}

fn unused_part<'a>(making: Making<'a, '_>, islands: &[Island<'a>]) -> Option<Part<'a>> {
    if islands.is_empty() {
        return None;
    }
    let unused = islands.iter().filter_map(|island| {
        let why = island.unused(making.language)?;
        Some(making.sourced(&Line::new(format!("{}:", capitalized(why)), [island.exemplar.ix])))
    });
    let mut lines: Vec<SourcedLine> = unused.collect();
    if lines.is_empty() {
        lines.push(said(making.language.word("islands.a-plan-under-way-names-every-island")));
    }
    Some(Part {
        id: "unused".into(),
        heading: Text::plain(making.language.word("islands.which-islands-does-no-plan-use")),
        lead: Vec::new(),
        blocks: vec![Block::Lines { title: "".into(), lines }],
    })
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn rows<'a>(
    making: Making<'a, '_>,
    practices: &[PracticeIslands<'a>],
    islands: &[Island<'a>],
) -> Vec<Row<'a>> {
    let titles = |records: &[RecordIx]| -> Vec<&'a str> {
        records.iter().filter_map(|ix| Some(making.view.get(*ix)?.record.title())).collect()
    };
    let mut rows = Vec::new();
    for practice in practices {
        let record = practice.initiative.record();
        rows.extend(practice.look_fors.iter().map(|(look_for, islands)| Row {
            sort: "look_for",
            initiative: Some(record.title()),
            name: &look_for.text,
            grades: &record.common.grades,
            subjects: &record.common.subjects,
            islands: titles(islands),
            used_in: Vec::new(),
            unused_because: None,
        }));
    }
    rows.extend(islands.iter().map(|island| {
        let record = island.exemplar.record();
        let links = making.view.links(island.exemplar.ix);
        let practice = links.filter(|link| link.relation.belongs()).map(|link| link.to).next();
        Row {
            sort: "island",
            initiative: practice.and_then(|ix| Some(making.view.get(ix)?.record.title())),
            name: record.title(),
            grades: &record.common.grades,
            subjects: &record.common.subjects,
            islands: Vec::new(),
            used_in: titles(&island.used_in),
            unused_because: island.unused(making.language),
        }
    }));
    rows
}
