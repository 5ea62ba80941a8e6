//! Chance from a seed: the same seed draws the same, on any machine.

/// Numbers drawn by splitmix64 (Steele, Lea and Flood, “Fast splittable pseudorandom number generators”, 2014).
#[derive(Debug, Clone)]
pub struct Draw(u64);

impl Draw {
    /// What is drawn from a seed.
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not zero.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).expect("a length");
        usize::try_from(self.next() % end).expect("below a length")
    }

    /// Whether something that happens in `percent` of all cases happens.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A text in `percent` of all cases, else nothing.
    pub fn maybe(&mut self, percent: usize, text: &str) -> String {
        if self.happens(percent) { text.to_owned() } else { String::new() }
    }
}
