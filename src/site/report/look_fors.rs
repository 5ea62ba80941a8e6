//! In classrooms: what visits saw of each look-for, wave by wave, and what followed.
//!
//! Other pages take their words from here: [`Making::latest_wave_lines`] for a home page, `look_for_blocks` for an
//! initiative's, `wave_figure` for a picture in a text. All of them print the one publication of their place.

mod figures;
mod files;
#[cfg(test)]
mod tests;
mod waves;

pub(super) use files::Said;

use super::disclosures::HiddenOn;
use super::{Part, Told, in_place};
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::record::Initiative;
use crate::report::Line;
use crate::report::look_fors::{Classrooms, METHOD, Wave};
use crate::report::support::cycles_in_words;
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text, columns};
use crate::site::{LinkLine, Making, urls};

/// Whether there are rooms to tell of. A public page tells only of walkthroughs that are public, and never that there
/// was none.
pub(super) fn is_told(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    making.computed.classrooms_in(school).any(|place| making.tells_of(place, school))
}

/// Tells what visits saw in the rooms of a place.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let told = making.computed.classrooms_in(school).filter(|place| making.tells_of(place, school));
    let (visited, waiting): (Vec<&Classrooms>, Vec<&Classrooms>) =
        told.partition(|place| !place.waves.is_empty());
    let mut parts: Vec<Part<'a>> = visited.iter().filter_map(|place| making.visited_part(place)).collect();
    let items: Vec<Text> = waiting.iter().filter_map(|place| making.waiting_text(place)).collect();
    if !items.is_empty() {
        let heading = Text::plain(if parts.is_empty() {
            making.language.word("label.initiatives")
        } else {
            making.language.word("look-fors.not-visited-so-far")
        });
        let blocks = vec![Block::List { title: String::new(), items }];
        parts.push(Part { id: "not-visited".into(), heading, lead: Vec::new(), blocks });
    }
    let waves: usize = visited.iter().map(|place| place.waves.len()).sum();
    let lead = match waves {
        0 => making.language.word("look-fors.no-walkthrough-so-far"),
        _ => making.language.word("look-fors.how-much-of-each-practice-is-in"),
    };
    let mut records: Vec<RecordIx> = visited.iter().chain(&waiting).map(|place| place.initiative).collect();
    records.extend(visited.iter().flat_map(|place| &place.waves).filter_map(|wave| wave.record));
    let downloads = if visited.is_empty() { Vec::new() } else { files::downloads(making, school, &visited) };
    Told {
        lead: vec![SourcedLine { text: lead.into(), records: Vec::new() }],
        parts,
        n: say!(making.language, "count.waves-of-visits", count = waves),
        records,
        downloads,
    }
}

/// What is hidden of the visits and the support of every place.
pub(super) fn hidden(making: Making<'_, '_>) -> Vec<HiddenOn> {
    let of = |place: &Classrooms| {
        let title = making.view.get(place.initiative)?.record.title();
        let url = urls::report(place.school.as_ref(), METHOD.name);
        let page = LinkLine { text: format!("{}: {title}", METHOD.title(making.language)), url };
        Some(HiddenOn { page, school: place.school.clone(), disclosures: place.disclosures.clone() })
    };
    making.computed.classrooms().filter_map(of).collect()
}

impl<'a, 's> Making<'a, 's> {
    /// The latest wave of an initiative in words, a line for each look-for; nothing where there was none.
    pub(in crate::site) fn latest_wave_lines(self, initiative: RecordIx) -> Vec<SourcedLine> {
        let mut lines = Vec::new();
        for place in self.computed.classrooms_of(initiative) {
            let at = self.place_prefix(place);
            for series in &place.look_fors {
                if let Some(seen) = series.latest() {
                    let wave = &place.waves[seen.wave];
                    let said = format!(
                        "{at}{}: {} ({}).",
                        series.text,
                        seen.words(self.language),
                        self.language.date(wave.date)
                    );
                    lines.push(self.sourced(&Line::new(said, wave.record)));
                }
            }
        }
        lines
    }

    /// What visits saw for an initiative, for its page: a figure a look-for, the waves, what comes next, and how it
    /// was computed. To readers of the school it also says that there was no visit.
    pub(in crate::site) fn look_for_blocks(self, initiative: RecordIx) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        let mut waves = Vec::new();
        for place in self.computed.classrooms_of(initiative) {
            if !place.waves.is_empty() {
                blocks.extend(self.visited_blocks(place, &self.place_prefix(place)));
                waves.extend(&place.waves);
            }
        }
        if waves.is_empty() {
            let own = self.computed.classrooms_of(initiative).next().filter(|_| self.is_inside());
            let said = own.map(|place| SourcedLine { text: self.no_visit(place), records: Vec::new() });
            let title = self.language.word("home.classrooms").to_owned();
            return said.map(|line| Block::Lines { title, lines: vec![line] }).into_iter().collect();
        }
        if let Some(Block::Figure { title, .. }) = blocks.first_mut() {
            *title = self.language.word("label.what-visits-saw").to_owned();
        }
        let n = say!(self.language, "count.waves-of-visits", count = waves.len());
        let records = waves.iter().filter_map(|wave| wave.record);
        let records = std::iter::once(initiative).chain(records).collect();
        blocks.push(Block::Method(self.method_note(&METHOD, n, records, &[])));
        blocks
    }

    /// Whether visits to these rooms, or that there were none, are told in a place.
    fn tells_of(self, rooms: &Classrooms, school: Option<&Id>) -> bool {
        !rooms.waves.is_empty() || (self.is_inside() && self.is_of(rooms, school))
    }

    /// Whether a place is the one in which its initiative is at home.
    pub(super) fn is_of(self, place: &Classrooms, school: Option<&Id>) -> bool {
        self.view.get(place.initiative).is_some_and(|entry| in_place(&entry.record.key, school))
    }

    /// "North Shore: ", where the rooms are not in the initiative's own place.
    fn place_prefix(self, place: &Classrooms) -> String {
        if self.is_of(place, place.school.as_ref()) {
            return String::new();
        }
        format!("{}: ", self.place_name(place.school.as_ref()))
    }

    fn visited_part(self, place: &'s Classrooms) -> Option<Part<'a>> {
        let initiative = self.view.item::<Initiative>(place.initiative)?;
        let lead = self.next_line(place).into_iter().collect();
        Some(Part {
            id: format!("initiative-{}", initiative.record().key.id),
            heading: self.link_text(place.initiative)?,
            lead,
            blocks: self.visited_blocks(place, ""),
        })
    }

    fn visited_blocks(self, place: &'s Classrooms, at: &str) -> Vec<Block<'a>> {
        let mut blocks: Vec<Block<'a>> = place
            .look_fors
            .iter()
            .filter_map(|series| self.look_for_series_block(place, series, at))
            .collect();
        let title = self
            .view
            .get(place.initiative)
            .map_or(self.language.word("label.the-visits"), |entry| entry.record.title());
        let row = |wave: &'s Wave| {
            let next = wave.next.map(|when| self.language.date(when));
            let next = next
                .or_else(|| place.next.words(self.language, self.today))
                .map(|words| sentence_case(&words));
            let followed = match wave.followed.as_slice() {
                [] if self.is_inside() => self.language.word("label.none-on-record").to_owned(),
                [] => self.language.word("label.not-shown-here").to_owned(),
                cycles => sentence_case(&cycles_in_words(self.language, cycles)),
            };
            vec![
                self.wave_text(wave),
                Text::plain(wave.coverage.words(self.language)),
                Text::plain(followed),
                Text::plain(next.unwrap_or_else(|| self.language.word("label.none-planned").into())),
            ]
        };
        blocks.push(Block::Table {
            title: say!(self.language, "look-fors.wave-by-wave", at = at, title = title),
            columns: columns(
                self.language,
                [
                    "label.visits",
                    "label.rooms",
                    "look-fors.support-that-began-before-the-next-visits",
                    "label.next-visits",
                ],
            ),
            rows: place.waves.iter().map(row).collect(),
        });
        blocks
    }

    /// The days of a wave, and whether it is the baseline.
    fn wave_text(self, wave: &Wave) -> Text {
        let url = wave.record.map(|ix| self.urls.of_record(ix).to_owned());
        let baseline = if wave.baseline { self.language.word("look-fors.baseline") } else { "" };
        Text { text: format!("{}{baseline}", wave.days(self.language)), url }
    }

    fn next_line(self, place: &Classrooms) -> Option<SourcedLine> {
        let words = place.next.words(self.language, self.today)?;
        let planned = place.next.planned.and_then(|(_, session)| session);
        let waiting = place.next.waiting.iter().map(|(_, session)| *session);
        let line =
            Line::new(say!(self.language, "look-fors.next-visits", words = words), waiting.chain(planned));
        Some(self.sourced(&line))
    }

    fn waiting_text(self, place: &Classrooms) -> Option<Text> {
        let Text { text, url } = self.link_text(place.initiative)?;
        Some(Text { text: format!("{text}: {}", lower_case(&self.no_visit(place))), url })
    }

    /// That nobody has come so far, and what is planned or due.
    fn no_visit(self, place: &Classrooms) -> String {
        match (place.next.has_sessions, place.next.words(self.language, self.today)) {
            (_, Some(next)) => say!(self.language, "look-fors.no-walkthrough-so-far-too", next = next),
            (true, None) => self.language.word("look-fors.no-walkthrough-so-far").to_owned(),
            (false, None) => {
                self.language.word("look-fors.no-learning-session-and-no-walkthrough-so").to_owned()
            }
        }
    }
}

pub(super) fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn lower_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
