//! Dates and other small things in words.

use serde::Serialize;

use crate::date::{Date, When};
use crate::id::slug;
use crate::language::Language;
use crate::record::Kind;
use crate::say;

/// A date for a page: what a machine reads and what a person reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateText {
    /// ISO, at its own precision.
    pub iso: String,
    /// In words.
    pub text: String,
}

impl DateText {
    /// A date as a page says it.
    pub fn of(language: &Language, when: When) -> Self {
        Self { iso: iso(when), text: language.date(when) }
    }

    /// A day as a page says it.
    pub fn day(language: &Language, date: Date) -> Self {
        Self::of(language, When::Day(date))
    }
}

/// What the `datetime` attribute can hold; a quarter and a school year are spoken of by their year.
fn iso(when: When) -> String {
    match when {
        When::Quarter { year, .. } | When::SchoolYear { starts: year } => year.to_string(),
        other => other.to_string(),
    }
}

/// A file's size as people say it.
pub fn size(language: &Language, bytes: usize) -> String {
    match bytes {
        0..1_000 => say!(language, "file.bytes", number = bytes),
        1_000..1_000_000 => say!(language, "file.kilobytes", number = bytes.div_ceil(1_000)),
        _ => {
            let number = format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000);
            say!(language, "file.megabytes", number = language.number(&number))
        }
    }
}

/// A word of a choice, as it stands on a page: `teacher-leaders` is read "Teacher leaders".
pub fn choice(language: &Language, word: &str) -> String {
    let said = language.known(&format!("choice.{}", word.replace(' ', "-"))).map(str::to_owned);
    said.unwrap_or_else(|| sentence_case(&word.replace('-', " ")))
}

/// What one record of a kind is called.
pub fn one_of_kind(language: &Language, kind: Kind) -> &str {
    language.known(&format!("kind.{}.singular", kind.row().name)).unwrap_or(kind.row().singular)
}

/// What records of a kind are called.
pub fn many_of_kind(language: &Language, kind: Kind) -> &str {
    language.known(&format!("kind.{}.plural", kind.row().name)).unwrap_or(kind.row().plural)
}

/// What a kind is for, in a sentence.
pub fn practice_of_kind(language: &Language, kind: Kind) -> &str {
    language.known(&format!("kind.{}.practice", kind.row().name)).unwrap_or(kind.row().practice)
}

/// How records are joined: "Part of the plan", by the words of the records' own table.
pub fn relation_in_words(language: &Language, relation: &str) -> String {
    language.known(&format!("relation.{}", slug(relation))).unwrap_or(relation).to_owned()
}

/// Words with a full stop where they have none.
pub fn as_sentence(words: &str) -> String {
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

/// Words as the start of a sentence.
pub fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up_and_said() {
        assert_eq!(size(Language::english(), 999), "999 bytes");
        assert_eq!(size(Language::english(), 80_001), "81 kB");
        assert_eq!(size(Language::english(), 2_450_000), "2.4 MB");
    }
}
