//! The words of a text as they are searched: without capitals and accents.

use crate::check::names::fold::{is_sign, is_silent, push_folded};

/// Words that stand in nearly every text and tell nothing, in English and Spanish: they are not searched. Words that
/// mean something in a school in either language, such as "no", "para" and "son", are.
pub(super) const COMMON: [&str; 71] = [
    "al", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "de", "del", "did", "do", "does",
    "el", "en", "es", "for", "from", "had", "has", "have", "he", "her", "his", "how", "if", "in", "into",
    "is", "it", "its", "la", "las", "le", "lo", "los", "of", "on", "or", "our", "que", "se", "she", "so",
    "su", "sus", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to",
    "un", "una", "was", "we", "were", "what", "when", "where", "which", "with", "you",
];

/// Longest word that is searched, in bytes; longer ones are addresses and codes.
const LONGEST: usize = 40;

/// Calls `say` with every word of `text`, folded; single letters are no words. `folded` is room to work in.
///
/// What is typed is taken apart in the same way in the browser (`themes/harbor/js/search/10-words.js`).
pub(super) fn each_word(text: &str, folded: &mut String, mut say: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        if bytes.get(at).is_some_and(|byte| !byte.is_ascii()) {
            at = foreign_words(text, start, folded, &mut say);
            continue;
        }
        let word = &text[start..at];
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            folded.clear();
            folded.push_str(word);
            folded.make_ascii_lowercase();
            say_word(folded, &mut say);
        } else {
            say_word(word, &mut say);
        }
        at += 1;
    }
}

/// The words from `start` to the next plain letter that is part of none; returns where that stands.
fn foreign_words(text: &str, start: usize, folded: &mut String, say: &mut impl FnMut(&str)) -> usize {
    folded.clear();
    for (at, letter) in text[start..].char_indices() {
        if letter.is_ascii_alphanumeric() {
            folded.push(letter.to_ascii_lowercase());
        } else if letter.is_ascii() {
            say_word(folded, say);
            return start + at;
        } else if is_sign(letter) {
            say_word(folded, say);
            folded.clear();
            push_folded(folded, letter);
            say_word(folded, say);
            folded.clear();
        } else if letter.is_alphanumeric() {
            push_folded(folded, letter);
        } else if !is_silent(letter) {
            say_word(folded, say);
            folded.clear();
        }
    }
    say_word(folded, say);
    text.len()
}

fn say_word(word: &str, say: &mut impl FnMut(&str)) {
    match word.len() {
        0 => {}
        1 if !word.as_bytes()[0].is_ascii_digit() => {}
        length if length > LONGEST => {}
        _ => say(word),
    }
}

/// A number for a word or key that is the same everywhere: FNV-1a over UTF-16, which browsers count in, with the
/// last step of MurmurHash3, so that every bit depends on every letter.
pub(super) fn hash(text: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for unit in text.encode_utf16() {
        hash = (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193);
    }
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        each_word(text, &mut String::new(), |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn capitals_accents_and_marks_make_no_difference() {
        assert_eq!(words("Niños LEEN: “¿Qué?”"), ["ninos", "leen", "que"]);
        assert_eq!(words("nin\u{303}os read-aloud"), ["ninos", "read", "aloud"]);
        assert_eq!(words("the teacher’s Room 7, grade K"), ["the", "teacher", "room", "7", "grade"]);
        assert_eq!(words("数学 now"), ["数", "学", "now"]);
        assert!(words(&"x".repeat(41)).is_empty());
    }

    #[test]
    fn the_browser_computes_the_same_number() {
        // Computed with `Math.imul` in Node.
        assert_eq!(hash(""), 2_872_998_923);
        assert_eq!(hash("reading"), 2_264_850_943);
        assert_eq!(hash("数"), 41_849_201);
    }

    #[test]
    fn common_words_are_in_order_and_folded() {
        assert!(COMMON.is_sorted());
        assert!(COMMON.iter().all(|word| words(word) == [*word]));
    }
}
