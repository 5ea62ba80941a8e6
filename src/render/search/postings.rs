//! For every word the documents that have it, as text that a browser takes apart quickly.

use std::sync::Arc;

use rayon::prelude::*;

use super::document::Document;
use super::gather::{Gathered, Place};
use super::read::Part;
use super::words::hash;

/// The digits of numbers: no vowels, no figures and no `@`, so that nothing among them reads like a name, a key, a day
/// or an address.
pub(super) const DIGITS: &[u8; 64] = b"bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ!#$%()*+,-.:;=?[]^_`{|}~";

/// A word and the documents that have it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Posted {
    /// The word.
    pub word: Box<str>,
    /// Its number among all words there could be.
    pub hash: u32,
    /// How many documents have it.
    pub documents: usize,
    /// The documents, as [`encoded`].
    pub hits: String,
}

impl Posted {
    pub(super) fn new(word: &str, documents: usize, hits: String) -> Self {
        Self { word: word.into(), hash: hash(word), documents, hits }
    }

    /// By what words are in order.
    pub(super) fn order(&self) -> (u32, &str) {
        (self.hash, &self.word)
    }
}

/// A document that has a word, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The letter of its kind.
    pub letter: char,
    /// Its number among those of its kind.
    pub id: u32,
    /// Level × 8 + section.
    pub mark: u8,
}

/// Every word of all that was gathered, by numbers. Each part's documents come after those of the part before.
pub(super) fn posted(parts: &[Part<'_, '_>]) -> Vec<Arc<Posted>> {
    let by_word: Vec<ByWord> = parts.par_iter().map(|part| ByWord::of(&part.gathered)).collect();
    let words = parts.iter().map(|part| part.gathered.words.len()).sum();
    let mut places: Vec<(&str, usize, usize)> = Vec::with_capacity(words);
    for (part, Part { gathered, .. }) in parts.iter().enumerate() {
        places.extend(gathered.words.iter().enumerate().map(|(number, word)| (&**word, part, number)));
    }
    places.par_sort_unstable();
    let words: Vec<&[(&str, usize, usize)]> = places.chunk_by(|a, b| a.0 == b.0).collect();
    let post = |places: &[(&str, usize, usize)]| {
        let word = places.first()?.0;
        let of_part = |(_, part, number): &(&str, usize, usize)| {
            (parts[*part].documents, by_word[*part].places(*number))
        };
        let count = places.iter().map(|place| of_part(place).1.len()).sum();
        let hits =
            encoded(places.iter().map(of_part).flat_map(|(documents, places)| hits(documents, places)));
        (count > 0).then(|| Arc::new(Posted::new(word, count, hits)))
    };
    let mut words: Vec<Arc<Posted>> = words.into_par_iter().filter_map(post).collect();
    words.par_sort_unstable_by(|a, b| a.order().cmp(&b.order()));
    words
}

/// The places of a word in a part.
fn hits<'h>(documents: &'h [&Document<'_>], places: &'h [Place]) -> impl Iterator<Item = Hit> + 'h {
    places.iter().map(|place| {
        let document = documents[place.document()];
        Hit { letter: document.letter, id: document.id, mark: place.mark() }
    })
}

/// The places of a part, sorted by word without losing the order of documents.
struct ByWord {
    places: Vec<Place>,
    /// Where the places of each word begin.
    starts: Vec<usize>,
}

impl ByWord {
    fn of(gathered: &Gathered) -> Self {
        let mut starts = vec![0; gathered.words.len() + 1];
        for (word, _) in &gathered.hits {
            starts[*word as usize + 1] += 1;
        }
        for number in 1..starts.len() {
            starts[number] += starts[number - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![Place::default(); gathered.hits.len()];
        for (word, place) in &gathered.hits {
            let next = &mut next[*word as usize];
            places[*next] = *place;
            *next += 1;
        }
        Self { places, starts }
    }

    fn places(&self, word: usize) -> &[Place] {
        &self.places[self.starts[word]..self.starts[word + 1]]
    }
}

/// Hits as text: for each kind its letter, after a blank where it is not the first; then for each document how far
/// its id is from the one before, and where the word stands in it.
pub(super) fn encoded(hits: impl Iterator<Item = Hit>) -> String {
    let mut text = String::new();
    let (mut kind, mut before) = (None, 0);
    for Hit { letter, id, mark } in hits {
        if kind != Some(letter) {
            if kind.is_some() {
                text.push(' ');
            }
            text.push(letter);
            (kind, before) = (Some(letter), 0);
        }
        push_number(&mut text, id - before);
        text.push(char::from(DIGITS[usize::from(mark)]));
        before = id;
    }
    text
}

/// The hits of a text that was [`encoded`].
pub(super) fn decoded(text: &str) -> Vec<Hit> {
    let mut hits = Vec::with_capacity(text.len() / 2);
    for of_kind in text.split(' ').filter(|of_kind| !of_kind.is_empty()) {
        let mut letters = of_kind.chars();
        let Some(letter) = letters.next() else { continue };
        let mut digits = letters.map(digit);
        let mut id = 0;
        while let Some(far) = pull_number(&mut digits) {
            id += far;
            hits.extend(digits.next().map(|mark| Hit { letter, id, mark }));
        }
    }
    hits
}

/// A number in digits of five bits, the lowest first; all but the last are from the upper half of [`DIGITS`].
pub(super) fn push_number(text: &mut String, mut number: u32) {
    while number >= 32 {
        text.push(char::from(DIGITS[32 + (number % 32) as usize]));
        number /= 32;
    }
    text.push(char::from(DIGITS[number as usize]));
}

/// The number that [`push_number`] wrote; nothing at the end.
fn pull_number(digits: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let mut number = 0;
    let mut shift = 0;
    loop {
        let digit = u32::from(digits.next()?);
        number |= (digit % 32) << shift;
        shift += 5;
        if digit < 32 {
            return Some(number);
        }
    }
}

/// What a digit counts.
fn digit(letter: char) -> u8 {
    const VALUES: [u8; 128] = {
        let mut values = [0; 128];
        let mut value = 0;
        while value < 64 {
            values[DIGITS[value as usize] as usize] = value;
            value += 1;
        }
        values
    };
    VALUES.get(letter as usize).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_with_a_low_digit() {
        let text = |number| {
            let mut text = String::new();
            push_number(&mut text, number);
            text
        };
        assert_eq!((DIGITS[31], DIGITS[32], DIGITS[63]), (b'P', b'Q', b'~'));
        assert_eq!(text(0), "b");
        assert_eq!(text(31), "P");
        assert_eq!(text(32), "Qc");
        assert_eq!(text(1 + 32 + 2 * 1024), "RRd");
    }

    #[test]
    fn hits_are_read_as_they_were_written() {
        let hit = |letter, id, mark| Hit { letter, id, mark };
        let hits = [hit('a', 0, 0), hit('a', 31, 63), hit('a', 4_000_000, 32), hit('z', 7, 31)];
        assert_eq!(decoded(&encoded(hits.into_iter())), hits);
        assert_eq!(decoded(""), []);
    }

    #[test]
    fn digits_are_different_and_spell_nothing() {
        let mut sorted = DIGITS.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), 64);
        assert!(!DIGITS.iter().any(|digit| b"aeiouyAEIOUY0123456789\"\\<>&@/ ".contains(digit)));
    }
}
