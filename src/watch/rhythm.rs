//! How often the files are looked at, whatever the system says.

use std::time::{Duration, Instant};

/// A look at names, sizes and times, while the system says what happens.
const BESIDE_EVENTS: Duration = Duration::from_secs(2);

/// The same where the system says nothing.
const WITHOUT_EVENTS: Duration = Duration::from_millis(500);

/// A look after something was heard, for what was not heard.
const AFTER_EVENTS: Duration = Duration::from_millis(200);

/// A look at every byte.
const WHOLE: Duration = Duration::from_secs(30);

/// Looking at names, sizes and times takes at most one part in so many of the time.
const QUICK_SHARE: u32 = 10;

/// The same for looking at every byte.
const WHOLE_SHARE: u32 = 50;

/// When the next looks are due.
#[derive(Debug, Clone)]
pub struct Rhythm {
    quick: Instant,
    whole: Instant,
    polls: bool,
}

impl Rhythm {
    /// Begins now.
    pub fn start(now: Instant, polls: bool) -> Self {
        let mut rhythm = Self { quick: now, whole: now + WHOLE, polls };
        rhythm.looked(now, Duration::ZERO, false);
        rhythm
    }

    /// When the next look is due.
    pub fn next(&self) -> Instant {
        self.quick.min(self.whole)
    }

    /// Whether the look that is due is one at every byte.
    pub fn is_whole(&self, now: Instant) -> bool {
        self.whole <= now
    }

    /// A look ended at `now` and took `cost`: a large site or a slow disk is looked at less often.
    pub fn looked(&mut self, now: Instant, cost: Duration, whole: bool) {
        let period = if self.polls { WITHOUT_EVENTS } else { BESIDE_EVENTS };
        self.quick = now + period.max(cost * QUICK_SHARE);
        if whole {
            self.whole = now + WHOLE.max(cost * WHOLE_SHARE);
        }
    }

    /// Something was heard, and only that was looked at.
    pub fn heard(&mut self, now: Instant) {
        self.quick = self.quick.min(now + AFTER_EVENTS);
    }

    /// From now on the system says nothing.
    pub fn poll(&mut self, now: Instant) {
        self.polls = true;
        self.quick = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_become_rarer_the_more_they_cost() {
        let start = Instant::now();
        let mut rhythm = Rhythm::start(start, false);
        assert_eq!(rhythm.next(), start + BESIDE_EVENTS);
        rhythm.looked(start, Duration::from_secs(1), false);
        assert_eq!(rhythm.next(), start + Duration::from_secs(10));
        rhythm.poll(start);
        assert_eq!(rhythm.next(), start);
        rhythm.looked(start, Duration::from_millis(1), false);
        assert_eq!(rhythm.next(), start + WITHOUT_EVENTS);
    }

    #[test]
    fn what_is_heard_brings_a_look_nearer_and_never_puts_it_off() {
        let start = Instant::now();
        let mut rhythm = Rhythm::start(start, false);
        rhythm.heard(start);
        assert_eq!(rhythm.next(), start + AFTER_EVENTS);
        rhythm.heard(start + AFTER_EVENTS / 2);
        assert_eq!(rhythm.next(), start + AFTER_EVENTS);
    }

    #[test]
    fn every_byte_is_looked_at_in_its_own_time() {
        let start = Instant::now();
        let mut rhythm = Rhythm::start(start, true);
        assert!(!rhythm.is_whole(start + WITHOUT_EVENTS) && rhythm.is_whole(start + WHOLE));
        rhythm.looked(start, Duration::from_secs(2), true);
        assert_eq!(rhythm.whole, start + Duration::from_secs(100));
    }
}
