//! A wave on the page of its walkthrough and on that of the session before it.

use std::collections::BTreeMap;

use super::files;
use crate::audience::Audience;
use crate::catalog::{Entry, RecordIx};
use crate::dataset::Dataset;
use crate::record::{Initiative, Session, Target};
use crate::report::Line;
use crate::report::follow_through::{AfterSession, after_sessions, due_words};
use crate::report::look_fors::METHOD;
use crate::say;
use crate::site::blocks::{Block, SourcedLine, Text, Words};
use crate::site::{Download, Making};

impl<'a> Making<'a, '_> {
    /// What a walkthrough's page says of its wave.
    pub(in crate::site) fn wave_blocks(
        self,
        walkthrough: RecordIx,
        changes: Option<Block<'a>>,
    ) -> Vec<Option<Block<'a>>> {
        let Some((place, _)) = self.wave_of(walkthrough) else {
            return vec![changes];
        };
        let figure = self.wave_figure(walkthrough);
        let figure = figure.map(|figure| Block::Figure { title: String::new(), figure: Box::new(figure) });
        let n = say!(self.language, "count.waves-of-visits", count = place.waves.len());
        let downloads = self.wave_downloads(walkthrough);
        let records = vec![walkthrough, place.initiative];
        let method = Block::Method(self.method_note(&METHOD, n, records, &downloads));
        vec![figure, self.room_table(walkthrough), changes, Some(method)]
    }

    /// How many rooms a walkthrough saw, in words.
    pub(in crate::site) fn rooms_seen(self, walkthrough: RecordIx) -> Option<String> {
        let (place, index) = self.wave_of(walkthrough)?;
        Some(place.waves[index].coverage.words(self.language))
    }

    /// A walkthrough's numbers as files.
    pub(in crate::site) fn wave_downloads(self, walkthrough: RecordIx) -> Vec<Download> {
        let Some((place, index)) = self.wave_of(walkthrough) else {
            return Vec::new();
        };
        let key = self.view.get(walkthrough).map(|entry| &entry.record.key);
        key.map_or_else(Vec::new, |key| files::of_wave(self, place, index, key))
    }

    /// Room by room under letters: for leadership alone.
    fn room_table(self, walkthrough: RecordIx) -> Option<Block<'a>> {
        let entry: &Entry = self.view.get(walkthrough)?;
        if !self.view.audience().sees(Audience::Leadership) {
            return None;
        }
        let Some(Dataset::Wave(data)) = entry.dataset.as_deref() else {
            return None;
        };
        // Of a few rooms letters would not keep apart which is which.
        if u32::try_from(data.rooms.len()).is_ok_and(|rooms| rooms < self.config.privacy.min_educators) {
            return None;
        }
        let (place, _) = self.wave_of(walkthrough)?;
        let texts: BTreeMap<&str, &str> =
            place.look_fors.iter().map(|series| (series.id.as_str(), series.text.as_str())).collect();
        let heading = |id: &str| texts.get(id).copied().unwrap_or_default().to_owned();
        let mut columns: Vec<Words> = vec![self.language.word("label.room").into()];
        columns.extend(data.look_fors.iter().map(|counts| Words::from(heading(&counts.look_for))));
        let rows = data.rooms.iter().map(|room| {
            let levels = room.levels.iter().zip(&data.look_fors).map(|(level, counts)| {
                let name = level.and_then(|level| counts.level_names.get(level));
                Text::plain(name.map_or(self.language.word("word.not-observable"), String::as_str))
            });
            std::iter::once(Text::plain(&room.letter)).chain(levels).collect()
        });
        let rows: Vec<Vec<Text>> = rows.collect();
        (!rows.is_empty()).then(|| Block::Table {
            title: self.language.word("look-fors.room-by-room-under-letters-for-leadership").into(),
            columns,
            rows,
        })
    }

    /// What was seen after a session: the first wave, or when it is due.
    pub(in crate::site) fn after_session(self, session: RecordIx) -> Option<Block<'a>> {
        let item = self.view.item::<Session>(session)?;
        let school = item.record().key.school.as_ref();
        let initiative = self.view.resolve(school, &item.fields.initiative, Target::INITIATIVE)?;
        self.view.item::<Initiative>(initiative)?;
        let allowed = self.config.cadence.walkthrough_days;
        let all = after_sessions(self.view, initiative, allowed, self.today);
        let (_, after) = all.into_iter().find(|(found, _)| found.ix == session)?;
        let lines = match after {
            AfterSession::Seen(wave, when, gap) => {
                let gap = gap.map_or_else(String::new, |gap| {
                    say!(self.language, "look-fors.after-it", days = self.language.days(gap))
                });
                let visited = Line::new(
                    say!(self.language, "look-fors.first-visits", date = self.language.date(when), gap = gap),
                    wave,
                );
                let mut lines = vec![self.sourced(&visited)];
                lines.extend(wave.into_iter().flat_map(|wave| self.wave_lines(wave)));
                lines
            }
            _ if !self.is_inside() => return None,
            AfterSession::Waiting(due) => {
                let text = say!(
                    self.language,
                    "look-fors.no-walkthrough-so-far-3",
                    due_words = due_words(self.language, due, self.today),
                    date = self.language.day_in_words(due)
                );
                vec![SourcedLine { text, records: Vec::new() }]
            }
            AfterSession::NoDay => return None,
        };
        Some(Block::Lines { title: self.language.word("look-fors.what-was-seen-after-it").into(), lines })
    }

    /// A wave in words: how many rooms, then a line a look-for.
    fn wave_lines(self, walkthrough: RecordIx) -> Vec<SourcedLine> {
        let Some((place, index)) = self.wave_of(walkthrough) else {
            return Vec::new();
        };
        let plain = |text: String| SourcedLine { text, records: Vec::new() };
        let coverage = plain(format!("{}.", place.waves[index].coverage.words(self.language)));
        let seen = place.look_fors.iter().filter_map(|series| {
            let seen = series.seen.iter().find(|seen| seen.wave == index)?;
            Some(plain(format!("{}: {}.", series.text, seen.words(self.language))))
        });
        std::iter::once(coverage).chain(seen).collect()
    }
}
