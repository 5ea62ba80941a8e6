//! Files that nothing refers to, and files that may not be referred to.

use std::collections::BTreeSet;

use super::Context;
use crate::diagnostic::{Code, Diagnostic};

/// A file that no record names or links to.
pub fn unused(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for (_, files) in context.view.file_links() {
        used.extend(files.named.iter().map(|(_, path)| path.as_str()));
        used.extend(files.in_text.iter().map(|(path, _)| path.as_str()));
    }
    for path in context.view.file_paths().filter(|path| !used.contains(*path)) {
        let problem =
            Diagnostic::file(Code::UnusedFile, path, "nothing refers to this file, so it is not published");
        problems
            .push(problem.help("link to it from a record, name it under `files` or `data`, or delete it"));
    }
}

/// A text that links to rows about people.
pub fn published_rows(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for (ix, files) in context.view.file_links() {
        let Some(record) = context.view.get(ix).map(|entry| &entry.record) else { continue };
        for (path, range) in &files.in_text {
            if context.view.is_rows(path) {
                let at = range.start + record.body.start..range.end + record.body.start;
                let message = format!("`{path}` holds rows about people and is published nowhere");
                let problem = Diagnostic::at(Code::RowsPublished, &record.source, at, message);
                problems
                    .push(problem.help("link to the record that reads the file; its counts are shown there"));
            }
        }
    }
}
