//! What there is to link to, by name: nothing else decides where a reference or a path leads.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::RecordIx;
use super::order::Order;
use super::path::first_folder;
use crate::align::side_by_side;
use crate::id::Id;
use crate::record::{Key, Record};

/// The names of everything in a content folder.
///
/// Two builds with the same names have their records at the same places, so that a link means the same in both.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The content folder.
    pub src: String,
    pub by_key: FxHashMap<Key, RecordIx>,
    pub by_path: FxHashMap<Arc<str>, RecordIx>,
    /// Keys of files that are there and could not be read as records.
    pub broken: BTreeSet<Key>,
    /// Paths of those files.
    pub broken_paths: BTreeSet<String>,
    /// Keys and paths of the records in their order.
    records: Vec<(Key, Arc<str>)>,
    /// Paths of the files that are no records, in order.
    files: Vec<String>,
    /// Where the records stand.
    order: Order,
}

impl Names {
    /// The names of these records, broken records and other files; the very ones of `before` where those are the same.
    pub(super) fn of<'a>(
        src: &str,
        records: impl ExactSizeIterator<Item = &'a Record> + Clone,
        broken: Vec<(Key, String)>,
        files: impl Iterator<Item = &'a String> + Clone,
        before: &Arc<Self>,
    ) -> Arc<Self> {
        let is_broken = |(key, path)| before.broken.contains(key) && before.broken_paths.contains(path);
        let same_records = before.records.len() == records.len()
            && before
                .records
                .iter()
                .zip(records.clone())
                .all(|((key, path), record)| *key == record.key && path == record.source.shared_path());
        if same_records
            && before.src == src
            && before.broken.len() == broken.len()
            && broken.iter().map(|(key, path)| (key, path)).all(is_broken)
            && before.files.iter().eq(files.clone())
        {
            return before.clone();
        }
        let records: Vec<(Key, Arc<str>)> =
            records.map(|record| (record.key.clone(), record.source.shared_path().clone())).collect();
        let order = Order::of(records.iter().map(|(key, _)| key));
        let (broken, broken_paths) = broken.into_iter().unzip();
        let placed = || records.iter().zip(order.records());
        let (by_key, by_path) = rayon::join(
            || placed().map(|((key, _), ix)| (key.clone(), *ix)).collect(),
            || placed().map(|((_, path), ix)| (path.clone(), *ix)).collect(),
        );
        Arc::new(Self {
            src: src.to_owned(),
            by_key,
            by_path,
            broken,
            broken_paths,
            records,
            files: files.cloned().collect(),
            order,
        })
    }

    /// Where the records stand.
    pub(super) fn order(&self) -> &Order {
        &self.order
    }

    /// What is named otherwise than before; nothing where any record stands elsewhere although it has the same name.
    pub(super) fn renamed_since(&self, before: &Self) -> Option<Renamed> {
        if self.src != before.src || self.order.rooms() != before.order.rooms() {
            return None;
        }
        let mut renamed = Renamed::default();
        let records = differences(&self.records, &before.records).map(|(key, _)| key);
        for key in records.chain(self.broken.symmetric_difference(&before.broken)) {
            renamed.add(key.school.as_ref());
        }
        let broken_paths = self.broken_paths.symmetric_difference(&before.broken_paths);
        for path in broken_paths.chain(differences(&self.files, &before.files)) {
            // A folder that is no school's lies at the top.
            let folder = first_folder(&self.src, path).and_then(Id::new);
            let is_school = folder.as_ref().is_some_and(|folder| self.order.has_school(folder));
            renamed.add(folder.as_ref());
            if !is_school {
                renamed.add(None);
            }
        }
        Some(renamed)
    }
}

/// Everything that stands in one of two sorted lists and not in the other.
fn differences<'l, T: Ord>(one: &'l [T], other: &'l [T]) -> impl Iterator<Item = &'l T> {
    let alone = |(one, other): (Option<&'l T>, Option<&'l T>)| match (one, other) {
        (Some(_), Some(_)) => None,
        (one, other) => one.or(other),
    };
    side_by_side(one, other, T::cmp).filter_map(alone)
}

/// The schools in which something has another name than before, and whether anything at the top has.
#[derive(Debug, Default)]
pub(super) struct Renamed {
    top: bool,
    schools: BTreeSet<Id>,
}

impl Renamed {
    fn add(&mut self, school: Option<&Id>) {
        match school {
            None => self.top = true,
            Some(school) => _ = self.schools.insert(school.clone()),
        }
    }

    /// Whether a record of a school may lead elsewhere than before, where it names nothing but of these other schools.
    pub(super) fn concerns(&self, school: Option<&Id>, others: &BTreeSet<Id>) -> bool {
        self.top
            || school.is_some_and(|school| self.schools.contains(school))
            || !self.schools.is_disjoint(others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_stands_in_one_list_alone() {
        let found = |one: &[u8], other: &[u8]| differences(one, other).copied().collect::<Vec<u8>>();
        assert_eq!(found(&[1, 2, 4], &[1, 3, 4]), [2, 3]);
        assert_eq!(found(&[], &[1]), [1]);
        assert!(found(&[1, 2], &[1, 2]).is_empty());
    }

    #[test]
    fn a_name_concerns_its_school_those_that_name_it_and_all_where_it_is_at_the_top() {
        let id = |id: &str| Id::new(id).expect("an id");
        let mut renamed = Renamed::default();
        renamed.add(Some(&id("a")));
        let others = |ids: &[&str]| ids.iter().map(|of| id(of)).collect::<BTreeSet<Id>>();
        assert!(renamed.concerns(Some(&id("a")), &others(&[])));
        assert!(renamed.concerns(Some(&id("b")), &others(&["c", "a"])));
        assert!(renamed.concerns(None, &others(&["a"])));
        assert!(!renamed.concerns(Some(&id("b")), &others(&["c"])));
        assert!(!renamed.concerns(None, &others(&[])));
        renamed.add(None);
        assert!(renamed.concerns(Some(&id("b")), &others(&[])));
    }
}
