//! Everything that an audience may not see, and the phrases and files by which it is recognized.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Audited;
use super::gathered::Gathered;
use super::said::{Said, Spoken};
use super::texts::Texts;
use super::words::Form;
use crate::audience::Audience;
use crate::output::Output;
use crate::publish::PublishedFile;
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
    /// Its number among all phrases of a build.
    pub(super) number: u32,
    /// Whether it is one of as many words as can be.
    pub(super) is_long: bool,
}

impl Spot {
    pub(super) fn new(holder: usize, range: Option<&Range<usize>>, is_long: bool) -> Self {
        // No file that is read is as large as that.
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (start, end) = range.map_or((1, 0), |range| (small(range.start), small(range.end)));
        Self { holder: small(holder), start, end, number: 0, is_long }
    }

    /// The same with its number.
    pub(super) fn numbered(self, number: u32) -> Self {
        Self { number, ..self }
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

/// Everything that the audience of a build may not see, but for what is seen elsewhere all the same.
#[derive(Debug)]
pub struct Hidden {
    gathered: Arc<Gathered>,
    said: Said,
    /// By their lengths, each with its place among the holders.
    files: Files,
}

/// What files hold, by their lengths.
type Files = HashMap<usize, Vec<(Arc<[u8]>, usize)>>;

/// What a build gathered of all that is hidden, for the next one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    /// In memory alone.
    #[serde(skip)]
    gathered: Option<Arc<Gathered>>,
    spoken: Option<Arc<Spoken>>,
}

impl Kept {
    /// The same without what is kept in memory alone.
    pub(super) fn sparing_memory(self) -> Self {
        Self { gathered: None, ..self }
    }
}

impl Hidden {
    /// Gathers what is hidden, without the phrases that also stand in what is seen.
    pub fn of(audited: &Audited<'_, '_>) -> Self {
        Self::after(audited, blake3::hash(&[]), &Kept::default())
    }

    /// The same, without reading again what was read for the build before; `base` is a hash of everything but the
    /// records.
    pub(super) fn after(audited: &Audited<'_, '_>, base: blake3::Hash, before: &Kept) -> Self {
        let seen = audited.seen_files();
        let gathered = Gathered::of(audited, (base, &seen), before.gathered.as_ref());
        let said = Said::among(&gathered, audited, &seen, before.spoken.as_deref());
        let files = unseen_files(&gathered, audited, &seen);
        Self { gathered, said, files }
    }

    /// What the next build need not gather again.
    pub(super) fn kept(&self) -> Kept {
        Kept { gathered: Some(self.gathered.clone()), spoken: Some(self.said.spoken.clone()) }
    }

    /// What a scan of texts depends on beside the output: as long as it is the same, so are the phrases that
    /// [`Self::phrases_in`] finds in the same output.
    pub fn fingerprint(&self) -> u64 {
        let hashes = &self.gathered.hashes;
        self.said.phrases.numbers().fold(self.gathered.fingerprint, |all, number| all ^ hashes[number])
    }

    /// All that is hidden.
    pub(super) fn holders(&self) -> &[Holder] {
        &self.gathered.holders
    }

    /// Where a phrase stands by which something hidden is recognized.
    pub(super) fn spot(&self, hash: u64) -> Option<Spot> {
        self.gathered.phrases.get(hash).copied().filter(|spot| !self.said.phrases.has(spot.number))
    }

    /// Calls `found` with every phrase of a text by which something hidden is recognized, and where it starts.
    pub(super) fn each_in(&self, text: &[u8], form: Form, found: &mut impl FnMut(u64, usize)) {
        self.gathered.phrases.each_in(text, form, &mut |hash, spot, start| {
            if !self.said.phrases.has(spot.number) {
                found(hash, start);
            }
        });
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
        self.each_in(path.as_bytes(), Form::Markup, &mut |hash, _| {
            found.insert(hash, 0);
        });
        if let Some(form) = Form::of(path) {
            self.each_in(bytes, form, &mut |hash, start| {
                found.entry(hash).or_insert_with(|| 1 + newlines(&bytes[..start]));
            });
        }
        found.into_iter().map(|(hash, line)| Sighting::Phrase(hash, line)).collect()
    }
}

/// The files that are hidden, but for those that are the same as one that is seen.
fn unseen_files(gathered: &Gathered, audited: &Audited<'_, '_>, seen: &BTreeSet<String>) -> Files {
    let pieces = seen.iter().filter_map(|path| audited.published.get(path));
    let pieces = pieces.flat_map(PublishedFile::pieces).map(|piece| piece.bytes.as_ref());
    let own = seen.iter().filter_map(|path| audited.bytes_of(path));
    let themes = audited.input.themes.iter().map(|file| file.bytes.as_ref());
    let seen: BTreeSet<&[u8]> = pieces.chain(own.map(AsRef::as_ref)).chain(themes).collect();
    let mut files = Files::new();
    for (bytes, holder) in gathered.files.iter().filter(|(bytes, _)| !seen.contains(bytes.as_ref())) {
        files.entry(bytes.len()).or_default().push((bytes.clone(), *holder));
    }
    files
}

impl Audited<'_, '_> {
    /// The files that records which are seen publish or show, by path; none with rows.
    pub(super) fn seen_files(&self) -> BTreeSet<String> {
        let mut seen: BTreeSet<String> = self.view.published_files().into_iter().map(str::to_owned).collect();
        let shown = self.view.file_links().flat_map(|(_, files)| files.named_for(Use::Series));
        seen.extend(shown.map(str::to_owned));
        seen
    }

    /// What a file of the content holds.
    pub(super) fn bytes_of(&self, path: &str) -> Option<&Arc<[u8]>> {
        let content = &self.input.content;
        let at = content.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        content.get(at).map(|file| &file.bytes)
    }

    /// The same with its hash.
    pub(super) fn hashed(&self, path: &str) -> Option<(&[u8], blake3::Hash)> {
        let bytes = self.bytes_of(path)?;
        Some((bytes, self.everything.file_hash(path).unwrap_or_else(|| blake3::hash(bytes))))
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
