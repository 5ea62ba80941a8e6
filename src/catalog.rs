//! All records of a site, found by their ids, with every link resolved.
//!
//! Nothing above this floor holds a [`Catalog`]: reports, pages and checks receive a
//! [`crate::view::View`] of it.

mod audience;
mod data;
mod destination;
mod known;
mod path;
mod places;
mod reference;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::audience::Audience;
use crate::dataset::Dataset;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::layout::{Layout, Top};
use crate::markdown::Outline;
use crate::record::{Data, Key, Kind, OfKind, PartKind, Record, Relation, Schemas, School};

pub use audience::WIDER_THAN_PARENT;
pub use destination::Destination;
pub use known::Known;
pub use path::{PathError, resolve_path};
pub use places::PlaceDigests;

/// A record's place in the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordIx(u32);

impl RecordIx {
    /// Any record, for tests that need one.
    #[cfg(test)]
    pub(crate) const FIRST: Self = Self(0);

    /// The place as a number, for tables beside the catalog.
    pub(crate) fn position(self) -> usize {
        self.0 as usize
    }
}

/// A resolved link from one record to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResolvedLink {
    /// The record at the other end.
    pub to: RecordIx,
    /// What the link says.
    pub relation: Relation,
    /// The part of the record linked to, where one is named.
    pub part: Option<(PartKind, String)>,
}

/// A record with everything that follows from it and its neighbors.
#[derive(Debug)]
pub struct Entry {
    /// The record.
    pub record: Arc<Record>,
    /// A hash of its path and its bytes, of the files it names, and of the record by which its data are read.
    pub(crate) digest: blake3::Hash,
    /// Who may see it: its own word or its kind's default, narrowed to what it belongs to.
    pub audience: Audience,
    /// Whether it, or what it belongs to, is marked as a draft.
    pub draft: bool,
    /// The headings, links and images of its body.
    pub outline: Arc<Outline>,
    /// What its data file holds.
    pub dataset: Option<Dataset>,
    links: Vec<ResolvedLink>,
    backlinks: Vec<ResolvedLink>,
}

/// All records of a site.
#[derive(Debug)]
pub struct Catalog {
    entries: Vec<Entry>,
    by_key: HashMap<Key, RecordIx>,
    by_path: HashMap<Arc<str>, RecordIx>,
    /// Keys of files that are there and could not be read as records.
    broken: BTreeSet<Key>,
    /// Paths of those files.
    broken_paths: BTreeSet<String>,
    files: BTreeMap<String, Arc<[u8]>>,
    /// Files with rows about people, by path: they and their copies are published nowhere.
    rows: BTreeSet<String>,
    schools: Vec<RecordIx>,
    top: Option<Top>,
    src: String,
}

/// Reads and links the records of a layout; `src` is the content folder. Records that `known` holds as
/// they are now are not read again; what is known now stands beside the catalog.
///
/// Every problem of every record is returned as well.
pub fn index(layout: Layout, src: &str, known: &Known) -> (Catalog, Known, Vec<Diagnostic>) {
    let Layout { top, records, others, mut problems } = layout;
    let schemas = Schemas::new();
    let read: Vec<_> = records
        .into_par_iter()
        .map(|(key, file)| {
            let digest = known::digest(&file);
            let read = known.read(digest, &key, &file, &schemas);
            (key, file.path, digest, read)
        })
        .collect();
    let mut catalog = Catalog {
        entries: Vec::with_capacity(read.len()),
        by_key: HashMap::with_capacity(read.len()),
        by_path: HashMap::with_capacity(read.len()),
        broken: BTreeSet::new(),
        broken_paths: BTreeSet::new(),
        files: others,
        rows: BTreeSet::new(),
        schools: Vec::new(),
        top,
        src: src.to_owned(),
    };
    let mut now = Known::default();
    for (key, path, digest, read) in read {
        problems.extend(read.problems.iter().cloned());
        if let Some((record, outline)) = read.record.clone() {
            catalog.add(record, outline, digest);
        } else {
            catalog.broken.insert(key);
            catalog.broken_paths.insert(path);
        }
        now.keep(digest, read);
    }
    catalog.link(&mut problems);
    catalog.narrow(&mut problems);
    catalog.order_schools(&mut problems);
    catalog.read_data(&mut problems);
    (catalog, now, problems)
}

impl Catalog {
    fn add(&mut self, record: Arc<Record>, outline: Arc<Outline>, digest: blake3::Hash) {
        let ix =
            RecordIx(u32::try_from(self.entries.len()).expect("a site has fewer than four billion records"));
        self.by_key.insert(record.key.clone(), ix);
        self.by_path.insert(record.source.path().into(), ix);
        self.entries.push(Entry {
            audience: record.common.audience.unwrap_or(record.key.kind.row().audience),
            draft: record.common.draft,
            record,
            digest,
            outline,
            dataset: None,
            links: Vec::new(),
            backlinks: Vec::new(),
        });
    }

    /// The entry at `ix`.
    pub(crate) fn entry(&self, ix: RecordIx) -> &Entry {
        &self.entries[ix.0 as usize]
    }

    /// Every record's place, in the order of the keys.
    pub(crate) fn indices(&self) -> impl Iterator<Item = RecordIx> + use<> {
        (0..self.entries.len()).map(|ix| RecordIx(u32::try_from(ix).expect("as many as were added")))
    }

    /// The places of the records of a kind in a school, or at the top: they lie side by side.
    pub(crate) fn range_of(&self, school: Option<&Id>, kind: Kind) -> impl Iterator<Item = RecordIx> + use<> {
        let place = |entry: &Entry| {
            (entry.record.key.school.as_ref().cmp(&school)).then(entry.record.key.kind.cmp(&kind))
        };
        let start = self.entries.partition_point(|entry| place(entry).is_lt());
        let end = self.entries.partition_point(|entry| place(entry).is_le());
        (start..end).map(|ix| RecordIx(u32::try_from(ix).expect("as many as were added")))
    }

    /// The links of a record, from its fields first, then from its body.
    pub(crate) fn links(&self, ix: RecordIx) -> &[ResolvedLink] {
        &self.entry(ix).links
    }

    /// The links of other records to this one; `to` is where they come from.
    pub(crate) fn backlinks(&self, ix: RecordIx) -> &[ResolvedLink] {
        &self.entry(ix).backlinks
    }

    /// The record of that key.
    pub(crate) fn find(&self, key: &Key) -> Option<RecordIx> {
        self.by_key.get(key).copied()
    }

    /// What lies at the top of the content folder.
    pub(crate) fn top(&self) -> Option<Top> {
        self.top
    }

    /// The schools in their declared order.
    pub(crate) fn schools(&self) -> &[RecordIx] {
        &self.schools
    }

    /// The content folder.
    pub(crate) fn src(&self) -> &str {
        &self.src
    }

    /// Files that are no records, by path.
    pub(crate) fn files(&self) -> &BTreeMap<String, Arc<[u8]>> {
        &self.files
    }

    /// Whether a file holds rows about people, or the same bytes as one that does.
    pub(crate) fn is_rows(&self, path: &str) -> bool {
        self.rows.contains(path)
    }

    /// Resolves every field and every body link, and writes the way back at the other end.
    fn link(&mut self, problems: &mut Vec<Diagnostic>) {
        let indices: Vec<RecordIx> = self.indices().collect();
        let resolved: Vec<(Vec<ResolvedLink>, Vec<Diagnostic>)> = indices
            .par_iter()
            .map(|ix| {
                let mut found = Vec::new();
                let mut links = self.field_links(*ix, &mut found);
                links.extend(self.body_links(*ix, &mut found));
                (links, found)
            })
            .collect();
        for (ix, (links, found)) in indices.into_iter().zip(resolved) {
            problems.extend(found);
            for link in &links {
                let backlink = ResolvedLink { to: ix, ..link.clone() };
                let backlinks = &mut self.entries[link.to.0 as usize].backlinks;
                if link.to != ix && !backlinks.contains(&backlink) {
                    backlinks.push(backlink);
                }
            }
            self.entries[ix.0 as usize].links = links;
        }
    }

    /// Puts the schools in the district's order, the unnamed ones after it by name.
    fn order_schools(&mut self, problems: &mut Vec<Diagnostic>) {
        let schools: Vec<RecordIx> =
            self.indices().filter(|ix| School::of(&self.entry(*ix).record.data).is_some()).collect();
        let district = self.entries.iter().find_map(|entry| match &entry.record.data {
            Data::District(district) => Some((entry, district)),
            _ => None,
        });
        let Some((entry, district)) = district else {
            self.schools = schools;
            return;
        };
        let folder = |ix: &RecordIx| self.entry(*ix).record.key.school.as_ref().map(Id::as_str);
        for (index, name) in district.schools.iter().enumerate() {
            let is_broken = || {
                self.broken.iter().any(|key| {
                    key.kind == Kind::School
                        && key.school.as_ref().is_some_and(|school| school.as_str() == name)
                })
            };
            if !schools.iter().any(|ix| folder(ix) == Some(name)) && !is_broken() {
                let known = schools.iter().filter_map(folder);
                let near = crate::id::nearest(name, known);
                let message = format!("there is no school `{name}`");
                let problem = entry.record.problem(Code::NoSuchRecord, &format!("schools[{index}]"), message);
                problems.push(match near {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help("a school is a folder of `content/` with a `school.toml`"),
                });
            }
        }
        let declared = |ix: &RecordIx| {
            let place = district.schools.iter().position(|name| folder(ix) == Some(name));
            (place.unwrap_or(usize::MAX), folder(ix).map(str::to_owned))
        };
        let mut ordered = schools;
        ordered.sort_by_key(declared);
        self.schools = ordered;
    }
}
