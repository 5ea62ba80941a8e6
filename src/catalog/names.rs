//! What there is to link to, by name: nothing else decides where a reference or a path leads.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use super::RecordIx;
use crate::record::{Key, Record};

/// The names of everything in a content folder.
///
/// Two builds with the same names have their records at the same places, so that a link means the same in both.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The content folder.
    pub src: String,
    pub by_key: HashMap<Key, RecordIx>,
    pub by_path: HashMap<Arc<str>, RecordIx>,
    /// Keys of files that are there and could not be read as records.
    pub broken: BTreeSet<Key>,
    /// Paths of those files.
    pub broken_paths: BTreeSet<String>,
    /// Keys and paths of the records in their order.
    records: Vec<(Key, Arc<str>)>,
    /// Paths of the files that are no records, in order.
    files: Vec<String>,
    order: OnceLock<blake3::Hash>,
}

impl Names {
    /// The names of these records, broken records and other files; the very ones of `before` where those are the same.
    pub(super) fn of<'a>(
        src: &str,
        records: impl ExactSizeIterator<Item = &'a Record> + Clone,
        broken: Vec<(Key, String)>,
        files: impl Iterator<Item = &'a String> + Clone,
        before: &Arc<Self>,
    ) -> Arc<Self> {
        let is_broken = |(key, path)| before.broken.contains(key) && before.broken_paths.contains(path);
        let same_records = before.records.len() == records.len()
            && before
                .records
                .iter()
                .zip(records.clone())
                .all(|((key, path), record)| *key == record.key && path == record.source.shared_path());
        if same_records
            && before.src == src
            && before.broken.len() == broken.len()
            && broken.iter().map(|(key, path)| (key, path)).all(is_broken)
            && before.files.iter().eq(files.clone())
        {
            return before.clone();
        }
        let records: Vec<(Key, Arc<str>)> =
            records.map(|record| (record.key.clone(), record.source.shared_path().clone())).collect();
        let (broken, broken_paths) = broken.into_iter().unzip();
        Arc::new(Self {
            src: src.to_owned(),
            by_key: records
                .iter()
                .enumerate()
                .map(|(at, (key, _))| (key.clone(), RecordIx::at(at)))
                .collect(),
            by_path: records
                .iter()
                .enumerate()
                .map(|(at, (_, path))| (path.clone(), RecordIx::at(at)))
                .collect(),
            broken,
            broken_paths,
            records,
            files: files.cloned().collect(),
            order: OnceLock::new(),
        })
    }

    /// A hash of the keys of all records in their order.
    pub(super) fn order(&self) -> blake3::Hash {
        *self.order.get_or_init(|| {
            let mut hasher = blake3::Hasher::new();
            for (key, _) in &self.records {
                hasher.update(key.to_string().as_bytes()).update(&[0]);
            }
            hasher.finalize()
        })
    }
}
