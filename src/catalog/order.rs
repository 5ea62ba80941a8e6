//! Where records stand in the order of their keys: those of a kind in a place lie side by side.

use std::collections::BTreeMap;
use std::ops::Range;

use super::RecordIx;
use crate::id::Id;
use crate::record::{Key, Kind};

/// The places of records, by kind and by school.
#[derive(Debug, Default)]
pub(super) struct Order {
    by_kind: BTreeMap<Kind, Vec<RecordIx>>,
    /// The top comes first.
    by_place: BTreeMap<Option<Id>, BTreeMap<Kind, Range<usize>>>,
}

impl Order {
    /// The order of records with these keys, which are sorted.
    pub(super) fn of<'k>(keys: impl Iterator<Item = &'k Key>) -> Self {
        let mut order = Self::default();
        let mut place: Option<(&Key, Range<usize>)> = None;
        for (at, key) in keys.enumerate() {
            order.by_kind.entry(key.kind).or_default().push(RecordIx::at(at));
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
            self.by_place.entry(key.school.clone()).or_default().insert(key.kind, range);
        }
    }

    /// The places of all records of a kind.
    pub(super) fn all_of(&self, kind: Kind) -> &[RecordIx] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The places of the records of a kind in a school, or at the top.
    pub(super) fn range_of(&self, school: Option<&Id>, kind: Kind) -> Range<usize> {
        let kinds = self.by_place.get(&school.cloned());
        kinds.and_then(|kinds| kinds.get(&kind)).cloned().unwrap_or_default()
    }

    /// The schools that there are records in, and the top as `None`.
    pub(super) fn places(&self) -> impl Iterator<Item = Option<&Id>> {
        self.by_place.keys().map(Option::as_ref)
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
        assert_eq!((at(Kind::Plan), at(Kind::Review), at(Kind::Page)), (vec![0, 1, 2], vec![3, 4], vec![]));
        let range = |school: &str, kind| order.range_of(Id::new(school).as_ref(), kind);
        assert_eq!(range("", Kind::Plan), 0..1);
        assert_eq!(range("a", Kind::Plan), 1..3);
        assert_eq!(range("a", Kind::Review), 3..4);
        assert!(range("b", Kind::Plan).is_empty() && range("c", Kind::Plan).is_empty());
        let places: Vec<Option<&str>> = order.places().map(|place| place.map(Id::as_str)).collect();
        assert_eq!(places, [None, Some("a"), Some("b")]);
    }
}
