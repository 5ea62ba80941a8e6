//! Records as they were read before, so that only what changed is read again.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::layout::RecordFile;
use crate::markdown::{Outline, outline};
use crate::record::{Key, Record, Schemas, parse};
use crate::source::Source;

/// What files say as records, by a hash of their path and bytes: nothing else decides what a file says.
#[derive(Debug, Clone, Default)]
pub struct Known(HashMap<blake3::Hash, Arc<Read>>);

/// A file read as a record.
#[derive(Debug)]
pub(super) struct Read {
    /// The record with what its body holds; none where it cannot be told.
    pub record: Option<(Arc<Record>, Arc<Outline>)>,
    /// Every problem of the file.
    pub problems: Vec<Diagnostic>,
}

/// The hash of a file's path and bytes.
pub(super) fn digest(file: &RecordFile) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(file.path.len() as u64).to_le_bytes());
    hasher.update(file.path.as_bytes()).update(&file.bytes);
    hasher.finalize()
}

impl Known {
    /// A file as a record: read now, or as it is known.
    pub(super) fn read(
        &self,
        digest: blake3::Hash,
        key: &Key,
        file: &RecordFile,
        schemas: &Schemas,
    ) -> Arc<Read> {
        // The same bytes at the same path are another kind where the settings name another content folder.
        let known = self.0.get(&digest).filter(|read| read.is_of(key));
        known.cloned().unwrap_or_else(|| Arc::new(Read::of(key, file, schemas)))
    }

    pub(super) fn keep(&mut self, digest: blake3::Hash, read: Arc<Read>) {
        self.0.insert(digest, read);
    }
}

/// A record of more bytes than this is not read: 2 MB, which is the length of several novels.
const MOST_RECORD_BYTES: usize = 2_000_000;

fn too_large(path: &str) -> Diagnostic {
    let most = MOST_RECORD_BYTES / 1_000_000;
    let message = format!("this record has more than {most} MB");
    Diagnostic::file(Code::TooLarge, path, message)
        .help("move data into a CSV file, and a long document into a file that the record links to")
}

impl Read {
    fn of(key: &Key, file: &RecordFile, schemas: &Schemas) -> Self {
        if file.bytes.len() > MOST_RECORD_BYTES {
            return Self { record: None, problems: vec![too_large(&file.path)] };
        }
        match Source::decode(file.path.as_str(), &file.bytes) {
            Ok(source) => {
                let parsed = parse(key.clone(), source, schemas);
                let with_outline = |record: Record| {
                    let outline = outline(record.body());
                    (Arc::new(record), Arc::new(outline))
                };
                Self { record: parsed.record.map(with_outline), problems: parsed.problems }
            }
            Err(error) => {
                let problem = Diagnostic::file(Code::NotText, &file.path, error.to_string())
                    .help("save it as plain text, or attach it to a record under `files`");
                Self { record: None, problems: vec![problem] }
            }
        }
    }

    fn is_of(&self, key: &Key) -> bool {
        self.record.as_ref().is_some_and(|(record, _)| record.key == *key)
    }
}
