//! The one way a count of people reaches a page: small numbers are hidden, and so is what would give them away.

mod coding;
#[cfg(test)]
mod examples;
mod print;
#[cfg(test)]
pub(in crate::report) mod proof;
mod rules;
mod solver;
mod table;

use serde::Serialize;

use crate::count::Count;
use crate::language::Language;
use crate::say;

pub use coding::{Counting, Denominator, Group, Percent, coded_ends, gives_a_few_away, percent_of_people};
pub use print::{Disclosure, Figure, Hiding, Suppressed, SuppressedList, SuppressedRow, SuppressedTable};
pub use table::{Amount, List, Margin, Publication, Table, Total, cell_name};

/// What a page may say about one count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// The number itself.
    Shown(u32),
    /// From 1 to one less than this number.
    FewerThan(u32),
    /// Nothing is said, because it would give away another number.
    Hidden,
}

impl Cell {
    /// The words for a page: "12", "fewer than 10" or "hidden".
    pub fn words(self, language: &Language) -> String {
        match self {
            Self::Shown(number) => number.to_string(),
            Self::FewerThan(minimum) => say!(language, "suppress.fewer-than", minimum = minimum),
            Self::Hidden => language.word("word.hidden").to_owned(),
        }
    }

    /// The number, if it is shown: for the length of a bar or a point's height.
    pub fn shown(self) -> Option<u32> {
        match self {
            Self::Shown(number) => Some(number),
            Self::FewerThan(_) | Self::Hidden => None,
        }
    }
}

/// A count that stands alone: part of no table, no sum and no percent, on any page.
pub fn lone_count(count: Count, minimum: u32) -> Cell {
    match count.for_suppression() {
        0 => Cell::Shown(0),
        number if number < minimum => Cell::FewerThan(minimum),
        number => Cell::Shown(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_count_is_shown_from_the_minimum_on() {
        let words = |people| lone_count(Count::new(people), 10).words(Language::english());
        assert_eq!(words(0), "0");
        assert_eq!(words(1), "fewer than 10");
        assert_eq!(words(9), "fewer than 10");
        assert_eq!(words(10), "10");
        assert_eq!(Cell::Hidden.words(Language::english()), "hidden");
    }

    #[test]
    fn only_a_shown_cell_has_a_number() {
        assert_eq!(Cell::Shown(12).shown(), Some(12));
        assert_eq!(Cell::FewerThan(10).shown(), None);
        assert_eq!(Cell::Hidden.shown(), None);
    }
}
