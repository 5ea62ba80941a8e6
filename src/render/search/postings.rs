//! For every word the documents that have it, as text that a browser takes apart quickly.

use rayon::prelude::*;

use super::document::Document;
use super::gather::{Gathered, Place};
use super::words::hash;

/// The digits of numbers: no vowels, no figures and no `@`, so that nothing among them reads like a name, a key, a day
/// or an address.
pub(super) const DIGITS: &[u8; 64] = b"bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ!#$%()*+,-.:;=?[]^_`{|}~";

/// A word and the documents that have it.
#[derive(Debug)]
pub(super) struct Posted<'g> {
    /// The word.
    pub word: &'g str,
    /// Its number among all words there could be.
    pub hash: u32,
    /// How many documents have it.
    pub documents: usize,
    /// The documents, as [`encoded`].
    pub hits: String,
}

/// Documents that were read together, and what was gathered from them.
#[derive(Debug)]
pub(super) struct Part<'d, 'a> {
    /// The documents.
    pub documents: &'d [Document<'a>],
    /// Their words.
    pub gathered: Gathered,
}

/// Every word of all that was gathered, in order. Each part's documents come after those of the part before.
pub(super) fn posted<'g>(parts: &'g [Part<'_, '_>]) -> Vec<Posted<'g>> {
    let by_word: Vec<ByWord> = parts.par_iter().map(|part| ByWord::of(&part.gathered)).collect();
    let words = parts.iter().map(|part| part.gathered.words.len()).sum();
    let mut places: Vec<(&str, usize, usize)> = Vec::with_capacity(words);
    for (part, Part { gathered, .. }) in parts.iter().enumerate() {
        places.extend(gathered.words.iter().enumerate().map(|(number, word)| (&**word, part, number)));
    }
    places.par_sort_unstable();
    let words: Vec<&[(&str, usize, usize)]> = places.chunk_by(|a, b| a.0 == b.0).collect();
    let post = |places: &[(&'g str, usize, usize)]| {
        let word = places.first()?.0;
        let of_part = |(_, part, number): &(&str, usize, usize)| {
            (parts[*part].documents, by_word[*part].places(*number))
        };
        let count = places.iter().map(|place| of_part(place).1.len()).sum();
        let hits = encoded(places.iter().map(of_part));
        (count > 0).then(|| Posted { word, hash: hash(word), documents: count, hits })
    };
    words.into_par_iter().filter_map(post).collect()
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

/// Places as text: for each kind its letter, after a blank where it is not the first; then for each document how far
/// its id is from the one before, and where the word stands in it.
fn encoded<'d, 'a: 'd>(parts: impl Iterator<Item = (&'d [Document<'a>], &'d [Place])>) -> String {
    let mut text = String::new();
    let (mut kind, mut before) = (None, 0);
    for (documents, places) in parts {
        for place in places {
            let document = &documents[place.document()];
            if kind != Some(document.letter) {
                if kind.is_some() {
                    text.push(' ');
                }
                text.push(document.letter);
                (kind, before) = (Some(document.letter), 0);
            }
            push_number(&mut text, document.id - before);
            text.push(char::from(DIGITS[place.mark()]));
            before = document.id;
        }
    }
    text
}

/// A number in digits of five bits, the lowest first; all but the last are from the upper half of [`DIGITS`].
pub(super) fn push_number(text: &mut String, mut number: u32) {
    while number >= 32 {
        text.push(char::from(DIGITS[32 + (number % 32) as usize]));
        number /= 32;
    }
    text.push(char::from(DIGITS[number as usize]));
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
    fn digits_are_different_and_spell_nothing() {
        let mut sorted = DIGITS.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), 64);
        assert!(!DIGITS.iter().any(|digit| b"aeiouyAEIOUY0123456789\"\\<>&@/ ".contains(digit)));
    }
}
