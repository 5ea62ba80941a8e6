//! All records of a site, found by their ids, with every link resolved.
//!
//! Nothing above this floor holds a [`Catalog`]: reports, pages and checks receive a
//! [`crate::view::View`] of it.

mod audience;
mod data;
mod destination;
mod known;
mod names;
mod order;
mod path;
mod places;
mod reference;
mod web;

pub(crate) use path::percent_decode;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::audience::Audience;
use crate::dataset::Dataset;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::layout::{Layout, Top};
use crate::markdown::Outline;
use crate::record::{Data, Key, Kind, PartKind, Record, Relation};

pub use audience::WIDER_THAN_PARENT;
pub use destination::Destination;
pub(crate) use known::HashedFile;
pub use known::Known;
pub use path::{PathError, resolve_path};
pub use places::PlaceDigests;
pub use web::FileLinks;

use known::KnownRecord;
use names::Names;
use order::Order;
use web::Web;

/// So many changed records are few.
const FEW: usize = 8;

/// A record's place in the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordIx(u32);

impl RecordIx {
    /// Any record, for tests that need one.
    #[cfg(test)]
    pub(crate) const FIRST: Self = Self(0);

    /// The record at that place.
    fn at(position: usize) -> Self {
        Self(u32::try_from(position).expect("a site has fewer than four billion records"))
    }

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
    pub dataset: Option<Arc<Dataset>>,
}

/// All records of a site.
#[derive(Debug)]
pub struct Catalog {
    /// By their places, with gaps.
    entries: Vec<Option<Entry>>,
    names: Arc<Names>,
    web: Arc<Web>,
    files: Arc<BTreeMap<String, HashedFile>>,
    /// Files with rows about people, by path: they and their copies are published nowhere.
    rows: BTreeSet<String>,
    schools: Vec<RecordIx>,
    top: Option<Top>,
}

/// Reads and links the records of a layout; `src` is the content folder. What `known` holds as it is now is not done
/// again; what is known now stands beside the catalog.
///
/// Every problem of every record is returned as well.
pub fn index(layout: Layout<'_>, src: &str, known: &Known) -> (Catalog, Known, Vec<Diagnostic>) {
    let Layout { top, records, others, mut problems } = layout;
    let (read, files) = rayon::join(|| known.records(&records), || known.files(&others));
    let mut broken = Vec::new();
    let mut entries = Vec::with_capacity(read.len());
    let of = |read: &Arc<KnownRecord>| {
        read.record().map(|(record, outline)| Entry::new(record, outline, read.digest))
    };
    let found: Vec<Option<Entry>> = read.par_iter().with_min_len(256).map(of).collect();
    for (((key, file), read), entry) in records.into_iter().zip(&read).zip(found) {
        problems.extend(read.problems().iter().cloned());
        match entry {
            Some(entry) => entries.push(entry),
            None => broken.push((key, file.path.to_owned())),
        }
    }
    let records = entries.iter().map(|entry| &*entry.record);
    let names = Names::of(src, records, broken, files.keys(), known.names());
    let entries = placed(entries, names.order());
    let (rows, schools) = (BTreeSet::new(), Vec::new());
    let mut catalog = Catalog { entries, names, web: Arc::default(), files, rows, schools, top };
    catalog.web = Arc::new(Web::of(&catalog, &known.web));
    problems.extend(catalog.web.problems().cloned());
    catalog.narrow(&mut problems);
    catalog.order_schools(&mut problems);
    let data = catalog.read_data(&known.data, &mut problems);
    let now = Known::of(read, &catalog, data);
    (catalog, now, problems)
}

/// Entries at their places.
fn placed(entries: Vec<Entry>, order: &Order) -> Vec<Option<Entry>> {
    let mut placed: Vec<Option<Entry>> = Vec::new();
    placed.resize_with(order.room(), || None);
    for (ix, entry) in order.records().iter().zip(entries) {
        placed[ix.position()] = Some(entry);
    }
    placed
}

impl Entry {
    fn new(record: &Arc<Record>, outline: &Arc<Outline>, digest: blake3::Hash) -> Self {
        Self {
            audience: record.common.audience.unwrap_or(record.key.kind.row().audience),
            draft: record.common.draft,
            record: record.clone(),
            digest,
            outline: outline.clone(),
            dataset: None,
        }
    }
}

impl Catalog {
    /// The entry at `ix`.
    pub(crate) fn entry(&self, ix: RecordIx) -> &Entry {
        self.entries[ix.position()].as_ref().expect("a record stands at its place")
    }

    fn entry_mut(&mut self, ix: RecordIx) -> &mut Entry {
        self.entries[ix.position()].as_mut().expect("a record stands at its place")
    }

    fn order(&self) -> &Order {
        self.names.order()
    }

    /// Every record's place, in the order of the keys.
    pub(crate) fn indices(&self) -> impl Iterator<Item = RecordIx> + '_ {
        self.order().records().iter().copied()
    }

    /// How many records a table by their places must have room for.
    pub(crate) fn room(&self) -> usize {
        self.order().room()
    }

    /// The places of the records of a kind in a school, or at the top: they lie side by side.
    pub(crate) fn range_of(&self, school: Option<&Id>, kind: Kind) -> impl Iterator<Item = RecordIx> + use<> {
        self.order().range_of(school, kind).map(RecordIx::at)
    }

    /// The places of all records of a kind.
    pub(crate) fn all_of(&self, kind: Kind) -> &[RecordIx] {
        self.order().all_of(kind)
    }

    /// The schools that records lie in, and the top as `None`, in the order of the keys.
    pub(crate) fn places(&self) -> Vec<Option<&Id>> {
        self.order().places().collect()
    }

    /// The links of a record, from its fields first, then from its body.
    pub(crate) fn links(&self, ix: RecordIx) -> &[ResolvedLink] {
        self.web.links(ix)
    }

    /// The files of every record that has some, in the order of the keys.
    pub(crate) fn file_links(&self) -> impl Iterator<Item = (RecordIx, &FileLinks)> {
        self.web.with_files().iter().filter_map(|ix| Some((*ix, self.web.files(*ix)?)))
    }

    /// The links of other records to this one; `to` is where they come from.
    pub(crate) fn backlinks(&self, ix: RecordIx) -> &[ResolvedLink] {
        self.web.backlinks(ix)
    }

    /// The records that are not what they were when so much was known, in their order; nothing where they are many, or
    /// files that are no records have changed.
    pub(crate) fn changed_since(&self, known: &Known) -> Option<Vec<RecordIx>> {
        let changed = self.web.changed_since(&known.web);
        (changed.len() <= FEW && known.has_files(&self.files)).then_some(changed)
    }

    /// The record of that key.
    pub(crate) fn find(&self, key: &Key) -> Option<RecordIx> {
        self.names.by_key.get(key).copied()
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
        &self.names.src
    }

    /// Files that are no records, by path.
    pub(crate) fn files(&self) -> &BTreeMap<String, HashedFile> {
        &self.files
    }

    /// Whether a file holds rows about people, or the same bytes as one that does.
    pub(crate) fn is_rows(&self, path: &str) -> bool {
        self.rows.contains(path)
    }

    /// Puts the schools in the district's order, the unnamed ones after it by name.
    fn order_schools(&mut self, problems: &mut Vec<Diagnostic>) {
        let schools = self.all_of(Kind::School).to_vec();
        let districts = self.all_of(Kind::District).iter().map(|ix| self.entry(*ix));
        let district = { districts }.find_map(|entry| match &entry.record.data {
            Data::District(district) => Some((entry, district)),
            _ => None,
        });
        let Some((entry, district)) = district else {
            self.schools = schools;
            return;
        };
        let folder = |ix: &RecordIx| self.entry(*ix).record.key.school.as_ref().map(Id::as_str);
        let known: HashSet<&str> = schools.iter().filter_map(folder).collect();
        for (index, name) in district.schools.iter().enumerate() {
            let is_broken = || {
                self.names.broken.iter().any(|key| {
                    key.kind == Kind::School
                        && key.school.as_ref().is_some_and(|school| school.as_str() == name)
                })
            };
            if !known.contains(name.as_str()) && !is_broken() {
                let near = crate::id::nearest(name, schools.iter().filter_map(folder));
                let message = format!("there is no school `{name}`");
                let problem = entry.record.problem(Code::NoSuchRecord, &format!("schools[{index}]"), message);
                problems.push(match near {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help("a school is a folder of `content/` with a `school.toml`"),
                });
            }
        }
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (place, name) in district.schools.iter().enumerate() {
            places.entry(name).or_insert(place);
        }
        let declared = |ix: &RecordIx| {
            let place = folder(ix).and_then(|folder| places.get(folder).copied());
            (place.unwrap_or(usize::MAX), folder(ix).map(str::to_owned))
        };
        let mut ordered = schools;
        ordered.sort_by_cached_key(declared);
        self.schools = ordered;
    }
}
