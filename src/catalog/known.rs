//! What a build knows of files, so that only what changed is read again.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Catalog;
use super::data::KnownData;
use super::names::Names;
use super::web::Web;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::RecordFile;
use crate::markdown::{Outline, outline};
use crate::record::{Key, Record, Schemas, parse};
use crate::source::Source;

/// What files say, and how records are joined. What is known of a file counts where its path and bytes are the same:
/// nothing else decides what it says.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// In the order of their keys.
    records: Arc<Vec<Arc<KnownRecord>>>,
    files: Arc<BTreeMap<String, HashedFile>>,
    pub(super) web: Arc<Web>,
    pub(super) data: KnownData,
}

/// A file that is no record.
#[derive(Debug, Clone)]
pub(crate) struct HashedFile {
    /// What it holds.
    pub bytes: Arc<[u8]>,
    /// The hash of that.
    pub hash: blake3::Hash,
}

/// A file that is a record.
#[derive(Debug)]
pub(super) struct KnownRecord {
    key: Key,
    bytes: Arc<[u8]>,
    path: Arc<str>,
    /// The hash of its path and bytes.
    pub digest: blake3::Hash,
    read: Arc<Read>,
}

/// A file read as a record.
#[derive(Debug)]
struct Read {
    /// The record with what its body holds; none where it cannot be told.
    record: Option<(Arc<Record>, Arc<Outline>)>,
    /// Every problem of the file.
    problems: Vec<Diagnostic>,
}

/// The paths of files with the hashes of what they hold.
fn hashes(files: &BTreeMap<String, HashedFile>) -> impl Iterator<Item = (&String, blake3::Hash)> {
    files.iter().map(|(path, file)| (path, file.hash))
}

/// The hash of a file's path and bytes.
fn digest(file: &RecordFile<'_>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(file.path.len() as u64).to_le_bytes());
    hasher.update(file.path.as_bytes()).update(file.bytes);
    hasher.finalize()
}

impl Known {
    /// What is known of the files of a catalog.
    pub(super) fn of(records: Vec<Arc<KnownRecord>>, catalog: &Catalog, data: KnownData) -> Self {
        Self { records: Arc::new(records), files: catalog.files.clone(), web: catalog.web.clone(), data }
    }

    /// Whether these are the files that were there.
    pub(super) fn has_files(&self, files: &Arc<BTreeMap<String, HashedFile>>) -> bool {
        Arc::ptr_eq(&self.files, files) || hashes(&self.files).eq(hashes(files))
    }

    /// The names of the records and files that were there.
    pub(super) fn names(&self) -> &Arc<Names> {
        self.web.names()
    }

    /// Files as records: read now, or as they are known.
    pub(super) fn records(&self, files: &[(Key, RecordFile<'_>)]) -> Vec<Arc<KnownRecord>> {
        let mut known = self.records.iter().peekable();
        let mut beside = |key: &Key| {
            while known.next_if(|known| known.key < *key).is_some() {}
            known.next_if(|known| known.key == *key)
        };
        let known: Vec<Option<&Arc<KnownRecord>>> = files.iter().map(|(key, _)| beside(key)).collect();
        let with_known = files.par_iter().zip(known);
        with_known.map(|((key, file), known)| KnownRecord::of(key, file, known)).collect()
    }

    /// Files that are no records, with their hashes.
    pub(super) fn files(&self, files: &BTreeMap<&str, &Arc<[u8]>>) -> Arc<BTreeMap<String, HashedFile>> {
        let is_known = |(path, bytes): (&&str, &&Arc<[u8]>)| {
            self.files.get(*path).is_some_and(|known| Arc::ptr_eq(&known.bytes, bytes))
        };
        if files.len() == self.files.len() && files.iter().all(is_known) {
            return self.files.clone();
        }
        let hashed = |(path, bytes): (&&str, &&Arc<[u8]>)| {
            let known = self.files.get(*path).filter(|known| Arc::ptr_eq(&known.bytes, bytes));
            let hash = known.map_or_else(|| blake3::hash(bytes), |known| known.hash);
            ((*path).to_owned(), HashedFile { bytes: (*bytes).clone(), hash })
        };
        let hashed: Vec<(String, HashedFile)> = files.par_iter().map(hashed).collect();
        Arc::new(hashed.into_iter().collect())
    }
}

impl KnownRecord {
    /// A file as a record: read now, or as it is known by the same key.
    fn of(key: &Key, file: &RecordFile<'_>, known: Option<&Arc<Self>>) -> Arc<Self> {
        // One key can be that of two files in turn.
        let known = known.filter(|known| *known.path == *file.path);
        if let Some(same) = known.filter(|known| Arc::ptr_eq(&known.bytes, file.bytes)) {
            return same.clone();
        }
        let digest = digest(file);
        let read = known.filter(|known| known.digest == digest).map(|known| known.read.clone());
        Arc::new(Self {
            key: key.clone(),
            bytes: file.bytes.clone(),
            path: known.map_or_else(|| file.path.into(), |known| known.path.clone()),
            digest,
            read: read.unwrap_or_else(|| Arc::new(Read::of(key, file, Schemas::shared()))),
        })
    }

    /// The record with what its body holds; none where it cannot be told.
    pub(super) fn record(&self) -> Option<&(Arc<Record>, Arc<Outline>)> {
        self.read.record.as_ref()
    }

    /// Every problem of the file.
    pub(super) fn problems(&self) -> &[Diagnostic] {
        &self.read.problems
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
    fn of(key: &Key, file: &RecordFile<'_>, schemas: &Schemas) -> Self {
        if file.bytes.len() > MOST_RECORD_BYTES {
            return Self { record: None, problems: vec![too_large(file.path)] };
        }
        match Source::decode(file.path, file.bytes) {
            Ok(source) => {
                let parsed = parse(key.clone(), source, schemas);
                let with_outline = |record: Record| {
                    let outline = outline(record.body());
                    (Arc::new(record), Arc::new(outline))
                };
                Self { record: parsed.record.map(with_outline), problems: parsed.problems }
            }
            Err(error) => {
                let problem = Diagnostic::file(Code::NotText, file.path, error.to_string())
                    .help("save it as plain text, or attach it to a record under `files`");
                Self { record: None, problems: vec![problem] }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::index;
    use crate::input::InputFile;
    use crate::layout::layout;

    fn site(files: &[(&str, &Arc<[u8]>)]) -> Vec<InputFile> {
        files
            .iter()
            .map(|(path, bytes)| InputFile { path: (*path).into(), bytes: (*bytes).clone() })
            .collect()
    }

    #[test]
    fn what_is_known_is_of_the_same_file_with_the_same_bytes() {
        let bytes = |text: &str| -> Arc<[u8]> { Arc::from(text.as_bytes()) };
        let school = bytes("name = \"X\"\nlevel = \"other\"\n");
        let page = |title: &str| bytes(&format!("+++\ntitle = \"{title}\"\n+++\n"));
        let (one, other) = (page("One"), page("Other"));
        let read = |files: &[(&str, &Arc<[u8]>)], known: &Known| {
            let files = site(files);
            let (catalog, known, problems) = index(layout("content", &files), "content", known);
            assert_eq!(problems, []);
            (catalog, known)
        };
        let pages = |catalog: &Catalog| -> Vec<Arc<Record>> {
            catalog
                .all_of(crate::record::Kind::Page)
                .iter()
                .map(|ix| catalog.entry(*ix).record.clone())
                .collect()
        };
        let start =
            [("content/pages/a.md", &one), ("content/pages/b.md", &one), ("content/school.toml", &school)];
        let (first, known) = read(&start, &Known::default());
        let first = pages(&first);

        // One is saved with other words, a third comes.
        let now = [start[0], ("content/pages/aa.md", &one), ("content/pages/b.md", &other), start[2]];
        let (second, known) = read(&now, &known);
        let changed = second.changed_since(&known);
        assert_eq!(changed, Some(Vec::new()), "of itself nothing is another");
        let second = pages(&second);
        assert!(Arc::ptr_eq(&first[0], &second[0]), "not read again");
        assert_eq!((second[1].title(), second[2].title()), ("One", "Other"));

        // The same key and the same bytes in another folder are another file.
        let moved = [("content/pages/new/a.md", &one), start[1], start[2]];
        let (third, _) = read(&moved, &known);
        assert_eq!(pages(&third)[0].source.path(), "content/pages/new/a.md");
        assert_eq!(third.changed_since(&known).map(|changed| changed.len()), Some(2), "it and the saved one");
    }
}
