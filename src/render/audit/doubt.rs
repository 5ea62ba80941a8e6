//! What a site would say if its hidden records said something else.
//!
//! A page can hold the words of a hidden record without having them from it: the program says "what was learned from
//! the first visits", and so does a record. Where a phrase is met, the site is therefore made once more from records
//! that do not hold it. What it says then it does not have from them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::hidden::{Hidden, Holder};
use super::texts::Texts;
use super::words::Form;
use crate::input::{Input, InputFile};

/// The input without the hidden texts that hold one of the phrases, and with other names of their files.
pub(super) fn without(input: &Input, hidden: &Hidden, phrases: &HashSet<u64>) -> Input {
    let mut renamed: Vec<(String, String)> = Vec::new();
    let mut changed: HashMap<&str, String> = HashMap::new();
    for holder in hidden.holders() {
        if holds(hidden, &holder.name, Form::Markup, phrases) {
            renamed.push((holder.name.clone(), other(&holder.name)));
        }
        if let Some(text) = without_texts(holder, hidden, phrases) {
            changed.insert(holder.source.path(), text);
        }
    }
    renamed.sort_unstable();
    renamed.dedup();
    let mut input = input.clone();
    for file in &mut input.content {
        if let Some(text) = changed.remove(file.path.as_str()) {
            file.bytes = Arc::from(text.into_bytes());
        }
        if !renamed.is_empty() {
            rename(file, &renamed);
        }
    }
    input.content.sort_by(|a, b| a.path.cmp(&b.path));
    input
}

/// A word in the place of a text: the same for the same text, so that what belongs together stays together.
fn other(text: &str) -> String {
    format!("x{}", &blake3::hash(text.as_bytes()).to_hex()[..12])
}

/// Whether a text holds one of the phrases.
fn holds(hidden: &Hidden, text: &str, form: Form, phrases: &HashSet<u64>) -> bool {
    let mut is_held = false;
    hidden.each_in(text.as_bytes(), form, &mut |hash, _| is_held |= phrases.contains(&hash));
    is_held
}

/// A holder's text without what holds one of the phrases, where anything does.
fn without_texts(holder: &Holder, hidden: &Hidden, phrases: &HashSet<u64>) -> Option<String> {
    let text = holder.source.text();
    let mut gone: Vec<(Range<usize>, String)> = Vec::new();
    holder.texts.each(&holder.source, &mut |range, text| {
        if holds(hidden, text, Form::Markdown, phrases) {
            let instead = match holder.texts {
                Texts::Record(body) if range.start < body => format!("\"{}\"", other(text)),
                Texts::Rows => String::new(),
                _ => other(text),
            };
            gone.push((range, instead));
        }
    });
    if gone.is_empty() {
        return None;
    }
    let mut left = String::with_capacity(text.len());
    let mut done = 0;
    for (range, instead) in gone.into_iter().filter(|(range, _)| range.start <= range.end) {
        if range.start >= done {
            left.push_str(&text[done..range.start]);
            left.push_str(&instead);
            done = range.end;
        }
    }
    left.push_str(&text[done..]);
    Some(left)
}

/// Gives records and files other names, in the names of their files and wherever they are named.
fn rename(file: &mut InputFile, renamed: &[(String, String)]) {
    for (old, new) in renamed {
        if file.path.contains(old.as_str()) {
            file.path = with_name(&file.path, old, new);
        }
    }
    if !(file.path.ends_with(".md") || file.path.ends_with(".toml")) {
        return;
    }
    let Ok(mut text) = crate::source::decode_text(&file.bytes) else {
        return;
    };
    let mut is_changed = false;
    for (old, new) in renamed {
        if text.contains(old.as_str()) {
            text = with_name(&text, old, new);
            is_changed = true;
        }
    }
    if is_changed {
        file.bytes = Arc::from(text.into_bytes());
    }
}

/// A text with another name in the place of one, wherever it stands by itself.
fn with_name(text: &str, old: &str, new: &str) -> String {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    let mut named = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(old) {
        let (before, after) = (&rest[..at], &rest[at + old.len()..]);
        let is_name = !named.chars().chain(before.chars()).next_back().is_some_and(is_part)
            && !after.starts_with(is_part);
        named.push_str(before);
        named.push_str(if is_name { new } else { old });
        rest = after;
    }
    named + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_replaced_where_it_stands_by_itself() {
        let named = with_name("a-b, a-b-c x/a-b.md a-b", "a-b", "y");
        assert_eq!(named, "y, a-b-c x/y.md y");
    }
}
