//! Reads a language file: tables of texts, flat by their full key.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::Texts;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::syntax_faults;
use crate::source::Source;

/// A text of a language file with the place of its value.
pub(super) struct Written {
    pub(super) key: String,
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// The texts of a file that has no mistake.
pub(super) fn texts(text: &str) -> Result<Texts, String> {
    let source = Source::new("language", text);
    let (written, problems) = written(&source);
    match problems.first() {
        Some(problem) => Err(problem.message.clone()),
        None => Ok(written.into_iter().map(|written| (written.key, written.text)).collect()),
    }
}

/// The texts of a file, and every place where there is something else.
pub(super) fn written(source: &Source) -> (Vec<Written>, Vec<Diagnostic>) {
    let mut problems = syntax_faults(source, 0..source.text().len());
    let mut found = Vec::new();
    if problems.is_empty() {
        let (tree, _) = DeTable::parse_recoverable(source.text());
        walk(source, tree.get_ref(), "", &mut found, &mut problems);
    }
    (found, problems)
}

fn walk(
    source: &Source,
    table: &DeTable<'_>,
    path: &str,
    found: &mut Vec<Written>,
    problems: &mut Vec<Diagnostic>,
) {
    for (name, value) in table {
        let name = name.get_ref();
        let key = if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
        match value.get_ref() {
            DeValue::String(text) => {
                found.push(Written { key, text: text.to_string(), range: value.span() });
            }
            DeValue::Table(table) => walk(source, table, &key, found, problems),
            _ => problems.push(
                Diagnostic::at(Code::WrongType, source, value.span(), format!("`{key}` is no text"))
                    .help("write the words in double quotes"),
            ),
        }
    }
}
