//! Single files and folders of an output folder: look, compare, replace, remove.

use std::collections::BTreeSet;
use std::fs::{self, File, FileType};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use rayon::prelude::*;
use tempfile::NamedTempFile;

use super::WriteError;
use super::destination::folders;
use super::manifest::Manifest;

/// How the name of a file begins that is being written and not yet in its place.
pub const UNFINISHED: &str = ".isles-tmp-";

/// Whether there is anything at a path; a link counts as what it leads to.
pub fn exists(path: &Path) -> Result<bool, WriteError> {
    path.try_exists().map_err(WriteError::io("look at", path))
}

/// What lies at a path, links not followed.
pub fn kind(path: &Path) -> Result<Option<FileType>, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(data) => Ok(Some(data.file_type())),
        Err(error) if leads_nowhere(&error) => Ok(None),
        Err(error) => Err(WriteError::io("look at", path)(error)),
    }
}

/// Whether the file at a path holds exactly these bytes.
pub fn holds(path: &Path, bytes: &[u8]) -> Result<bool, WriteError> {
    compare(path, bytes).map_err(WriteError::io("read", path))
}

fn compare(path: &Path, mut expected: &[u8]) -> io::Result<bool> {
    let file = File::open(path)?;
    if file.metadata()?.len() != expected.len() as u64 {
        return Ok(false);
    }
    let mut file = BufReader::with_capacity(1 << 16, file);
    loop {
        let found = file.fill_buf()?;
        if found.is_empty() {
            return Ok(expected.is_empty());
        }
        let Some(rest) = expected.strip_prefix(found) else { return Ok(false) };
        expected = rest;
        let length = found.len();
        file.consume(length);
    }
}

/// Puts a file in its place at once: whoever reads it meanwhile sees the old one or the new one, whole.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    stage(path, bytes).and_then(|staged| put(staged, path)).map_err(WriteError::io("write", path))
}

/// As [`replace`], and the file survives a power cut once this returns.
pub fn replace_durably(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let write = || {
        let staged = stage(path, bytes)?;
        staged.as_file().sync_all()?;
        put(staged, path)
    };
    write().map_err(WriteError::io("write", path))
}

/// As `replace_durably` for a file that is there and not one of a site: who may read and write it stays
/// as it was.
///
/// # Errors
/// What the computer says; the file is then the old one, whole.
pub fn rewrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let permissions = fs::metadata(path)?.permissions();
    let staged = stage(path, bytes)?;
    staged.as_file().set_permissions(permissions)?;
    staged.as_file().sync_all()?;
    put(staged, path)
}

/// Writes bytes beside a path, on the same disk, under a name that says it is unfinished.
fn stage(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile<File>> {
    let folder = path.parent().unwrap_or(Path::new(""));
    // Not `tempfile`'s own way of creating: its files may be read by nobody else, and a site must be.
    let mut staged =
        tempfile::Builder::new().prefix(UNFINISHED).make_in(folder, |name| File::create_new(name))?;
    staged.as_file_mut().write_all(bytes)?;
    Ok(staged)
}

fn put(staged: NamedTempFile<File>, path: &Path) -> io::Result<()> {
    staged.persist(path).map(drop).map_err(|failure| failure.error)
}

/// Removes a file, or a link itself; a folder is left alone. Returns whether there was one.
pub fn remove(path: &Path) -> Result<bool, WriteError> {
    match kind(path)? {
        Some(kind) if !kind.is_dir() => {}
        _ => return Ok(false),
    }
    fs::remove_file(path).map_err(WriteError::io("delete", path))?;
    Ok(true)
}

/// Removes files below a folder and then the folders that this empties. Returns how many files there were.
pub fn remove_files(dest: &Path, paths: &BTreeSet<&str>) -> Result<usize, WriteError> {
    let results: Vec<Result<bool, WriteError>> =
        paths.par_iter().map(|path| remove(&dest.join(path))).collect();
    let mut removed = 0;
    for result in results {
        removed += usize::from(result?);
    }
    // In reverse order a folder comes after the folders in it.
    for folder in folders(paths.iter().copied()).into_iter().rev() {
        remove_folder_if_empty(&dest.join(folder))?;
    }
    Ok(removed)
}

/// Removes a folder that holds nothing; anything else, and a link to a folder, is left alone.
pub fn remove_folder_if_empty(path: &Path) -> Result<(), WriteError> {
    if !kind(path)?.is_some_and(|kind| kind.is_dir()) {
        return Ok(());
    }
    let mut entries = fs::read_dir(path).map_err(WriteError::io("read the folder", path))?;
    match entries.next() {
        Some(_) => Ok(()),
        None => fs::remove_dir(path).map_err(WriteError::io("delete the folder", path)),
    }
}

/// Removes unfinished files of a build that was killed. They can lie at the top, and if that build did not
/// finish its manifest, in every folder the manifest names.
pub fn remove_leftovers(dest: &Path, owned: Option<&Manifest>) -> Result<(), WriteError> {
    let unfinished = owned.filter(|manifest| !manifest.complete);
    let below = unfinished.map(|manifest| folders(manifest.paths())).unwrap_or_default();
    for folder in std::iter::once("").chain(below) {
        let folder = dest.join(folder);
        for name in names_in(&folder)? {
            if name.starts_with(UNFINISHED) {
                remove(&folder.join(name))?;
            }
        }
    }
    Ok(())
}

/// The names in a folder, sorted; none where there is no such folder. Letters that are none in any language
/// are replaced.
pub fn names_in(folder: &Path) -> Result<BTreeSet<String>, WriteError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if leads_nowhere(&error) => return Ok(BTreeSet::new()),
        Err(error) => return Err(WriteError::io("read the folder", folder)(error)),
    };
    entries
        .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<_>>()
        .map_err(WriteError::io("read the folder", folder))
}

/// With a file where its folder would be, a path leads to nothing as well.
fn leads_nowhere(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
