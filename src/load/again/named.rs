//! Reading a few files again, where nothing is said to have happened but that they were saved.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::super::{Read, read_bytes};
use super::{Change, How, Loaded};

/// The site with these files as they are now; nothing where one of them is not, or was not, a plain file in plain
/// folders that can be read: then only a look at all files can tell what happened.
pub(super) fn reread(root: &Path, old: &Loaded, named: &BTreeSet<String>) -> Option<(Loaded, Vec<Change>)> {
    let mut read = Vec::with_capacity(named.len());
    for path in named {
        old.stamps.get(path)?;
        is_plain(root, path).then_some(())?;
        let Read { stamp, bytes, .. } = read_bytes(&root.join(path)).ok()?;
        read.push((path, stamp, bytes?));
    }
    let mut new = old.clone();
    let mut changes = Vec::new();
    for (path, stamp, bytes) in read {
        let folder = if path.starts_with("themes/") { &mut new.input.themes } else { &mut new.input.content };
        let at = folder.binary_search_by(|file| file.path.cmp(path)).ok()?;
        if *folder[at].bytes != *bytes {
            folder[at].bytes = bytes.into();
            changes.push(Change { path: path.clone(), how: How::Changed });
        }
        new.stamps.insert(path.clone(), stamp);
    }
    Some((new, changes))
}

/// Whether a path leads through folders to a file, and through no link of the file system.
fn is_plain(root: &Path, path: &str) -> bool {
    let is = |path: &str, what: fn(&fs::Metadata) -> bool| {
        fs::symlink_metadata(root.join(path)).is_ok_and(|data| what(&data))
    };
    let mut folders = path.match_indices('/').map(|(end, _)| &path[..end]);
    folders.all(|folder| is(folder, fs::Metadata::is_dir)) && is(path, fs::Metadata::is_file)
}
