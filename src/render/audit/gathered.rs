//! Everything that an audience may not see with all its phrases, whether or not what is seen says the same: as long as
//! nothing hidden changes, it is gathered once.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Audited;
use super::hidden::{Holder, Spot, Why, stem};
use super::phrases::{self, Phrases};
use super::texts::Texts;
use super::words::Form;
use crate::audience::Audience;
use crate::catalog::Entry;
use crate::publish::PublishedFile;
use crate::source::Source;

/// What is hidden, from what it was gathered, and its phrases.
#[derive(Debug)]
pub(super) struct Gathered {
    basis: Basis,
    /// A hash of all that decides what is gathered.
    pub key: blake3::Hash,
    pub holders: Vec<Holder>,
    pub phrases: Phrases<Spot>,
    /// The hash of each phrase, by its number.
    pub hashes: Vec<u64>,
    /// All hashes of phrases in one.
    pub fingerprint: u64,
    /// What hidden files hold, each with its place among the holders.
    pub files: Vec<(Arc<[u8]>, usize)>,
}

/// All that decides what is gathered.
#[derive(Debug, PartialEq, Eq)]
struct Basis {
    /// A hash of everything but the records.
    base: blake3::Hash,
    records: Vec<(blake3::Hash, Audience, bool)>,
    files: Vec<HiddenFile>,
}

impl Basis {
    fn key(&self) -> blake3::Hash {
        let Self { base, records, files } = self;
        let mut hasher = blake3::Hasher::new();
        hasher.update(base.as_bytes());
        for (digest, audience, draft) in records {
            hasher.update(digest.as_bytes()).update(&[*audience as u8, u8::from(*draft)]);
        }
        for HiddenFile { path, bytes, pieces, is_rows } in files {
            hasher
                .update(&(path.len() as u64).to_le_bytes())
                .update(path.as_bytes())
                .update(&[u8::from(*is_rows)]);
            for bytes in std::iter::once(bytes).chain(pieces) {
                hasher.update(blake3::hash(bytes).as_bytes());
            }
        }
        hasher.finalize()
    }
}

/// A file that is no record and that nobody sees.
#[derive(Debug, PartialEq, Eq)]
struct HiddenFile {
    path: String,
    bytes: Arc<[u8]>,
    /// What would be published for it, where it may be.
    pieces: Vec<Arc<[u8]>>,
    is_rows: bool,
}

/// Files that are shorter say nothing by which they could be recognized.
const SHORTEST_FILE: usize = 32;

impl Gathered {
    /// Gathers what is hidden beside the files that are `seen`: as it was gathered `before`, where that is the same.
    pub(super) fn of(
        audited: &Audited<'_, '_>,
        (base, seen): (blake3::Hash, &BTreeSet<String>),
        before: Option<&Arc<Self>>,
    ) -> Arc<Self> {
        let hidden = audited.everything.entries().filter(|(ix, _)| audited.view.get(*ix).is_none());
        let entries: Vec<&Entry> = hidden.map(|(_, entry)| entry).collect();
        let records = entries.iter().map(|entry| (entry.digest, entry.audience, entry.draft)).collect();
        let basis = Basis { base, records, files: hidden_files(audited, seen) };
        match before.filter(|before| before.basis == basis) {
            Some(same) => same.clone(),
            None => Arc::new(Self::anew(basis, &entries)),
        }
    }

    fn anew(basis: Basis, entries: &[&Entry]) -> Self {
        let mut holders: Vec<Holder> = entries.iter().map(|entry| holder_of(entry)).collect();
        let of_records: Vec<Vec<(u64, Spot)>> =
            entries.par_iter().enumerate().map(|(holder, entry)| of_record(entry, holder)).collect();
        let mut found: Vec<(u64, Spot)> = of_records.into_iter().flatten().collect();
        let mut files = Vec::new();
        for file in &basis.files {
            let holder = holders.len();
            let all = file.pieces.iter().chain([&file.bytes]).filter(|bytes| bytes.len() >= SHORTEST_FILE);
            files.extend(all.map(|bytes| (bytes.clone(), holder)));
            holders.push(of_file(file, holder, &mut found));
        }
        let mut known: FxHashMap<u64, Spot> = HashMap::default();
        let mut hashes = Vec::new();
        for (hash, spot) in found {
            known.entry(hash).or_insert_with(|| {
                hashes.push(hash);
                // Of more phrases than that no memory has room.
                let number = u32::try_from(hashes.len() - 1).unwrap_or(u32::MAX);
                spot.numbered(number)
            });
        }
        let fingerprint = hashes.iter().fold(0, |all, hash| all ^ hash);
        let (key, phrases) = (basis.key(), Phrases::new(known, |spot| spot.is_long));
        Self { basis, key, holders, phrases, hashes, fingerprint, files }
    }
}

fn holder_of(entry: &Entry) -> Holder {
    let why = if entry.draft { Why::Draft } else { Why::For(entry.audience) };
    let record = &entry.record;
    let texts = Texts::Record(record.body.start);
    Holder { source: record.source.clone(), why, name: record.key.id.as_str().to_owned(), texts }
}

/// The phrases of a hidden record.
fn of_record(entry: &Entry, holder: usize) -> Vec<(u64, Spot)> {
    let mut found = Vec::new();
    let texts = Texts::Record(entry.record.body.start);
    texts.each(&entry.record.source, &mut |range, text| add(text, &range, holder, &mut found));
    name(entry.record.key.id.as_str(), holder, &mut found);
    found
}

/// A hidden file as a holder; adds its phrases.
fn of_file(file: &HiddenFile, holder: usize, found: &mut Vec<(u64, Spot)>) -> Holder {
    let HiddenFile { path, bytes, is_rows, .. } = file;
    let source = Source::decode(path.as_str(), bytes).unwrap_or_else(|_| Source::new(path.as_str(), ""));
    let texts = match Form::of(path) {
        Some(_) if *is_rows => Texts::Rows,
        Some(_) => Texts::Table,
        None => Texts::None,
    };
    texts.each(&source, &mut |range, text| match is_rows {
        true => phrases::first(text, &mut |hash, is_long| {
            found.push((hash, Spot::new(holder, Some(&range), is_long)));
        }),
        false => add(text, &range, holder, found),
    });
    name(stem(path), holder, found);
    let why = if *is_rows { Why::Rows } else { Why::File };
    Holder { source, why, name: stem(path).to_owned(), texts }
}

/// Adds the phrases of a text that stands in a holder at `within`.
fn add(text: &str, within: &Range<usize>, holder: usize, found: &mut Vec<(u64, Spot)>) {
    phrases::each(text, Form::Markdown, &mut |hash, is_long, _| {
        found.push((hash, Spot::new(holder, Some(within), is_long)));
    });
}

/// Adds a name as a phrase.
fn name(name: &str, holder: usize, found: &mut Vec<(u64, Spot)>) {
    phrases::each(name, Form::Markup, &mut |hash, is_long, _| {
        found.push((hash, Spot::new(holder, None, is_long)));
    });
}

/// The files that are no records and that nobody sees.
fn hidden_files(audited: &Audited<'_, '_>, seen: &BTreeSet<String>) -> Vec<HiddenFile> {
    let everything = audited.everything;
    let paths = everything.file_paths().filter(|path| everything.is_rows(path) || !seen.contains(*path));
    let file = |path: &str| {
        let pieces = audited.published.get(path).into_iter().flat_map(PublishedFile::pieces);
        Some(HiddenFile {
            path: path.to_owned(),
            bytes: audited.bytes_of(path)?.clone(),
            pieces: pieces.map(|piece| piece.bytes.clone()).collect(),
            is_rows: everything.is_rows(path),
        })
    };
    paths.filter_map(file).collect()
}
