//! How the records of a site are joined: every link resolved, and the way back at its other end.
//!
//! Where a link leads follows from the names that there are; what is wrong with it also from the record that it leads
//! to. So the links of a record are those of the build before where the names are the same, and neither the record nor
//! one that it links to has changed.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::names::Names;
use super::{Catalog, Destination, RecordIx, ResolvedLink, resolve_path};
use crate::diagnostic::Diagnostic;
use crate::id::Id;
use crate::markdown::LinkKind;
use crate::record::Use;

/// The links of all records.
#[derive(Debug, Default)]
pub(super) struct Web {
    names: Arc<Names>,
    /// What each record was when its links were resolved.
    digests: Vec<blake3::Hash>,
    linked: Vec<Arc<Linked>>,
    /// The records that name, link to or show files.
    with_files: Vec<RecordIx>,
    /// By the record at the other end; `to` is where they come from.
    backlinks: Arc<Vec<Vec<ResolvedLink>>>,
}

/// Where the links of a record lead.
#[derive(Debug)]
pub(super) struct Linked {
    /// Those of its fields first, then those of its body.
    links: Vec<ResolvedLink>,
    files: FileLinks,
    /// Whether it is joined to a record of the district otherwise than by a mention, or by carrying it out.
    joins_district: bool,
    /// The schools that it names records or files of, whether or not they are there.
    schools: BTreeSet<Id>,
    /// Those that lead nowhere, or to a part that is not there.
    problems: Vec<Diagnostic>,
}

/// The files of a record that are no records, by their paths from the site's root.
#[derive(Debug, Default)]
pub struct FileLinks {
    /// Those that its fields name, and what for; whether or not they are there.
    pub named: Vec<(Use, String)>,
    /// Those that are there and that its text links to or shows, and where in the text.
    pub in_text: Vec<(String, Range<usize>)>,
    /// Whether its fields name any, be it by what is no path.
    names_any: bool,
}

impl FileLinks {
    fn is_empty(&self) -> bool {
        !self.names_any && self.in_text.is_empty()
    }

    /// Whether its fields name any.
    pub(super) fn names_any(&self) -> bool {
        self.names_any
    }

    /// Those that its fields name for a purpose.
    pub fn named_for(&self, purpose: Use) -> impl Iterator<Item = &str> {
        self.named.iter().filter(move |(of, _)| *of == purpose).map(|(_, path)| path.as_str())
    }

    /// Those that are published with it, where they are there and hold no rows.
    pub fn published(&self) -> impl Iterator<Item = &str> {
        self.named_for(Use::Attachment).chain(self.in_text.iter().map(|(path, _)| path.as_str()))
    }
}

impl Web {
    /// The links of a catalog, with those of the build `before` that must be the same.
    pub(super) fn of(catalog: &Catalog, before: &Self) -> Self {
        let digests: Vec<blake3::Hash> = catalog.entries.iter().map(|entry| entry.digest).collect();
        let same_names = Arc::ptr_eq(&catalog.names, &before.names);
        let is_same: Vec<bool> = digests
            .iter()
            .enumerate()
            .map(|(at, digest)| same_names && before.digests.get(at) == Some(digest))
            .collect();
        let linked: Vec<Arc<Linked>> = (0..digests.len())
            .into_par_iter()
            .map(|at| {
                let known = before.linked.get(at).filter(|known| {
                    is_same[at] && known.links.iter().all(|link| is_same[link.to.position()])
                });
                known.cloned().unwrap_or_else(|| Arc::new(catalog.linked(RecordIx::at(at))))
            })
            .collect();
        let same_links =
            |(now, known): (&Arc<Linked>, &Arc<Linked>)| Arc::ptr_eq(now, known) || now.links == known.links;
        let backlinks = if same_names && linked.iter().zip(&before.linked).all(same_links) {
            before.backlinks.clone()
        } else {
            Arc::new(backlinks(&linked))
        };
        let has_files = |(_, linked): &(usize, &Arc<Linked>)| !linked.files.is_empty();
        let with_files =
            linked.iter().enumerate().filter(has_files).map(|(at, _)| RecordIx::at(at)).collect();
        Self { names: catalog.names.clone(), digests, linked, with_files, backlinks }
    }

    /// The records that are not what they were, in their order.
    pub(super) fn changed_since(&self, before: &Self) -> Vec<RecordIx> {
        let same_names = Arc::ptr_eq(&self.names, &before.names);
        // Where there are other names, a record may stand elsewhere.
        let known: HashSet<&blake3::Hash> =
            if same_names { HashSet::new() } else { before.digests.iter().collect() };
        let is_known = |at: usize, digest: &blake3::Hash| match same_names {
            true => before.digests.get(at) == Some(digest),
            false => known.contains(digest),
        };
        let changed = self.digests.iter().enumerate().filter(|(at, digest)| !is_known(*at, digest));
        changed.map(|(at, _)| RecordIx::at(at)).collect()
    }

    /// The names that the links were resolved with.
    pub(super) fn names(&self) -> &Arc<Names> {
        &self.names
    }

    /// The links of a record.
    pub(super) fn links(&self, ix: RecordIx) -> &[ResolvedLink] {
        &self.linked[ix.position()].links
    }

    /// Whether a school's record is joined to one of the district's in a way that more than the district's pages tell.
    pub(super) fn joins_district(&self, ix: RecordIx) -> bool {
        self.linked[ix.position()].joins_district
    }

    /// The records that name, link to or show files, in the order of the keys.
    pub(super) fn with_files(&self) -> &[RecordIx] {
        &self.with_files
    }

    /// The files of a record.
    pub(super) fn files(&self, ix: RecordIx) -> &FileLinks {
        &self.linked[ix.position()].files
    }

    /// The links of other records to this one.
    pub(super) fn backlinks(&self, ix: RecordIx) -> &[ResolvedLink] {
        &self.backlinks[ix.position()]
    }

    /// The schools that a record names records or files of, but its own.
    pub(super) fn schools(&self, ix: RecordIx) -> &BTreeSet<Id> {
        &self.linked[ix.position()].schools
    }

    /// What is wrong with the links of all records.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.linked.iter().flat_map(|linked| &linked.problems)
    }
}

impl Catalog {
    /// Resolves every field and every body link of a record.
    fn linked(&self, ix: RecordIx) -> Linked {
        let mut problems = Vec::new();
        let mut links = self.field_links(ix, &mut problems);
        links.extend(self.body_links(ix, &mut problems));
        let schools = self.other_schools(self.entry(ix), &links);
        let joins_district = self.joins_district(ix, &links);
        Linked { links, files: self.files_of(ix), joins_district, schools, problems }
    }

    fn files_of(&self, ix: RecordIx) -> FileLinks {
        let entry = self.entry(ix);
        let record = &entry.record;
        let resolved = |path: &str| resolve_path(self.src(), record.source.path(), path).ok();
        let files = record.data.fields().files();
        let names_any = !files.is_empty();
        let named = files.into_iter().filter_map(|file| Some((file.purpose, resolved(file.path)?))).collect();
        let links = entry.outline.links.iter().filter(|link| link.kind == LinkKind::Inline);
        let links = links.map(|link| (self.destination(record, &link.destination), &link.range));
        let images = entry.outline.images.iter();
        let images = images.map(|image| (self.image_destination(record, &image.destination), &image.range));
        let file = |(destination, range): (Destination, &Range<usize>)| match destination {
            Destination::File(path) => Some((path, range.clone())),
            _ => None,
        };
        FileLinks { named, in_text: links.chain(images).filter_map(file).collect(), names_any }
    }
}

/// The way back of every link but those of a record to itself, each once.
fn backlinks(linked: &[Arc<Linked>]) -> Vec<Vec<ResolvedLink>> {
    let mut backlinks: Vec<Vec<ResolvedLink>> = vec![Vec::new(); linked.len()];
    for (at, linked) in linked.iter().enumerate() {
        let from = RecordIx::at(at);
        for link in linked.links.iter().filter(|link| link.to != from) {
            let backlink = ResolvedLink { to: from, ..link.clone() };
            let known = &mut backlinks[link.to.position()];
            // Those from the same record stand at the end.
            if !known.iter().rev().take_while(|other| other.to == from).any(|other| *other == backlink) {
                known.push(backlink);
            }
        }
    }
    backlinks
}
