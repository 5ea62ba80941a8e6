//! Waves in words.

use super::{Coverage, LookForSeries, Seen, Wave};
use crate::language::Language;
use crate::report::suppress::Cell;
use crate::say;

impl Coverage {
    /// How many rooms were seen, as a sentence without its end.
    pub fn words(self, language: &Language) -> String {
        let Self::Rooms { seen, not_seen: _, eligible } = self else {
            let why = match self {
                Self::NotRead => language.word("look-fors.the-visits-could-not-be-read"),
                _ => language.word("look-fors.more-rooms-were-seen-than-are-eligible"),
            };
            return say!(language, "look-fors.not-computed", why = why);
        };
        match (seen.shown(), eligible.shown()) {
            (Some(seen), Some(eligible)) if seen == eligible => {
                say!(language, "look-fors.all-were-seen", rooms = rooms(language, eligible))
            }
            (Some(seen), Some(eligible)) => {
                say!(language, "look-fors.of-were-seen", seen = seen, rooms = rooms(language, eligible))
            }
            (Some(seen), None) => {
                say!(language, "look-fors.seen-of-how-many-is-not-shown", rooms = rooms(language, seen))
            }
            (None, Some(eligible)) => {
                say!(language, "look-fors.how-many-of-were-seen-is-not", rooms = rooms(language, eligible))
            }
            (None, None) => language.word("look-fors.how-many-rooms-were-seen-is-not").to_owned(),
        }
    }
}

impl Wave {
    /// The days of the wave: "Tue 17 Nov 2026", or "Thu 22 to Fri 23 Oct 2026".
    pub fn days(&self, language: &Language) -> String {
        match self.ends.filter(|ends| *ends != self.date) {
            Some(ends) => say!(
                language,
                "look-fors.to",
                date = language.date(self.date),
                date_too = language.date(ends)
            ),
            None => language.date(self.date),
        }
    }
}

impl Seen {
    /// Whether no number of it may be shown.
    pub fn shows_nothing(&self) -> bool {
        self.observable.shown().is_none()
            && self.levels.iter().all(|level| level.figure.count == Cell::Hidden)
    }

    /// Where the rooms stand: "of 17 rooms, 8 in place, 9 emerging, 0 not yet". Levels go from most to least.
    pub fn words(&self, language: &Language) -> String {
        let (mut said, mut hidden) = (Vec::new(), Vec::new());
        for level in self.levels.iter().rev() {
            match level.figure.count {
                Cell::Hidden => hidden.push(level.name.as_str()),
                cell => said.push(format!("{} {}", cell.words(language), level.name)),
            }
        }
        let whole = self.observable.shown().map(|number| rooms(language, number));
        match (whole, said.is_empty(), hidden.is_empty()) {
            (Some(whole), false, true) => {
                say!(language, "look-fors.of", whole = whole, said = said.join(language.word("list.comma")))
            }
            (Some(whole), false, false) => {
                let (said, names) = (said.join(language.word("list.comma")), language.list(&hidden));
                say!(
                    language,
                    "look-fors.some-not-shown",
                    rooms = whole,
                    said = said,
                    count = hidden.len(),
                    names = names
                )
            }
            (Some(whole), true, _) => say!(language, "look-fors.how-they-divide-is-not-shown", whole = whole),
            (None, false, _) => say!(
                language,
                "look-fors.rooms-the-rest-is-not-shown",
                said = said.join(language.word("list.comma"))
            ),
            (None, true, _) => language.word("look-fors.not-shown-because-the-rooms-are-too").to_owned(),
        }
    }
}

impl LookForSeries {
    /// The latest wave that looked for it.
    pub fn latest(&self) -> Option<&Seen> {
        self.seen.last()
    }

    /// The rooms below the level that is aimed at in the latest wave: "9 of 17 rooms below our aim".
    pub fn below_in_words(&self, language: &Language) -> Option<String> {
        let latest = self.latest()?;
        let below = latest.goal?.below;
        Some(match (below.shown(), latest.observable.shown()) {
            (Some(below), Some(all)) => {
                say!(language, "look-fors.of-below-our-aim", below = below, rooms = rooms(language, all))
            }
            (Some(below), None) => say!(language, "look-fors.below-our-aim", rooms = rooms(language, below)),
            (None, _) if below == Cell::Hidden => {
                language.word("look-fors.how-many-rooms-are-below-our-aim").to_owned()
            }
            (None, _) => say!(language, "look-fors.rooms-below-our-aim", below = below.words(language)),
        })
    }

    /// How the rooms stand in the latest wave and stood in the first of the same levels before the first session.
    pub fn reading(&self, language: &Language, waves: &[Wave]) -> Option<String> {
        let latest = self.latest()?;
        let wave = &waves[latest.wave];
        let mut said = say!(
            language,
            "look-fors.latest-visits",
            date = language.date(wave.date),
            latest = latest.words(language)
        );
        let stretch = self.seen.iter().rposition(|seen| seen.starts_afresh).unwrap_or(0);
        let before = self.seen[stretch..].iter().find(|seen| waves[seen.wave].baseline);
        if let Some(before) = before.filter(|before| before.wave != latest.wave) {
            said.push_str(&say!(
                language,
                "look-fors.before-the-first-learning-session",
                before = before.words(language)
            ));
        }
        Some(said)
    }
}

/// "1 room", "17 rooms".
fn rooms(language: &Language, number: u32) -> String {
    say!(language, "count.rooms", count = number)
}
