//! Whether the system says everything: what a look at the files found is held against what was heard.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// How long the system may take to say what a look has found already.
const GRACE: Duration = Duration::from_secs(2);

/// How many changes in a row must stay unsaid before a system that has spoken is no longer believed.
const PATIENCE: u8 = 2;

/// What is known about the system's word.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// Whether it ever said anything about the site.
    has_spoken: bool,
    /// What a look found, and until when the system may still say it.
    unsaid: Option<(BTreeSet<String>, Instant)>,
    /// How many changes in a row it did not say.
    missed: u8,
}

impl Trust {
    /// The system said that something happened to these files or folders.
    pub fn heard(&mut self, paths: &BTreeSet<String>) {
        self.has_spoken |= !paths.is_empty();
        let Some((unsaid, _)) = &mut self.unsaid else { return };
        unsaid.retain(|found| !paths.iter().any(|path| is_same_or_above(path, found)));
        if unsaid.is_empty() {
            self.unsaid = None;
            self.missed = 0;
        }
    }

    /// A look found these files changed before anything was said of them.
    pub fn found(&mut self, paths: impl IntoIterator<Item = String>, now: Instant) {
        let (unsaid, _) = self.unsaid.get_or_insert_with(|| (BTreeSet::new(), now + GRACE));
        unsaid.extend(paths);
    }

    /// When it will be known whether the system says what a look has found.
    pub fn deadline(&self) -> Option<Instant> {
        self.unsaid.as_ref().map(|(_, deadline)| *deadline)
    }

    /// Whether the system has been silent where it should have spoken, so that it is not to be relied on.
    pub fn is_lost(&mut self, now: Instant) -> bool {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            self.unsaid = None;
            self.missed += 1;
        }
        self.missed >= if self.has_spoken { PATIENCE } else { 1 }
    }
}

fn is_same_or_above(folder: &str, path: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(paths: &[&str]) -> BTreeSet<String> {
        paths.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_system_that_never_spoke_is_given_up_after_one_change() {
        let start = Instant::now();
        let mut trust = Trust::default();
        trust.found(paths(&["content/a.md"]), start);
        assert!(!trust.is_lost(start), "it may still be on its way");
        assert_eq!(trust.deadline(), Some(start + GRACE));
        assert!(trust.is_lost(start + GRACE));
    }

    #[test]
    fn what_is_said_late_is_said() {
        let start = Instant::now();
        for said in ["content/plans/a.md", "content/plans", "content"] {
            let mut trust = Trust::default();
            trust.found(paths(&["content/plans/a.md"]), start);
            trust.heard(&paths(&[said]));
            assert!(!trust.is_lost(start + GRACE), "{said}");
            assert!(trust.has_spoken);
        }
    }

    #[test]
    fn a_system_that_has_spoken_may_miss_one() {
        let start = Instant::now();
        let mut trust = Trust::default();
        trust.heard(&paths(&["content/b.md"]));
        let miss = |trust: &mut Trust, at: u64| {
            let now = start + Duration::from_secs(at);
            trust.found(paths(&["content/a.md"]), now);
            trust.is_lost(now + GRACE)
        };
        assert!(!miss(&mut trust, 0));
        trust.found(paths(&["content/a.md"]), start);
        trust.heard(&paths(&["content/a.md"]));
        assert!(!miss(&mut trust, 10), "it spoke in between");
        assert!(miss(&mut trust, 20), "two in a row");
    }

    #[test]
    fn a_file_of_a_like_name_says_nothing() {
        let start = Instant::now();
        let mut trust = Trust::default();
        trust.found(paths(&["content/plans-2026/a.md"]), start);
        trust.heard(&paths(&["content/plans", "content/plans-2026/b.md"]));
        assert_eq!(trust.deadline(), Some(start + GRACE), "still unsaid");
    }
}
