//! Keys that mean nothing in the place of keys that may mean somebody.
//!
//! The numbers are drawn by chance for each import and nothing is kept from which they could be told: the
//! same value has the same key within the file, and another one in the next import. That is enough for
//! counting, and it makes two files of one student useless to whoever finds both.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use super::columns::Keys;

/// Numbers drawn by chance; the computer gives a new start to each.
#[derive(Debug, Default)]
pub(super) struct Chance(RandomState);

impl Chance {
    fn of(&self, value: &str) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write(value.as_bytes());
        hasher.finish()
    }
}

/// A key for each value that is not blank, capitals aside: `S001`, `S002`, … in an order of chance.
pub(super) fn pseudonyms<'v>(
    keys: Keys,
    values: impl Iterator<Item = &'v str>,
    chance: &Chance,
) -> BTreeMap<String, String> {
    let mut drawn: Vec<(u64, String)> = values
        .filter(|value| !value.is_empty())
        .map(str::to_lowercase)
        .collect::<std::collections::BTreeSet<String>>()
        .into_iter()
        .map(|value| (chance.of(&value), value))
        .collect();
    drawn.sort();
    let (letter, least) = match keys {
        Keys::Rooms => ('R', 2),
        Keys::Students => ('S', 3),
        Keys::Staff => ('T', 2),
    };
    let width = drawn.len().to_string().len().max(least);
    (1..).zip(drawn).map(|(number, (_, value))| (value, format!("{letter}{number:0width$}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_one_key_and_no_order_is_kept() {
        let values: Vec<String> = (0..40).map(|number| format!("Student {number:02}")).collect();
        let given = || values.iter().map(String::as_str);
        let keys = pseudonyms(Keys::Students, given(), &Chance::default());
        let mut sorted: Vec<&str> = keys.values().map(String::as_str).collect();
        assert_ne!(sorted, (1..=40).map(|number| format!("S{number:03}")).collect::<Vec<_>>());
        sorted.sort_unstable();
        assert_eq!((sorted.len(), sorted[0], sorted[39]), (40, "S001", "S040"));
        assert_ne!(keys, pseudonyms(Keys::Students, given(), &Chance::default()));
        let same = pseudonyms(Keys::Rooms, ["14", "14", "", "14A", "14a"].into_iter(), &Chance::default());
        assert_eq!(same.len(), 2);
        assert!(same.values().all(|key| ["R01", "R02"].contains(&key.as_str())));
    }
}
