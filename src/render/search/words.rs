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

/// Calls `say` with every word of `text`, folded; single letters are no words.
///
/// What is typed is taken apart in the same way in the browser (`themes/harbor/js/search/10-words.js`).
pub(super) fn each_word(text: &str, folded: &mut String, mut say: impl FnMut(&str)) {
    folded.clear();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            folded.push(letter.to_ascii_lowercase());
        } else if letter.is_ascii() {
            end_word(folded, &mut say);
        } else if is_sign(letter) {
            end_word(folded, &mut say);
            push_folded(folded, letter);
            end_word(folded, &mut say);
        } else if letter.is_alphanumeric() {
            push_folded(folded, letter);
        } else if !is_silent(letter) {
            end_word(folded, &mut say);
        }
    }
    end_word(folded, &mut say);
}

fn end_word(folded: &mut String, say: &mut impl FnMut(&str)) {
    match folded.len() {
        0 => return,
        1 if !folded.as_bytes()[0].is_ascii_digit() => {}
        length if length > LONGEST => {}
        _ => say(folded),
    }
    folded.clear();
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
