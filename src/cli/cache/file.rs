//! One file of the cache: a line that says what it is, the program it belongs to, its value, and a hash of all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The first bytes of every file, with the number of the format: any change of a kept type needs another, unless
/// the program's hash guards the file as well.
const HEAD: &[u8] = b"isles cache 1\n";

/// The length of a hash.
const HASH: usize = 32;

/// The value of a file; nothing where there is no such file, or it is damaged, or another program's.
pub fn read<T: DeserializeOwned>(path: &Path, program: blake3::Hash) -> Option<T> {
    // Whatever else lies there may never end.
    let bytes = fs::symlink_metadata(path).ok()?.is_file().then(|| fs::read(path))?.ok()?;
    let (body, hash) = bytes.split_at_checked(bytes.len().checked_sub(HASH)?)?;
    if blake3::hash(body).as_bytes() != hash {
        return None;
    }
    let value = body.strip_prefix(HEAD)?.strip_prefix(program.as_bytes())?;
    postcard::from_bytes(value).ok()
}

/// Deletes a file, unless a build beside this one has done so already.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Deletes the files of a folder that have a name of their own, or were being written; then the folder, unless something
/// else lies in it.
pub fn clear(folder: &Path, is_own: impl Fn(&str) -> bool) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let text = name.to_string_lossy();
        if is_own(&text) || text.starts_with(".tmp") {
            remove(&folder.join(&name))?;
        }
    }
    remove_if_empty(folder)
}

/// Deletes a folder, unless something lies in it.
pub fn remove_if_empty(folder: &Path) -> io::Result<()> {
    match fs::remove_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::DirectoryNotEmpty => Err(error),
        _ => Ok(()),
    }
}

/// Whether a path is that of a folder, and no link to one, which could lead to somebody else's files.
pub fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|data| data.is_dir())
}

/// Puts a value into a file at once.
pub fn write(path: &Path, program: blake3::Hash, value: &impl Serialize) -> io::Result<()> {
    let mut bytes = HEAD.to_vec();
    bytes.extend_from_slice(program.as_bytes());
    let mut bytes = postcard::to_extend(value, bytes).map_err(io::Error::other)?;
    bytes.extend_from_slice(blake3::hash(&bytes).as_bytes());
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&bytes)?;
    file.persist(path).map(drop).map_err(|failed| failed.error)
}
