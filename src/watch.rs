//! Watching a site on disk: what the system says has changed, and whether it says everything.
//!
//! What the system says are hints. [`load::reload`](crate::load::reload()) decides what changed.

mod native;
mod places;
mod rhythm;
mod trust;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use native::Native;
pub use places::Places;
use rhythm::Rhythm;
use trust::Trust;

/// How changes are to be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watcher {
    /// The system says them; where it turns out that it does not, the files are looked at.
    Auto,
    /// The system says them.
    Native,
    /// The files are looked at again and again.
    Poll,
}

/// How changes are noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Noticing {
    /// The system says them.
    Events,
    /// The files are looked at again and again, for this reason where nobody asked for it.
    Polling(Option<String>),
    /// The system is to say them, as was asked for, and does not.
    Nothing(String),
}

/// What the system says has happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// Files and folders that something happened to.
    pub paths: BTreeSet<PathBuf>,
    /// Those of them that are folders which may be new: they must be watched, too.
    pub folders: BTreeSet<PathBuf>,
    /// Whether things were missed: what is watched must be set up again.
    pub missed: bool,
    /// Why the system cannot go on, where it cannot.
    pub failed: Option<String>,
}

impl Heard {
    /// Adds what was heard later.
    pub fn join(&mut self, later: Self) {
        let Self { paths, folders, missed, failed } = later;
        self.paths.extend(paths);
        self.folders.extend(folders);
        self.missed |= missed;
        self.failed = self.failed.take().or(failed);
    }
}

/// Where what the system says goes.
pub type Tell = Arc<dyn Fn(Heard) + Send + Sync>;

/// Says when to look at a site's files, and at which.
pub struct Watch {
    asked: Watcher,
    places: Places,
    tell: Tell,
    native: Option<Native>,
    trust: Trust,
    rhythm: Rhythm,
    /// How changes are noticed by now.
    pub noticing: Noticing,
}

impl Watch {
    /// Begins to watch. What the system says goes to `tell`, on another thread, and comes back through
    /// [`Watch::heard`].
    ///
    /// # Errors
    /// Where only the system may say changes, and it cannot.
    pub fn start(asked: Watcher, places: Places, tell: Tell) -> Result<Self, String> {
        let rhythm = Rhythm::start(Instant::now(), asked == Watcher::Poll);
        let (trust, noticing) = (Trust::default(), Noticing::Polling(None));
        let mut watch = Self { asked, places, tell, native: None, trust, rhythm, noticing };
        if asked != Watcher::Poll {
            watch.listen()?;
        }
        Ok(watch)
    }

    /// The site lies elsewhere now.
    pub fn follow(&mut self, places: Places) {
        if places == self.places {
            return;
        }
        self.places = places;
        if self.native.is_some()
            && let Err(why) = self.listen()
        {
            self.give_up(why);
        }
    }

    fn listen(&mut self) -> Result<(), String> {
        let tell = self.tell.clone();
        match Native::start(&self.places, move |heard| tell(heard)) {
            Ok(native) => {
                self.native = Some(native);
                self.noticing = Noticing::Events;
            }
            Err(why) if self.asked == Watcher::Native => return Err(why),
            Err(why) => self.give_up(why),
        }
        Ok(())
    }

    /// From now on the system is not relied on, or, where it is to be, that is said.
    fn give_up(&mut self, why: String) {
        if self.asked == Watcher::Native {
            self.noticing = Noticing::Nothing(why);
        } else {
            self.native = None;
            self.noticing = Noticing::Polling(Some(why));
            self.rhythm.poll(Instant::now());
        }
    }

    /// The files and folders to look at, as paths from the site's root, after something was heard; `None`
    /// where it does not matter to the site.
    pub fn heard(&mut self, heard: Heard) -> Option<BTreeSet<String>> {
        let Heard { paths, folders, missed, failed } = heard;
        if let Some(why) = failed {
            self.give_up(why);
        } else if missed || folders.iter().any(|folder| !self.places.is_deep(folder)) {
            // Before the files are looked at, or what comes between would be neither seen nor heard.
            self.listen_again();
        } else {
            self.listen_in(&folders);
        }
        let named: BTreeSet<String> = paths.iter().filter_map(|path| self.places.site_path(path)).collect();
        self.trust.heard(&named);
        (missed || !named.is_empty()).then_some(named)
    }

    /// Listens in folders inside those of which everything is of interest.
    fn listen_in(&mut self, folders: &BTreeSet<PathBuf>) {
        let Some(native) = &mut self.native else { return };
        let heard = folders.iter().try_for_each(|folder| native.watch_folder(folder));
        if let Err(why) = heard {
            self.give_up(why);
        }
    }

    fn listen_again(&mut self) {
        let Some(native) = &mut self.native else { return };
        if let Err(why) = native.watch(&self.places) {
            self.give_up(why);
        }
    }

    /// When to look at the files though nothing was heard.
    pub fn next(&self) -> Instant {
        let due = self.rhythm.next();
        self.trust.deadline().map_or(due, |deadline| deadline.min(due))
    }

    /// Whether every byte of the files is to be looked at now, though nothing was heard, or names, sizes and times.
    pub fn looks_whole(&mut self) -> bool {
        let now = Instant::now();
        if self.native.is_some() && self.trust.is_lost(now) && self.noticing == Noticing::Events {
            self.give_up("files changed here and the system did not say so".to_owned());
        }
        self.rhythm.is_whole(now)
    }

    /// Only what was heard of was looked at: the other files come soon.
    pub fn look_soon(&mut self) {
        self.rhythm.heard(Instant::now());
    }

    /// A look ended that took `cost`, at every byte where it was `whole`.
    pub fn looked(&mut self, whole: bool, cost: Duration) {
        self.rhythm.looked(Instant::now(), cost, whole);
    }

    /// A look for which nothing was heard found these files changed.
    pub fn found(&mut self, paths: impl IntoIterator<Item = String>) {
        if self.native.is_some() {
            self.trust.found(paths, Instant::now());
            // They may lie in a folder that came while nobody listened.
            self.listen_again();
        }
    }
}
