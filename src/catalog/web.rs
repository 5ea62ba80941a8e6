//! How the records of a site are joined: every link resolved, and the way back at its other end.
//!
//! Where a link leads follows from the names that there are in its school, at the top, and in the schools that it names;
//! what is wrong with it also from the record that it leads to. So the links of a record are those of the build before
//! where these names are the same, and neither the record nor one that it links to has changed.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::names::{Names, Renamed};
use super::order::Order;
use super::{Catalog, Destination, RecordIx, ResolvedLink, resolve_path};
use crate::align::Aligned;
use crate::diagnostic::Diagnostic;
use crate::id::Id;
use crate::markdown::LinkKind;
use crate::record::{Links, Use};

/// The links of all records.
#[derive(Debug, Default)]
pub(super) struct Web {
    names: Arc<Names>,
    /// What each record was when its links were resolved, in the order of the keys.
    digests: Vec<blake3::Hash>,
    /// By the record, with gaps.
    linked: Vec<Option<Arc<Linked>>>,
    /// The records that name, link to or show files.
    with_files: Vec<RecordIx>,
    /// By the record at the other end, with gaps; `to` is where they come from.
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
        let records = catalog.order().records();
        let digests: Vec<blake3::Hash> = records.iter().map(|ix| catalog.entry(*ix).digest).collect();
        let same_names = Arc::ptr_eq(&catalog.names, &before.names);
        let renamed =
            if same_names { Some(Renamed::default()) } else { catalog.names.renamed_since(&before.names) };
        let is_same = before.is_same(catalog.order(), &digests);
        let known = |ix: RecordIx| {
            let (known, renamed) = (before.linked.get(ix.position())?.as_ref()?, renamed.as_ref()?);
            let is_same = |ix: RecordIx| is_same.get(ix.position()).copied().unwrap_or_default();
            // What is said of a link that leads nowhere may name anything that has a name like it.
            let is_told = same_names || known.problems.is_empty();
            let school = catalog.entry(ix).record.key.school.as_ref();
            let counts = is_told && is_same(ix) && !renamed.concerns(school, &known.schools);
            (counts && known.links.iter().all(|link| is_same(link.to))).then(|| known.clone())
        };
        let link = |ix: &RecordIx| known(*ix).unwrap_or_else(|| Arc::new(catalog.linked(*ix)));
        let found: Vec<Arc<Linked>> = records.par_iter().with_min_len(64).map(link).collect();
        let has_files = |(_, linked): &(&RecordIx, &Arc<Linked>)| !linked.files.is_empty();
        let with_files = records.iter().zip(&found).filter(has_files).map(|(ix, _)| *ix).collect();
        let mut linked: Vec<Option<Arc<Linked>>> = vec![None; catalog.room()];
        for (ix, of) in records.iter().zip(found) {
            linked[ix.position()] = Some(of);
        }
        let same_links = |now: &Option<Arc<Linked>>, known: &Option<Arc<Linked>>| match (now, known) {
            (Some(now), Some(known)) => Arc::ptr_eq(now, known) || now.links == known.links,
            (None, None) => true,
            _ => false,
        };
        let all_same = linked.len() == before.linked.len()
            && linked.iter().zip(&before.linked).all(|(now, known)| same_links(now, known));
        let backlinks =
            if all_same { before.backlinks.clone() } else { Arc::new(backlinks(records, &linked)) };
        Self { names: catalog.names.clone(), digests, linked, with_files, backlinks }
    }

    /// For each place whether the record there is the one that was there, and the same.
    fn is_same(&self, order: &Order, digests: &[blake3::Hash]) -> Vec<bool> {
        let mut is_same = vec![false; order.room()];
        let mut known = self.records().iter().zip(&self.digests).peekable();
        for (ix, digest) in order.records().iter().zip(digests) {
            while known.next_if(|(known, _)| *known < ix).is_some() {}
            is_same[ix.position()] = known.next_if_eq(&(ix, digest)).is_some();
        }
        is_same
    }

    fn records(&self) -> &[RecordIx] {
        self.names.order().records()
    }

    /// The records that are not what they were, in their order.
    pub(super) fn changed_since(&self, before: &Self) -> Vec<RecordIx> {
        // Where there are other names, a record may stand elsewhere.
        let mut aligned = Aligned::with(&before.digests);
        let changed = self.records().iter().zip(&self.digests);
        changed.filter(|(_, digest)| aligned.place_of(digest).is_none()).map(|(ix, _)| *ix).collect()
    }

    /// The names that the links were resolved with.
    pub(super) fn names(&self) -> &Arc<Names> {
        &self.names
    }

    fn of_record(&self, ix: RecordIx) -> Option<&Linked> {
        self.linked.get(ix.position())?.as_deref()
    }

    /// The links of a record.
    pub(super) fn links(&self, ix: RecordIx) -> &[ResolvedLink] {
        self.of_record(ix).map_or(&[], |linked| &linked.links)
    }

    /// Whether a school's record is joined to one of the district's in a way that more than the district's pages tell.
    pub(super) fn joins_district(&self, ix: RecordIx) -> bool {
        self.of_record(ix).is_some_and(|linked| linked.joins_district)
    }

    /// The records that name, link to or show files, in the order of the keys.
    pub(super) fn with_files(&self) -> &[RecordIx] {
        &self.with_files
    }

    /// The files of a record.
    pub(super) fn files(&self, ix: RecordIx) -> Option<&FileLinks> {
        self.of_record(ix).map(|linked| &linked.files)
    }

    /// The links of other records to this one.
    pub(super) fn backlinks(&self, ix: RecordIx) -> &[ResolvedLink] {
        &self.backlinks[ix.position()]
    }

    /// The schools that a record names records or files of, but its own.
    pub(super) fn schools(&self, ix: RecordIx) -> impl Iterator<Item = &Id> {
        self.of_record(ix).into_iter().flat_map(|linked| &linked.schools)
    }

    /// What is wrong with the links of all records.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.linked.iter().flatten().flat_map(|linked| &linked.problems)
    }
}

impl Catalog {
    /// Resolves every field and every body link of a record.
    fn linked(&self, ix: RecordIx) -> Linked {
        let mut problems = Vec::new();
        let entry = self.entry(ix);
        let mut fields = Links::default();
        entry.record.data.fields().links(&mut fields);
        let mut links = self.field_links(ix, &fields, &mut problems);
        links.extend(self.body_links(ix, &mut problems));
        let schools = self.other_schools(entry, &fields, &links);
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
fn backlinks(records: &[RecordIx], linked: &[Option<Arc<Linked>>]) -> Vec<Vec<ResolvedLink>> {
    let mut backlinks: Vec<Vec<ResolvedLink>> = vec![Vec::new(); linked.len()];
    for from in records {
        let links = linked[from.position()].iter().flat_map(|linked| &linked.links);
        for link in links.filter(|link| link.to != *from) {
            let backlink = ResolvedLink { to: *from, ..link.clone() };
            let known = &mut backlinks[link.to.position()];
            // Those from the same record stand at the end.
            if !known.iter().rev().take_while(|other| other.to == *from).any(|other| *other == backlink) {
                known.push(backlink);
            }
        }
    }
    backlinks
}
