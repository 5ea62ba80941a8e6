//! How much of a site one place's pages can depend on, as a hash for each place.
//!
//! The pages of a school tell of its own records and files, of the district's, and of those of schools that it
//! is in contact with: one links to the other, or to one that does. Nothing else reaches them, because a
//! reference is looked for in the own school, in the district, and in a school that it names.
//!
//! What they tell of the district's records can come from any school whose records are joined to those: a session
//! for the district's initiative, a visit after it, a change of it. Such records count as the district's here.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::path::{first_folder, percent_decode};
use super::{Catalog, Entry, RecordIx, ResolvedLink, resolve_path};
use crate::id::Id;
use crate::record::{Links, Relation};

/// For each place a hash of everything that its pages can tell of.
#[derive(Debug)]
pub struct PlaceDigests {
    schools: BTreeMap<Id, blake3::Hash>,
    everything: blake3::Hash,
    rooms: blake3::Hash,
}

impl PlaceDigests {
    /// The hash of a school; of everything for the district or the one school of a site, and for a school that
    /// has no record.
    pub fn of(&self, school: Option<&Id>) -> blake3::Hash {
        school.and_then(|school| self.schools.get(school)).copied().unwrap_or(self.everything)
    }

    /// A hash of where the records of each school begin: where it is the same, the records of a place whose own hash is
    /// the same are at the same places of the catalog.
    pub fn rooms(&self) -> blake3::Hash {
        self.rooms
    }
}

/// How many bytes are told of a record.
const TOLD: usize = blake3::OUT_LEN + 2;

impl Catalog {
    /// The hashes of all places.
    pub(crate) fn place_digests(&self) -> PlaceDigests {
        let of_place = |(school, records): (_, &[RecordIx])| {
            let (mut own, mut of_district) = (Vec::with_capacity(records.len() * TOLD), Vec::new());
            for ix in records {
                let entry = self.entry(*ix);
                let told = own.len();
                own.extend_from_slice(entry.digest.as_bytes());
                // What a record belongs to, in whatever school, decides who may see it.
                own.extend_from_slice(&[entry.audience as u8, u8::from(entry.draft)]);
                if self.web.joins_district(*ix) {
                    of_district.extend_from_slice(&own[told..]);
                }
            }
            (school, own, of_district)
        };
        let of_places: Vec<(Option<&Id>, Vec<u8>, Vec<u8>)> =
            self.order().by_place().into_par_iter().map(of_place).collect();
        // The top comes first, whether or not it has records.
        let mut told: Vec<(Option<&Id>, Vec<u8>)> = vec![(None, Vec::new())];
        for (school, own, of_district) in of_places {
            match school {
                None => told[0].1.extend(own),
                Some(school) => told.push((Some(school), own)),
            }
            told[0].1.extend(of_district);
        }
        let schools: Vec<&Id> = told.iter().filter_map(|(school, _)| *school).collect();
        for (path, file) in self.files.iter() {
            let school = first_folder(self.src(), path);
            let school =
                school.and_then(|school| schools.binary_search_by(|id| id.as_str().cmp(school)).ok());
            let told = &mut told[school.map_or(0, |at| at + 1)].1;
            told.extend_from_slice(&(path.len() as u64).to_le_bytes());
            told.extend_from_slice(path.as_bytes());
            told.extend_from_slice(file.hash.as_bytes());
            told.push(u8::from(self.is_rows(path)));
        }
        let hashed = |(place, told): (_, Vec<u8>)| (place, blake3::hash(&told));
        let own: BTreeMap<Option<&Id>, blake3::Hash> =
            told.into_par_iter().map(hashed).collect::<Vec<_>>().into_iter().collect();
        let groups = self.contacts(&schools);
        let top = own.get(&None).copied();
        let joined = |members: &[&Id]| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(top.as_ref().map_or(&[0; 32], |top| top.as_bytes()));
            for member in members {
                hasher.update(member.as_str().as_bytes()).update(&[0]);
                hasher.update(own.get(&Some(member)).map_or(&[0; 32], |of| of.as_bytes()));
            }
            hasher.finalize()
        };
        let everything = joined(&schools);
        let mut digests = BTreeMap::new();
        for group in groups {
            let digest = joined(&group);
            digests.extend(group.into_iter().map(|school| (school.clone(), digest)));
        }
        PlaceDigests { schools: digests, everything, rooms: self.names.order().rooms_hash() }
    }

    /// Whether a school's record is joined to one of the district's otherwise than by a mention, or by carrying
    /// it out, of both of which the district's own pages alone tell.
    pub(super) fn joins_district(&self, ix: RecordIx, links: &[ResolvedLink]) -> bool {
        let is_told = |relation| !matches!(relation, Relation::Mentions | Relation::CarriesOut);
        let is_districts = |to: RecordIx| self.entry(to).record.key.school.is_none();
        !is_districts(ix) && links.iter().any(|link| is_told(link.relation) && is_districts(link.to))
    }

    /// The schools in groups: those that are in contact, directly or through others, together.
    fn contacts<'i>(&self, schools: &[&'i Id]) -> Vec<Vec<&'i Id>> {
        let place = |school: &Id| schools.binary_search(&school).ok();
        let mut joined = Joined((0..schools.len()).collect());
        for ix in self.indices() {
            let entry = self.entry(ix);
            let Some(from) = entry.record.key.school.as_ref().and_then(place) else { continue };
            for to in self.web.schools(ix) {
                if let Some(to) = place(to) {
                    joined.join(from, to);
                }
            }
        }
        let mut groups: BTreeMap<usize, Vec<&'i Id>> = BTreeMap::new();
        for (at, school) in schools.iter().enumerate() {
            groups.entry(joined.root(at)).or_default().push(school);
        }
        groups.into_values().collect()
    }

    /// The schools that a record names records or files of, whether or not they are there: one with these references in
    /// its fields, and with `links` where they and those of its text lead somewhere.
    pub(super) fn other_schools(
        &self,
        entry: &Entry,
        fields: &Links<'_>,
        links: &[ResolvedLink],
    ) -> BTreeSet<Id> {
        let record = &entry.record;
        let linked = links.iter().filter_map(|link| self.entry(link.to).record.key.school.clone());
        let named = record.data.fields().files().into_iter().map(|file| file.path);
        let attached = record.data.fields().attachments().iter().map(|file| file.path.as_str());
        let written = entry.outline.links.iter().map(|link| link.destination.as_str());
        let shown = entry.outline.images.iter().map(|image| image.destination.as_str());
        let mut schools: BTreeSet<Id> = linked.collect();
        // `school/kind/id`, `school/id`.
        let named_by = |reference: &str| reference.split_once('/').and_then(|(first, _)| Id::new(first));
        schools.extend(fields.0.iter().filter_map(|link| named_by(link.to.as_str())));
        for written in named.chain(attached).chain(written).chain(shown) {
            let decoded = percent_decode(written);
            let path = decoded.as_deref().and_then(|path| {
                let path = path.split('#').next().unwrap_or(path);
                resolve_path(self.src(), record.source.path(), path).ok()
            });
            schools.extend(path.and_then(|path| self.school_of_path(&path)));
            // As a wiki link or a drawing names it, perhaps after `measure:`.
            schools.extend(named_by(written.rsplit(':').next().unwrap_or(written)));
        }
        if let Some(own) = &record.key.school {
            schools.remove(own);
        }
        schools
    }

    /// The folder below the content folder that a path lies in, where that could be a school's.
    fn school_of_path(&self, path: &str) -> Option<Id> {
        Id::new(first_folder(self.src(), path)?)
    }
}

/// Sets that grow together: each member names one that it is joined to, a root names itself.
struct Joined(Vec<usize>);

impl Joined {
    fn root(&self, mut of: usize) -> usize {
        while self.0[of] != of {
            of = self.0[of];
        }
        of
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
