//! Reading a few files again, without a look at all the others.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::{FolderReader, MANIFEST, Memory, is_hidden};
use super::{Change, How, Loaded, Stamps};
use crate::input::InputFile;

/// What lies at a path or below it, as a look at all files would find it.
#[derive(Default)]
struct There {
    files: Vec<InputFile>,
    stamps: Stamps,
}

/// Reads again what lies at these paths, files or folders, and says what changed, sorted by path. What happened to
/// other files is not seen.
///
/// Nothing, and the site is as it was, where only a look at all files can tell what happened: to links, to what cannot
/// be read, to `book.toml`, and to the folder of the records as a whole.
pub fn reread(root: &Path, site: &mut Loaded, named: &BTreeSet<String>) -> Option<Vec<Change>> {
    let found: Vec<(&String, There)> =
        named.iter().map(|path| Some((path, there(root, site, path)?))).collect::<Option<_>>()?;
    let mut changes: Vec<Change> =
        found.into_iter().flat_map(|(path, there)| put(site, path, there)).collect();
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    changes.dedup();
    Some(changes)
}

/// What lies at a path; none where that is told by a look at all files alone.
fn there(root: &Path, old: &Loaded, path: &str) -> Option<There> {
    let is_told_of = |problem: &str| is_at_or_below(problem, path);
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
    let mut is_folder = true;
    while let Some(part) = parts.next() {
        let name = part.as_os_str().to_str()?;
        if is_hidden(name) {
            return None;
        }
        disk.push(name);
        let data = match fs::symlink_metadata(&disk) {
            Ok(data) => data,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(There::default()),
            Err(_) => return None,
        };
        is_folder = data.is_dir();
        let is_built = is_folder && (disk == old.build_dir || disk.join(MANIFEST).is_file());
        let is_way = is_folder || parts.peek().is_none() && data.is_file();
        if is_built || !is_way {
            return None;
        }
    }
    read(root, &old.build_dir, path, (disk, is_folder))
}

/// Reads a file, or every file below a folder.
fn read(root: &Path, build_dir: &Path, path: &str, (disk, is_folder): (PathBuf, bool)) -> Option<There> {
    let (memory, mut problems, mut there) = (Memory::none(), Vec::new(), There::default());
    let stamps = &mut there.stamps;
    let mut reader = FolderReader { root, build_dir, memory: &memory, problems: &mut problems, stamps };
    there.files = match is_folder {
        true => reader.read(path),
        false => reader.read_all(vec![super::super::Found { path: path.to_owned(), disk }]),
    };
    problems.is_empty().then_some(there)
}

/// Whether a folder of the site is reached through folders and no links.
fn is_plain_way(root: &Path, folder: &Path) -> bool {
    let ways = folder.ancestors().take_while(|way| *way != root && way.starts_with(root));
    ways.into_iter().all(|way| fs::symlink_metadata(way).is_ok_and(|data| data.is_dir()))
}

fn is_at_or_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Puts what lies at a path and below it in the place of what lay there.
fn put(site: &mut Loaded, path: &str, there: There) -> Vec<Change> {
    let There { files: now, stamps } = there;
    let files = if is_at_or_below(path, "themes") { &mut site.input.themes } else { &mut site.input.content };
    let mut changes = Vec::new();
    let mut change = |path: &str, how| changes.push(Change { path: path.to_owned(), how });
    let is_gone = |file: &mut InputFile| is_at_or_below(&file.path, path) && !stamps.contains_key(&file.path);
    let gone: Vec<InputFile> = files.extract_if(.., is_gone).collect();
    for file in gone {
        site.stamps.remove(&file.path);
        change(&file.path, How::Gone);
    }
    for file in now {
        match files.binary_search_by(|other| other.path.cmp(&file.path)) {
            Ok(at) if *files[at].bytes == *file.bytes => {}
            Ok(at) => {
                change(&file.path, How::Changed);
                files[at] = file;
            }
            Err(at) => {
                change(&file.path, How::New);
                files.insert(at, file);
            }
        }
    }
    site.stamps.extend(stamps);
    changes
}
