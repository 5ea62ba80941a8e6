//! What a build writes, as values.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{self, Diagnostic};

/// The bytes of an output: made by the build, or shared with the file they were copied from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bytes {
    /// Made by the build.
    Made(Vec<u8>),
    /// Shared with an input.
    Shared(Arc<[u8]>),
    /// Part of the program: the theme's own files.
    Static(&'static [u8]),
}

impl Bytes {
    /// Whether these are the same bytes at the same place in memory.
    #[cfg_attr(not(feature = "serve"), allow(dead_code, reason = "asked by the preview"))]
    pub(crate) fn is_shared_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Shared(bytes), Self::Shared(others)) => Arc::ptr_eq(bytes, others),
            _ => false,
        }
    }

    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        match self {
            Self::Made(bytes) => bytes,
            Self::Shared(bytes) => bytes,
            Self::Static(bytes) => bytes,
        }
    }
}

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Path below the output folder, with `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Bytes,
}

/// Where a file lies on a [`Shelf`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its first byte.
    pub start: u64,
    /// How many bytes it has.
    pub length: usize,
}

/// Takes files of a site as they are made, so that not all of a large site is in memory at once.
pub trait Shelf: Sync {
    /// Takes what a file holds and says where it lies; nothing where it is to stay in memory.
    fn put(&self, bytes: &[u8]) -> Option<Place>;

    /// Whether memory is to be spared: then a build keeps nothing in it for the next one but what a disk keeps too.
    fn spares_memory(&self) -> bool {
        true
    }

    /// Whether pages are to be shown before the whole site is made.
    fn shows(&self) -> bool {
        false
    }

    /// Shows pages of which nothing is left to find out but what the whole site says: they are read, and what is known
    /// so far has no error.
    fn show(&self, _ahead: Ahead) {}
}

/// Pages that are made before the others, because the records they are about are not what they were.
#[derive(Debug, Clone, Default)]
pub struct Ahead {
    /// The pages and what lies beside them, sorted by path.
    pub outputs: Vec<Output>,
    /// The addresses of pages that there were in the build before and are no more.
    pub gone: BTreeSet<String>,
}

/// Takes nothing: all of a site stays in memory.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoShelf;

impl Shelf for NoShelf {
    fn put(&self, _: &[u8]) -> Option<Place> {
        None
    }

    fn spares_memory(&self) -> bool {
        false
    }
}

/// Files that stand in an output folder, by path, with the hashes of their bytes.
pub type Standing = BTreeMap<String, blake3::Hash>;

/// A file of the site that was put aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aside {
    /// The hash of its bytes.
    pub hash: blake3::Hash,
    /// Where it lies.
    pub place: Place,
}

/// What a build came to.
#[derive(Debug, Clone, Default)]
pub struct Build {
    /// The files of the site, sorted by path; empty where there is an error.
    pub outputs: Vec<Output>,
    /// Files of the site that need not be written, because they lie in the output folder with bytes of these hashes;
    /// empty unless the one who asked for the build said what lies there.
    pub standing: Standing,
    /// Files of the site that were put on the shelf of the one who asked for the build.
    pub aside: BTreeMap<String, Aside>,
    /// Every problem found, in the order in which they are listed.
    pub diagnostics: Vec<Diagnostic>,
}

impl Build {
    /// The paths of all files of the site.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        let outputs = self.outputs.iter().map(|output| &output.path);
        outputs.chain(self.standing.keys()).chain(self.aside.keys())
    }

    /// Whether anything is wrong enough that nothing may be written.
    pub fn has_errors(&self) -> bool {
        diagnostic::has_error(&self.diagnostics)
    }
}
