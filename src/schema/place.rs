//! Where a field of a TOML text stands.

use std::ops::Range;

use toml::de::DeTable;

use crate::source::Source;

/// Ends a path that means the name of a field rather than its value.
pub const KEY: &str = "#key";

/// Where the field of that path (`goals[1].measure`) stands in the TOML in `range`: its value, or its
/// name where the path ends in [`KEY`]; the header of the table that lacks it; `None` where there is
/// no such table.
pub fn place_of(source: &Source, range: Range<usize>, path: &str) -> Option<Range<usize>> {
    let (path, of_key) = match path.strip_suffix(KEY) {
        Some(path) => (path, true),
        None => (path, false),
    };
    let (tree, _) = DeTable::parse_recoverable(&source.text()[range.clone()]);
    let mut found = None;
    let mut table = Some(tree.get_ref());
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        let (name, indices) = split_indices(step);
        let Some((key, mut value)) = table.and_then(|table| table.get_key_value(name)) else {
            break;
        };
        for index in indices {
            match value.get_ref().as_array().and_then(|list| list.get(index)) {
                Some(item) => value = item,
                None => break,
            }
        }
        let of_key = of_key && steps.peek().is_none();
        found = Some(if of_key { key.span() } else { value.span() });
        table = value.get_ref().as_table();
    }
    found.map(|span| span.start + range.start..span.end + range.start)
}

/// `goals[1]` as its name and its indices.
fn split_indices(step: &str) -> (&str, Vec<usize>) {
    let Some((name, rest)) = step.split_once('[') else {
        return (step, Vec::new());
    };
    (name, rest.split('[').filter_map(|index| index.trim_end_matches(']').parse().ok()).collect())
}
