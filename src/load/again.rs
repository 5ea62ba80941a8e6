//! Reading a site again: only the files that may have changed, and which of them did.

mod named;

pub use named::reread;

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::fs::{self, Metadata};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use super::{LoadError, Loaded, read_site};
use crate::align::side_by_side;
use crate::input::{Input, InputFile};

/// How closely the disk is looked at.
#[derive(Debug, Clone, Copy)]
pub enum Look<'a> {
    /// A file is read where its size or its times are others than they were, and where its path, or that of
    /// a folder it lies in, is among these.
    Quick(&'a BTreeSet<String>),
    /// Every file is read.
    Whole,
}

/// A file of the site that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Path from the site's root, with `/`.
    pub path: String,
    /// What happened to it.
    pub how: How,
}

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It was not there before.
    New,
    /// It holds something else, or can or cannot be read now.
    Changed,
    /// It is no longer there.
    Gone,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.how {
            How::New => "new",
            How::Changed => "changed",
            How::Gone => "deleted",
        };
        write!(f, "{how} {}", self.path)
    }
}

/// Reads a site again and says which files differ from `old`, sorted by path.
///
/// The names of all files are read anew. Bytes decide what differs; sizes and times only which
/// files need not be read. What did not change is shared with `old`.
///
/// # Errors
/// As [`load`](super::load()).
pub fn reload(root: &Path, old: &Loaded, look: Look<'_>) -> Result<(Loaded, Vec<Change>), LoadError> {
    Ok(with_changes(old, read_site(root, &Memory::of(old, look))?))
}

/// The same; nothing soon after another thread has set `given_up`.
///
/// # Errors
/// As [`reload`].
pub fn reload_unless(
    given_up: &AtomicBool,
    root: &Path,
    old: &Loaded,
    look: Look<'_>,
) -> Result<Option<(Loaded, Vec<Change>)>, LoadError> {
    let memory = Memory { given_up: Some(given_up), ..Memory::of(old, look) };
    let new = read_site(root, &memory)?;
    Ok((!memory.is_given_up()).then(|| with_changes(old, new)))
}

fn with_changes(old: &Loaded, new: Loaded) -> (Loaded, Vec<Change>) {
    let changes = changes(&old.input, &new.input);
    (new, changes)
}

/// What the disk said of each file, by its path from the site's root.
pub(super) type Stamps = HashMap<String, Stamp>;

/// What the disk said of a file just before it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    identity: Identity,
    /// Whether the last change is so long ago that another one would show in its time.
    settled: bool,
}

/// The coarsest clock among file systems in use: FAT counts time in steps of two seconds.
const COARSEST_CLOCK: Duration = Duration::from_secs(3);

/// What else tells two files of one name apart: the file's number, and when anything about it changed.
type Identity = [i64; 3];

impl Stamp {
    pub(super) fn of(data: &Metadata) -> Self {
        let modified = data.modified().ok();
        let age = modified.and_then(|modified| SystemTime::now().duration_since(modified).ok());
        let settled = age.is_some_and(|age| age > COARSEST_CLOCK);
        Self { length: data.len(), modified, identity: identity(data), settled }
    }
}

#[cfg(unix)]
fn identity(data: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    [data.ino().cast_signed(), data.ctime(), data.ctime_nsec()]
}

#[cfg(not(unix))]
fn identity(data: &Metadata) -> Identity {
    let since_1970 = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok();
    let created = data.created().ok().and_then(since_1970).unwrap_or_default();
    [0, i64::try_from(created.as_secs()).unwrap_or_default(), created.subsec_nanos().into()]
}

/// The files of the last reading.
pub(super) struct Memory<'a> {
    files: HashMap<&'a str, (&'a Arc<[u8]>, &'a Stamp)>,
    look: Look<'a>,
    /// Whether nobody waits for the reading any more, where that can be.
    given_up: Option<&'a AtomicBool>,
}

impl<'a> Memory<'a> {
    /// Nothing was read before.
    pub(super) fn none() -> Self {
        Self { files: HashMap::new(), look: Look::Whole, given_up: None }
    }

    fn of(old: &'a Loaded, look: Look<'a>) -> Self {
        let files = old.input.content.iter().chain(&old.input.themes);
        let known =
            |file: &'a InputFile| Some((file.path.as_str(), (&file.bytes, old.stamps.get(&file.path)?)));
        Self { files: files.filter_map(known).collect(), look, given_up: None }
    }

    /// Whether nobody waits for the reading any more.
    pub(super) fn is_given_up(&self) -> bool {
        self.given_up.is_some_and(|given_up| given_up.load(Ordering::Relaxed))
    }

    /// The bytes of a file that need not be read again.
    pub(super) fn unchanged(&self, path: &str, disk: &Path) -> Option<(Arc<[u8]>, Stamp)> {
        let Look::Quick(named) = self.look else { return None };
        let (bytes, stamp) = self.files.get(path)?;
        if !stamp.settled || is_named(named, path) {
            return None;
        }
        let now = Stamp::of(&fs::symlink_metadata(disk).ok()?);
        (now == **stamp).then(|| (Arc::clone(bytes), now))
    }

    /// The bytes just read, shared with the last reading where they are the same.
    pub(super) fn shared(&self, path: &str, bytes: Vec<u8>) -> Arc<[u8]> {
        match self.files.get(path) {
            Some((known, _)) if ***known == *bytes => Arc::clone(known),
            _ => bytes.into(),
        }
    }
}

/// Whether a path, or that of a folder above it, is among those named.
fn is_named(named: &BTreeSet<String>, path: &str) -> bool {
    let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
    named.contains(path) || { folders }.any(|folder| named.contains(folder))
}

/// Which files differ between two readings, sorted by path.
pub fn changes(old: &Input, new: &Input) -> Vec<Change> {
    let mut found = Vec::new();
    let config = |how| Change { path: "book.toml".into(), how };
    match (&old.config, &new.config) {
        (None, Some(_)) => found.push(config(How::New)),
        (Some(_), None) => found.push(config(How::Gone)),
        (old, new) if old != new => found.push(config(How::Changed)),
        _ => {}
    }
    compare(&old.content, &new.content, &mut found);
    compare(&old.themes, &new.themes, &mut found);
    if old.roster != new.roster {
        found.push(Change { path: "the roster".into(), how: How::Changed });
    }
    if old.problems != new.problems {
        let told: BTreeSet<String> = found.iter().map(|change| change.path.clone()).collect();
        let of_problems = changed_problems(old, new).into_iter().filter(|path| !told.contains(path));
        found.extend(of_problems.map(|path| Change { path, how: How::Changed }));
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The files about which something else is said than before.
fn changed_problems(old: &Input, new: &Input) -> BTreeSet<String> {
    let come = new.problems.iter().filter(|problem| !old.problems.contains(problem));
    let gone = old.problems.iter().filter(|problem| !new.problems.contains(problem));
    come.chain(gone).map(|problem| problem.file.to_string()).collect()
}

/// Two lists of files, each sorted by path.
fn compare(old: &[InputFile], new: &[InputFile], found: &mut Vec<Change>) {
    for (before, after) in side_by_side(old, new, |a, b| a.path.cmp(&b.path)) {
        let (path, how) = match (before, after) {
            (Some(before), Some(after)) => {
                if Arc::ptr_eq(&before.bytes, &after.bytes) || before.bytes == after.bytes {
                    continue;
                }
                (&after.path, How::Changed)
            }
            (Some(before), None) => (&before.path, How::Gone),
            (None, Some(after)) => (&after.path, How::New),
            (None, None) => continue,
        };
        found.push(Change { path: path.clone(), how });
    }
}

#[cfg(test)]
mod tests;
