//! The letters of a word as one number, eight at a time.

use super::{CLASS, FACTOR, SPECIAL};

/// A word while it is read: eight bytes at a time go into its hash, however it was written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Letters {
    hash: u64,
    /// The bytes that are not yet in the hash, the first in the lowest place.
    waiting: u64,
    /// How many those are, in bits.
    bits: u32,
}

impl Letters {
    #[inline]
    pub(super) fn push(&mut self, byte: u8) {
        self.waiting |= u64::from(byte) << self.bits;
        self.bits += 8;
        if self.bits == u64::BITS {
            self.mix();
        }
    }

    #[inline]
    fn mix(&mut self) {
        self.hash = (self.hash.rotate_left(23) ^ self.waiting).wrapping_mul(FACTOR);
        (self.waiting, self.bits) = (0, 0);
    }

    /// Takes letters and digits from the start of a text and says how many they were.
    pub(super) fn take(&mut self, text: &[u8]) -> usize {
        let mut end = 0;
        while self.bits == 0
            && let Some(eight) = text[end..].first_chunk::<8>()
        {
            let (small, count) = letters_of(*eight);
            end += count;
            (self.waiting, self.bits) = (small, 8 * u32::try_from(count).unwrap_or_default());
            if count < 8 {
                return end;
            }
            self.mix();
        }
        for byte in &text[end..] {
            let class = CLASS[usize::from(*byte)];
            if class <= SPECIAL {
                break;
            }
            self.push(class);
            end += 1;
        }
        end
    }

    /// What differs in the last letters differs in all bits.
    #[inline]
    pub(super) fn finish(mut self) -> u64 {
        self.mix();
        (self.hash ^ (self.hash >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93)
    }
}

/// The letters and digits that eight bytes start with, small, and how many there are.
#[inline]
fn letters_of(eight: [u8; 8]) -> (u64, usize) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let text = u64::from_le_bytes(eight);
    let plain = text & !HIGH;
    // The high bit of every byte that lies between two others; no byte carries into the next.
    let between = |bytes: u64, first: u8, last: u8| {
        let from_first = bytes + u64::from(0x80 - first) * ONES;
        let past_last = bytes + u64::from(0x7F - last) * ONES;
        from_first & !past_last & !text & HIGH
    };
    let letters = between(plain | (0x20 * ONES), b'a', b'z');
    let others = !(letters | between(plain, b'0', b'9')) & HIGH;
    let bits = others.trailing_zeros() / 8 * 8;
    // The high bit of a letter, two places down, is what makes it small.
    let small = text | (letters >> 2);
    (small & 1_u64.checked_shl(bits).map_or(u64::MAX, |end| end - 1), bits as usize / 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_the_same_one_by_one_and_eight_at_a_time() {
        for byte in 0..=u8::MAX {
            let class = CLASS[usize::from(byte)];
            let expected = if class > SPECIAL { (u64::from(class), 1) } else { (0, 0) };
            assert_eq!(letters_of([byte, b' ', b'a', byte, byte, 0, 0xFF, b'z']), expected, "{byte}");
        }
        assert_eq!(letters_of(*b"ABCz019y"), (u64::from_le_bytes(*b"abcz019y"), 8));
        let word = "Extraordinarily24Long";
        for cut in 0..=word.len() {
            let (before, after) = word.as_bytes().split_at(cut);
            let mut letters = Letters::default();
            before.iter().for_each(|byte| letters.push(byte.to_ascii_lowercase()));
            assert_eq!(letters.take(after), after.len());
            let mut whole = Letters::default();
            assert_eq!(whole.take(word.as_bytes()), word.len());
            assert_eq!(letters.finish(), whole.finish(), "cut at {cut}");
        }
    }
}
