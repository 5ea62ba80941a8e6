//! What the disk says of files that a build left, so that the next one need not read them to know that they are
//! still the same.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::WriteError;

/// What the disk said of every file of a site just after it was written, by path.
pub type Stamps = BTreeMap<String, Stamp>;

/// A file's length and when it was last changed, as finely as the disk counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    length: u64,
    nanoseconds: u128,
}

/// What the disk says of a file; nothing of what is no file, or where it cannot tell.
pub(super) fn stamp(path: &Path) -> Option<Stamp> {
    let data = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    let changed = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(Stamp { length: data.len(), nanoseconds: changed.as_nanos() })
}

/// What the disk says of files below a folder; those of which it cannot tell are left out.
pub(super) fn stamps<'p>(dest: &Path, paths: impl Iterator<Item = &'p str>) -> Stamps {
    let paths: Vec<&str> = paths.collect();
    let stamps: Vec<Option<Stamp>> = paths.par_iter().map(|path| stamp(&dest.join(path))).collect();
    let known = paths.into_iter().zip(stamps);
    known.filter_map(|(path, stamp)| Some((path.to_owned(), stamp?))).collect()
}

/// The hash of what a file holds now; nothing where there is no file.
pub(super) fn hash(path: &Path) -> Result<Option<blake3::Hash>, WriteError> {
    if !super::file::kind(path)?.is_some_and(|kind| kind.is_file()) {
        return Ok(None);
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Some(blake3::hash(&bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::io("read", path)(error)),
    }
}
