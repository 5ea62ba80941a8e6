//! What a build writes, as values.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Level};

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

/// What a build came to.
#[derive(Debug, Clone, Default)]
pub struct Build {
    /// The files of the site, sorted by path; empty where there is an error.
    pub outputs: Vec<Output>,
    /// Files of the site that need not be written, because they lie in the output folder with bytes of these hashes;
    /// empty unless the one who asked for the build said what lies there.
    pub standing: BTreeMap<String, blake3::Hash>,
    /// Every problem found, in the order in which they are listed.
    pub diagnostics: Vec<Diagnostic>,
}

impl Build {
    /// Whether anything is wrong enough that nothing may be written.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }
}
