//! Parts of an index that are loaded one by one. Where a part ends depends on what lies near it alone, so that a
//! change of one record changes few parts.

/// A part of what was split: its name, and its items.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shard<'i, T> {
    /// The first bits of its numbers, or the first letters of its words; empty where nothing had to be split.
    pub name: String,
    /// What it holds.
    pub items: &'i [T],
}

/// Splits items, sorted by their number of `bits` bits, in halves until each part has at most `limit` bytes.
///
/// A large item is not split from small ones: it would only leave crumbs behind. The second value is the shape of
/// the splits, from which names can be told again: `+` where a part was split, `-` where it was not, `.` where
/// nothing lies.
pub(super) fn by_number<T>(
    items: &[T],
    bits: u32,
    limit: usize,
    number: fn(&T) -> u32,
    bytes: fn(&T) -> usize,
) -> (Vec<Shard<'_, T>>, String) {
    let mut splitting = Splitting { bits, limit, number, bytes, shards: Vec::new(), shape: String::new() };
    splitting.split(items, 0, String::new());
    (splitting.shards, splitting.shape)
}

struct Splitting<'i, T> {
    bits: u32,
    limit: usize,
    number: fn(&T) -> u32,
    bytes: fn(&T) -> usize,
    shards: Vec<Shard<'i, T>>,
    shape: String,
}

impl<'i, T> Splitting<'i, T> {
    fn split(&mut self, items: &'i [T], depth: u32, name: String) {
        let total: usize = items.iter().map(self.bytes).sum();
        let largest = items.iter().map(self.bytes).max().unwrap_or(0);
        if items.is_empty() {
            self.shape.push('.');
        } else if total <= self.limit || total - largest <= self.limit / 4 || depth == self.bits {
            self.shape.push('-');
            self.shards.push(Shard { name, items });
        } else {
            self.shape.push('+');
            let bit = self.bits - 1 - depth;
            let middle = items.partition_point(|item| (self.number)(item) >> bit & 1 == 0);
            self.split(&items[..middle], depth + 1, format!("{name}0"));
            self.split(&items[middle..], depth + 1, format!("{name}1"));
        }
    }
}

/// Splits sorted words by their first letters until each part has at most `limit` bytes. Where a part is split, a word
/// that is no longer than its name comes into a part with `_` at its end.
pub(super) fn by_letters<'i, T>(items: &'i [T], limit: usize, word: fn(&T) -> &str) -> Vec<Shard<'i, T>> {
    let mut shards = Vec::new();
    split_letters(items, String::new(), limit, word, &mut shards);
    shards
}

fn split_letters<'i, T>(
    items: &'i [T],
    name: String,
    limit: usize,
    word: fn(&T) -> &str,
    shards: &mut Vec<Shard<'i, T>>,
) {
    let total: usize = items.iter().map(|item| word(item).len() + 1).sum();
    if total <= limit || items.len() < 2 {
        if !items.is_empty() {
            shards.push(Shard { name, items });
        }
        return;
    }
    let next = |item: &T| word(item)[name.len()..].chars().next();
    for part in items.chunk_by(|a, b| next(a) == next(b)) {
        match next(&part[0]) {
            Some(letter) => split_letters(part, format!("{name}{letter}"), limit, word, shards),
            None => shards.push(Shard { name: format!("{name}_"), items: part }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_halved_until_they_fit() {
        let items = [(0b0001_u32, 5), (0b0010, 5), (0b1000, 5), (0b1001, 40), (0b1011, 2)];
        let (shards, shape) = by_number(&items, 4, 10, |item| item.0, |item| item.1);
        let names: Vec<_> = shards.iter().map(|shard| (shard.name.as_str(), shard.items.len())).collect();
        assert_eq!(names, [("0", 2), ("1000", 1), ("1001", 1), ("101", 1)]);
        assert_eq!(shape, "+-++".to_owned() + "+--" + "-.");
    }

    #[test]
    fn words_are_split_by_letters() {
        let words = ["re", "read", "reading", "rest", "to"];
        let shards = by_letters(&words, 14, |word| word);
        let names: Vec<_> = shards.iter().map(|shard| (shard.name.as_str(), shard.items.len())).collect();
        assert_eq!(names, [("re_", 1), ("rea", 2), ("res", 1), ("t", 1)]);
        assert_eq!(by_letters(&words, 100, |word| word).len(), 1);
    }
}
