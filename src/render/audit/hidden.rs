//! Everything that an audience may not see, and the phrases and files by which it is recognized.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Audited;
use super::phrases::{self, Phrases};
use super::said;
use super::texts::Texts;
use super::words::Form;
use crate::audience::Audience;
use crate::catalog::{Entry, resolve_path};
use crate::output::Output;
use crate::publish::{PublishedFile, files_of};
use crate::record::Use;
use crate::source::Source;

/// A record or file that the audience may not see.
#[derive(Debug)]
pub(super) struct Holder {
    /// From the site's root.
    pub source: Source,
    /// Why it is not seen.
    pub why: Why,
    /// The record's id, or the file's name without its ending.
    pub name: String,
    /// How its texts are told apart.
    pub texts: Texts,
}

/// Why something is not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// It is for fewer people.
    For(Audience),
    /// It is a draft.
    Draft,
    /// It holds rows about people.
    Rows,
    /// No record that is seen names it.
    File,
}

/// Where a phrase stands. A large district has a million of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    holder: u32,
    start: u32,
    /// Before the start where the phrase is the holder's name.
    end: u32,
    is_long: bool,
}

impl Spot {
    fn new(holder: usize, range: Option<&Range<usize>>, is_long: bool) -> Self {
        // No file that is read is as large as that.
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (start, end) = range.map_or((1, 0), |range| (small(range.start), small(range.end)));
        Self { holder: small(holder), start, end, is_long }
    }

    /// Its place among the holders.
    pub(super) fn holder(self) -> usize {
        self.holder as usize
    }

    /// Where in the holder's text; nothing where it is the holder's name.
    pub(super) fn range(self) -> Option<Range<usize>> {
        (self.start <= self.end).then_some(self.start as usize..self.end as usize)
    }
}

/// Something hidden that an output holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sighting {
    /// A phrase, by its hash, and the first line it stands on; 0 is the output's own path.
    Phrase(u64, usize),
    /// A whole file, by its place among the holders.
    File(usize),
}

impl Sighting {
    /// The hash of the phrase, where it is one.
    pub(super) fn phrase(&self) -> Option<u64> {
        match self {
            Self::Phrase(hash, _) => Some(*hash),
            Self::File(_) => None,
        }
    }
}

/// Everything that the audience of a build may not see.
#[derive(Debug)]
pub struct Hidden {
    pub(super) holders: Vec<Holder>,
    pub(super) phrases: Phrases<Spot>,
    /// By their lengths, each with its place among the holders.
    files: Files,
}

/// What files hold, by their lengths.
type Files = HashMap<usize, Vec<(Arc<[u8]>, usize)>>;

/// Files that are shorter say nothing by which they could be recognized.
const SHORTEST_FILE: usize = 32;

impl Hidden {
    /// Gathers what is hidden, without the phrases that also stand in what is seen.
    pub fn of(audited: &Audited<'_, '_>) -> Self {
        let Audited { everything, view, .. } = *audited;
        let seen = audited.seen_files();
        let entries: Vec<&Entry> =
            everything.entries().filter(|(ix, _)| view.get(*ix).is_none()).map(|(_, entry)| entry).collect();
        let mut holders: Vec<Holder> = entries.iter().map(|entry| holder_of(entry)).collect();
        let of_records: Vec<Vec<(u64, Spot)>> =
            entries.par_iter().enumerate().map(|(holder, entry)| of_record(entry, holder)).collect();
        let mut found: Vec<(u64, Spot)> = of_records.into_iter().flatten().collect();
        let mut files = Files::new();
        for (path, bytes, is_rows) in hidden_files(audited, &seen) {
            let holder = holders.len();
            let pieces = audited.published.get(path).into_iter().flat_map(PublishedFile::pieces);
            for bytes in pieces.map(|piece| piece.bytes.clone()).chain([bytes.clone()]) {
                if bytes.len() >= SHORTEST_FILE {
                    files.entry(bytes.len()).or_default().push((bytes, holder));
                }
            }
            holders.push(of_file(path, &bytes, is_rows, holder, &mut found));
        }
        let mut known: FxHashMap<u64, Spot> = FxHashMap::default();
        for (hash, spot) in found {
            known.entry(hash).or_insert(spot);
        }
        let phrases = phrases_of(known);
        let said = said::among(&phrases, audited, &seen);
        let mut known = phrases.into_known();
        known.retain(|hash, _| !said.contains(hash));
        let mut hidden = Self { holders, phrases: phrases_of(known), files };
        hidden.forget_seen_files(audited, &seen);
        hidden
    }

    /// What a scan of texts depends on beside the output: as long as it is the same, so are the phrases that
    /// [`Self::phrases_in`] finds in the same output.
    pub fn fingerprint(&self) -> u64 {
        self.phrases.hashes().fold(0, |all, hash| all ^ hash)
    }

    /// Everything hidden that an output holds, each phrase once.
    pub fn scan(&self, output: &Output) -> Vec<Sighting> {
        let bytes = output.bytes.as_slice();
        let mut found = self.phrases_in(&output.path, bytes);
        found.extend(self.file_in(bytes));
        found
    }

    /// The hidden file that an output is.
    pub(super) fn file_in(&self, bytes: &[u8]) -> Option<Sighting> {
        let same = self.files.get(&bytes.len()).into_iter().flatten();
        same.filter(|(held, _)| held.as_ref() == bytes).map(|(_, holder)| Sighting::File(*holder)).next()
    }

    /// Every hidden phrase that an output holds, in its text or its path, and the first line it stands on.
    pub fn phrases_in(&self, path: &str, bytes: &[u8]) -> Vec<Sighting> {
        let mut found: BTreeMap<u64, usize> = BTreeMap::new();
        self.phrases.each_in(path.as_bytes(), Form::Markup, &mut |hash, _| {
            found.insert(hash, 0);
        });
        if let Some(form) = Form::of(path) {
            self.phrases.each_in(bytes, form, &mut |hash, start| {
                found.entry(hash).or_insert_with(|| 1 + newlines(&bytes[..start]));
            });
        }
        found.into_iter().map(|(hash, line)| Sighting::Phrase(hash, line)).collect()
    }

    /// Leaves out files that are the same as one that is seen.
    fn forget_seen_files(&mut self, audited: &Audited<'_, '_>, seen: &BTreeSet<String>) {
        let pieces = seen.iter().filter_map(|path| audited.published.get(path));
        let pieces = pieces.flat_map(PublishedFile::pieces).map(|piece| piece.bytes.as_ref());
        let own = seen.iter().filter_map(|path| audited.bytes_of(path));
        let themes = audited.input.themes.iter().map(|file| file.bytes.as_ref());
        let seen: BTreeSet<&[u8]> = pieces.chain(own.map(AsRef::as_ref)).chain(themes).collect();
        for files in self.files.values_mut() {
            files.retain(|(bytes, _)| !seen.contains(bytes.as_ref()));
        }
    }
}

fn holder_of(entry: &Entry) -> Holder {
    let why = if entry.draft { Why::Draft } else { Why::For(entry.audience) };
    let record = &entry.record;
    let texts = Texts::Record(record.body.start);
    Holder { source: record.source.clone(), why, name: record.key.id.as_str().to_owned(), texts }
}

fn phrases_of(known: FxHashMap<u64, Spot>) -> Phrases<Spot> {
    Phrases::new(known, |spot| spot.is_long)
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
fn of_file(path: &str, bytes: &[u8], is_rows: bool, holder: usize, found: &mut Vec<(u64, Spot)>) -> Holder {
    let source = Source::decode(path, bytes).unwrap_or_else(|_| Source::new(path, ""));
    let texts = match Form::of(path) {
        Some(_) if is_rows => Texts::Rows,
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
    let why = if is_rows { Why::Rows } else { Why::File };
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

/// The files that are no records and that nobody sees: path, bytes, and whether they hold rows.
fn hidden_files<'c>(audited: &Audited<'_, 'c>, seen: &BTreeSet<String>) -> Vec<(&'c str, Arc<[u8]>, bool)> {
    let everything = audited.everything;
    let paths = everything.file_paths().filter(|path| everything.is_rows(path) || !seen.contains(*path));
    let file = |path: &'c str| Some((path, audited.bytes_of(path)?.clone(), everything.is_rows(path)));
    paths.filter_map(file).collect()
}

impl Audited<'_, '_> {
    /// The files that records which are seen publish or show, by path; none with rows.
    pub(super) fn seen_files(&self) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        for (_, entry) in self.view.entries() {
            seen.extend(files_of(self.view, entry));
            let record = &entry.record;
            let files = record.data.fields().files();
            let shown = files.iter().filter(|file| file.purpose == Use::Series);
            seen.extend(
                shown.filter_map(|file| resolve_path(self.view.src(), record.source.path(), file.path).ok()),
            );
        }
        seen
    }

    /// What a file of the content holds.
    pub(super) fn bytes_of(&self, path: &str) -> Option<&Arc<[u8]>> {
        let content = &self.input.content;
        let at = content.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        content.get(at).map(|file| &file.bytes)
    }
}

/// A path's last part without its ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[allow(clippy::naive_bytecount, reason = "only where something is found")]
fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}
