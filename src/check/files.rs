//! Files that nothing refers to, and files that may not be referred to.

use std::collections::BTreeSet;

use super::Context;
use crate::catalog::{Destination, Entry, resolve_path};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::LinkKind;
use crate::view::{Seen, View};

/// A file that no record names or links to.
pub fn unused(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    let mut used = BTreeSet::new();
    for (_, entry) in context.view.entries() {
        used.extend(named_files(context.view, entry));
        used.extend(linked_files(context.view, entry).into_iter().map(|(path, _)| path));
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
    for (_, entry) in context.view.entries() {
        let record = &entry.record;
        for (path, range) in linked_files(context.view, entry) {
            if context.view.is_rows(&path) {
                let at = range.start + record.body.start..range.end + record.body.start;
                let message = format!("`{path}` holds rows about people and is published nowhere");
                let problem = Diagnostic::at(Code::RowsPublished, &record.source, at, message);
                problems
                    .push(problem.help("link to the record that reads the file; its counts are shown there"));
            }
        }
    }
}

/// The files that a record's fields name.
fn named_files(view: &View<'_>, entry: &Entry) -> Vec<String> {
    let record = &entry.record;
    let uses = record.data.fields().files();
    uses.iter().filter_map(|file| resolve_path(view.src(), record.source.path(), file.path).ok()).collect()
}

/// The files that a record's text links to or shows, and where.
fn linked_files(view: &View<'_>, entry: &Entry) -> Vec<(String, std::ops::Range<usize>)> {
    let record = &entry.record;
    let links = entry.outline.links.iter().filter(|link| link.kind == LinkKind::Inline);
    let links = links.map(|link| (view.destination(record, &link.destination), &link.range));
    let images = entry.outline.images.iter();
    let images = images.map(|image| (view.image_destination(record, &image.destination), &image.range));
    links
        .chain(images)
        .filter_map(|(seen, range)| match seen {
            Seen::Shown(Destination::File(path)) => Some((path, range.clone())),
            _ => None,
        })
        .collect()
}
