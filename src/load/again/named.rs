//! Reading a few files again, without a look at all the others.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::super::{MANIFEST, Read, is_hidden, read_bytes};
use super::{Change, How, Loaded, Stamp};
use crate::input::InputFile;

/// What lies at a path, as a look at all files would find it.
enum There {
    /// A file that is read.
    File(Stamp, Vec<u8>),
    /// Nothing; so no file lies below it either.
    Nothing,
}

/// The site with these files as they are now; none where only a look at all files can tell what happened: to folders,
/// to links, to what cannot be read, and to `book.toml`.
pub(super) fn reread(root: &Path, old: &Loaded, named: &BTreeSet<String>) -> Option<(Loaded, Vec<Change>)> {
    let found: Vec<(&String, There)> =
        named.iter().map(|path| Some((path, there(root, old, path)?))).collect::<Option<_>>()?;
    let mut new = old.clone();
    let mut changes = Vec::new();
    for (path, there) in found {
        match there {
            There::File(stamp, bytes) => {
                changes.extend(take(&mut new, path, |file| is_below(file, path)));
                changes.extend(put(&mut new, path, stamp, bytes));
            }
            There::Nothing => {
                changes.extend(take(&mut new, path, |file| file == path || is_below(file, path)));
            }
        }
    }
    changes.sort_by(|a: &Change, b| a.path.cmp(&b.path));
    Some((new, changes))
}

/// What lies at a path; none where that is told by a look at all files alone.
fn there(root: &Path, old: &Loaded, path: &str) -> Option<There> {
    let is_told_of = |problem: &str| problem == path || is_below(problem, path);
    if old.input.problems.iter().any(|problem| is_told_of(&problem.file)) {
        return None;
    }
    let folder = [old.content.as_path(), &root.join("themes")]
        .into_iter()
        .find(|folder| root.join(path).starts_with(folder) && root.join(path) != **folder)?
        .to_path_buf();
    if !is_plain_way(root, &folder) {
        return None;
    }
    let inside = root.join(path).strip_prefix(&folder).ok()?.to_path_buf();
    let (mut disk, mut parts) = (folder, inside.components().peekable());
    while let Some(part) = parts.next() {
        let name = part.as_os_str().to_str()?;
        if is_hidden(name) {
            return None;
        }
        disk.push(name);
        let data = match fs::symlink_metadata(&disk) {
            Ok(data) => data,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(There::Nothing),
            Err(_) => return None,
        };
        match parts.peek() {
            Some(_) if !data.is_dir() || disk == old.build_dir || disk.join(MANIFEST).is_file() => {
                return None;
            }
            None if !data.is_file() => return None,
            _ => {}
        }
    }
    let Read { stamp, bytes, .. } = read_bytes(&disk).ok()?;
    Some(There::File(stamp, bytes?))
}

/// Whether a folder of the site is reached through folders and no links.
fn is_plain_way(root: &Path, folder: &Path) -> bool {
    let ways = folder.ancestors().take_while(|way| *way != root && way.starts_with(root));
    ways.into_iter().all(|way| fs::symlink_metadata(way).is_ok_and(|data| data.is_dir()))
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Puts a file as it is now in its place.
fn put(site: &mut Loaded, path: &str, stamp: Stamp, bytes: Vec<u8>) -> Option<Change> {
    site.stamps.insert(path.to_owned(), stamp);
    let files = files_of(site, path);
    let change = |how| Some(Change { path: path.to_owned(), how });
    match files.binary_search_by(|file| file.path.as_str().cmp(path)) {
        Ok(at) if *files[at].bytes == *bytes => None,
        Ok(at) => {
            files[at].bytes = bytes.into();
            change(How::Changed)
        }
        Err(at) => {
            files.insert(at, InputFile { path: path.to_owned(), bytes: bytes.into() });
            change(How::New)
        }
    }
}

/// Takes out the files that are gone, at a path or below it.
fn take(site: &mut Loaded, path: &str, is_gone: impl Fn(&str) -> bool) -> Vec<Change> {
    let gone: Vec<InputFile> = files_of(site, path).extract_if(.., |file| is_gone(&file.path)).collect();
    for file in &gone {
        site.stamps.remove(&file.path);
    }
    gone.into_iter().map(|file| Change { path: file.path, how: How::Gone }).collect()
}

/// The files among which one at this path stands.
fn files_of<'s>(site: &'s mut Loaded, path: &str) -> &'s mut Vec<InputFile> {
    if is_below(path, "themes") { &mut site.input.themes } else { &mut site.input.content }
}
