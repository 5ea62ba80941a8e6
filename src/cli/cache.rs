//! What a build leaves on the disk for the next one: the folder `.isles/cache` beside `book.toml`.
//!
//! Keys are hashes of contents, of the settings of the run and of this program; no time decides what is built.
//! Each file says its format and ends with a hash of itself: one that is damaged, cut off, or of another program
//! counts as not there, and the build is merely slower. Every file is put in its place at once, so two builds at
//! a time do no harm: the later one's stays.

mod file;
mod pictures;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Kept;
use crate::check::names::Clean;
use crate::diagnostic::Diagnostic;
use crate::input::{Input, Options};
use crate::render::{audit, kept};
use crate::write::{IN_MEMORY_BYTES, Shelf, Stamps, Standing};

/// The folder, beside `book.toml`. Folders whose names begin with a dot are never read as content.
pub const FOLDER: &str = ".isles/cache";

/// The folder around it.
const AROUND: &str = ".isles";

/// What tells that the folder is a cache.
const TAG: &str = "CACHEDIR.TAG";

/// How the name of the file of an output folder ends.
const ENDING: &str = ".build";

/// What keeps the folder out of version control, and backups that heed the sign.
const BESIDE: [(&str, &str); 2] = [
    (".gitignore", "*\n"),
    (TAG, "Signature: 8a477f597d28d172789f06886806bc55\n# What Isles built, for the next build.\n"),
];

/// The place of what builds leave for each other.
pub struct Cache {
    folder: PathBuf,
    /// The file of this output folder.
    file: PathBuf,
    program: blake3::Hash,
}

/// What a build left.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Left {
    /// A hash of everything that it was built from.
    whole: Option<blake3::Hash>,
    /// What was said of it.
    diagnostics: Vec<Diagnostic>,
    /// What the disk said of its files.
    pub stamps: Stamps,
    pages: kept::Kept,
    clean: Clean,
    audit: audit::Kept,
}

impl Cache {
    /// The cache for builds of the site at `root` into `dest`; none where this program cannot be told from others, and
    /// where something else than a folder stands in its place.
    pub fn of(root: &Path, dest: &Path) -> Option<Self> {
        let places = [AROUND, FOLDER].map(|path| root.join(path));
        if places.iter().any(|place| place.symlink_metadata().is_ok_and(|data| !data.is_dir())) {
            return None;
        }
        let program = fs::read(std::env::current_exe().ok()?).ok()?;
        let folder = root.join(FOLDER);
        // By its path from the site, so that a cache brought to another computer finds its output folder again.
        let named = dest.strip_prefix(root).unwrap_or(dest).to_string_lossy();
        let file = folder.join(format!("{}{ENDING}", &blake3::hash(named.as_bytes()).to_hex()[..16]));
        Some(Self { folder, file, program: blake3::hash(&program) })
    }

    /// Where the files of a large site lie while it is built.
    pub fn shelf(&self) -> Shelf {
        let folder = self.folder.clone();
        Shelf::new(IN_MEMORY_BYTES, move || {
            // Where nothing may be written beside the site, the system has a place for such files.
            prepare(&folder).and_then(|()| tempfile::tempfile_in(&folder)).or_else(|_| tempfile::tempfile())
        })
    }

    /// What the last build into the output folder left; nothing where it cannot be used.
    pub fn left(&self) -> Left {
        file::read(&self.file, self.program).unwrap_or_default()
    }

    /// A hash of everything that a build is made from.
    pub fn whole(&self, input: &Input, options: &Options) -> blake3::Hash {
        let files: Vec<_> = input.content.iter().chain(&input.themes).collect();
        let hashes: Vec<blake3::Hash> =
            files.par_iter().map(|file| kept::hash(&[file.path.as_bytes(), &file.bytes])).collect();
        let run = format!("{options:?} {:?}", input.problems);
        let config = input.config.as_deref();
        let roster = input.roster.as_deref().map(str::as_bytes);
        let there = [u8::from(config.is_some()), u8::from(roster.is_some())];
        let mut parts: Vec<&[u8]> = vec![run.as_bytes(), &there];
        parts.extend([config.unwrap_or_default(), roster.unwrap_or_default()]);
        parts.push(self.program.as_bytes());
        parts.extend(hashes.iter().map(|hash| hash.as_bytes().as_slice()));
        kept::hash(&parts)
    }

    /// What a build may keep: pages as they stand in the output folder, and pictures of the files of `input`.
    pub fn kept(&self, left: &mut Left, standing: Standing, input: &Input) -> Kept {
        let mut pages = std::mem::take(&mut left.pages);
        pages.standing = standing;
        Kept {
            files: pictures::read(&self.folder, input),
            pages,
            clean: std::mem::take(&mut left.clean),
            audit: std::mem::take(&mut left.audit),
            ..Kept::default()
        }
    }

    /// Leaves what the next build may keep.
    ///
    /// # Errors
    /// What the computer says; the site is built all the same.
    pub fn leave(
        &self,
        whole: blake3::Hash,
        diagnostics: Vec<Diagnostic>,
        stamps: Stamps,
        kept: Kept,
    ) -> io::Result<()> {
        prepare(&self.folder)?;
        let Kept { files, pages, clean, audit, records: _, computed: _, theme: _ } = kept;
        pictures::write(&self.folder, &files)?;
        let left = Left { whole: Some(whole), diagnostics, stamps, pages, clean, audit };
        file::write(&self.file, self.program, &left)
    }
}

/// Makes the folder, where there is none.
fn prepare(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, text) in BESIDE {
        if !folder.join(name).exists() {
            fs::write(folder.join(name), text)?;
        }
    }
    Ok(())
}

impl Left {
    /// What was said of the last build, where it was made from the same.
    pub fn said_of(&self, whole: blake3::Hash) -> Option<&[Diagnostic]> {
        (self.whole == Some(whole)).then_some(&self.diagnostics)
    }
}

/// Deletes what builds of the site at `root` left, and nothing that they did not. Returns whether there was anything.
///
/// # Errors
/// What the computer says.
pub fn remove(root: &Path) -> io::Result<bool> {
    let Some(folder) = own_folder(root).filter(|folder| folder.join(TAG).is_file()) else {
        return Ok(false);
    };
    pictures::remove(&folder)?;
    file::clear(&folder, is_own)?;
    // It may hold the schemas of an editor.
    file::remove_if_empty(&root.join(AROUND))?;
    Ok(true)
}

/// Whether a file in the cache is one that builds leave there, by its name.
fn is_own(name: &str) -> bool {
    BESIDE.iter().any(|(own, _)| *own == name) || name.ends_with(ENDING)
}

/// The cache of the site at `root`, reached through folders alone; none where there is none.
fn own_folder(root: &Path) -> Option<PathBuf> {
    let [around, folder] = [AROUND, FOLDER].map(|path| root.join(path));
    (file::is_folder(&around) && file::is_folder(&folder)).then_some(folder)
}

#[cfg(test)]
mod tests;
