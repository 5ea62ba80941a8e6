//! Files that nothing refers to.

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
