//! The files that the pages of a view link to and show.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::publish::{Published, PublishedFile};
use crate::view::View;

/// A picture on a page, in several widths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PictureLine<'a> {
    /// Where the widest lies, below the output folder.
    pub url: &'a str,
    /// All of them, the narrowest first; empty where there is only one.
    pub sources: Vec<PictureSource<'a>>,
    /// Pixels across of the widest, where it says.
    pub width: Option<u32>,
    /// Pixels down of the widest, where it says.
    pub height: Option<u32>,
    /// What it shows; empty where the words beside it say so.
    pub alt: &'a str,
}

/// A picture in one width.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PictureSource<'a> {
    /// Where it lies, below the output folder.
    pub url: &'a str,
    /// Its pixels across.
    pub width: u32,
}

/// The files that the records of a view name, link to or show, by their path in the source.
pub(super) fn published<'a>(
    view: &View<'a>,
    published: &'a Published,
) -> BTreeMap<String, &'a PublishedFile> {
    let paths = view.published_files().into_iter();
    paths.filter_map(|path| Some((path.to_owned(), published.get(path)?))).collect()
}

impl<'a> PictureLine<'a> {
    /// A file as a picture, where browsers show it as one.
    pub fn of(file: &'a PublishedFile, alt: &'a str) -> Option<Self> {
        let (width, height) = file.main.pixels.unzip();
        file.main.is_picture.then(|| Self { url: &file.main.url, sources: sources(file), width, height, alt })
    }
}

/// A picture in each of its widths, the narrowest first; nothing where there is only one.
fn sources(file: &PublishedFile) -> Vec<PictureSource<'_>> {
    if file.narrower.is_empty() {
        return Vec::new();
    }
    let mut sources: Vec<PictureSource<'_>> = file
        .pieces()
        .filter_map(|piece| Some(PictureSource { url: &piece.url, width: piece.pixels?.0 }))
        .collect();
    sources.reverse();
    sources
}
