//! A phrase: words and named places, in one form or in one for each number.

use std::collections::BTreeSet;
use std::fmt::{Display, Write};

use rustc_hash::FxHashMap;

use super::Texts;

/// The place whose number chooses the form.
pub(super) const COUNT: &str = "count";

/// A piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words, as they are.
    Words(String),
    /// A place, by its name.
    Place(String),
}

/// A phrase, ready to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The form for one, where it is another.
    one: Option<Vec<Piece>>,
    /// The form for every other number, and of what has no number.
    pub(super) other: Vec<Piece>,
}

impl Phrase {
    pub(super) fn fill(&self, places: &[(&str, &dyn Display)]) -> String {
        let value = |name: &str| places.iter().find(|(own, _)| *own == name).map(|(_, value)| value);
        let pieces = match &self.one {
            Some(one) if value(COUNT).is_some_and(|count| count.to_string() == "1") => one,
            _ => &self.other,
        };
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Place(name) => {
                    let written = match value(name) {
                        Some(value) => write!(text, "{value}"),
                        None => write!(text, "{{{name}}}"),
                    };
                    written.expect("a string takes every piece");
                }
            }
        }
        text
    }

    /// The names of its places, each once.
    pub(super) fn places(&self) -> Vec<&str> {
        let pieces = self.one.iter().flatten().chain(&self.other);
        let names: BTreeSet<&str> = pieces
            .filter_map(|piece| match piece {
                Piece::Place(name) => Some(name.as_str()),
                Piece::Words(_) => None,
            })
            .chain(self.one.is_some().then_some(COUNT))
            .collect();
        names.into_iter().collect()
    }
}

/// The phrases of texts: `KEY.one` and `KEY.other` are the two forms of one phrase.
pub(super) fn phrases(texts: &Texts) -> FxHashMap<String, Phrase> {
    let single = texts.iter().filter(|(key, _)| !key.ends_with(".one"));
    let phrase = |(key, text): (&String, &String)| {
        let name = key.strip_suffix(".other").unwrap_or(key);
        let one = texts.get(&format!("{name}.one")).map(|text| pieces(text));
        (name.to_owned(), Phrase { one, other: pieces(text) })
    };
    single.map(phrase).collect()
}

/// Words and places of a text. A brace that opens no place is a brace.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let after = &rest[open + 1..];
        match after.find('}').filter(|close| is_name(&after[..*close])) {
            Some(close) => {
                words.push_str(&rest[..open]);
                if !words.is_empty() {
                    pieces.push(Piece::Words(std::mem::take(&mut words)));
                }
                pieces.push(Piece::Place(after[..close].to_owned()));
                rest = &after[close + 1..];
            }
            None => {
                words.push_str(&rest[..=open]);
                rest = after;
            }
        }
    }
    words.push_str(rest);
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    pieces
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_name_and_every_other_brace_is_one() {
        let words = |text: &str| Piece::Words(text.to_owned());
        let place = |name: &str| Piece::Place(name.to_owned());
        assert_eq!(
            pieces("{seen} of {all_rooms}."),
            [place("seen"), words(" of "), place("all_rooms"), words("."),]
        );
        assert_eq!(pieces("a { b {} {C} {"), [words("a { b {} {C} {")]);
        assert_eq!(pieces(""), []);
    }
}
