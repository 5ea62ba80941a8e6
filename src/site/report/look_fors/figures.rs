//! Figures of levels: a look-for from wave to wave, and a wave with all its look-fors.

use crate::catalog::RecordIx;
use crate::language::Language;
use crate::report::look_fors::{Classrooms, Level, LookForSeries, Seen, Wave};
use crate::report::support::cycles_in_words;
use crate::report::suppress::{Cell, Percent};
use crate::say;
use crate::site::blocks::Block;
use crate::site::figure::levels::{LevelGroup, LevelPart, LevelRow, Levels};
use crate::site::figure::{Chart, Figure};
use crate::site::{Download, Making, urls};

impl<'a, 's> Making<'a, 's> {
    /// What a wave saw, all look-fors in one picture: for `![](walkthrough:ID)` in a text. Nothing where the reader
    /// may not see the walkthrough, or where it looked for nothing.
    pub(in crate::site) fn wave_figure(self, walkthrough: RecordIx) -> Option<Figure> {
        let key = &self.view.get(walkthrough)?.record.key;
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
            add_row(self.language, &mut groups, series, seen, series.text.clone());
        }
        let nothing = found.iter().all(|(_, seen)| seen.shows_nothing());
        let said =
            found.iter().map(|(series, seen)| format!("{}: {}.", series.text, seen.words(self.language)));
        let said = match nothing {
            true => self.language.word("look-fors.what-was-seen-is-not-shown-because").to_owned(),
            false => said.collect::<Vec<_>>().join(" "),
        };
        let mut figure = drawn(
            wave_table(
                self.language,
                Figure::new(
                    format!("wave-{}", key.id),
                    say!(self.language, "look-fors.what-was-seen", wave = wave.days(self.language)),
                    said,
                ),
                &found,
            ),
            groups,
        );
        let coverage = format!("{}.", wave.coverage.words(self.language));
        if figure.chart.is_some() {
            figure.description = coverage;
        } else if !nothing {
            figure.notes.push(coverage);
        }
        if wave.baseline {
            figure
                .notes
                .push(self.language.word("look-fors.these-visits-came-before-the-first-learning").into());
        }
        let links = ["csv", "json"].map(|ending| {
            Download { path: urls::record_data(key, ending), text: String::new() }
                .link_by_ending(self.language)
        });
        figure.downloads = links.into();
        Some(figure)
    }

    /// The place and position of a walkthrough's wave, where it has begun.
    pub(super) fn wave_of(self, walkthrough: RecordIx) -> Option<(&'s Classrooms, usize)> {
        self.view.get(walkthrough)?;
        self.computed.wave(walkthrough)
    }

    /// A look-for from wave to wave, where any wave looked for it.
    pub(super) fn look_for_series_block(
        self,
        place: &'s Classrooms,
        series: &'s LookForSeries,
        at: &str,
    ) -> Option<Block<'a>> {
        let description = series.reading(self.language, &place.waves)?;
        let school = place.school.as_ref().map(|school| format!("{school}-")).unwrap_or_default();
        let initiative = &self.view.get(place.initiative)?.record.key.id;
        let id = format!("levels-{school}{initiative}-{}", series.id);
        let mut groups: Vec<LevelGroup> = Vec::new();
        for seen in &series.seen {
            let wave = &place.waves[seen.wave];
            let baseline = if wave.baseline { self.language.word("look-fors.baseline-too") } else { "" };
            add_row(
                self.language,
                &mut groups,
                series,
                seen,
                format!("{}{baseline}", self.language.date(wave.date)),
            );
        }
        let mut figure = Figure::new(id, format!("{at}{}", series.text), description);
        figure = with_table(self.language, figure, series, &place.waves);
        for seen in series.seen.iter().filter(|seen| seen.starts_afresh) {
            let since = self.language.date(place.waves[seen.wave].date);
            figure.notes.push(say!(
                self.language,
                "look-fors.the-levels-have-other-names-since-the",
                since = since
            ));
        }
        figure.notes.extend(self.followed_notes(place, series));
        Some(Block::Figure { title: String::new(), figure: Box::new(drawn(figure, groups)) })
    }

    /// The support for a look-for that followed each wave, and to readers of the school also that there was none.
    fn followed_notes(self, place: &Classrooms, series: &LookForSeries) -> Vec<String> {
        let with: Vec<&Seen> = series.seen.iter().filter(|seen| !seen.followed.is_empty()).collect();
        let day = |seen: &Seen| self.language.date(place.waves[seen.wave].date);
        let note = |seen: &&Seen| {
            say!(
                self.language,
                "look-fors.support-that-followed",
                day = day(seen),
                cycles_in_words = cycles_in_words(self.language, &seen.followed)
            )
        };
        let mut notes: Vec<String> = with.iter().map(note).collect();
        let last = series.latest().filter(|last| self.is_inside() && last.followed.is_empty());
        if let Some(last) = last {
            notes.push(match notes.as_slice() {
                [] => self.language.word("look-fors.no-support-for-it-has-followed-so").to_owned(),
                _ => say!(self.language, "look-fors.no-support-for-it-has-begun-since", day = day(last)),
            });
        }
        notes
    }
}

/// Adds a bar to the group of its levels, or to a new one.
fn add_row(
    language: &Language,
    groups: &mut Vec<LevelGroup>,
    series: &LookForSeries,
    seen: &Seen,
    label: String,
) {
    let levels: Vec<String> = seen.levels.iter().map(|level| level.name.clone()).collect();
    let aim = levels.iter().position(|level| series.aim.as_ref() == Some(level));
    let row = row(language, seen, label);
    match groups.iter_mut().find(|group| group.levels == levels && group.aim == aim) {
        Some(group) => group.rows.push(row),
        None => groups.push(LevelGroup { levels, aim, rows: vec![row] }),
    }
}

/// A bar, where its lengths say no more than its numbers do.
fn row(language: &Language, seen: &Seen, label: String) -> LevelRow {
    let whole = match seen.observable {
        Cell::Shown(rooms) => say!(language, "count.rooms", count = rooms),
        _ => String::new(),
    };
    LevelRow {
        label,
        whole,
        parts: parts(language, seen).unwrap_or_default(),
        instead: sentence(&seen.words(language)),
    }
}

/// The parts of a bar; none where a length would say more than the page does. The rest of which nothing is said
/// stands last, so that no place gives a part of it away.
pub(super) fn parts(language: &Language, seen: &Seen) -> Option<Vec<LevelPart>> {
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
        parts.push(LevelPart { level: None, percent: rest, text: language.word("word.not-shown").into() });
    }
    (!parts.is_empty()).then_some(parts)
}

/// Draws a figure, where at least one of its bars may be drawn.
fn drawn(figure: Figure, groups: Vec<LevelGroup>) -> Figure {
    let any = groups.iter().flat_map(|group| &group.rows).any(|row| !row.parts.is_empty());
    if any { figure.drawn(Chart::Levels(Levels { groups })) } else { figure }
}

/// The numbers of a wave: a row a look-for and level.
fn wave_table(language: &Language, figure: Figure, found: &[(&LookForSeries, &Seen)]) -> Figure {
    let row = |series: &LookForSeries, seen: &Seen, level: &Level| {
        vec![
            series.text.clone(),
            level.name.clone(),
            level.figure.count.words(language),
            level
                .figure
                .percent
                .map_or_else(|| language.word("word.not-computed").into(), |value| value.words(language)),
            seen.observable.words(language),
            seen.not_observable.words(language),
        ]
    };
    let levels =
        found.iter().flat_map(|(series, seen)| seen.levels.iter().map(move |level| row(series, seen, level)));
    let names = [
        language.word("label.look-for"),
        language.word("label.level"),
        language.word("label.rooms"),
        language.word("label.percent"),
        language.word("label.observable-n"),
        language.word("label.not-observable"),
    ];
    figure.table(names.map(str::to_owned).into(), levels.collect())
}

/// The numbers of a look-for: a row a wave, a column a level.
fn with_table(language: &Language, figure: Figure, series: &LookForSeries, waves: &[Wave]) -> Figure {
    let mut names: Vec<&str> = Vec::new();
    for level in series.seen.iter().flat_map(|seen| &seen.levels) {
        if !names.contains(&level.name.as_str()) {
            names.push(&level.name);
        }
    }
    let cell = |seen: &Seen, name: &str| {
        let Some(level) = seen.levels.iter().find(|level| level.name == name) else {
            return language.word("look-fors.no-such-level-then").to_owned();
        };
        match (level.figure.count, level.figure.percent) {
            (Cell::Shown(rooms), Some(percent)) => format!("{rooms} ({})", percent.words(language)),
            (count, _) => count.words(language),
        }
    };
    let row = |seen: &Seen| {
        let wave = &waves[seen.wave];
        let baseline = if wave.baseline { language.word("look-fors.baseline") } else { "" };
        let mut row = vec![format!("{}{baseline}", wave.days(language)), seen.observable.words(language)];
        row.extend(names.iter().map(|name| cell(seen, name)));
        row.push(seen.not_observable.words(language));
        row
    };
    let rows = series.seen.iter().map(row).collect();
    let mut columns =
        vec![language.word("label.visits").to_owned(), language.word("label.observable-n").to_owned()];
    columns.extend(names.iter().map(|name| super::sentence_case(name)));
    columns.push(language.word("label.not-observable").to_owned());
    figure.table(columns, rows)
}

fn sentence(words: &str) -> String {
    format!("{}.", super::sentence_case(words))
}
