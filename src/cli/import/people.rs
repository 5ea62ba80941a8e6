//! Values that look as if they told who somebody is: e-mail addresses, names, sentences.

use std::collections::BTreeSet;

/// More characters than this are not one of a few words that come again.
const LONGEST_WORDS: usize = 60;

/// Whether a text holds an e-mail address.
pub(super) fn has_email(text: &str) -> bool {
    text.split(|letter: char| letter.is_whitespace() || ",;<>()".contains(letter)).any(|part| {
        part.split_once('@').is_some_and(|(before, after)| !before.is_empty() && after.contains('.'))
    })
}

/// Whether a key looks like a name: with a form of address, as "Last, First", or as two or more
/// capitalized words without a digit.
pub(super) fn is_name(text: &str) -> bool {
    has_title(text) || capitalized_words(text) >= 2
}

/// Whether a key is a single capitalized word without a digit, as a last name is.
pub(super) fn is_word(text: &str) -> bool {
    capitalized_words(text) == 1 && text.chars().count() > 2
}

/// Whether the text holds a form of address before a capitalized word, such as "Ms. Lopez".
pub(super) fn has_title(text: &str) -> bool {
    const TITLES: [&str; 8] = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "señora"];
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| {
        TITLES.contains(&pair[0].trim_end_matches('.').to_lowercase().as_str())
            && pair[1].starts_with(char::is_uppercase)
    })
}

/// Whether a text is too long, or too much of a sentence, to be one of a few words that come again.
pub(super) fn is_free_text(text: &str) -> bool {
    let ends = text.matches(['.', '!', '?']).count();
    text.chars().count() > LONGEST_WORDS || (ends > 0 && text.split_whitespace().count() > 5)
}

/// The number of words, where each begins with a capital letter and none holds a digit; else 0.
fn capitalized_words(text: &str) -> usize {
    let words = || text.split([' ', ',']).filter(|word| !word.is_empty());
    let is_capitalized = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|letter| letter.is_alphabetic() || "-'’.".contains(letter))
    };
    if words().all(is_capitalized) { words().count() } else { 0 }
}

/// The words of a name in lower case, for finding it in other texts; `None` where one word is left.
pub(super) fn words_of_name(text: &str) -> Option<BTreeSet<String>> {
    let words = words(text);
    (is_name(text) && words.len() > 1).then_some(words)
}

/// Whether a text holds all words of one of the names.
pub(super) fn names_someone(text: &str, names: &BTreeSet<BTreeSet<String>>) -> bool {
    let words = words(text);
    words.len() > 1 && names.iter().any(|name| name.is_subset(&words))
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() > 1);
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_seen_in_any_text() {
        for text in ["a.b@school.example", "write <x@y.org>", "a@b.c, d"] {
            assert!(has_email(text), "{text}");
        }
        for text in ["@home", "9 @ 10.30", "room@", ""] {
            assert!(!has_email(text), "{text}");
        }
    }

    #[test]
    fn names_are_told_from_keys_and_rooms() {
        for text in
            ["Ada Example", "Example, Ada", "Ms. Example", "ms Example's room", "Ada B. Example-Sample"]
        {
            assert!(is_name(text), "{text}");
        }
        for text in ["S1319", "Room 14", "T07", "gym", "R01 West", "904512", "", "grade 2"] {
            assert!(!is_name(text) && !is_word(text), "{text}");
        }
        assert!(is_word("Example") && !is_word("K") && !is_name("Example"));
    }

    #[test]
    fn sentences_are_told_from_words_that_come_again() {
        assert!(is_free_text("He ran down the hall and would not stop."));
        for text in ["Not following directions", "Minor", "Major/minor", "in place", "12 min."] {
            assert!(!is_free_text(text), "{text}");
        }
    }

    #[test]
    fn a_known_name_is_found_in_any_order() {
        let names: BTreeSet<_> =
            ["Ada Example", "R01"].iter().filter_map(|name| words_of_name(name)).collect();
        assert!(names_someone("pushed example, ada", &names));
        assert!(!names_someone("Example Hall", &names) && !names_someone("Ada", &names));
    }
}
