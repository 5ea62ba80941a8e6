//! The only writer: puts the files of a site into its output folder and deletes only what it wrote itself.
//! For the one command that changes records, [`rewrite`] puts a file in another's place at once.
//!
//! In this order, so that a build killed at any moment leaves whole files, and none that nobody owns:
//! 1. everything is compared and checked, and nothing is touched if anything is refused;
//! 2. the manifest becomes the list of all old and new files;
//! 3. what pages need (styles, images, data) is written, then the pages;
//! 4. files of the last build that this one no longer has are deleted;
//! 5. the manifest becomes the list of the new files.

mod destination;
mod file;
mod lock;
mod manifest;
mod plan;
mod shelf;
mod stamps;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::output::{Build, Output};

pub use crate::output::Standing;
pub use destination::check_destination;
pub use file::rewrite;
pub use manifest::NAME as MANIFEST;
pub use shelf::{IN_MEMORY_BYTES, Shelf};
pub use stamps::Stamps;

use lock::Lock;
use manifest::Manifest;
use plan::{Action, Content, NewFile, Plan, Step};

/// How many files a build made, changed, left as they were, and deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files that were not there.
    pub created: usize,
    /// Files that held something else.
    pub changed: usize,
    /// Files that held the same bytes and were not touched.
    pub unchanged: usize,
    /// Files of the last build that this one does not have.
    pub removed: usize,
}

/// Why an output folder was not written to, or not wholly.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder must not be an output folder.
    #[error(
        "the site cannot go to `{}`: {why}. Name another folder with `-d`, or `build-dir` in book.toml",
        dest.display()
    )]
    Destination {
        /// The folder.
        dest: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Something is in the way that Isles did not write.
    #[error(
        "Isles did not make `{}` and will not touch it: {why}. Nothing was changed. Move it away, or name an \
         empty folder with `-d`",
        path.display()
    )]
    Foreign {
        /// The folder, or the file in it.
        path: PathBuf,
        /// Why it is in the way.
        why: String,
    },
    /// A path that may lead out of the output folder, or cannot stand in it.
    #[error("`{path}` cannot be a file of the site: {why}. Nothing was changed")]
    Unsafe {
        /// The path below the output folder.
        path: String,
        /// What is wrong with it, and what to do.
        why: String,
    },
    /// The list of Isles' own files cannot be understood.
    #[error(
        "`{}`, the list of the files that Isles made there, {why}. Without it nobody can tell them from yours, \
         so nothing was changed. If that folder holds nothing but a built site, delete the folder and build \
         again; otherwise name an empty folder with `-d`",
        path.display()
    )]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Another build is at work in the folder.
    #[error(
        "another build is writing to `{}`. Wait until it is done, or stop it, then build again",
        dest.display()
    )]
    Locked {
        /// The folder.
        dest: PathBuf,
    },
    /// The computer refused.
    #[error(
        "could not {action} `{}`: {source}. See that there is room, that you may write there and that no \
         other program holds it, then build again",
        path.display()
    )]
    Io {
        /// What was tried, such as `write`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the computer said.
        source: io::Error,
    },
}

impl WriteError {
    fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.to_path_buf(), source }
    }
}

/// Makes `dest` hold these files and none of an earlier build's besides. Files that hold the same bytes
/// already are not touched; each other file is replaced at once, never seen half written.
///
/// # Errors
/// A refusal ([`WriteError`] but [`WriteError::Io`]) comes before anything in `dest` is changed. After an
/// error of the computer every file is whole, the old or the new one, and the next build puts things right.
pub fn write(dest: &Path, outputs: &[Output]) -> Result<Written, WriteError> {
    let files = outputs.iter().map(NewFile::of).collect();
    Folder::open(dest)?.put(files, &Standing::new())
}

/// An output folder with a built site in it, held against other builds; or a folder to be.
#[derive(Debug)]
pub struct Folder {
    dest: PathBuf,
    /// Held where there is a site already.
    lock: Option<Lock>,
    owned: Option<Manifest>,
}

impl Folder {
    /// Looks at an output folder. Nothing in it is changed.
    ///
    /// # Errors
    /// Where the folder must not be written to, or another build is writing to it.
    pub fn open(dest: &Path) -> Result<Self, WriteError> {
        // Before even a lock is put into a folder that may be somebody else's.
        manifest::check_ownership(dest)?;
        let mut folder = Self { dest: dest.to_path_buf(), lock: None, owned: None };
        if file::kind(&dest.join(MANIFEST))?.is_some() {
            folder.hold()?;
        }
        Ok(folder)
    }

    /// Holds the folder. What it owns is read only then: another build may have been at work until now.
    fn hold(&mut self) -> Result<(), WriteError> {
        self.lock = Some(Lock::take(&self.dest)?);
        self.owned = Manifest::read(&self.dest)?;
        Ok(())
    }

    /// The files of the last build that stand as it left them. Those of which the disk says what it said then are
    /// taken at its word; all others are read.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn standing(&self, stamps: &Stamps) -> Result<Standing, WriteError> {
        let Some(owned) = self.owned.as_ref().filter(|owned| owned.complete) else {
            return Ok(Standing::new());
        };
        let files: Vec<(&str, blake3::Hash)> = owned.hashes().collect();
        let stands = |(path, hash): &(&str, blake3::Hash)| {
            let on_disk = self.dest.join(path);
            let known = stamps.get(*path).is_some_and(|known| stamps::stamp(&on_disk) == Some(*known));
            Ok(known || stamps::hash(&on_disk)? == Some(*hash))
        };
        let found: Vec<Result<bool, WriteError>> = files.par_iter().map(stands).collect();
        let mut standing = Standing::new();
        for ((path, hash), stands) in files.into_iter().zip(found) {
            if stands? {
                standing.insert(path.to_owned(), hash);
            }
        }
        Ok(standing)
    }

    /// Whether the folder holds exactly the files of the last build, as it left them.
    pub fn is_whole(&self, standing: &Standing) -> bool {
        self.owned.as_ref().is_some_and(|owned| owned.complete && owned.paths().count() == standing.len())
    }

    /// As [`write()`] the files of a site, of which some were found by [`Self::standing`] and stay as they are, and
    /// some lie on this shelf.
    ///
    /// # Errors
    /// As [`write()`].
    pub fn write(&mut self, site: &Build, shelf: &Shelf) -> Result<Written, WriteError> {
        let aside = site.aside.iter().map(|(path, aside)| NewFile {
            path,
            hash: aside.hash,
            content: Content::Aside(aside.place, shelf),
        });
        let here: Vec<NewFile<'_>> = site.outputs.par_iter().map(NewFile::of).collect();
        self.put(here.into_iter().chain(aside).collect(), &site.standing)
    }

    fn put(&mut self, files: Vec<NewFile<'_>>, standing: &Standing) -> Result<Written, WriteError> {
        destination::check_paths(&files.iter().map(|file| file.path), standing)?;
        if self.lock.is_none() {
            fs::create_dir_all(&self.dest).map_err(WriteError::io("make the folder", &self.dest))?;
            self.hold()?;
        }
        let (dest, owned) = (self.dest.as_path(), self.owned.as_ref());
        let plan = Plan::new(dest, owned, files, standing)?;
        file::remove_leftovers(dest, owned)?;
        if plan.is_done(owned) {
            return Ok(plan.written(0));
        }
        let cleared = begin(dest, owned, &plan)?;
        put_files(dest, &plan)?;
        let stale = file::remove_files(dest, &plan.stale)?;
        plan.next.save(dest)?;
        let written = plan.written(cleared + stale);
        let next = plan.next;
        self.owned = Some(next);
        Ok(written)
    }

    /// What the disk says now of the files of the site.
    pub fn stamps(&self) -> Stamps {
        stamps::stamps(&self.dest, self.owned.iter().flat_map(Manifest::paths))
    }
}

/// Deletes the files that Isles wrote into `dest`, the folders this empties, and what Isles keeps there for
/// itself; returns how many files of the site that were. A folder that does not exist is clean.
///
/// # Errors
/// [`WriteError::Foreign`] where `dest` has no manifest; otherwise as [`write()`].
pub fn clean(dest: &Path) -> Result<usize, WriteError> {
    if !file::exists(dest)? {
        return Ok(0);
    }
    manifest::check_manifest(dest)?;
    let lock = Lock::take(dest)?;
    // The build that held the lock until now may have been another `clean`.
    let Some(owned) = Manifest::read(dest)? else { return Ok(0) };
    destination::check_links(dest, &destination::folders(owned.paths()))?;
    file::remove_leftovers(dest, Some(&owned))?;
    let paths: BTreeSet<&str> = owned.paths().collect();
    let removed = file::remove_files(dest, &paths)?;
    file::remove(&dest.join(MANIFEST))?;
    lock.remove()?;
    file::remove_folder_if_empty(dest)?;
    Ok(removed)
}

/// Lists what will be there during the build, then removes old files that stand where new folders or
/// files must go. Returns how many those were.
fn begin(dest: &Path, owned: Option<&Manifest>, plan: &Plan) -> Result<usize, WriteError> {
    plan.next.while_replacing(owned).save(dest)?;
    file::remove_files(dest, &plan.blocking)
}

/// Writes what pages need before the pages, so that no page asks for a file that is not there yet.
fn put_files(dest: &Path, plan: &Plan<'_>) -> Result<(), WriteError> {
    let (pages, needed): (Vec<&Step<'_>>, Vec<&Step<'_>>) = plan
        .steps
        .iter()
        .filter(|step| step.action != Action::Keep)
        .partition(|step| is_page(step.file.path));
    for folder in destination::folders(needed.iter().chain(&pages).map(|step| step.file.path)) {
        let folder = dest.join(folder);
        fs::create_dir_all(&folder).map_err(WriteError::io("make the folder", &folder))?;
    }
    for steps in [needed, pages] {
        let put = |step: &&Step<'_>| {
            let path = dest.join(step.file.path);
            let bytes = step.file.content.read().map_err(WriteError::io("write", &path))?;
            file::replace(&path, &bytes)
        };
        // Gathered before looking, so that of several errors always the first by path is told.
        let results: Vec<Result<(), WriteError>> = steps.par_iter().map(put).collect();
        results.into_iter().collect::<Result<(), WriteError>>()?;
    }
    Ok(())
}

fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"))
}

#[cfg(test)]
mod tests;
