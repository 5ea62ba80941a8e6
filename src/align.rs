//! Two lists of which one has grown out of the other: what stood where.

use std::cmp::Ordering;
use std::hash::Hash;

use rustc_hash::FxHashMap;

/// What stands in two lists that are sorted by `order`, side by side: what stands in one of them alone has nothing beside
/// it.
pub fn side_by_side<'l, T>(
    one: &'l [T],
    other: &'l [T],
    order: impl Fn(&T, &T) -> Ordering,
) -> impl Iterator<Item = (Option<&'l T>, Option<&'l T>)> {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    std::iter::from_fn(move || {
        let order = match (one.peek(), other.peek()) {
            (Some(one), Some(other)) => order(one, other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return None,
        };
        Some((one.next_if(|_| order.is_le()), other.next_if(|_| order.is_ge())))
    })
}

/// So far beyond the last one found the next one is looked for first.
const NEAR: usize = 8;

/// So often a thing may not be found near the last one before all places are gone through.
const FEW: usize = 16;

/// Finds things of a newer list in an older one, of which most stand there in the same order.
///
/// What is found stands at that place. What is not found may be there all the same, far from where it was looked for.
#[derive(Debug)]
pub struct Aligned<'b, T> {
    before: &'b [T],
    next: usize,
    missed: usize,
    places: Option<FxHashMap<&'b T, usize>>,
}

impl<'b, T: Eq + Hash> Aligned<'b, T> {
    /// Looks in the older list.
    pub fn with(before: &'b [T]) -> Self {
        Self { before, next: 0, missed: 0, places: None }
    }

    /// Where the next thing of the newer list stood in the older one.
    pub fn place_of(&mut self, thing: &T) -> Option<usize> {
        let near = self.before.iter().skip(self.next).take(NEAR).position(|other| other == thing);
        let found = near.map(|ahead| self.next + ahead).or_else(|| self.far(thing))?;
        self.next = found + 1;
        Some(found)
    }

    fn far(&mut self, thing: &T) -> Option<usize> {
        self.missed += 1;
        if self.missed <= FEW {
            return None;
        }
        let all = || self.before.iter().enumerate().map(|(at, thing)| (thing, at)).collect();
        self.places.get_or_insert_with(all).get(thing).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(before: &[u32], now: &[u32]) -> Vec<Option<usize>> {
        let mut aligned = Aligned::with(before);
        now.iter().map(|thing| aligned.place_of(thing)).collect()
    }

    #[test]
    fn what_stands_in_one_list_alone_has_nothing_beside_it() {
        let beside = |one: &[u8], other: &[u8]| -> Vec<(Option<u8>, Option<u8>)> {
            side_by_side(one, other, Ord::cmp).map(|(one, other)| (one.copied(), other.copied())).collect()
        };
        assert_eq!(
            beside(&[1, 2, 4], &[1, 3, 4]),
            [(Some(1), Some(1)), (Some(2), None), (None, Some(3)), (Some(4), Some(4))]
        );
        assert_eq!(beside(&[], &[1]), [(None, Some(1))]);
        assert!(beside(&[], &[]).is_empty());
    }

    #[test]
    fn what_is_changed_new_or_gone_moves_nothing_else() {
        assert_eq!(places(&[1, 2, 3], &[1, 2, 3]), [Some(0), Some(1), Some(2)]);
        assert_eq!(places(&[1, 2, 3], &[1, 9, 3]), [Some(0), None, Some(2)]);
        assert_eq!(places(&[1, 2, 3], &[1, 9, 2, 3]), [Some(0), None, Some(1), Some(2)]);
        assert_eq!(places(&[1, 2, 3], &[1, 3]), [Some(0), Some(2)]);
        assert_eq!(places(&[], &[1]), [None]);
        assert!(places(&[1], &[]).is_empty());
    }

    #[test]
    fn many_that_are_gone_or_moved_are_found_after_a_few() {
        let before: Vec<u32> = (0..100).collect();
        let now: Vec<u32> = (50..100).collect();
        let found = places(&before, &now);
        assert!(found[..FEW].iter().all(Option::is_none), "too far away");
        assert_eq!(found[FEW..], (50 + FEW..100).map(Some).collect::<Vec<_>>());
        // Whatever is found stands there.
        let mixed: Vec<u32> = (0..100).map(|number| number * 37 % 100).collect();
        let found = places(&before, &mixed);
        assert!(found.iter().filter(|place| place.is_some()).count() > 100 - FEW - 1);
        for (thing, place) in mixed.iter().zip(found) {
            assert!(place.is_none_or(|place| before[place] == *thing));
        }
    }
}
