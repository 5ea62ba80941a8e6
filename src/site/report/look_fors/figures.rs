//! Figures of levels: a look-for from wave to wave, and a wave with all its look-fors.

use crate::catalog::RecordIx;
use crate::report::look_fors::{Classrooms, Level, LookForSeries, Seen, Wave};
use crate::report::support::cycles_in_words;
use crate::report::suppress::{Cell, Percent};
use crate::site::blocks::{Block, Words};
use crate::site::figure::levels::{LevelGroup, LevelPart, LevelRow, Levels};
use crate::site::figure::{Chart, Figure};
use crate::site::{Download, Making, urls};

impl<'a, 's> Making<'a, 's> {
    /// What a wave saw, all look-fors in one picture: for `![](walkthrough:ID)` in a text. Nothing where the reader
    /// may not see the walkthrough, or where it looked for nothing.
    #[allow(dead_code, reason = "for pictures of data inside texts")]
    pub(in crate::site) fn wave_figure(self, walkthrough: RecordIx) -> Option<Figure> {
        let key = &self.view.get(walkthrough)?.record.key;
        self.wave_figure_as(walkthrough, format!("wave-{}", key.id))
    }

    /// The same with an id of its own.
    pub(super) fn wave_figure_as(self, walkthrough: RecordIx, id: String) -> Option<Figure> {
        let (place, index) = self.wave_of(walkthrough)?;
        let wave = &place.waves[index];
        let of_wave =
            |series: &'s LookForSeries| Some((series, series.seen.iter().find(|seen| seen.wave == index)?));
        let found: Vec<(&LookForSeries, &Seen)> = place.look_fors.iter().filter_map(of_wave).collect();
        if found.is_empty() {
            return None;
        }
        let mut groups: Vec<LevelGroup> = Vec::new();
        for (series, seen) in &found {
            add_row(&mut groups, series, seen, series.text.clone());
        }
        let nothing = found.iter().all(|(_, seen)| seen.shows_nothing());
        let said = found.iter().map(|(series, seen)| format!("{}: {}.", series.text, seen.words()));
        let said = match nothing {
            true => "What was seen is not shown, because the rooms are too few.".to_owned(),
            false => said.collect::<Vec<_>>().join(" "),
        };
        let mut figure = drawn(
            wave_table(Figure::new(id, format!("What was seen, {}", wave.days()), said), &found),
            groups,
        );
        let coverage = format!("{}.", wave.coverage.words());
        if figure.chart.is_some() {
            figure.description = coverage;
        } else if !nothing {
            figure.notes.push(coverage);
        }
        if wave.baseline {
            figure
                .notes
                .push("These visits came before the first learning session: they are the baseline.".into());
        }
        let key = &self.view.get(walkthrough)?.record.key;
        let links = ["csv", "json"].map(|ending| {
            Download { path: urls::record_data(key, ending), text: String::new() }.link_by_ending()
        });
        figure.downloads = links.into();
        Some(figure)
    }

    /// The place and position of a walkthrough's wave, where it has begun.
    pub(super) fn wave_of(self, walkthrough: RecordIx) -> Option<(&'s Classrooms, usize)> {
        self.view.get(walkthrough)?;
        self.classrooms.iter().find_map(|place| {
            let index = place.waves.iter().position(|wave| wave.record == Some(walkthrough))?;
            Some((place, index))
        })
    }

    /// A look-for from wave to wave, where any wave looked for it.
    pub(super) fn look_for_series_block(
        self,
        place: &'s Classrooms,
        series: &'s LookForSeries,
        at: &str,
    ) -> Option<Block<'a>> {
        let description = series.reading(&place.waves)?;
        let school = place.school.as_ref().map(|school| format!("{school}-")).unwrap_or_default();
        let initiative = &self.view.get(place.initiative)?.record.key.id;
        let id = format!("levels-{school}{initiative}-{}", series.id);
        let mut groups: Vec<LevelGroup> = Vec::new();
        for seen in &series.seen {
            let wave = &place.waves[seen.wave];
            let baseline = if wave.baseline { ", baseline" } else { "" };
            add_row(&mut groups, series, seen, format!("{}{baseline}", wave.date.in_words()));
        }
        let mut figure = Figure::new(id, format!("{at}{}", series.text), description);
        figure = with_table(figure, series, &place.waves);
        for seen in series.seen.iter().filter(|seen| seen.starts_afresh) {
            let since = place.waves[seen.wave].date.in_words();
            figure
                .notes
                .push(format!("The levels have other names since {since}: the figures start afresh."));
        }
        figure.notes.extend(self.followed_notes(place, series));
        Some(Block::Figure { title: Words::Borrowed(""), figure: Box::new(drawn(figure, groups)) })
    }

    /// The support for a look-for that followed each wave, and to readers of the school also that there was none.
    fn followed_notes(self, place: &Classrooms, series: &LookForSeries) -> Vec<String> {
        let with: Vec<&Seen> = series.seen.iter().filter(|seen| !seen.followed.is_empty()).collect();
        let day = |seen: &Seen| place.waves[seen.wave].date.in_words();
        let note = |seen: &&Seen| {
            format!("Support that followed {}: {}.", day(seen), cycles_in_words(&seen.followed))
        };
        let mut notes: Vec<String> = with.iter().map(note).collect();
        let last = series.latest().filter(|last| self.is_inside() && last.followed.is_empty());
        if let Some(last) = last {
            notes.push(match notes.as_slice() {
                [] => "No support for it has followed so far.".to_owned(),
                _ => format!("No support for it has begun since {}.", day(last)),
            });
        }
        notes
    }
}

/// Adds a bar to the group of its levels, or to a new one.
fn add_row(groups: &mut Vec<LevelGroup>, series: &LookForSeries, seen: &Seen, label: String) {
    let levels: Vec<String> = seen.levels.iter().map(|level| level.name.clone()).collect();
    let aim = levels.iter().position(|level| series.aim.as_ref() == Some(level));
    let row = row(seen, label);
    match groups.iter_mut().find(|group| group.levels == levels && group.aim == aim) {
        Some(group) => group.rows.push(row),
        None => groups.push(LevelGroup { levels, aim, rows: vec![row] }),
    }
}

/// A bar, where its lengths say no more than its numbers do.
fn row(seen: &Seen, label: String) -> LevelRow {
    let whole = match seen.observable {
        Cell::Shown(1) => "1 room".to_owned(),
        Cell::Shown(rooms) => format!("{rooms} rooms"),
        _ => String::new(),
    };
    LevelRow { label, whole, parts: parts(seen).unwrap_or_default(), instead: sentence(&seen.words()) }
}

/// The parts of a bar; none where a length would say more than the page does. The rest of which nothing is said
/// stands last, so that no place gives a part of it away.
pub(super) fn parts(seen: &Seen) -> Option<Vec<LevelPart>> {
    seen.observable.shown().filter(|rooms| *rooms > 0)?;
    let mut parts = Vec::new();
    let mut rest = 100.0;
    for (index, level) in seen.levels.iter().enumerate() {
        match (level.figure.count, level.figure.percent) {
            (Cell::Shown(0), _) | (Cell::FewerThan(_) | Cell::Hidden, _) => {}
            (Cell::Shown(rooms), Some(Percent::Shown(percent))) => {
                parts.push(LevelPart { level: Some(index), percent, text: rooms.to_string() });
                rest -= percent;
            }
            (Cell::Shown(_), _) => return None,
        }
    }
    let hides = seen.levels.iter().any(|level| level.figure.count.shown().is_none());
    if hides && !parts.is_empty() {
        parts.push(LevelPart { level: None, percent: rest, text: "not shown".into() });
    }
    (!parts.is_empty()).then_some(parts)
}

/// Draws a figure, where at least one of its bars may be drawn.
fn drawn(figure: Figure, groups: Vec<LevelGroup>) -> Figure {
    let any = groups.iter().flat_map(|group| &group.rows).any(|row| !row.parts.is_empty());
    if any { figure.drawn(Chart::Levels(Levels { groups })) } else { figure }
}

/// The numbers of a wave: a row a look-for and level.
fn wave_table(figure: Figure, found: &[(&LookForSeries, &Seen)]) -> Figure {
    let row = |series: &LookForSeries, seen: &Seen, level: &Level| {
        vec![
            series.text.clone(),
            level.name.clone(),
            level.figure.count.words(),
            level.figure.percent.map_or_else(|| "not computed".into(), Percent::words),
            seen.observable.words(),
            seen.not_observable.words(),
        ]
    };
    let levels =
        found.iter().flat_map(|(series, seen)| seen.levels.iter().map(move |level| row(series, seen, level)));
    let names = ["Look-for", "Level", "Rooms", "Percent", "Observable (n)", "Not observable"];
    figure.table(names.map(str::to_owned).into(), levels.collect())
}

/// The numbers of a look-for: a row a wave, a column a level.
fn with_table(figure: Figure, series: &LookForSeries, waves: &[Wave]) -> Figure {
    let mut names: Vec<&str> = Vec::new();
    for level in series.seen.iter().flat_map(|seen| &seen.levels) {
        if !names.contains(&level.name.as_str()) {
            names.push(&level.name);
        }
    }
    let cell = |seen: &Seen, name: &str| {
        let Some(level) = seen.levels.iter().find(|level| level.name == name) else {
            return "no such level then".to_owned();
        };
        match (level.figure.count, level.figure.percent) {
            (Cell::Shown(rooms), Some(percent)) => format!("{rooms} ({})", percent.words()),
            (count, _) => count.words(),
        }
    };
    let row = |seen: &Seen| {
        let wave = &waves[seen.wave];
        let baseline = if wave.baseline { " (baseline)" } else { "" };
        let mut row = vec![format!("{}{baseline}", wave.days()), seen.observable.words()];
        row.extend(names.iter().map(|name| cell(seen, name)));
        row.push(seen.not_observable.words());
        row
    };
    let rows = series.seen.iter().map(row).collect();
    let mut columns = vec!["Visits".to_owned(), "Observable (n)".to_owned()];
    columns.extend(names.iter().map(|name| super::sentence_case(name)));
    columns.push("Not observable".to_owned());
    figure.table(columns, rows)
}

fn sentence(words: &str) -> String {
    format!("{}.", super::sentence_case(words))
}
