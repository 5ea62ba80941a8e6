//! Where the files of a large site lie until all of them are made and checked: one nameless file that vanishes with
//! its process.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::output::{self, Place};

/// How many bytes of a site stay in memory: all of a school's, and of most districts'.
pub const IN_MEMORY_BYTES: usize = 16_000_000;

type MakeFile = dyn Fn() -> io::Result<File> + Send + Sync;

/// Keeps the first files in memory and puts the others into a file.
pub struct Shelf {
    /// How many more bytes stay in memory.
    room: AtomicUsize,
    make: Box<MakeFile>,
    /// Made with the first file that finds no room; nothing in it where it could not be made.
    file: OnceLock<Option<Mutex<File>>>,
}

impl Shelf {
    /// A shelf beside so many bytes in memory; `make` gives an empty file, and is asked only when one is needed.
    pub fn new(in_memory_bytes: usize, make: impl Fn() -> io::Result<File> + Send + Sync + 'static) -> Self {
        Self { room: AtomicUsize::new(in_memory_bytes), make: Box::new(make), file: OnceLock::new() }
    }

    /// A shelf that takes nothing.
    pub fn none() -> Self {
        Self::new(usize::MAX, || Err(io::ErrorKind::Unsupported.into()))
    }

    /// What was put at a place.
    ///
    /// # Errors
    /// What the computer says.
    pub fn read(&self, place: Place) -> io::Result<Vec<u8>> {
        let file = self.file.get().and_then(Option::as_ref).ok_or(io::ErrorKind::NotFound)?;
        let mut bytes = vec![0; place.length];
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place.start))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

impl output::Shelf for Shelf {
    /// What no disk takes stays in memory as well.
    fn put(&self, bytes: &[u8]) -> Option<Place> {
        let left = |room: usize| room.checked_sub(bytes.len());
        if self.room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, left).is_ok() {
            return None;
        }
        let file = self.file.get_or_init(|| (self.make)().ok().map(Mutex::new)).as_ref()?;
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let start = file.seek(SeekFrom::End(0)).ok()?;
        file.write_all(bytes).ok()?;
        Some(Place { start, length: bytes.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Shelf as _;

    #[test]
    fn what_finds_no_room_in_memory_lies_in_a_file() {
        let shelf = Shelf::new(4, tempfile::tempfile);
        assert_eq!(shelf.put(b"abc"), None);
        let first = shelf.put(b"defg").expect("a place");
        assert_eq!(shelf.put(b"h"), None, "there was room for one more");
        let second = shelf.put("ij".repeat(5_000).as_bytes()).expect("a place");
        assert_eq!(shelf.read(first).expect("what was put there"), b"defg");
        assert_eq!(shelf.read(second).expect("what was put there"), "ij".repeat(5_000).as_bytes());
    }

    #[test]
    fn without_a_file_all_stays_in_memory() {
        let shelf = Shelf::new(0, || Err(io::ErrorKind::StorageFull.into()));
        assert_eq!(shelf.put(b"abc"), None);
        assert_eq!(Shelf::none().put(b"abc"), None);
        assert!(Shelf::none().read(Place { start: 0, length: 1 }).is_err());
    }
}
