//! For every word the documents that have it, as text that a browser takes apart quickly.

use rayon::prelude::*;

use super::document::Document;
use super::gather::{Gathered, Hit};
use super::words::hash;

/// The digits of numbers in hits. No vowels, so that nothing among them reads like a word.
pub(super) const DIGITS: &[u8; 64] = b"0123456789bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ-_.,;:!?*+()@~";

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

/// Every word of all that was gathered, in order. Each part's documents come after those of the part before.
pub(super) fn posted<'g>(parts: &'g [Gathered], documents: &[Document<'_>]) -> Vec<Posted<'g>> {
    let by_word: Vec<ByWord> = parts.par_iter().map(ByWord::of).collect();
    let mut places: Vec<(&str, usize, usize)> =
        Vec::with_capacity(parts.iter().map(|part| part.words.len()).sum());
    for (part, gathered) in parts.iter().enumerate() {
        places.extend(gathered.words.iter().enumerate().map(|(number, word)| (&**word, part, number)));
    }
    places.par_sort_unstable();
    let words: Vec<&[(&str, usize, usize)]> = places.chunk_by(|a, b| a.0 == b.0).collect();
    let post = |places: &[(&'g str, usize, usize)]| {
        let word = places.first()?.0;
        let hits = || places.iter().flat_map(|(_, part, number)| by_word[*part].hits(*number));
        let count = hits().count();
        (count > 0).then(|| Posted {
            word,
            hash: hash(word),
            documents: count,
            hits: encoded(hits(), documents),
        })
    };
    words.into_par_iter().filter_map(post).collect()
}

/// The hits of a part, sorted by word without losing the order of documents.
struct ByWord {
    hits: Vec<Hit>,
    starts: Vec<usize>,
}

impl ByWord {
    fn of(gathered: &Gathered) -> Self {
        let mut starts = vec![0; gathered.words.len() + 1];
        for hit in &gathered.hits {
            starts[hit.word as usize + 1] += 1;
        }
        for number in 1..starts.len() {
            starts[number] += starts[number - 1];
        }
        let mut next = starts.clone();
        let mut hits = vec![Hit { word: 0, document: 0, mark: 0 }; gathered.hits.len()];
        for hit in &gathered.hits {
            hits[next[hit.word as usize]] = *hit;
            next[hit.word as usize] += 1;
        }
        Self { hits, starts }
    }

    fn hits(&self, word: usize) -> &[Hit] {
        &self.hits[self.starts[word]..self.starts[word + 1]]
    }
}

/// Hits as text: for each kind a blank and its letter, then for each document how far its id is from the one before
/// and where the word stands in it.
fn encoded<'h>(hits: impl Iterator<Item = &'h Hit>, documents: &[Document<'_>]) -> String {
    let mut text = String::new();
    let (mut kind, mut before) = (None, 0);
    for hit in hits {
        let document = &documents[hit.document as usize];
        if kind != Some(document.letter) {
            if kind.is_some() {
                text.push(' ');
            }
            text.push(document.letter);
            (kind, before) = (Some(document.letter), 0);
        }
        push_number(&mut text, document.id - before);
        text.push(char::from(DIGITS[usize::from(hit.mark)]));
        before = document.id;
    }
    text
}

/// A number in digits of five bits, the lowest first; all but the last are from the upper half of [`DIGITS`].
fn push_number(text: &mut String, mut number: u32) {
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
        assert_eq!((DIGITS[31], DIGITS[32], DIGITS[63]), (b'C', b'D', b'~'));
        assert_eq!(text(0), "0");
        assert_eq!(text(31), "C");
        assert_eq!(text(32), "D1");
        assert_eq!(text(1 + 32 + 2 * 1024), "FF2");
    }

    #[test]
    fn digits_are_different_and_spell_nothing() {
        let mut sorted = DIGITS.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), 64);
        assert!(!DIGITS.iter().any(|digit| b"aeiouyAEIOUY\"\\ ".contains(digit)));
    }
}
