//! What the operating system says about files.

use std::path::Path;
use std::time::Duration;

use notify::event::{CreateKind, EventKind, ModifyKind};
use notify::{Config, Error, ErrorKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt};

use super::{Heard, Places};

/// How long something must lie back before it is told, so that one save is told once.
const SETTLED: Duration = Duration::from_millis(5);

/// How often it is seen to.
const TICK: Duration = Duration::from_millis(5);

/// Listens to the operating system for as long as it is kept.
pub struct Native(Debouncer<RecommendedWatcher, NoCache>);

impl Native {
    /// Begins to listen. `tell` runs on a thread of its own.
    ///
    /// # Errors
    /// Where the system has no way to tell, or too many files are watched already.
    pub fn start(places: &Places, tell: impl Fn(Heard) + Send + 'static) -> Result<Self, String> {
        let hear = move |result: DebounceEventResult| {
            let heard = heard(&result);
            if heard != Heard::default() {
                tell(heard);
            }
        };
        let settings = Config::default().with_follow_symlinks(false);
        let debouncer = new_debouncer_opt(SETTLED, Some(TICK), hear, NoCache, settings);
        let mut native = Self(debouncer.map_err(|error| said(&error))?);
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
            self.watch_folder(&folder, RecursiveMode::NonRecursive)?;
        }
        for folder in places.deep() {
            self.watch_folder(&folder, RecursiveMode::Recursive)?;
        }
        Ok(())
    }

    fn watch_folder(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), String> {
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

fn heard(result: &DebounceEventResult) -> Heard {
    match result {
        Ok(events) => {
            let mut heard = Heard::default();
            events.iter().filter(|event| !event.kind.is_access()).for_each(|event| note(event, &mut heard));
            heard
        }
        Err(errors) => {
            // A folder that went before it could be watched needs no watching.
            let grave = |error: &&Error| !matches!(error.kind, ErrorKind::PathNotFound);
            let failed = errors.iter().find(grave).map(said);
            Heard { new_folders: failed.is_none(), failed, ..Heard::default() }
        }
    }
}

fn note(event: &DebouncedEvent, heard: &mut Heard) {
    heard.paths.extend(event.paths.iter().cloned());
    let may_bring_folders = match event.kind {
        EventKind::Create(kind) => kind != CreateKind::File,
        EventKind::Modify(kind) => matches!(kind, ModifyKind::Name(_) | ModifyKind::Any),
        EventKind::Any | EventKind::Other => true,
        EventKind::Access(_) | EventKind::Remove(_) => false,
    };
    heard.new_folders |=
        event.need_rescan() || may_bring_folders && event.paths.iter().any(|path| path.is_dir());
}

fn said(error: &Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system watches as many files as it may already".to_owned(),
        ErrorKind::Io(error) => error.to_string(),
        ErrorKind::Generic(text) => text.clone(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use notify::Event;
    use notify::event::{AccessKind, DataChange, Flag, RemoveKind, RenameMode};

    use super::*;

    fn told(kind: EventKind, path: &Path) -> DebouncedEvent {
        DebouncedEvent::new(Event::new(kind).add_path(path.to_path_buf()), Instant::now())
    }

    #[test]
    fn reading_is_no_event() {
        let read = told(EventKind::Access(AccessKind::Read), Path::new("content/a.md"));
        assert_eq!(heard(&Ok(vec![read])), Heard::default());
    }

    #[test]
    fn only_what_may_bring_folders_sets_up_the_watch_again() {
        let folder = tempfile::tempdir().unwrap();
        let brings = |kind| heard(&Ok(vec![told(kind, folder.path())])).new_folders;
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
        let file = told(EventKind::Create(CreateKind::Any), &folder.path().join("gone.md"));
        assert!(!heard(&Ok(vec![file])).new_folders);
    }

    #[test]
    fn what_was_missed_and_what_failed_is_passed_on() {
        let missed = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(heard(&Ok(vec![DebouncedEvent::new(missed, Instant::now())])).new_folders);
        let full = heard(&Err(vec![Error::path_not_found(), Error::new(ErrorKind::MaxFilesWatch)]));
        assert_eq!(full.failed.as_deref(), Some("the system watches as many files as it may already"));
        let gone = heard(&Err(vec![Error::path_not_found()]));
        assert!(gone.failed.is_none() && gone.new_folders);
    }
}
