//! How the records of a site are joined: every link resolved, and the way back at its other end.
//!
//! Where a link leads follows from the names that there are; what is wrong with it also from the record that it leads
//! to. So the links of a record are those of the build before where the names are the same, and neither the record nor
//! one that it links to has changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::names::Names;
use super::{Catalog, RecordIx, ResolvedLink};
use crate::diagnostic::Diagnostic;
use crate::id::Id;

/// The links of all records.
#[derive(Debug, Default)]
pub(super) struct Web {
    names: Arc<Names>,
    /// What each record was when its links were resolved.
    digests: Vec<blake3::Hash>,
    linked: Vec<Arc<Linked>>,
    /// By the record at the other end; `to` is where they come from.
    backlinks: Arc<Vec<Vec<ResolvedLink>>>,
}

/// Where the links of a record lead.
#[derive(Debug)]
pub(super) struct Linked {
    /// Those of its fields first, then those of its body.
    links: Vec<ResolvedLink>,
    /// The schools that it names records or files of, whether or not they are there.
    schools: BTreeSet<Id>,
    /// Those that lead nowhere, or to a part that is not there.
    problems: Vec<Diagnostic>,
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
        Self { names: catalog.names.clone(), digests, linked, backlinks }
    }

    /// The names that the links were resolved with.
    pub(super) fn names(&self) -> &Arc<Names> {
        &self.names
    }

    /// The links of a record.
    pub(super) fn links(&self, ix: RecordIx) -> &[ResolvedLink] {
        &self.linked[ix.position()].links
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
        Linked { links, schools, problems }
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
