//! Letters for people and rooms: in random but stable order, so that none can be told by its place.

use crate::record::Key;

/// The letter of an index: A, B, … Z, AA, AB, …
pub fn letter(index: usize) -> String {
    const LETTERS: usize = 26;
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % LETTERS).expect("less than 26")));
        rest /= LETTERS;
    }
    letters.iter().rev().collect()
}

/// For each of some different keys, its place when they are ordered by chance: the order depends
/// on the record and the keys alone, so the same input gives the same letters.
pub(super) fn places_by_chance(record: &Key, keys: &[&str]) -> Vec<usize> {
    let record = record.to_string();
    let drawn = |key: &str| {
        let mut hasher = blake3::Hasher::new();
        hasher.update(record.as_bytes()).update(&[0]).update(key.as_bytes());
        *hasher.finalize().as_bytes()
    };
    let mut order: Vec<_> = keys.iter().enumerate().map(|(index, key)| (drawn(key), index)).collect();
    order.sort_unstable();
    let mut places = vec![0; keys.len()];
    for (place, (_, index)) in order.into_iter().enumerate() {
        places[index] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;
    use crate::record::Kind;

    #[test]
    fn letters_go_on_after_z() {
        let letters: Vec<_> = [0, 1, 25, 26, 27, 51, 52, 701, 702].into_iter().map(letter).collect();
        assert_eq!(letters, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn places_do_not_depend_on_the_order_of_the_keys_but_on_the_record() {
        let key = |id: &str| Key { school: None, kind: Kind::Walkthrough, id: Id::new(id).unwrap() };
        let rooms: Vec<String> = (0..30).map(|room| room.to_string()).collect();
        let rooms: Vec<&str> = rooms.iter().map(String::as_str).collect();
        let places = places_by_chance(&key("october"), &rooms);
        let reversed: Vec<&str> = rooms.iter().rev().copied().collect();
        let mut back = places_by_chance(&key("october"), &reversed);
        back.reverse();
        assert_eq!(places, back);
        assert_ne!(places, places_by_chance(&key("november"), &rooms));
        let mut sorted = places;
        sorted.sort_unstable();
        assert_eq!(sorted, (0..30).collect::<Vec<_>>());
    }
}
