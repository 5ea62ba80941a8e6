//! What one audience may see of a catalog.
//!
//! Everything above this floor receives a [`View`]. It has no way to a record that its audience may
//! not see, so it cannot leak one.

mod counted;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::audience::Audience;
use crate::catalog::{Catalog, Destination, Entry, FileLinks, PlaceDigests, RecordIx, ResolvedLink};
use crate::id::{Id, Ref};
use crate::language::Language;
use crate::layout::Top;
use crate::record::{Key, Kind, OfKind, Record, Target, Use, Year};

pub use counted::{CountedReferrals, CountedSupport, CountedWave};

/// What one audience may see.
#[derive(Debug)]
pub struct View<'c> {
    catalog: &'c Catalog,
    language: &'c Language,
    audience: Audience,
    drafts: bool,
    visible: Vec<bool>,
}

/// A record of a known kind.
#[derive(Debug)]
pub struct Item<'c, T> {
    /// Its place in the catalog.
    pub ix: RecordIx,
    /// The record with what follows from it.
    pub entry: &'c Entry,
    /// Its fields.
    pub fields: &'c T,
}

impl<T> Clone for Item<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Item<'_, T> {}

impl<'c, T> Item<'c, T> {
    /// The record.
    pub fn record(&self) -> &'c Record {
        &self.entry.record
    }
}

/// Where something in a text leads, for one audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// To what the destination says, which this audience may see.
    Shown(Destination),
    /// To a record that is not for this audience.
    Hidden,
}

impl<'c> View<'c> {
    /// What `audience` may see; with `drafts`, also what is marked as a draft.
    pub fn new(catalog: &'c Catalog, language: &'c Language, audience: Audience, drafts: bool) -> Self {
        let sees = |ix| {
            let entry = catalog.entry(ix);
            audience.sees(entry.audience) && (drafts || !entry.draft)
        };
        let mut visible = vec![false; catalog.room()];
        for ix in catalog.indices() {
            visible[ix.position()] = sees(ix);
        }
        Self { catalog, language, audience, drafts, visible }
    }

    /// Everything, for checks of the source: no page is ever made from it.
    pub fn of_everything(catalog: &'c Catalog, language: &'c Language) -> Self {
        let visible = vec![true; catalog.room()];
        Self { catalog, language, audience: Audience::Leadership, drafts: true, visible }
    }

    /// The language in which what is seen is told.
    pub fn language(&self) -> &'c Language {
        self.language
    }

    /// Whom the view is for.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// Whether there are schools in folders of their own.
    pub fn is_district(&self) -> bool {
        self.catalog.top() == Some(Top::District)
    }

    /// The content folder, from the site's root.
    pub fn src(&self) -> &'c str {
        self.catalog.src()
    }

    fn sees(&self, ix: RecordIx) -> bool {
        self.visible.get(ix.position()).copied().unwrap_or(false)
    }

    /// The record at `ix`, where the audience may see it.
    pub fn get(&self, ix: RecordIx) -> Option<&'c Entry> {
        self.sees(ix).then(|| self.catalog.entry(ix))
    }

    /// The record of that key, where the audience may see it.
    pub fn find(&self, key: &Key) -> Option<RecordIx> {
        self.catalog.find(key).filter(|ix| self.sees(*ix))
    }

    /// Every record that the audience may see, in the order of the keys.
    pub fn entries(&self) -> impl Iterator<Item = (RecordIx, &'c Entry)> + '_ {
        self.catalog.indices().filter_map(|ix| Some((ix, self.get(ix)?)))
    }

    /// Every record of one kind.
    pub fn all<T: OfKind + 'c>(&self) -> impl Iterator<Item = Item<'c, T>> + '_ {
        self.catalog.all_of(T::KIND).iter().filter_map(|ix| self.item(*ix))
    }

    /// Every record of a kind, as [`Self::all`].
    pub fn all_entries(&self, kind: Kind) -> impl Iterator<Item = (RecordIx, &'c Entry)> + '_ {
        self.catalog.all_of(kind).iter().filter_map(|ix| Some((*ix, self.get(*ix)?)))
    }

    /// Every record of one kind in one place: a school, or the district or one school of a site as `None`.
    ///
    /// Costs as much as there are such records, however many others there are.
    pub fn own<T: OfKind + 'c>(&self, school: Option<&Id>) -> impl Iterator<Item = Item<'c, T>> + '_ {
        self.own_entries(school, T::KIND)
            .filter_map(|(ix, entry)| Some(Item { ix, entry, fields: T::of(&entry.record.data)? }))
    }

    /// Every record of a kind in one place, as [`Self::own`].
    pub fn own_entries(
        &self,
        school: Option<&Id>,
        kind: Kind,
    ) -> impl Iterator<Item = (RecordIx, &'c Entry)> + '_ {
        let range = self.catalog.range_of(school, kind);
        range.filter_map(|ix| Some((ix, self.get(ix)?)))
    }

    /// The record at `ix` as one of a kind.
    pub fn item<T: OfKind + 'c>(&self, ix: RecordIx) -> Option<Item<'c, T>> {
        let entry = self.get(ix)?;
        Some(Item { ix, entry, fields: T::of(&entry.record.data)? })
    }

    /// The links of a record to others that the audience may see.
    pub fn links(&self, ix: RecordIx) -> impl Iterator<Item = &'c ResolvedLink> + '_ {
        let links = if self.sees(ix) { self.catalog.links(ix) } else { &[] };
        links.iter().filter(|link| self.sees(link.to))
    }

    /// The links to a record from others that the audience may see; `to` is where they come from.
    pub fn backlinks(&self, ix: RecordIx) -> impl Iterator<Item = &'c ResolvedLink> + '_ {
        let links = if self.sees(ix) { self.catalog.backlinks(ix) } else { &[] };
        links.iter().filter(|link| self.sees(link.to))
    }

    /// The record that a reference in a record of `school` means, where the audience may see it.
    pub fn resolve(&self, school: Option<&Id>, reference: &Ref, target: Target) -> Option<RecordIx> {
        self.catalog.resolve(school, reference.as_str(), target).filter(|ix| self.sees(*ix))
    }

    /// The school year of that name, of a school or else of the district, and the record that tells of it.
    pub fn year(&self, school: Option<&Id>, name: &str) -> Option<(RecordIx, &'c Year)> {
        self.catalog.year(school, name).filter(|(ix, _)| self.sees(*ix))
    }

    /// The schools in their declared order.
    pub fn schools(&self) -> impl Iterator<Item = RecordIx> + '_ {
        self.catalog.schools().iter().copied().filter(|ix| self.sees(*ix))
    }

    /// The schools in which there are records, whether or not the audience may see any, and the top as `None`, in the
    /// order of the keys.
    pub fn places(&self) -> Vec<Option<&'c Id>> {
        self.catalog.places()
    }

    /// Where a link in a record's text leads.
    pub fn destination(&self, from: &Record, written: &str) -> Seen {
        self.seen(self.catalog.destination(from, written))
    }

    /// Where a wiki link in a record's text leads.
    pub fn wiki_destination(&self, from: &Record, written: &str) -> Seen {
        self.seen(self.catalog.wiki_destination(from, written))
    }

    /// Where an image in a record's text leads.
    pub fn image_destination(&self, from: &Record, written: &str) -> Seen {
        self.seen(self.catalog.image_destination(from, written))
    }

    fn seen(&self, destination: Destination) -> Seen {
        match destination {
            Destination::Record(ix, _) | Destination::Drawing(ix, _) if !self.sees(ix) => Seen::Hidden,
            shown => Seen::Shown(shown),
        }
    }

    /// The file at a path from the site's root, where it may be published: rows about people may not.
    pub fn file(&self, path: &str) -> Option<&'c Arc<[u8]>> {
        if self.catalog.is_rows(path) { None } else { self.catalog.files().get(path).map(|file| &file.bytes) }
    }

    /// A hash of what the file at a path holds, where it is there and no record.
    pub fn file_hash(&self, path: &str) -> Option<blake3::Hash> {
        self.catalog.files().get(path).map(|file| file.hash)
    }

    /// The files of every record that the audience may see and that has some, in the order of the keys.
    pub fn file_links(&self) -> impl Iterator<Item = (RecordIx, &'c FileLinks)> + '_ {
        self.catalog.file_links().filter(|(ix, _)| self.sees(*ix))
    }

    /// The files that records which are seen publish: those that they name, link to or show, and none with rows.
    pub fn published_files(&self) -> BTreeSet<&'c str> {
        let all = self.file_links().flat_map(|(_, files)| files.published());
        all.filter(|path| self.file(path).is_some()).collect()
    }

    /// Paths of all files that are no records: for checks only.
    pub fn file_paths(&self) -> impl Iterator<Item = &'c str> + '_ {
        self.catalog.files().keys().map(String::as_str)
    }

    /// Whether a file holds rows about people, or the same bytes as one that does.
    pub fn is_rows(&self, path: &str) -> bool {
        self.catalog.is_rows(path)
    }

    /// The files with rows about people, and the records that read them: for checks only, for nothing of them may be said.
    pub fn row_files(&self) -> impl Iterator<Item = (&'c Entry, &'c str, &'c Arc<[u8]>)> + '_ {
        let named =
            self.file_links().flat_map(|(ix, files)| files.named_for(Use::Rows).map(move |path| (ix, path)));
        named.filter_map(|(ix, path)| {
            let file = self.catalog.files().get(path)?;
            Some((self.get(ix)?, path, &file.bytes))
        })
    }

    /// For each place a hash of everything that its pages can depend on: what this audience may see of it, and what
    /// it may not. Nothing can be read off it.
    pub fn place_digests(&self) -> PlaceDigests {
        self.catalog.place_digests()
    }
}
