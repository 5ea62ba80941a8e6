//! The texts of a record's fields, with their places.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// Calls `found` with every text among the values of a TOML table; the range is that of its literal.
pub(crate) fn each_text(toml: &str, found: &mut dyn FnMut(&str, Range<usize>)) {
    let (tree, _) = DeTable::parse_recoverable(toml);
    for value in tree.get_ref().values() {
        each(value.get_ref(), value.span(), found);
    }
}

fn each(value: &DeValue<'_>, span: Range<usize>, found: &mut dyn FnMut(&str, Range<usize>)) {
    match value {
        DeValue::String(text) => found(text, span),
        DeValue::Array(values) => values.iter().for_each(|value| each(value.get_ref(), value.span(), found)),
        DeValue::Table(table) => table.values().for_each(|value| each(value.get_ref(), value.span(), found)),
        _ => {}
    }
}

/// Where a part of a text stands in the source, where its literal writes it letter by letter; else
/// the literal.
pub(super) fn place(toml: &str, text: &str, literal: Range<usize>, part: &Range<usize>) -> Range<usize> {
    match toml.get(literal.clone()).and_then(|written| written.find(text)) {
        Some(offset) => literal.start + offset + part.start..literal.start + offset + part.end,
        None => literal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_its_place() {
        let toml = "a = \"b é c\"\nd = ['e', \"f\\u00e9\"]\n[[g]]\nh = \"\"\"\ni\n\"\"\"\nj = 1\nk = { l = \"m\" }\n";
        let mut texts = Vec::new();
        each_text(toml, &mut |text, literal| {
            let place = place(toml, text, literal, &(0..1));
            texts.push((text.to_owned(), toml[place].to_owned()));
        });
        let texts: Vec<_> = texts.iter().map(|(text, place)| (text.as_str(), place.as_str())).collect();
        assert_eq!(texts, [("b é c", "b"), ("e", "e"), ("fé", "\"f\\u00e9\""), ("i\n", "i"), ("m", "m")]);
    }
}
