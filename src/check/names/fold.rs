//! Texts as words without capitals and accents, each with its place.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text.
#[derive(Debug, Default)]
pub(crate) struct Words {
    folded: String,
    words: Vec<Word>,
}

/// A word of a text.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// In the text.
    pub range: Range<usize>,
    /// In the folded letters.
    folded: Range<usize>,
    /// Whether it starts with a capital, or its writing knows none.
    pub is_capital: bool,
}

impl Words {
    /// The words of a text. In writings without blanks each sign is a word.
    pub(crate) fn of(text: &str) -> Self {
        let mut words = Self { folded: String::with_capacity(text.len()), words: Vec::new() };
        let mut is_open = false;
        for (at, letter) in text.char_indices() {
            if is_silent(letter) {
                if let Some(word) = words.words.last_mut().filter(|_| is_open) {
                    word.range.end = at + letter.len_utf8();
                }
                continue;
            }
            if !letter.is_alphanumeric() {
                is_open = false;
                continue;
            }
            let stands_alone = is_sign(letter);
            if !is_open || stands_alone {
                let start = words.folded.len();
                let is_capital = letter.is_uppercase() || !letter.is_lowercase();
                words.words.push(Word { range: at..at, folded: start..start, is_capital });
            }
            is_open = !stands_alone;
            push_folded(&mut words.folded, letter);
            if let Some(word) = words.words.last_mut() {
                word.range.end = at + letter.len_utf8();
                word.folded.end = words.folded.len();
            }
        }
        words
    }

    /// The words in their order.
    pub(super) fn all(&self) -> &[Word] {
        &self.words
    }

    /// The folded letters of the word at `index`; empty past the last.
    pub(super) fn folded(&self, index: usize) -> &str {
        self.words.get(index).and_then(|word| self.folded.get(word.folded.clone())).unwrap_or_default()
    }

    /// The folded words by themselves.
    pub(crate) fn into_folded(self) -> Vec<String> {
        (0..self.words.len()).map(|index| self.folded(index).to_owned()).collect()
    }
}

/// Marks over and under letters, and signs that nobody sees: they neither are letters nor part words.
pub(crate) fn is_silent(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
        || (!letter.is_ascii() && is_combining_mark(letter))
}

/// Whether a writing has no blanks between its words: Chinese, Japanese, Korean.
pub(crate) fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Adds a letter without its capital and accents.
pub(crate) fn push_folded(folded: &mut String, letter: char) {
    if letter.is_ascii() {
        folded.push(letter.to_ascii_lowercase());
        return;
    }
    for letter in letter.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            letter if is_combining_mark(letter) => {}
            letter => folded.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_accents_are_one() {
        let folded = |text: &str| Words::of(text).into_folded();
        assert_eq!(folded("José NGUYỄN"), ["jose", "nguyen"]);
        assert_eq!(folded("Jose\u{301} Łukasz Şahin"), ["jose", "lukasz", "sahin"]);
        assert_eq!(folded("Ga\u{ad}rci\u{200b}a's"), ["garcia", "s"]);
        assert_eq!(folded("İnci ﬁ"), ["inci", "fi"]);
        assert_eq!(folded("王小明"), ["王", "小", "明"]);
    }

    #[test]
    fn words_keep_their_places() {
        let text = "a Jose\u{301}, é!";
        let words = Words::of(text);
        let places: Vec<_> = words.all().iter().map(|word| &text[word.range.clone()]).collect();
        assert_eq!(places, ["a", "Jose\u{301}", "é"]);
        assert_eq!(words.all().iter().map(|word| word.is_capital).collect::<Vec<_>>(), [false, true, false]);
    }
}
