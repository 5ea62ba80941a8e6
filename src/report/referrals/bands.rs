//! What the number of referrals tells of the students behind it, beyond what adds up.
//!
//! Whoever is among those with two to five has at least two, and whoever has six or more at least six. So *n* referrals
//! have room for *n* ÷ 6 students with six or more; for (*n* − 2 *t*) ÷ 4 where *t* have two or more; for
//! (*n* − 2 *m*) ÷ 6 where *m* have two to five; and for (*n* − 6 *h*) ÷ 2 with two to five where *h* have six or more.

/// What a page would print of a year; nothing stands for what it would hide.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// All referrals.
    pub(super) referrals: u32,
    /// Students with two or more, or at least so many.
    pub(super) two_or_more: Option<u32>,
    /// Students with two to five.
    pub(super) two_to_five: Option<u32>,
    /// Students with six or more.
    pub(super) six_or_more: Option<u32>,
}

impl Known {
    /// Whether a band that is hidden could hold fewer than `minimum` numbers of students.
    pub(super) fn narrows(self, minimum: u32) -> bool {
        let room = |taken: u32, each: u32| self.referrals.saturating_sub(taken) / each;
        let beside = |known: Option<u32>, has: u32, each: u32| {
            known.map_or(u32::MAX, |known| room(known.saturating_mul(has), each))
        };
        let most_with_six =
            room(0, 6).min(beside(self.two_or_more, 2, 4)).min(beside(self.two_to_five, 2, 6));
        let most_with_two_to_five = room(0, 2).min(beside(self.six_or_more, 6, 2));
        let is_narrow = |most: u32| most.saturating_add(1) < minimum;
        (self.six_or_more.is_none() && is_narrow(most_with_six))
            || (self.two_to_five.is_none() && is_narrow(most_with_two_to_five))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_referrals_leave_little_room_for_many_each() {
        let known = |referrals, two_or_more, two_to_five, six_or_more| {
            Known { referrals, two_or_more, two_to_five, six_or_more }.narrows(10)
        };
        // 12 students with two or more take 24 of 28: one of them can have six.
        assert!(known(28, Some(12), None, None));
        // 30 with two or more take 60 of 120: up to 15 can have six.
        assert!(!known(120, Some(30), None, None));
        // 41 take 82 of 120: up to 9 can, which are ten numbers with none.
        assert!(!known(120, Some(41), None, None) && known(120, Some(43), None, None));
        // 30 with two to five take 60 of 110: up to 8 can have six.
        assert!(known(110, None, Some(30), None) && !known(114, None, Some(30), None));
        // 12 with six take 72 of 80: up to 4 have two to five.
        assert!(known(80, None, None, Some(12)) && !known(90, None, None, Some(12)));
        assert!(!known(28, Some(12), Some(12), Some(0)), "nothing is hidden");
    }
}
