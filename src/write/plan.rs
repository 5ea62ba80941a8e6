//! What writing a site would do to its output folder, found out before anything is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::output::Output;

use super::destination::{check_links, folders};
use super::manifest::Manifest;
use super::{Standing, WriteError, Written, file};

/// What happens to one file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is not there yet.
    Create,
    /// It is there and holds something else.
    Change,
    /// It is there and holds the same bytes.
    Keep,
}

/// One file of the site and what happens to it.
#[derive(Debug)]
pub struct Step<'a> {
    /// The file.
    pub output: &'a Output,
    /// What happens to it.
    pub action: Action,
}

/// Everything that writing a site would do.
#[derive(Debug)]
pub struct Plan<'a> {
    /// Every file of the site but those that stand, sorted by path.
    pub steps: Vec<Step<'a>>,
    /// Files of the last build that this one does not have and that stand where one of its files or
    /// folders must go: deleted first.
    pub blocking: BTreeSet<&'a str>,
    /// All others that this build does not have: deleted last.
    pub stale: BTreeSet<&'a str>,
    /// How many files stand as they are.
    standing: usize,
    /// The manifest when all is done.
    pub next: Manifest,
}

impl<'a> Plan<'a> {
    /// Compares a site with what is in its output folder.
    ///
    /// # Errors
    /// Where writing would follow a link, or replace something that Isles did not write.
    pub fn new(
        dest: &Path,
        owned: Option<&'a Manifest>,
        outputs: &'a [Output],
        standing: &'a Standing,
    ) -> Result<Self, WriteError> {
        let mut outputs: Vec<&Output> = outputs.iter().collect();
        outputs.sort_by_key(|output| &output.path);
        let site = Comparison::new(dest, owned, &outputs, standing)?;
        let results: Vec<Result<(Action, String), WriteError>> = outputs
            .par_iter()
            .map(|output| {
                Ok((site.action(output)?, blake3::hash(output.bytes.as_slice()).to_hex().to_string()))
            })
            .collect();

        let mut steps = Vec::with_capacity(outputs.len());
        let stand = standing.iter().map(|(path, hash)| (path.clone(), hash.to_hex().to_string()));
        let mut files: BTreeMap<String, String> = stand.collect();
        for (output, result) in outputs.into_iter().zip(results) {
            let (action, hash) = result?;
            files.insert(output.path.clone(), hash);
            steps.push(Step { output, action });
        }
        let next = Manifest::of(files);
        let gone = owned.into_iter().flat_map(Manifest::paths).filter(|path| !next.owns(path));
        let (blocking, stale) = gone.partition(|path| site.is_blocked_by(path, &next));
        Ok(Self { steps, blocking, stale, standing: standing.len(), next })
    }

    /// Whether the output folder is already as it should be.
    pub fn is_done(&self, owned: Option<&Manifest>) -> bool {
        owned == Some(&self.next) && self.steps.iter().all(|step| step.action == Action::Keep)
    }

    /// What was done, once it is done.
    pub fn written(&self, removed: usize) -> Written {
        let count = |action| self.steps.iter().filter(|step| step.action == action).count();
        Written {
            created: count(Action::Create),
            changed: count(Action::Change),
            unchanged: count(Action::Keep) + self.standing,
            removed,
        }
    }
}

/// What is compared: the output folder, what Isles owns in it, and where new files go.
struct Comparison<'a> {
    dest: &'a Path,
    owned: Option<&'a Manifest>,
    owned_folders: BTreeSet<&'a str>,
    new_folders: BTreeSet<&'a str>,
    /// The lower-case form of paths whose file is there under another spelling.
    respelled: BTreeSet<String>,
}

impl<'a> Comparison<'a> {
    fn new(
        dest: &'a Path,
        owned: Option<&'a Manifest>,
        outputs: &[&'a Output],
        standing: &'a Standing,
    ) -> Result<Self, WriteError> {
        let owned_folders = folders(owned.into_iter().flat_map(Manifest::paths));
        let paths = outputs.iter().map(|output| output.path.as_str());
        let new_folders = folders(paths.chain(standing.keys().map(String::as_str)));
        check_links(dest, &owned_folders)?;
        check_links(dest, &new_folders)?;
        let respelled = respelled(dest, owned, outputs);
        let comparison = Self { dest, owned, owned_folders, new_folders, respelled };
        for folder in &comparison.new_folders {
            let is_file = file::kind(&dest.join(folder))?.is_some_and(|kind| !kind.is_dir());
            if is_file && !comparison.owns(folder) {
                return Err(comparison.foreign(folder, "the site has a folder of this name"));
            }
        }
        Ok(comparison)
    }

    fn action(&self, output: &Output) -> Result<Action, WriteError> {
        let path = output.path.as_str();
        if self.respelled.contains(&path.to_lowercase()) {
            return Ok(Action::Create);
        }
        let on_disk = self.dest.join(path);
        let Some(kind) = file::kind(&on_disk)? else { return Ok(Action::Create) };
        if kind.is_dir() {
            self.check_folder_is_ours(&on_disk)?;
            return Ok(Action::Create);
        }
        if kind.is_file() && file::holds(&on_disk, output.bytes.as_slice())? {
            return Ok(Action::Keep);
        }
        if self.owns(path) {
            return Ok(Action::Change);
        }
        Err(self.foreign(path, "the site has a file of this name"))
    }

    /// A folder where a file must go may only hold files that will be gone by then.
    fn check_folder_is_ours(&self, folder: &Path) -> Result<(), WriteError> {
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|error| WriteError::io("read the folder", folder)(error.into()))?;
            let inside = entry.path().strip_prefix(self.dest).unwrap_or(entry.path());
            let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let path = parts.join("/");
            let ours = if entry.file_type().is_dir() {
                self.owned_folders.contains(&*path)
            } else {
                self.owns(&path)
            };
            if !ours {
                return Err(self.foreign(&path, "the site has a file where this is, or the folder around it"));
            }
        }
        Ok(())
    }

    /// Whether an old file stands in the way of a new one: as a file where a folder must go, in a folder
    /// where a file must go, or as the same file under another spelling.
    fn is_blocked_by(&self, old: &str, next: &Manifest) -> bool {
        self.new_folders.contains(old)
            || folders(std::iter::once(old)).into_iter().any(|folder| next.owns(folder))
            || self.respelled.contains(&old.to_lowercase())
    }

    fn owns(&self, path: &str) -> bool {
        self.owned.is_some_and(|owned| owned.owns(path))
    }

    fn foreign(&self, path: &str, why: &str) -> WriteError {
        WriteError::Foreign { path: self.dest.join(path), why: why.to_owned() }
    }
}

/// On Windows and macOS `Plan.html` and `plan.html` are one file: writing the new name and then deleting
/// the old one would delete the page.
fn respelled(dest: &Path, owned: Option<&Manifest>, outputs: &[&Output]) -> BTreeSet<String> {
    let new: BTreeMap<String, &str> =
        outputs.iter().map(|output| (output.path.to_lowercase(), output.path.as_str())).collect();
    let same_file = |old: &str, new: &str| {
        let (old, new) = (fs::canonicalize(dest.join(old)), fs::canonicalize(dest.join(new)));
        matches!((old, new), (Ok(old), Ok(new)) if old == new)
    };
    let is_respelled = |old: &str, spelling: &String| {
        new.get(spelling).is_some_and(|new| *new != old && same_file(old, new))
    };
    let old = owned.into_iter().flat_map(Manifest::paths).map(|old| (old, old.to_lowercase()));
    old.filter(|(old, spelling)| is_respelled(old, spelling)).map(|(_, spelling)| spelling).collect()
}
