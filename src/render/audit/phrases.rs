//! The phrases by which a text is recognized, and a set of them that is quickly asked.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::{Form, LONGEST, Trail, ending, read};

/// Every so many words of a longer text starts a phrase: whatever repeats this many words less one more than a
/// phrase has is recognized.
const STRIDE: usize = 3;

/// Calls `found` with the phrases by which a text is recognized: a short text as a whole, a longer one by rows of
/// six words. It is told each one's hash, whether it is one of six words, and its place.
pub(super) fn each(text: &str, form: Form, found: &mut impl FnMut(u64, bool, Range<usize>)) {
    let mut last: [Option<(usize, u64, Range<usize>)>; 2] = [None, None];
    read(text.as_bytes(), form, &mut |trail: &Trail| {
        let Some((words, hash)) = trail.phrases().last() else {
            return;
        };
        let range = trail.start(words)..trail.end;
        let last = &mut last[usize::from(trail.is_aside)];
        if words == LONGEST && (trail.count - LONGEST).is_multiple_of(STRIDE) {
            *last = None;
            if is_distinctive(&text[range.clone()], words) {
                found(hash, true, range);
            }
        } else {
            *last = Some((words, hash, range));
        }
    });
    let [main, aside] = last;
    for (words, hash, range) in main.into_iter().chain(aside.filter(|(words, ..)| *words == LONGEST)) {
        if is_distinctive(&text[range.clone()], words) {
            found(hash, words == LONGEST, range);
        }
    }
}

/// Calls `found` with the first words of a row, by which it is recognized, and whether they are as many as can be.
pub(super) fn first(row: &str, found: &mut impl FnMut(u64, bool)) {
    let mut first = None;
    read(row.as_bytes(), Form::Markup, &mut |trail: &Trail| {
        if trail.count <= LONGEST && !trail.is_aside {
            first = trail.phrases().last();
        }
    });
    let signs = row.chars().filter(|sign| sign.is_alphanumeric()).count();
    if let Some((words, hash)) = first.filter(|(words, _)| *words >= 4 && signs >= 12) {
        found(hash, words == LONGEST);
    }
}

/// Whether words can be told from others that happen to be the same: numbers alone and single short words cannot.
fn is_distinctive(text: &str, words: usize) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let signs = text.chars().filter(|sign| sign.is_alphanumeric()).count();
    match words {
        0 => false,
        1 => letters >= 16,
        LONGEST => letters >= 16,
        _ => letters >= 10 && signs >= 12,
    }
}

/// What is known of each phrase, and a quick no for all others.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    known: FxHashMap<u64, T>,
    /// The words that phrases end in: most words of a page are none of them. It is so small that it is always at hand.
    last_words: Filter,
    /// The two words that phrases end in, or the one that is the phrase.
    endings: Filter,
    /// For phrases of fewer words than the longest, which are few, and for the longest.
    filters: [Filter; 2],
}

impl<T> Phrases<T> {
    /// A set of phrases by their hashes.
    pub(super) fn new(known: FxHashMap<u64, T>, is_long: impl Fn(&T) -> bool) -> Self {
        let long = known.values().filter(|value| is_long(value)).count();
        let mut filters = [Filter::with_room_for(known.len() - long), Filter::with_room_for(long)];
        let found: FxHashSet<u64> = known.keys().map(|hash| ending(*hash)).collect();
        let mut endings = Filter::with_room_for(found.len());
        let mut last_words = Filter::with_room_for(LAST_WORDS);
        for ending in found {
            endings.add(spread(ending));
            last_words.add(last_word(ending));
        }
        for (hash, value) in &known {
            filters[usize::from(is_long(value))].add(*hash);
        }
        Self { known, last_words, endings, filters }
    }

    /// Calls `found` with every known phrase of a text, what is known of it, and where it starts.
    pub(super) fn each_in(&self, text: &[u8], form: Form, found: &mut impl FnMut(u64, &T, usize)) {
        if self.known.is_empty() {
            return;
        }
        let [short, long] = &self.filters;
        read(text, form, &mut |trail: &Trail| {
            let endings = trail.endings();
            if !self.last_words.may_hold(last_word(endings[0]))
                || !endings.into_iter().any(|ending| self.endings.may_hold(spread(ending)))
            {
                return;
            }
            for (words, hash) in trail.phrases() {
                let filter = if words == LONGEST { long } else { short };
                if filter.may_hold(hash)
                    && let Some(known) = self.known.get(&hash)
                {
                    found(hash, known, trail.start(words));
                }
            }
        });
    }

    /// What is known of a phrase.
    pub(super) fn get(&self, hash: u64) -> Option<&T> {
        self.known.get(&hash)
    }
}

/// How many last words are told apart: a bit for each of the numbers that an ending has for its last word.
const LAST_WORDS: usize = 0x1_0000 / 16;

/// The last word of an ending, in the bits that choose its place.
#[inline]
fn last_word(ending: u64) -> u64 {
    ending << 48
}

/// An ending as a hash of which all bits differ.
#[inline]
fn spread(ending: u64) -> u64 {
    ending.wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

/// A bit for each phrase, and few for others.
#[derive(Debug)]
struct Filter {
    bits: Vec<u64>,
    shift: u32,
}

impl Filter {
    fn with_room_for(phrases: usize) -> Self {
        let bits = (phrases * 16).next_power_of_two().max(64);
        Self { bits: vec![0; bits / 64], shift: 64 - bits.trailing_zeros() }
    }

    #[inline]
    fn place(&self, hash: u64) -> (usize, u64) {
        let bit = usize::try_from(hash >> self.shift).unwrap_or_default();
        (bit / 64, 1 << (bit % 64))
    }

    fn add(&mut self, hash: u64) {
        let (word, bit) = self.place(hash);
        self.bits[word] |= bit;
    }

    #[inline]
    fn may_hold(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognized(text: &str, form: Form) -> Vec<&str> {
        let mut found = Vec::new();
        each(text, form, &mut |_, _, range| found.push(&text[range]));
        found
    }

    #[test]
    fn a_text_is_recognized_by_distinctive_phrases() {
        assert_eq!(recognized("Trust before tools", Form::Markdown), ["Trust before tools"]);
        assert_eq!(recognized("2026-10-05", Form::Markdown), [""; 0]);
        assert_eq!(recognized("Reading", Form::Markdown), [""; 0]);
        assert_eq!(recognized("to be or not to be", Form::Markdown), [""; 0], "too few letters");
        let long = "alpha bravo charlie delta echo foxtrot golf hotel";
        let expected = ["alpha bravo charlie delta echo foxtrot", "charlie delta echo foxtrot golf hotel"];
        assert_eq!(recognized(long, Form::Markdown), expected);
        assert_eq!(
            recognized("See [what we fear most](../a.md)", Form::Markdown),
            ["See [what we fear most"]
        );
    }

    #[test]
    fn a_phrase_is_found_among_others() {
        let mut known = FxHashMap::default();
        each("Trust before tools", Form::Markdown, &mut |hash, _, _| {
            known.insert(hash, 3);
        });
        let phrases = Phrases::new(known, |words| *words == LONGEST);
        let mut at = Vec::new();
        phrases.each_in(b"<p>No trust <i>before</i> tools.</p>", Form::Markup, &mut |hash, known, start| {
            at.push((phrases.get(hash).copied(), *known, start));
        });
        assert_eq!(at, [(Some(3), 3, 6)]);
    }
}
