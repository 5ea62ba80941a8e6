//! The search for names and numbers of people in a text.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::fold::Words;
use super::patterns::{self, Shapes, What};
use super::roster::{Name, names};
use crate::config::{self, Config};
use crate::input::Input;

/// What may stand in no text, and what may.
#[derive(Debug, Default)]
pub struct Search {
    wanted: Vec<Wanted>,
    /// Lookups only: the wanted ones by their first words.
    by_first: HashMap<String, Vec<usize>>,
    shapes: Shapes,
    /// A hash of what is looked for.
    digest: [u8; 32],
}

/// A row of words that is looked for.
#[derive(Debug)]
struct Wanted {
    words: Vec<String>,
    needs_capital: bool,
    /// The place in the settings of what allows it; `None` where it is a name.
    allowance: Option<usize>,
}

/// Something in a text that may not stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// In the text.
    pub range: Range<usize>,
    /// What it is.
    pub what: What,
}

/// What stands in a text.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// By place.
    pub hits: Vec<Hit>,
    /// The allowances without which there would be more, by their places in the settings.
    pub allowances: BTreeSet<usize>,
}

impl Found {
    /// Whether there is nothing to be said.
    pub(super) fn is_empty(&self) -> bool {
        self.hits.is_empty() && self.allowances.is_empty()
    }
}

impl Search {
    /// A search for the names of a roster, for numbers of people, and for what is allowed of them.
    pub fn new(settings: &config::Names, roster: Option<&str>) -> Self {
        let mut search = Self { shapes: Shapes::new(&settings.student_numbers), ..Self::default() };
        for Name { words, needs_capital } in roster.map(names).unwrap_or_default() {
            search.want(Wanted { words, needs_capital, allowance: None });
        }
        for (index, allow) in settings.allow.iter().enumerate() {
            let words = Words::of(&allow.text).into_folded();
            search.want(Wanted { words, needs_capital: false, allowance: Some(index) });
        }
        search.digest = digest(settings, roster);
        search
    }

    /// A hash of what is looked for and what is allowed.
    pub(super) fn digest(&self) -> blake3::Hash {
        blake3::Hash::from_bytes(self.digest)
    }

    /// The search that a build of a site makes; an empty one where its settings cannot be read.
    pub fn of(input: &Input) -> Self {
        let config = input.config.as_deref().map_or_else(|| Ok(Config::default()), Config::parse);
        config.map(|config| Self::new(&config.names, input.roster.as_deref())).unwrap_or_default()
    }

    fn want(&mut self, wanted: Wanted) {
        if let Some(first) = wanted.words.first() {
            self.by_first.entry(first.clone()).or_default().push(self.wanted.len());
            self.wanted.push(wanted);
        }
    }

    /// Whether there are names to look for.
    pub fn has_names(&self) -> bool {
        self.wanted.iter().any(|wanted| wanted.allowance.is_none())
    }

    /// Everything in a text that may not stand there.
    pub(super) fn find(&self, text: &str) -> Found {
        let mut hits = Vec::new();
        patterns::find(text, &self.shapes, &mut hits);
        let mut allowed = Vec::new();
        self.find_words(text, &mut |range, wanted| match wanted.allowance {
            None => hits.push((range, What::Name)),
            Some(index) => allowed.push((range, index)),
        });
        if hits.is_empty() {
            return Found::default();
        }
        hits.sort_by_key(|(range, what)| (range.start, std::cmp::Reverse(range.end), *what));
        let mut found = Found::default();
        let mut done = 0;
        for (range, what) in hits {
            // An allowance is of words: brackets around a number belong to none.
            let core = text[range.clone()].trim_matches(|sign: char| !sign.is_alphanumeric());
            let start = range.start + text[range.clone()].find(core).unwrap_or_default();
            let covers = |allowed: &Range<usize>| allowed.start <= start && start + core.len() <= allowed.end;
            if let Some((_, index)) = allowed.iter().find(|(allowed, _)| covers(allowed)) {
                found.allowances.insert(*index);
            } else if range.end > done {
                done = range.end;
                found.hits.push(Hit { range, what });
            }
        }
        found
    }

    /// Calls `found` with every row of words that is looked for.
    fn find_words(&self, text: &str, found: &mut dyn FnMut(Range<usize>, &Wanted)) {
        if self.wanted.is_empty() {
            return;
        }
        let words = Words::of(text);
        for (index, word) in words.all().iter().enumerate() {
            for wanted in self.by_first.get(words.folded(index)).into_iter().flatten() {
                let wanted = &self.wanted[*wanted];
                if wanted.needs_capital && !word.is_capital {
                    continue;
                }
                if let Some(last) = wanted.last_word(text, &words, index) {
                    found(word.range.start..words.all()[last].range.end, wanted);
                }
            }
        }
    }

    /// A text with every name of the roster left out.
    pub fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.replaced(text, |_| "…".to_owned())
    }

    /// A text in which every name of the roster is made unreadable and every other place stays where
    /// it is.
    pub fn veiled<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let sign = |letter: char| match letter.len_utf8() {
            _ if letter.is_whitespace() => letter,
            1 => '*',
            2 => '·',
            3 => '█',
            _ => '\u{1fb95}',
        };
        self.replaced(text, |name| name.chars().map(sign).collect())
    }

    fn replaced<'t>(&self, text: &'t str, sign: impl Fn(&str) -> String) -> Cow<'t, str> {
        if !self.has_names() {
            return Cow::Borrowed(text);
        }
        let mut replaced = String::new();
        let mut done = 0;
        for hit in self.find(text).hits.into_iter().filter(|hit| hit.what == What::Name) {
            let start = hit.range.start.max(done);
            replaced.push_str(&text[done..start]);
            replaced.push_str(&sign(&text[start..hit.range.end]));
            done = hit.range.end;
        }
        if done == 0 { Cow::Borrowed(text) } else { Cow::Owned(replaced + &text[done..]) }
    }
}

fn digest(settings: &config::Names, roster: Option<&str>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    // With quotes around every text, none can be taken for another.
    hasher.update(format!("{settings:?}").as_bytes());
    hasher.update(format!("{roster:?}").as_bytes());
    *hasher.finalize().as_bytes()
}

impl Wanted {
    /// The last of the words that start at `index`, where they are those wanted.
    fn last_word(&self, text: &str, words: &Words, index: usize) -> Option<usize> {
        let mut last = index;
        for wanted in self.words.iter().skip(1) {
            let mut next = last + 1;
            // A middle initial.
            if self.allowance.is_none() && words.folded(next).len() == 1 && wanted.len() > 1 {
                if !self.joins(text, words, next) {
                    return None;
                }
                next += 1;
            }
            if words.folded(next) != wanted || !self.joins(text, words, next) {
                return None;
            }
            last = next;
        }
        Some(last)
    }

    /// Whether the word at `index` belongs to the one before it.
    fn joins(&self, text: &str, words: &Words, index: usize) -> bool {
        let (Some(before), Some(after)) = (words.all().get(index - 1), words.all().get(index)) else {
            return false;
        };
        let between = &text[before.range.end..after.range.start];
        if self.allowance.is_some() {
            // Longer and quotes: the words could stand in two fields.
            return between.chars().all(char::is_whitespace)
                || (between.chars().count() <= 2 && !between.contains('"'));
        }
        between.chars().all(|sign| {
            sign.is_whitespace()
                || matches!(sign, '-' | '_' | '.' | ',' | '\'' | '’' | 'ʼ' | '·' | '\u{2010}'..='\u{2015}')
        })
    }
}

#[cfg(test)]
mod tests;
