//! Pages as the build before left them, and how one knows that they need not be made or rendered again.
//!
//! A page has two keys. Its *origin* is what it could be made from: everything that its place can depend on. Where
//! that is as it was, the page is not even made. Its *content* is what it was rendered from: its values, its text,
//! its template. Where that is as it was, it is not rendered. Both hold what every page shares: the settings, the
//! date, the theme, the menus.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::catalog::PlaceDigests;
use crate::id::Id;
use crate::output::Bytes;
pub use crate::output::Standing;
use crate::site::{Page, Planned, Site};

use super::markdown::Rendered as Body;
use super::{Content, File};

/// What a build leaves of its pages for the next one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Sorted by address.
    pub(super) pages: Vec<(Arc<str>, Arc<KeptPage>)>,
    /// Files that lie in the output folder with these bytes, as whoever asks for the build has seen. On a disk pages
    /// are kept without their bytes.
    #[serde(skip)]
    pub standing: Standing,
    /// The index of the search, in memory alone.
    #[serde(skip)]
    pub(super) index: Option<Arc<super::search::Index>>,
    /// What programs read, in memory alone.
    #[serde(skip)]
    pub(super) feeds: Arc<super::feed::Kept>,
}

/// A page and the files beside it.
#[derive(Debug, Serialize, Deserialize)]
pub struct KeptPage {
    pub(super) origin: Option<blake3::Hash>,
    pub(super) content: Option<blake3::Hash>,
    pub(super) files: Vec<KeptFile>,
}

/// A file as it was rendered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptFile {
    /// Path below the output folder.
    pub path: Arc<str>,
    /// The hash of its bytes.
    pub hash: blake3::Hash,
    /// Its bytes, where they are in memory.
    #[serde(skip)]
    pub bytes: Option<Arc<[u8]>>,
}

/// What all pages of a build depend on, as hashes.
#[derive(Debug)]
pub struct Keys {
    /// Settings, date, audience, theme and program.
    base: blake3::Hash,
    places: PlaceDigests,
    /// The base, and what the pages of any school may tell of all the others.
    shared: blake3::Hash,
}

impl Keys {
    /// The keys of a build: `base` is a hash of everything beside the records, `told` what the pages of any school
    /// may tell of all the others.
    pub fn new(base: blake3::Hash, places: PlaceDigests, told: &str) -> Self {
        Self { base, places, shared: hash(&[base.as_bytes(), told.as_bytes()]) }
    }

    /// Of what is computed of a school's records, and of those it depends on, which are named by their places in the
    /// catalog.
    pub fn computed(&self, school: &Id) -> blake3::Hash {
        hash(&[self.place(Some(school)).as_bytes(), self.places.rooms().as_bytes()])
    }

    /// Everything that what is told of a place's records can depend on, but for what all pages share.
    pub(super) fn place(&self, school: Option<&Id>) -> blake3::Hash {
        hash(&[self.shared.as_bytes(), self.places.of(school).as_bytes()])
    }
}

/// The keys of a build whose pages are planned.
pub(super) struct SiteKeys<'k> {
    keys: &'k Keys,
    /// Nothing where what all pages share cannot be told, so that nothing is kept.
    site: Option<blake3::Hash>,
}

impl<'k> SiteKeys<'k> {
    pub(super) fn new(keys: &'k Keys, site: &Site<'_>) -> Self {
        Self { keys, site: site.digest().map(|site| hash(&[keys.base.as_bytes(), site.as_bytes()])) }
    }

    /// Of what all pages share.
    pub(super) fn site(&self) -> Option<blake3::Hash> {
        self.site
    }

    /// Of what a page could be made.
    pub(super) fn origin(&self, planned: &Planned<'_>) -> Option<blake3::Hash> {
        let (site, place) = (self.site?, self.keys.places.of(planned.place.as_ref()));
        let shared = [site.as_bytes(), self.keys.shared.as_bytes(), place.as_bytes()];
        let [site, shared, place] = shared.map(<[u8; 32]>::as_slice);
        Some(hash(&[site, shared, place, planned.template.as_bytes(), planned.url.as_bytes()]))
    }

    /// Of what a page is rendered; none where that cannot be told, so that it is rendered.
    pub(super) fn content(&self, page: &Page<'_>, body: Option<&Body>) -> Option<blake3::Hash> {
        let mut hasher = blake3::Hasher::new();
        add(&mut hasher, self.site?.as_bytes());
        add(&mut hasher, page.template.as_bytes());
        add_value(&mut hasher, &page.context)?;
        if let Some(body) = body {
            add(&mut hasher, body.html.as_bytes());
            add_value(&mut hasher, &body.contents)?;
        }
        for download in &page.downloads {
            add(&mut hasher, download.path.as_bytes());
            add(&mut hasher, download.text.as_bytes());
        }
        Some(hasher.finalize())
    }
}

impl Kept {
    /// For each page that is planned, in the order of addresses, the one of the build before, where all its files are
    /// at hand.
    pub(super) fn beside_each(&self, planned: &[&Planned<'_>]) -> Vec<Option<&Arc<KeptPage>>> {
        let mut pages = self.pages.iter().peekable();
        let kept = |planned: &&Planned<'_>| {
            let url = planned.url.as_str();
            while pages.next_if(|(kept, _)| **kept < *url).is_some() {}
            let (_, page) = pages.next_if(|(kept, _)| **kept == *url)?;
            page.files.iter().all(|file| self.is_at_hand(file)).then_some(page)
        };
        planned.iter().map(kept).collect()
    }

    /// The addresses of the pages, in their order.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().map(|(url, _)| &**url)
    }

    fn is_at_hand(&self, file: &KeptFile) -> bool {
        file.bytes.is_some() || self.standing.get(&*file.path) == Some(&file.hash)
    }

    /// The pages that these files stand on or beside, by their addresses, and whether those are all of the files.
    pub fn pages_of(&self, paths: &BTreeSet<String>) -> (BTreeSet<String>, bool) {
        let mut pages = BTreeSet::new();
        let mut found = 0;
        for (url, page) in &self.pages {
            let own = page.files.iter().filter(|file| paths.contains(&*file.path)).count();
            if own > 0 {
                pages.insert(url.to_string());
                found += own;
            }
        }
        (pages, found == paths.len())
    }

    /// The same pages without their bytes, beside an output folder in which the files of `standing` lie.
    pub fn beside(&self, standing: Standing) -> Self {
        let pages = self.pages.iter().map(|(url, page)| (url.clone(), page.without_bytes()));
        Self { pages: pages.collect(), standing, ..Self::default() }
    }
}

impl KeptPage {
    /// Its address, as its own file has it.
    pub(super) fn url(&self, url: &str) -> Arc<str> {
        self.files
            .first()
            .map(|file| file.path.clone())
            .filter(|path| **path == *url)
            .unwrap_or_else(|| url.into())
    }

    /// The same page, made from something else.
    pub(super) fn with_origin(&self, origin: Option<blake3::Hash>) -> Arc<Self> {
        Arc::new(Self { origin, content: self.content, files: self.files.clone() })
    }

    fn without_bytes(&self) -> Arc<Self> {
        let files = self.files.iter().map(|file| KeptFile { bytes: None, ..file.clone() });
        Arc::new(Self { files: files.collect(), ..*self })
    }
}

impl From<&File> for KeptFile {
    fn from(file: &File) -> Self {
        let bytes = match &file.content {
            Content::Here(Bytes::Shared(bytes)) => Some(bytes.clone()),
            _ => None,
        };
        Self { path: file.path.clone(), hash: file.hash, bytes }
    }
}

/// A hash of parts that cannot be taken for other parts.
pub fn hash(parts: &[&[u8]]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        add(&mut hasher, part);
    }
    hasher.finalize()
}

fn add(hasher: &mut blake3::Hasher, part: &[u8]) {
    hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
}

/// Adds a value as JSON, in which a field that is left out cannot be taken for another.
fn add_value(hasher: &mut blake3::Hasher, value: &impl serde::Serialize) -> Option<()> {
    add(hasher, &serde_json::to_vec(value).ok()?);
    Some(())
}
