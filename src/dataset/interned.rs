//! Texts as numbers, so that a hundred thousand rows hold each name once.

use std::collections::HashMap;

/// The different texts of a column, numbered as they first come.
///
/// Lookups only; nothing is ever printed in the order of the maps.
#[derive(Default)]
pub(super) struct Interned<'a> {
    numbers: HashMap<&'a str, u32>,
    texts: Vec<&'a str>,
}

impl<'a> Interned<'a> {
    /// The number of a text, letter by letter.
    pub(super) fn number(&mut self, text: &'a str) -> u32 {
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(text);
            last_number(self.texts.len())
        })
    }

    /// The texts by their numbers.
    pub(super) fn texts(&self) -> &[&'a str] {
        &self.texts
    }
}

/// The different names of a column, capitals aside, numbered as they first come; the first spelling
/// stands for all.
pub(super) struct Names<'a, F> {
    /// How a text of the file becomes a name.
    name: F,
    numbers: HashMap<&'a str, u32>,
    folded: HashMap<String, u32>,
    names: Vec<String>,
}

impl<'a, F: Fn(&str) -> String> Names<'a, F> {
    /// No names yet.
    pub(super) fn named(name: F) -> Self {
        Self { name, numbers: HashMap::new(), folded: HashMap::new(), names: Vec::new() }
    }

    /// The number of a text's name; `None` for a blank.
    pub(super) fn number(&mut self, text: &'a str) -> Option<u32> {
        if text.is_empty() {
            return None;
        }
        if let Some(number) = self.numbers.get(text) {
            return Some(*number);
        }
        let name = (self.name)(text);
        let number = *self.folded.entry(name.to_lowercase()).or_insert_with(|| {
            self.names.push(name);
            last_number(self.names.len())
        });
        self.numbers.insert(text, number);
        Some(number)
    }

    /// The names by their numbers.
    pub(super) fn into_names(self) -> Vec<String> {
        self.names
    }
}

fn last_number(length: usize) -> u32 {
    u32::try_from(length - 1).expect("a table has at most a million rows")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_capitals_are_one() {
        let mut names = Names::named(|text| if text == "CAF" { "Cafeteria".into() } else { text.into() });
        let numbers = ["Hall", "CAF", "cafeteria", "hall", "", "CAF"].map(|text| names.number(text));
        assert_eq!(numbers, [Some(0), Some(1), Some(1), Some(0), None, Some(1)]);
        assert_eq!(names.into_names(), ["Hall", "Cafeteria"]);
    }
}
