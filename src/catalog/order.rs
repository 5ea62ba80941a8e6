//! Where records stand in the order of their keys: those of a kind in a place lie side by side.
//!
//! Every place has room for some more records, so that one more or less moves those of no other place.

use std::collections::BTreeMap;
use std::ops::Range;

use super::RecordIx;
use crate::id::Id;
use crate::record::{Key, Kind};

/// Places begin at multiples of this.
const STEP: usize = 64;

type ByKind = BTreeMap<Kind, Range<usize>>;

/// The places of records, by kind and by school.
#[derive(Debug, Default)]
pub(super) struct Order {
    records: Vec<RecordIx>,
    rooms: Vec<(Option<Id>, usize)>,
    by_kind: BTreeMap<Kind, Vec<RecordIx>>,
    at_top: Option<ByKind>,
    in_schools: BTreeMap<Id, ByKind>,
}

impl Order {
    /// The order of records with these keys, which are sorted.
    pub(super) fn of<'k>(keys: impl Iterator<Item = &'k Key>) -> Self {
        let mut order = Self::default();
        let mut place: Option<(&Key, Range<usize>)> = None;
        let mut next: usize = 0;
        for key in keys {
            if place.as_ref().is_none_or(|(last, _)| last.school != key.school) {
                next = next.next_multiple_of(STEP);
                order.rooms.push((key.school.clone(), next));
            }
            let at = next;
            next += 1;
            order.records.push(RecordIx::at(at));
            match &mut place {
                Some((first, range)) if first.kind == key.kind && first.school == key.school => {
                    range.end = at + 1;
                }
                other => order.add(other.replace((key, at..at + 1))),
            }
        }
        order.add(place);
        order
    }

    fn add(&mut self, place: Option<(&Key, Range<usize>)>) {
        if let Some((key, range)) = place {
            self.by_kind.entry(key.kind).or_default().extend(range.clone().map(RecordIx::at));
            let kinds = match &key.school {
                None => self.at_top.get_or_insert_default(),
                Some(school) => self.in_schools.entry(school.clone()).or_default(),
            };
            kinds.insert(key.kind, range);
        }
    }

    /// The places of all records.
    pub(super) fn records(&self) -> &[RecordIx] {
        &self.records
    }

    /// How many records a table by their places must have room for.
    pub(super) fn room(&self) -> usize {
        self.records.last().map_or(0, |last| last.position() + 1)
    }

    /// Where the records of each school begin, and of the top.
    pub(super) fn rooms(&self) -> &[(Option<Id>, usize)] {
        &self.rooms
    }

    /// The places of the records of each school, and of the top.
    pub(super) fn by_place(&self) -> Vec<(Option<&Id>, &[RecordIx])> {
        let ends = self.rooms.iter().skip(1).map(|(_, start)| RecordIx::at(*start));
        let ends = ends.map(Some).chain([None]);
        let mut rest = self.records.as_slice();
        let mut taken = |end: Option<RecordIx>| {
            let (own, others) =
                rest.split_at(end.map_or(rest.len(), |end| rest.partition_point(|ix| *ix < end)));
            rest = others;
            own
        };
        self.rooms.iter().zip(ends).map(|((school, _), end)| (school.as_ref(), taken(end))).collect()
    }

    /// A hash of where the records of each school begin.
    pub(super) fn rooms_hash(&self) -> blake3::Hash {
        let mut told = String::new();
        for (school, start) in &self.rooms {
            told.push_str(school.as_ref().map_or("", Id::as_str));
            told.push_str(&format!("/{start} "));
        }
        blake3::hash(told.as_bytes())
    }

    /// Whether records lie in a school of that name.
    pub(super) fn has_school(&self, school: &Id) -> bool {
        self.in_schools.contains_key(school)
    }

    /// The places of all records of a kind.
    pub(super) fn all_of(&self, kind: Kind) -> &[RecordIx] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The places of the records of a kind in a school, or at the top.
    pub(super) fn range_of(&self, school: Option<&Id>, kind: Kind) -> Range<usize> {
        let kinds = school.map_or(self.at_top.as_ref(), |school| self.in_schools.get(school));
        kinds.and_then(|kinds| kinds.get(&kind)).cloned().unwrap_or_default()
    }

    /// The schools that there are records in, and the top as `None`.
    pub(super) fn places(&self) -> impl Iterator<Item = Option<&Id>> {
        self.at_top.iter().map(|_| None).chain(self.in_schools.keys().map(Some))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_by_kind_and_by_place() {
        let key = |school: &str, kind, id: &str| Key {
            school: Id::new(school),
            kind,
            id: Id::new(id).expect("an id"),
        };
        let keys = [
            key("", Kind::Plan, "p"),
            key("a", Kind::Plan, "p"),
            key("a", Kind::Plan, "q"),
            key("a", Kind::Review, "r"),
            key("b", Kind::Review, "r"),
        ];
        assert!(keys.is_sorted(), "as a catalog has them");
        let order = Order::of(keys.iter());
        let at = |kind| order.all_of(kind).iter().map(|ix| ix.position()).collect::<Vec<_>>();
        assert_eq!((at(Kind::Plan), at(Kind::Page)), (vec![0, 64, 65], vec![]));
        assert_eq!(at(Kind::Review), [66, 128]);
        assert_eq!((order.records().len(), order.room()), (5, 129));
        let range = |school: &str, kind| order.range_of(Id::new(school).as_ref(), kind);
        assert_eq!(range("", Kind::Plan), 0..1);
        assert_eq!(range("a", Kind::Plan), 64..66);
        assert_eq!(range("a", Kind::Review), 66..67);
        assert!(range("b", Kind::Plan).is_empty() && range("c", Kind::Plan).is_empty());
        let by_place = order.by_place();
        let by_place =
            by_place.iter().map(|(school, records)| (school.map_or("", Id::as_str), records.len()));
        assert_eq!(by_place.collect::<Vec<_>>(), [("", 1), ("a", 3), ("b", 1)]);
        assert!(Order::default().by_place().is_empty());
        let places: Vec<Option<&str>> = order.places().map(|place| place.map(Id::as_str)).collect();
        assert_eq!(places, [None, Some("a"), Some("b")]);
    }
}
