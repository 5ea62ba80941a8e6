//! The files that are published beside the pages: which they are, and what becomes of each.

mod name;
mod prepare;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use self::prepare::{Kind, Prepared, PreparedPiece};
use crate::config::Names;
use crate::diagnostic::{Code, Diagnostic};
use crate::view::View;

pub use name::is_of_camera;

/// So many pixels at most are made ready at once, for the memory they take: up to twelve bytes each. A picture of
/// more is made ready alone.
const PIXELS_AT_ONCE: usize = 36_000_000;

/// Every file that some record publishes, ready.
#[derive(Debug, Default)]
pub struct Published {
    files: BTreeMap<String, PublishedFile>,
    /// The allowances without which a file would not be published, by their places in the settings.
    pub allowances: BTreeSet<usize>,
}

/// A file that is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// What a link to the file opens: a picture in its widest form, or the file itself.
    pub main: Piece,
    /// The same picture narrower, the widest first.
    pub narrower: Vec<Piece>,
    /// The words in it, where it is no plain text.
    pub words: String,
    /// Whether it is plain text, published byte for byte.
    pub is_text: bool,
}

/// One file beside the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it lies, below the output folder: its name holds a hash of its bytes.
    pub url: String,
    /// What it holds.
    pub bytes: Arc<[u8]>,
    /// Its pixels across and down, where it is a picture.
    pub pixels: Option<(u32, u32)>,
    /// Whether browsers show it within a page.
    pub is_picture: bool,
}

/// What is made ready once, however many paths hold it.
struct Source<'a> {
    bytes: &'a Arc<[u8]>,
    key: Key,
    paths: Vec<String>,
}

impl Published {
    /// The file at a path of the source.
    pub fn get(&self, path: &str) -> Option<&PublishedFile> {
        self.files.get(path)
    }

    /// Every file by its path in the source.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &PublishedFile)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }
}

impl PublishedFile {
    /// All that is written for it.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        std::iter::once(&self.main).chain(&self.narrower)
    }
}

/// What became of files, by what they hold. A build that is handed what an earlier one kept does not
/// make it again.
#[derive(Debug, Clone, Default)]
pub struct Kept(BTreeMap<Key, Arc<Result<Prepared, prepare::Refused>>>);

/// A picture made ready, as it is left on a disk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptPicture {
    source: blake3::Hash,
    kind: prepare::PictureKind,
    words: String,
    pieces: Vec<KeptPiece>,
}

/// A picture in one width.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptPiece {
    ending: String,
    pixels: Option<(u32, u32)>,
    bytes: Vec<u8>,
}

impl KeptPicture {
    /// The hash of the file that it was made from.
    pub fn source(&self) -> blake3::Hash {
        self.source
    }
}

impl Kept {
    /// The pictures among what is kept.
    pub fn pictures(&self) -> impl Iterator<Item = KeptPicture> + '_ {
        self.0.iter().filter_map(|((source, kind), prepared)| {
            let prepared = prepared.as_ref().as_ref().ok()?;
            let piece = |piece: &prepare::PreparedPiece| {
                let PreparedPiece { bytes, ending, pixels } = piece;
                Some(KeptPiece { ending: (*ending)?.to_owned(), pixels: *pixels, bytes: bytes.to_vec() })
            };
            Some(KeptPicture {
                source: blake3::Hash::from_bytes(*source),
                kind: prepare::PictureKind::of(*kind)?,
                words: prepared.words.clone(),
                pieces: prepared.pieces.iter().map(piece).collect::<Option<_>>()?,
            })
        })
    }

    /// What is kept where it is nothing but these pictures. One with an ending that no picture has is left out.
    pub fn of_pictures(pictures: impl IntoIterator<Item = KeptPicture>) -> Self {
        let kept = pictures.into_iter().filter_map(|picture| {
            let KeptPicture { source, kind, words, pieces } = picture;
            let piece = |piece: KeptPiece| {
                let ending = Some(prepare::picture_ending(&piece.ending)?);
                Some(PreparedPiece { bytes: piece.bytes.into(), ending, pixels: piece.pixels })
            };
            let pieces: Vec<_> = pieces.into_iter().map(piece).collect::<Option<_>>()?;
            Some(((*source.as_bytes(), kind.into()), Arc::new(Ok(Prepared::picture(pieces, words)))))
        });
        Self(kept.collect())
    }
}

/// The hash of a file's bytes, and its kind.
type Key = ([u8; 32], Kind);

/// Makes every file ready that a record of the view publishes; files with the same bytes once, and
/// those in `kept` not at all.
///
/// Every file that is not published is among the problems.
pub fn prepare(view: &View<'_>, names: &Names, kept: &Kept) -> (Published, Kept, Vec<Diagnostic>) {
    let mut same: BTreeMap<Key, Source<'_>> = BTreeMap::new();
    for path in view.published_files() {
        if let Some(bytes) = view.file(path) {
            let key = (*blake3::hash(bytes).as_bytes(), Kind::of(path, bytes));
            same.entry(key)
                .or_insert_with(|| Source { bytes, key, paths: Vec::new() })
                .paths
                .push(path.to_owned());
        }
    }
    let batches = batches(same.into_values());
    let ready = |source: &Source<'_>| match kept.0.get(&source.key) {
        Some(prepared) => prepared.clone(),
        None => Arc::new(prepare::prepare(source.key.1, source.bytes)),
    };
    let done: Vec<_> =
        batches.iter().flat_map(|batch| batch.par_iter().map(ready).collect::<Vec<_>>()).collect();

    let mut published = Published::default();
    let mut problems = Vec::new();
    let mut keep = Kept::default();
    for (source, prepared) in batches.into_iter().flatten().zip(done) {
        for path in source.paths {
            published.add(&path, source.key.1, &prepared, names, &mut problems);
        }
        keep.0.insert(source.key, prepared);
    }
    (published, keep, problems)
}

/// The sources in groups that may be made ready at once. A document weighs as much as a large picture, for nobody
/// knows how far it unpacks.
fn batches<'a>(sources: impl Iterator<Item = Source<'a>>) -> Vec<Vec<Source<'a>>> {
    let mut batches: Vec<Vec<Source<'a>>> = Vec::new();
    let mut weight = 0_usize;
    for source in sources {
        let own = match source.key.1 {
            Kind::Pdf | Kind::Office(_) => PIXELS_AT_ONCE / 2,
            kind if kind.is_picture() => pixels_of(source.bytes),
            _ => 0,
        };
        weight = weight.saturating_add(own);
        match batches.last_mut() {
            Some(batch) if weight <= PIXELS_AT_ONCE => batch.push(source),
            _ => {
                weight = own;
                batches.push(vec![source]);
            }
        }
    }
    batches
}

fn pixels_of(bytes: &[u8]) -> usize {
    imagesize::blob_size(bytes).map_or(0, |size| size.width.saturating_mul(size.height))
}

impl Published {
    fn add(
        &mut self,
        path: &str,
        kind: Kind,
        prepared: &Result<Prepared, prepare::Refused>,
        names: &Names,
        problems: &mut Vec<Diagnostic>,
    ) {
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(refused) => {
                problems.push(Diagnostic::file(refused.code, path, &refused.message).help(refused.help));
                return;
            }
        };
        if let Some((code, message, help)) = prepared.objection(kind) {
            match allowance(path, names).filter(|_| prepared.may_be_allowed) {
                Some(allowance) => {
                    self.allowances.insert(allowance);
                }
                None => problems.push(Diagnostic::file(code, path, message).help(help)),
            }
        }
        let file_name = path.rsplit('/').next().unwrap_or(path);
        let mut pieces = prepared.pieces.iter().enumerate().map(|(index, piece)| {
            let narrow = piece.pixels.filter(|_| index > 0).map(|(width, _)| width);
            Piece {
                url: name::url(file_name, kind.is_picture(), narrow, piece.ending, &piece.bytes),
                bytes: piece.bytes.clone(),
                pixels: piece.pixels,
                is_picture: kind.is_picture(),
            }
        });
        if let Some(main) = pieces.next() {
            let (words, is_text) = (prepared.words.clone(), kind.is_text());
            let file = PublishedFile { main, narrower: pieces.collect(), words, is_text };
            self.files.insert(path.to_owned(), file);
        }
    }
}

/// The place in the settings of what allows a file by its name.
fn allowance(path: &str, names: &Names) -> Option<usize> {
    let allows = |text: &str| path == text || path.strip_suffix(text).is_some_and(|rest| rest.ends_with('/'));
    names.allow.iter().position(|allow| allows(&allow.text))
}

/// What is said of a file that may be allowed.
pub(crate) type Objection = (Code, String, &'static str);
