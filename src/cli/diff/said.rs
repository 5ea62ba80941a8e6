//! Small sentences of a comparison.

use serde::Serialize;

use crate::date::When;
use crate::language::Language;
use crate::record::Unit;
use crate::report::number::{plain, with_unit};

/// Characters of a text that are quoted.
const QUOTED: usize = 240;

/// "The target is now 65 %; it was 60 %."; nothing where both are the same.
pub fn changed<T: PartialEq>(
    name: &str,
    old: Option<&T>,
    new: Option<&T>,
    say: impl Fn(&T) -> String,
) -> Option<String> {
    match (old, new) {
        (Some(old), Some(new)) if old != new => {
            Some(format!("{name} is now {}; it was {}.", say(new), say(old)))
        }
        (None, Some(new)) => Some(format!("{name} is {}; there was none.", say(new))),
        (Some(old), None) => Some(format!("{name} is no longer set; it was {}.", say(old))),
        _ => None,
    }
}

/// A text in quotation marks, cut where it is long.
#[allow(clippy::ptr_arg, reason = "it says what a field holds, and fields hold `String`")]
pub fn quoted(text: &String) -> String {
    format!("“{}”", short(text))
}

/// The same as the end of a sentence, which has one full stop.
#[allow(clippy::ptr_arg, reason = "as `quoted`")]
pub fn quoted_last(text: &String) -> String {
    let quoted = quoted(text);
    match quoted.trim_end_matches('”').ends_with(['.', '!', '?', '…']) {
        true => quoted,
        false => quoted + ".",
    }
}

/// A text on one line, cut where it is long, without anything that turns or hides what stands after it.
pub fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().filter(|letter| !is_invisible(*letter)).collect();
    match line.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

/// Control characters, and those that turn the direction of writing or have no width.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A date in words.
pub fn day(when: &When) -> String {
    super::in_words(*when)
}

/// A value as its measure counts.
pub fn value((value, unit): &(f64, Option<Unit>)) -> String {
    unit.map_or_else(
        || plain(Language::english(), *value),
        |unit| with_unit(Language::english(), *value, unit),
    )
}

/// A word of a choice as it stands in a sentence.
pub fn word<T: Serialize>(choice: &T) -> String {
    serde_json::to_value(choice)
        .ok()
        .and_then(|value| value.as_str().map(|word| word.replace('-', " ")))
        .unwrap_or_default()
}

/// The old and the new of a list, matched by a key; those of one key in their order. What is new or on both sides
/// stands in the order of the new list, and what is gone after it.
pub fn pairs<'r, T>(
    old: &'r [T],
    new: &'r [T],
    key: impl Fn(&T) -> &str,
) -> Vec<(Option<&'r T>, Option<&'r T>)> {
    let mut waiting: std::collections::HashMap<&str, std::collections::VecDeque<usize>> = Default::default();
    for (index, item) in old.iter().enumerate() {
        waiting.entry(key(item)).or_default().push_back(index);
    }
    let mut found: Vec<(Option<&T>, Option<&T>)> = Vec::with_capacity(new.len());
    let mut met = vec![false; old.len()];
    for item in new {
        let same = waiting.get_mut(key(item)).and_then(std::collections::VecDeque::pop_front);
        if let Some(index) = same {
            met[index] = true;
        }
        found.push((same.and_then(|index| old.get(index)), Some(item)));
    }
    found.extend(old.iter().zip(met).filter(|(_, met)| !met).map(|(item, _)| (Some(item), None)));
    found
}
