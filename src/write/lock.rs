//! One build at a time in one output folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{WriteError, file};

/// The name of the file that is locked.
pub const NAME: &str = ".isles-lock";

/// The right to write into an output folder, until it is dropped or the program ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the right to write into `dest`, which exists, or says that another build has it. On a disk
    /// that knows no locks, as some shared drives do, everybody has it.
    pub fn take(dest: &Path) -> Result<Self, WriteError> {
        let path = dest.join(NAME);
        let why = match file::kind(&path)? {
            Some(kind) if kind.is_symlink() => {
                Some("it is a link in the file system, which may lead out of the folder; delete it")
            }
            // A pipe would keep whoever opens it waiting.
            Some(kind) if !kind.is_file() => Some("something else than a file has that name; delete it"),
            _ => None,
        };
        if let Some(why) = why {
            return Err(WriteError::Unsafe { path: NAME.into(), why: why.into() });
        }
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(WriteError::io("open", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file, path }),
            Err(TryLockError::WouldBlock) => Err(WriteError::Locked { dest: dest.to_path_buf() }),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(Self { file, path })
            }
            Err(TryLockError::Error(error)) => Err(WriteError::io("lock", &path)(error)),
        }
    }

    /// Gives the right back and removes its file.
    pub fn remove(self) -> Result<(), WriteError> {
        let Self { file, path } = self;
        // Windows keeps the name of an open file until it is closed. Elsewhere the lock is held until its
        // name is gone, so that nobody locks a file that is about to vanish.
        if cfg!(windows) {
            drop(file);
            return fs::remove_file(&path).map_err(WriteError::io("delete", &path));
        }
        let removed = fs::remove_file(&path).map_err(WriteError::io("delete", &path));
        drop(file);
        removed
    }
}
