//! A look at all files of a site, on a thread of its own: who saves in the meantime does not wait for it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;

use crate::load::{self, Change, LoadError, Loaded, Look};

/// What a look came to.
#[derive(Debug)]
pub struct Looked {
    /// The files as they were known when it began.
    pub before: Arc<Loaded>,
    /// The files as it found them, and what is another than before; nothing where it did not come to its end.
    pub reading: Option<Result<(Loaded, Vec<Change>), LoadError>>,
    /// Whether every byte was looked at.
    pub whole: bool,
    /// How long it took.
    pub cost: Duration,
}

/// Begins a look at the files of a site. What it comes to goes to `tell`, on another thread.
pub fn look(root: PathBuf, before: Arc<Loaded>, whole: bool, tell: impl FnOnce(Looked) + Send + 'static) {
    thread::spawn(move || {
        let started = Instant::now();
        let nothing = BTreeSet::new();
        let how = if whole { Look::Whole } else { Look::Quick(&nothing) };
        let reload = || load::reload(&root, &before, how);
        // In the pool that builds, a build that begins meanwhile would have to wait for the look.
        let reading =
            catch_unwind(AssertUnwindSafe(|| match ThreadPoolBuilder::new().num_threads(1).build() {
                Ok(own) => own.install(reload),
                Err(_) => reload(),
            }));
        let reading = reading.ok();
        tell(Looked { before, reading, whole, cost: started.elapsed() });
    });
}
