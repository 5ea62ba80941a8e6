//! A look at all files of a site, on a thread of its own: who saves in the meantime does not wait for it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;

use crate::load::{self, Change, LoadError, Loaded, Look};

/// What a look came to.
#[derive(Debug)]
pub struct Looked {
    /// How it ended.
    pub outcome: Outcome,
    /// Whether every byte was looked at.
    pub whole: bool,
    /// How long it took.
    pub cost: Duration,
}

/// How a look ended.
#[derive(Debug)]
pub enum Outcome {
    /// It came to its end.
    Read(Reading),
    /// There is nothing to build from.
    Failed(LoadError),
    /// It was given up.
    GivenUp,
    /// Isles itself failed.
    Fault,
}

/// What a look found.
#[derive(Debug)]
pub struct Reading {
    /// The files as they were known when it began.
    pub before: Arc<Loaded>,
    /// The files as it found them.
    pub loaded: Loaded,
    /// What is another than before.
    pub changes: Vec<Change>,
}

/// A look that has begun.
#[derive(Debug)]
pub struct Looking {
    given_up: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Looking {
    /// Begins a look at the files of a site. What it comes to goes to `tell`, on another thread, also where it is
    /// given up.
    pub fn begin(
        root: PathBuf,
        before: Arc<Loaded>,
        whole: bool,
        tell: impl FnOnce(Looked) + Send + 'static,
    ) -> Self {
        let given_up = Arc::new(AtomicBool::new(false));
        let asked = given_up.clone();
        let thread = thread::spawn(move || {
            let started = Instant::now();
            let read = AssertUnwindSafe(|| read(&root, before, whole, &asked));
            let outcome = catch_unwind(read).unwrap_or(Outcome::Fault);
            tell(Looked { outcome, whole, cost: started.elapsed() });
        });
        Self { given_up, thread: Some(thread) }
    }

    /// Ends the look as soon as the file is read that it is at, and waits for that: who reads now has the disk, the
    /// processors and the files as they were known for itself.
    pub fn give_up(&mut self) {
        self.given_up.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // It tells what it came to, and a panic has been caught.
            let _ = thread.join();
        }
    }
}

fn read(root: &Path, before: Arc<Loaded>, whole: bool, given_up: &AtomicBool) -> Outcome {
    let nothing = BTreeSet::new();
    let how = if whole { Look::Whole } else { Look::Quick(&nothing) };
    let reload = || load::reload_unless(given_up, root, &before, how);
    // In the pool that builds, a build that begins meanwhile would have to wait for the look.
    let read = match ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(own) => own.install(reload),
        Err(_) => reload(),
    };
    match read {
        Ok(Some((loaded, changes))) => Outcome::Read(Reading { before, loaded, changes }),
        Ok(None) => Outcome::GivenUp,
        Err(error) => Outcome::Failed(error),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_look_tells_once_what_it_came_to_and_lets_go_when_it_is_given_up() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("content")).unwrap();
        for file in 0..500 {
            std::fs::write(root.path().join(format!("content/{file}.md")), "text").unwrap();
        }
        let loaded = Arc::new(load::load(root.path()).unwrap());
        let (tell, told) = channel();
        let mut looking =
            Looking::begin(root.path().to_owned(), loaded.clone(), true, move |looked| _ = tell.send(looked));
        looking.give_up();
        match told.try_recv().unwrap().outcome {
            Outcome::GivenUp => assert_eq!(Arc::strong_count(&loaded), 1),
            // It was quicker.
            Outcome::Read(reading) => assert!(reading.changes.is_empty()),
            other => panic!("{other:?}"),
        }
        assert!(told.try_recv().is_err());
        looking.give_up();
    }
}
