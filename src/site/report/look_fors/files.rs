//! The numbers of visits as files, hidden where the pages hide them.

use serde::Serialize;

use crate::id::Id;
use crate::language::Language;
use crate::record::Key;
use crate::report::look_fors::{Classrooms, Coverage, LookForSeries, METHOD, Seen};
use crate::report::support::Cycles;
use crate::report::suppress::{Cell, Percent};
use crate::site::{Download, Making, urls};

/// A number as a file holds it, or the words in its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(in crate::site::report) enum Said {
    /// A count.
    Count(u32),
    /// A percent with one decimal.
    Percent(f64),
    /// Why there is none: "fewer than 5", "hidden".
    Words(String),
}

impl Said {
    /// A count as a page says it.
    pub(in crate::site::report) fn count(language: &Language, cell: Cell) -> Self {
        cell.shown().map_or_else(|| Self::Words(cell.words(language)), Self::Count)
    }

    fn percent(language: &Language, percent: Option<Percent>) -> Self {
        match percent {
            Some(Percent::Shown(percent)) => Self::Percent((percent * 10.0).round() / 10.0),
            Some(percent) => Self::Words(percent.words(language)),
            None => Self::Words(language.word("word.not-computed").into()),
        }
    }

    /// The same as text.
    pub(in crate::site::report) fn text(&self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Percent(percent) => percent.to_string(),
            Self::Words(words) => words.clone(),
        }
    }
}

/// One look-for in one wave.
#[derive(Serialize)]
struct Row<'a> {
    initiative: String,
    look_for: &'a str,
    text: &'a str,
    wave: String,
    ends: Option<String>,
    baseline: bool,
    starts_afresh: bool,
    eligible: Said,
    rooms_seen: Said,
    rooms_not_seen: Said,
    observable: Said,
    not_observable: Said,
    goal_level: Option<&'a str>,
    at_goal: Option<Said>,
    below_goal: Option<Said>,
    levels: Vec<LevelOf<'a>>,
    support_that_followed: &'a [Cycles],
    next_wave: Option<String>,
}

/// The rooms at one level.
#[derive(Serialize)]
struct LevelOf<'a> {
    level: &'a str,
    rooms: Said,
    percent: Said,
}

/// The report's files.
pub(super) fn downloads(
    making: Making<'_, '_>,
    school: Option<&Id>,
    places: &[&Classrooms],
) -> Vec<Download> {
    let rows: Vec<Row<'_>> = places.iter().flat_map(|place| rows(making, place, None)).collect();
    files(making.language, &rows, |ending| urls::report_data(school, METHOD.name, ending))
}

/// The files of one walkthrough.
pub(super) fn of_wave(making: Making<'_, '_>, place: &Classrooms, index: usize, key: &Key) -> Vec<Download> {
    files(making.language, &rows(making, place, Some(index)), |ending| urls::record_data(key, ending))
}

fn files(language: &Language, rows: &[Row<'_>], path: impl Fn(&str) -> String) -> Vec<Download> {
    const COLUMNS: [&str; 16] = [
        "initiative",
        "look_for",
        "wave",
        "ends",
        "baseline",
        "starts_afresh",
        "level",
        "rooms",
        "percent",
        "observable",
        "not_observable",
        "at_goal",
        "below_goal",
        "rooms_seen",
        "rooms_not_seen",
        "eligible",
    ];
    let yes_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let goal = |said: &Option<Said>| {
        said.as_ref().map_or_else(|| language.word("word.no-aim-set").into(), Said::text)
    };
    let lines = rows.iter().flat_map(|row| row.levels.iter().map(move |level| (row, level)));
    let lines = lines.map(|(row, level)| {
        vec![
            row.initiative.clone(),
            row.look_for.to_owned(),
            row.wave.clone(),
            row.ends.clone().unwrap_or_default(),
            yes_no(row.baseline),
            yes_no(row.starts_afresh),
            level.level.to_owned(),
            level.rooms.text(),
            level.percent.text(),
            row.observable.text(),
            row.not_observable.text(),
            goal(&row.at_goal),
            goal(&row.below_goal),
            row.rooms_seen.text(),
            row.rooms_not_seen.text(),
            row.eligible.text(),
        ]
    });
    let lines: Vec<Vec<String>> = lines.collect();
    vec![Download::csv(path("csv"), &COLUMNS, &lines), Download::json(path("json"), &rows)]
}

fn rows<'p>(making: Making<'_, '_>, place: &'p Classrooms, wave: Option<usize>) -> Vec<Row<'p>> {
    let initiative = making.view.get(place.initiative).map(|entry| entry.record.key.id.to_string());
    let initiative = initiative.unwrap_or_default();
    let all = place.look_fors.iter().flat_map(|series| series.seen.iter().map(move |seen| (series, seen)));
    let wanted = all.filter(|(_, seen)| wave.is_none_or(|wave| seen.wave == wave));
    wanted.map(|(series, seen)| row(making.language, &initiative, place, series, seen)).collect()
}

fn row<'p>(
    language: &Language,
    initiative: &str,
    place: &'p Classrooms,
    series: &'p LookForSeries,
    seen: &'p Seen,
) -> Row<'p> {
    let wave = &place.waves[seen.wave];
    let not_computed = || Said::Words(language.word("word.not-computed").into());
    let (rooms_seen, rooms_not_seen, eligible) = match wave.coverage {
        Coverage::Rooms { seen, not_seen, eligible } => {
            (Said::count(language, seen), Said::count(language, not_seen), Said::count(language, eligible))
        }
        Coverage::NotRead | Coverage::TooMany => (not_computed(), not_computed(), not_computed()),
    };
    let level = |level: &'p crate::report::look_fors::Level| LevelOf {
        level: &level.name,
        rooms: Said::count(language, level.figure.count),
        percent: Said::percent(language, level.figure.percent),
    };
    Row {
        initiative: initiative.to_owned(),
        look_for: &series.id,
        text: &series.text,
        wave: wave.date.to_string(),
        ends: wave.ends.map(|ends| ends.to_string()),
        baseline: wave.baseline,
        starts_afresh: seen.starts_afresh,
        eligible,
        rooms_seen,
        rooms_not_seen,
        observable: Said::count(language, seen.observable),
        not_observable: Said::count(language, seen.not_observable),
        goal_level: series.aim.as_deref(),
        at_goal: seen.goal.map(|goal| Said::count(language, goal.reached)),
        below_goal: seen.goal.map(|goal| Said::count(language, goal.below)),
        levels: seen.levels.iter().map(level).collect(),
        support_that_followed: &seen.followed,
        next_wave: wave.next.map(|next| next.to_string()),
    }
}
