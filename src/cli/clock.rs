//! How long a build's stages and templates take, with a sign of life on a terminal meanwhile.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::observe::{Moment, Observer};

/// How many templates are named, the dearest first.
const TEMPLATES_NAMED: usize = 12;

/// Times what a build does.
pub struct Clock {
    started: Instant,
    figures: Mutex<Figures>,
}

#[derive(Debug, Default)]
struct Figures {
    /// Each with when it began, and for how long it was done: several may be at the same time.
    stages: Vec<(&'static str, u64, Duration)>,
    /// How many pages a template made, and for how long all threads together were at it.
    templates: BTreeMap<&'static str, (usize, Duration)>,
}

impl Clock {
    /// Starts now.
    pub fn start() -> Self {
        Self { started: Instant::now(), figures: Mutex::default() }
    }

    /// Does the work of a stage, and says meanwhile on a terminal what is done.
    pub fn stage<T>(&self, doing: &'static str, work: impl FnOnce() -> T) -> T {
        self.during(doing, || {
            let since = self.now();
            let result = work();
            Observer::stage(self, doing, since);
            result
        })
    }

    /// Says on a terminal what is done while it is done.
    pub fn during<T>(&self, doing: &'static str, work: impl FnOnce() -> T) -> T {
        let spinner =
            ProgressBar::new_spinner().with_message(doing).with_style(ProgressStyle::default_spinner());
        spinner.enable_steady_tick(Duration::from_millis(100));
        let result = work();
        spinner.finish_and_clear();
        result
    }

    /// How long it has been running.
    pub fn total(&self) -> Duration {
        self.started.elapsed()
    }

    /// A line a stage in the order in which they began, then the templates that took longest, with their pages.
    pub fn said(&self) -> String {
        let mut figures = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        figures.stages.sort_by_key(|(_, began, _)| *began);
        let mut said = String::new();
        for (name, _, took) in &figures.stages {
            // Writing to a string cannot fail.
            let _ = writeln!(said, "  {name:<10} {:>8.3} s", took.as_secs_f64());
        }
        let mut templates: Vec<_> = figures.templates.iter().collect();
        templates.sort_by(|(a, (_, first)), (b, (_, second))| second.cmp(first).then(a.cmp(b)));
        if !templates.is_empty() {
            said.push_str("  of the pages, on all threads together:\n");
        }
        for (name, (pages, took)) in templates.into_iter().take(TEMPLATES_NAMED) {
            let _ = writeln!(said, "  {name:<20} {:>8.3} s  {pages:>6} ×", took.as_secs_f64());
        }
        said
    }

    fn since(&self, moment: Moment) -> Duration {
        self.started.elapsed().saturating_sub(Duration::from_nanos(moment.0))
    }
}

impl Observer for Clock {
    fn now(&self) -> Moment {
        Moment(u64::try_from(self.started.elapsed().as_nanos()).unwrap_or(u64::MAX))
    }

    fn stage(&self, name: &'static str, since: Moment) {
        let took = self.since(since);
        self.figures.lock().unwrap_or_else(PoisonError::into_inner).stages.push((name, since.0, took));
    }

    fn page(&self, template: &'static str, since: Moment) {
        let took = self.since(since);
        let mut figures = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        let (pages, total) = figures.templates.entry(template).or_default();
        *pages += 1;
        *total += took;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_said_in_their_order_and_templates_by_what_they_took() {
        let clock = Clock::start();
        *clock.figures.lock().expect("nobody panicked") = Figures {
            stages: vec![
                ("pages", 7, Duration::from_millis(1500)),
                ("reading", 5, Duration::from_millis(12)),
            ],
            templates: BTreeMap::from([
                ("a.html", (2, Duration::from_millis(3))),
                ("b.html", (1, Duration::from_millis(40))),
            ]),
        };
        let expected = "  reading       0.012 s\n  pages         1.500 s\n  of the pages, on all threads together:\n  \
                        b.html                  0.040 s       1 ×\n  a.html                  0.003 s       2 ×\n";
        assert_eq!(clock.said(), expected);
    }
}
