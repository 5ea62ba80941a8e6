//! What the operating system says about files.

use std::path::{Path, PathBuf};

use notify::event::{CreateKind, EventKind, ModifyKind};
use notify::{Config, Error, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};

use super::{Heard, Places};

/// Listens to the operating system for as long as it is kept. What belongs together is put together by whoever is told.
pub struct Native(RecommendedWatcher);

impl Native {
    /// Begins to listen. `tell` runs on a thread of its own.
    ///
    /// # Errors
    /// Where the system has no way to tell, or too many files are watched already.
    pub fn start(places: &Places, tell: impl Fn(Heard) + Send + 'static) -> Result<Self, String> {
        let hear = move |result: notify::Result<Event>| {
            let heard = heard(&result);
            if heard != Heard::default() {
                tell(heard);
            }
        };
        let settings = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(hear, settings);
        let mut native = Self(watcher.map_err(|error| said(&error))?);
        native.watch(places)?;
        Ok(native)
    }

    /// Sets up what is watched, again where it is watched already: folders that came in the meantime are
    /// watched once this returns.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn watch(&mut self, places: &Places) -> Result<(), String> {
        for folder in places.shallow() {
            self.watch_as(&folder, RecursiveMode::NonRecursive)?;
        }
        let mut deep = places.deep().into_iter();
        deep.try_for_each(|folder| self.watch_as(&folder, RecursiveMode::Recursive))
    }

    /// Sets up that a new folder is watched with all that lies in it, inside one that is. Where the system watches all
    /// folders below one by itself, it does so already.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn watch_folder(&mut self, folder: &Path) -> Result<(), String> {
        match RecommendedWatcher::kind() {
            WatcherKind::Inotify | WatcherKind::Kqueue => self.watch_as(folder, RecursiveMode::Recursive),
            _ => Ok(()),
        }
    }

    fn watch_as(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), String> {
        match self.0.watch(folder, mode) {
            Ok(()) => Ok(()),
            // The folder around it tells when it comes.
            Err(_) if !folder.is_dir() => Ok(()),
            // A folder in it went while it was being set up; the event of that sets it up again.
            Err(Error { kind: ErrorKind::PathNotFound, .. }) => Ok(()),
            Err(error) => Err(said(&error)),
        }
    }
}

fn heard(result: &notify::Result<Event>) -> Heard {
    match result {
        Ok(event) if event.kind.is_access() && !event.need_rescan() => Heard::default(),
        Ok(event) => told(event),
        // A folder that went before it could be watched needs no watching.
        Err(Error { kind: ErrorKind::PathNotFound, .. }) => Heard { missed: true, ..Heard::default() },
        Err(error) => Heard { failed: Some(said(error)), ..Heard::default() },
    }
}

fn told(event: &Event) -> Heard {
    let may_bring_folders = match event.kind {
        EventKind::Create(kind) => kind != CreateKind::File,
        EventKind::Modify(kind) => matches!(kind, ModifyKind::Name(_) | ModifyKind::Any),
        EventKind::Any | EventKind::Other => true,
        EventKind::Access(_) | EventKind::Remove(_) => false,
    };
    let is_folder =
        |path: &&PathBuf| may_bring_folders && path.symlink_metadata().is_ok_and(|data| data.is_dir());
    Heard {
        paths: event.paths.iter().cloned().collect(),
        folders: event.paths.iter().filter(is_folder).cloned().collect(),
        missed: event.need_rescan(),
        failed: None,
    }
}

fn said(error: &Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system watches as many files as it may already".to_owned(),
        ErrorKind::Io(error) => format!("the system cannot tell what changes here ({error})"),
        ErrorKind::Generic(text) => format!("the system cannot tell what changes here ({text})"),
        _ => format!("the system cannot tell what changes here ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, DataChange, Flag, RemoveKind, RenameMode};

    use super::*;

    fn event(kind: EventKind, path: &Path) -> notify::Result<Event> {
        Ok(Event::new(kind).add_path(path.to_path_buf()))
    }

    #[test]
    fn reading_is_no_event() {
        let read = event(EventKind::Access(AccessKind::Read), Path::new("content/a.md"));
        assert_eq!(heard(&read), Heard::default());
    }

    #[test]
    fn only_what_may_bring_folders_sets_up_the_watch_again() {
        let folder = tempfile::tempdir().unwrap();
        let brings = |kind| !heard(&event(kind, folder.path())).folders.is_empty();
        for kind in [
            EventKind::Create(CreateKind::Folder),
            EventKind::Create(CreateKind::Any),
            EventKind::Modify(ModifyKind::Name(RenameMode::To)),
            EventKind::Any,
        ] {
            assert!(brings(kind), "{kind:?}");
        }
        for kind in
            [EventKind::Modify(ModifyKind::Data(DataChange::Any)), EventKind::Remove(RemoveKind::Folder)]
        {
            assert!(!brings(kind), "{kind:?}");
        }
        let file = event(EventKind::Create(CreateKind::Any), &folder.path().join("gone.md"));
        assert!(heard(&file).folders.is_empty());
    }

    #[test]
    fn what_was_missed_and_what_failed_is_passed_on() {
        let missed = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(heard(&Ok(missed)).missed);
        let full = heard(&Err(Error::new(ErrorKind::MaxFilesWatch)));
        assert_eq!(full.failed.as_deref(), Some("the system watches as many files as it may already"));
        let gone = heard(&Err(Error::path_not_found()));
        assert!(gone.failed.is_none() && gone.missed);
    }
}
