//! Waves in words.

use super::{Coverage, LookForSeries, Seen, Wave};
use crate::report::suppress::Cell;

impl Coverage {
    /// How many rooms were seen, as a sentence without its end.
    pub fn words(self) -> String {
        let Self::Rooms { seen, not_seen: _, eligible } = self else {
            let why = match self {
                Self::NotRead => "the visits could not be read",
                _ => "more rooms were seen than are eligible",
            };
            return format!("Not computed: {why}");
        };
        match (seen.shown(), eligible.shown()) {
            (Some(seen), Some(eligible)) if seen == eligible => format!("All {} were seen", rooms(eligible)),
            (Some(seen), Some(eligible)) => format!("{seen} of {} were seen", rooms(eligible)),
            (Some(seen), None) => format!("{} seen; of how many is not shown", rooms(seen)),
            (None, Some(eligible)) => format!("How many of {} were seen is not shown", rooms(eligible)),
            (None, None) => "How many rooms were seen is not shown".to_owned(),
        }
    }
}

impl Wave {
    /// The days of the wave: "Tue 17 Nov 2026", or "Thu 22 to Fri 23 Oct 2026".
    pub fn days(&self) -> String {
        match self.ends.filter(|ends| *ends != self.date) {
            Some(ends) => format!("{} to {}", self.date.in_words(), ends.in_words()),
            None => self.date.in_words(),
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
    pub fn words(&self) -> String {
        let (mut said, mut hidden) = (Vec::new(), Vec::new());
        for level in self.levels.iter().rev() {
            match level.figure.count {
                Cell::Hidden => hidden.push(level.name.as_str()),
                cell => said.push(format!("{} {}", cell.words(), level.name)),
            }
        }
        let whole = self.observable.shown().map(rooms);
        match (whole, said.is_empty(), hidden.is_empty()) {
            (Some(whole), false, true) => format!("of {whole}, {}", said.join(", ")),
            (Some(whole), false, false) => {
                format!("of {whole}, {}; {} not shown", said.join(", "), list(&hidden))
            }
            (Some(whole), true, _) => format!("{whole}; how they divide is not shown"),
            (None, false, _) => format!("{} rooms; the rest is not shown", said.join(", ")),
            (None, true, _) => "not shown, because the rooms are too few".to_owned(),
        }
    }
}

impl LookForSeries {
    /// The latest wave that looked for it.
    pub fn latest(&self) -> Option<&Seen> {
        self.seen.last()
    }

    /// The rooms below the level that is aimed at in the latest wave: "9 of 17 rooms below our aim".
    pub fn below_in_words(&self) -> Option<String> {
        let latest = self.latest()?;
        let below = latest.goal?.below;
        Some(match (below.shown(), latest.observable.shown()) {
            (Some(below), Some(all)) => format!("{below} of {} below our aim", rooms(all)),
            (Some(below), None) => format!("{} below our aim", rooms(below)),
            (None, _) if below == Cell::Hidden => "how many rooms are below our aim is not shown".to_owned(),
            (None, _) => format!("{} rooms below our aim", below.words()),
        })
    }

    /// How the rooms stand in the latest wave and stood in the first of the same levels before the first session.
    pub fn reading(&self, waves: &[Wave]) -> Option<String> {
        let latest = self.latest()?;
        let wave = &waves[latest.wave];
        let mut said = format!("Latest visits ({}): {}.", wave.date.in_words(), latest.words());
        let stretch = self.seen.iter().rposition(|seen| seen.starts_afresh).unwrap_or(0);
        let before = self.seen[stretch..].iter().find(|seen| waves[seen.wave].baseline);
        if let Some(before) = before.filter(|before| before.wave != latest.wave) {
            said.push_str(&format!(" Before the first learning session: {}.", before.words()));
        }
        Some(said)
    }
}

/// "1 room", "17 rooms".
fn rooms(number: u32) -> String {
    if number == 1 { "1 room".to_owned() } else { format!("{number} rooms") }
}

fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} is"),
        [first @ .., last] => format!("{} and {last} are", first.join(", ")),
    }
}
