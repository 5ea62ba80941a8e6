//! Everything that an audience may not see, and the phrases and files by which it is recognized.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::Audited;
use super::phrases::{self, Phrases};
use super::said;
use super::texts::Texts;
use super::words::Form;
use crate::audience::Audience;
use crate::catalog::{Entry, resolve_path};
use crate::output::Output;
use crate::publish::files_of;
use crate::record::Use;
use crate::source::Source;

/// A record or file that the audience may not see.
#[derive(Debug)]
pub(super) struct Holder {
    /// From the site's root.
    pub source: Source,
    /// Why it is not seen.
    pub why: Why,
    /// The record's id, where it is a record.
    pub id: Option<String>,
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

/// Where a phrase stands.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// Its place among the holders.
    pub holder: usize,
    /// Where in the holder's text; `None` where it is the holder's name.
    pub range: Option<Range<usize>>,
    is_long: bool,
}

/// Something hidden that an output holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sighting {
    /// A phrase, by its hash, and the first line it stands on; 0 is the output's own path.
    Phrase(u64, usize),
    /// A whole file, by its place among the holders.
    File(usize),
}

/// Everything that the audience of a build may not see.
#[derive(Debug)]
pub struct Hidden {
    pub(super) holders: Vec<Holder>,
    pub(super) phrases: Phrases<Spot>,
    /// By their lengths, each with its place among the holders.
    files: HashMap<usize, Vec<(Arc<[u8]>, usize)>>,
}

/// Files that are shorter say nothing by which they could be recognized.
const SHORTEST_FILE: usize = 32;

impl Hidden {
    /// Gathers what is hidden, without the phrases that also stand in what is seen.
    pub fn of(audited: &Audited<'_, '_>) -> Self {
        let Audited { everything, view, .. } = *audited;
        let entries: Vec<&Entry> =
            everything.entries().filter(|(ix, _)| view.get(*ix).is_none()).map(|(_, entry)| entry).collect();
        let mut holders: Vec<Holder> = entries.iter().map(|entry| holder_of(entry)).collect();
        let of_records: Vec<Vec<(u64, Spot)>> = entries
            .par_iter()
            .enumerate()
            .map(|(holder, entry)| {
                let mut found = Vec::new();
                let body = Texts::Record(entry.record.body.start);
                body.each(&entry.record.source, &mut |range, text| add(text, &range, holder, &mut found));
                name(entry.record.key.id.as_str(), holder, &mut found);
                found
            })
            .collect();
        let mut files: HashMap<usize, Vec<(Arc<[u8]>, usize)>> = HashMap::new();
        let mut found = Vec::new();
        for (path, bytes, is_rows) in hidden_files(audited) {
            let source = Source::decode(path, &bytes).unwrap_or_else(|_| Source::new(path, ""));
            let holder = holders.len();
            let texts = match Form::of(path) {
                Some(_) if is_rows => Texts::Rows,
                Some(_) => Texts::Table,
                None => Texts::None,
            };
            texts.each(&source, &mut |range, text| match is_rows {
                true => phrases::first(text, &mut |hash, is_long| {
                    found.push((hash, Spot { holder, range: Some(range.clone()), is_long }));
                }),
                false => add(text, &range, holder, &mut found),
            });
            name(stem(path), holder, &mut found);
            let pieces = audited.published.get(path).into_iter().flat_map(|file| file.pieces());
            for bytes in pieces.map(|piece| piece.bytes.clone()).chain([bytes]) {
                if bytes.len() >= SHORTEST_FILE {
                    files.entry(bytes.len()).or_default().push((bytes, holder));
                }
            }
            let why = if is_rows { Why::Rows } else { Why::File };
            holders.push(Holder { source, why, id: None, texts });
        }
        let mut known: HashMap<u64, Spot> = HashMap::new();
        for (hash, spot) in of_records.into_iter().flatten().chain(found) {
            known.entry(hash).or_insert(spot);
        }
        let mut hidden = Self { holders, phrases: phrases_of(known), files };
        let said = said::among(&hidden.phrases, audited);
        let mut known = hidden.phrases.into_known();
        known.retain(|hash, _| !said.contains(hash));
        hidden.phrases = phrases_of(known);
        hidden.forget_seen_files(audited);
        hidden
    }

    /// Everything hidden that an output holds, each phrase once.
    pub fn scan(&self, output: &Output) -> Vec<Sighting> {
        let bytes = output.bytes.as_slice();
        let mut found: BTreeMap<u64, usize> = BTreeMap::new();
        self.phrases.each_in(output.path.as_bytes(), Form::Markup, &mut |hash, _| {
            found.insert(hash, 0);
        });
        if let Some(form) = Form::of(&output.path) {
            self.phrases.each_in(bytes, form, &mut |hash, start| {
                found.entry(hash).or_insert_with(|| 1 + newlines(&bytes[..start]));
            });
        }
        let same = self.files.get(&bytes.len()).into_iter().flatten();
        let file = same.filter(|(held, _)| held.as_ref() == bytes).map(|(_, holder)| Sighting::File(*holder));
        found.into_iter().map(|(hash, line)| Sighting::Phrase(hash, line)).chain(file.take(1)).collect()
    }

    /// Leaves out files that are the same as one that is seen.
    fn forget_seen_files(&mut self, audited: &Audited<'_, '_>) {
        let seen = audited.seen_files();
        let pieces = seen.iter().filter_map(|path| audited.published.get(path));
        let pieces = pieces.flat_map(|file| file.pieces()).map(|piece| piece.bytes.as_ref());
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
    Holder { source: record.source.clone(), why, id: Some(record.key.id.as_str().to_owned()), texts }
}

fn phrases_of(known: HashMap<u64, Spot>) -> Phrases<Spot> {
    Phrases::new(known, |spot| spot.is_long)
}

/// Adds the phrases of a text that stands in a holder at `within`.
fn add(text: &str, within: &Range<usize>, holder: usize, found: &mut Vec<(u64, Spot)>) {
    phrases::each(text, Form::Markdown, &mut |hash, is_long, _| {
        found.push((hash, Spot { holder, range: Some(within.clone()), is_long }));
    });
}

/// Adds a name as a phrase.
fn name(name: &str, holder: usize, found: &mut Vec<(u64, Spot)>) {
    phrases::each(name, Form::Markup, &mut |hash, is_long, _| {
        found.push((hash, Spot { holder, range: None, is_long }));
    });
}

/// The files that are no records and that nobody sees: path, bytes, and whether they hold rows.
fn hidden_files<'c>(audited: &Audited<'_, 'c>) -> Vec<(&'c str, Arc<[u8]>, bool)> {
    let seen = audited.seen_files();
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
