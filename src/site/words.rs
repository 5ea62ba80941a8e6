//! Dates and other small things in words.

use serde::Serialize;

use crate::date::{Date, When};

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
    pub fn of(when: When) -> Self {
        Self { iso: iso(when), text: when.in_words() }
    }

    /// A day as a page says it.
    pub fn day(date: Date) -> Self {
        Self::of(When::Day(date))
    }
}

/// What the `datetime` attribute can hold; a quarter and a school year are spoken of by their year.
fn iso(when: When) -> String {
    match when {
        When::Quarter { year, .. } | When::SchoolYear { starts: year } => year.to_string(),
        other => other.to_string(),
    }
}

/// `1 plan`, `3 plans`.
pub fn count_of(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// `1 day`, `12 days`.
pub fn days(number: i64) -> String {
    if number == 1 { "1 day".into() } else { format!("{number} days") }
}

/// A file's size as people say it.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// A word of a choice, as it stands on a page: `teacher-leaders` is read "Teacher leaders".
pub fn choice(word: &str) -> String {
    let said = match word {
        "de-identified" => "De-identified",
        "co-teaching" => "Co-teaching",
        "plc" => "Team time (PLC)",
        "what-to-learn" => "What should students learn?",
        "how-we-know" => "How will we know?",
        "when-they-dont" => "What do we do when they don’t?",
        "when-they-do" => "What do we do when they already do?",
        "per-100-per-day" => "Referrals per 100 students per school day",
        "students-0-1" => "Students with no or one referral",
        "students-2-5" => "Students with two to five referrals",
        "students-6-plus" => "Students with six or more referrals",
        "perla" => "Run chart (Perla)",
        "nhs" => "XmR chart (NHS)",
        "anhoej" => "Run chart (Anhøj)",
        _ => return sentence_case(&word.replace('-', " ")),
    };
    said.to_owned()
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
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(80_001), "81 kB");
        assert_eq!(size(2_450_000), "2.4 MB");
    }
}
