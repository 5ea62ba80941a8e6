//! The list of the files that Isles wrote into an output folder: the only ones it may change or delete.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{WriteError, destination, file, lock};

/// The name of the manifest in an output folder.
pub const NAME: &str = ".isles-manifest";

const VERSION: u32 = 1;

/// What file browsers leave in every folder they show, where nobody sees it.
const LEFT_BY_FILE_BROWSERS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The files that Isles wrote into a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    version: u32,
    /// Whether the build that wrote this came to its end. Until then it lists what the last build left
    /// as well as what this one will leave.
    pub complete: bool,
    /// Each file's path with `/`, and the BLAKE3 hash of what the build puts there, in hexadecimal. Paths
    /// alone decide what Isles owns, because tools that shrink or convert a site change its bytes.
    files: BTreeMap<String, String>,
}

/// The part of a manifest that every version has.
#[derive(Deserialize)]
struct Format {
    version: u32,
}

impl Manifest {
    /// The manifest of a finished build.
    pub fn of(files: BTreeMap<String, String>) -> Self {
        Self { version: VERSION, complete: true, files }
    }

    /// The manifest in a folder; `None` where there is none, or no folder.
    pub fn read(dest: &Path) -> Result<Option<Self>, WriteError> {
        let path = dest.join(NAME);
        let refused = |why: String| WriteError::Manifest { path: path.clone(), why };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(WriteError::io("read", &path)(error)),
        };
        let damaged = |error: serde_json::Error| refused(format!("is damaged ({error})"));
        let Format { version } = serde_json::from_slice(&bytes).map_err(damaged)?;
        if version != VERSION {
            return Err(refused(format!("is of version {version}, and this Isles knows version {VERSION}")));
        }
        let manifest: Self = serde_json::from_slice(&bytes).map_err(damaged)?;
        for path in manifest.paths() {
            destination::check_path(path).map_err(|why| {
                let from =
                    format!("{why}. It stands in `{NAME}`, which somebody else than Isles must have written");
                WriteError::Unsafe { path: path.to_owned(), why: from }
            })?;
        }
        Ok(Some(manifest))
    }

    /// Writes the manifest into a folder, so that it survives a power cut once this returns.
    pub fn save(&self, dest: &Path) -> Result<(), WriteError> {
        let path = dest.join(NAME);
        let mut text = serde_json::to_string_pretty(self)
            .map_err(|error| WriteError::io("write", &path)(error.into()))?;
        text.push('\n');
        file::replace_durably(&path, text.as_bytes())
    }

    /// The manifest while this one's files take the place of the old one's.
    pub fn while_replacing(&self, old: Option<&Self>) -> Self {
        let mut files = old.map(|old| old.files.clone()).unwrap_or_default();
        files.extend(self.files.clone());
        Self { version: VERSION, complete: false, files }
    }

    /// Whether Isles wrote the file, or was about to.
    pub fn owns(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The files with the hashes of what was put there; those whose hash cannot be read are left out.
    pub fn hashes(&self) -> impl Iterator<Item = (&str, blake3::Hash)> {
        let files = self.files.iter();
        files.filter_map(|(path, hash)| Some((path.as_str(), blake3::Hash::from_hex(hash).ok()?)))
    }

    /// The paths of the files, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// Refuses what Isles may not write into: a file, and a folder that has no manifest and holds something.
pub fn check_ownership(dest: &Path) -> Result<(), WriteError> {
    if !file::exists(dest)? {
        return Ok(());
    }
    let data = fs::metadata(dest).map_err(WriteError::io("look at", dest))?;
    if !data.is_dir() {
        return Err(WriteError::Destination { dest: dest.to_path_buf(), why: "it is not a folder" });
    }
    if file::kind(&dest.join(NAME))?.is_some() {
        return Ok(());
    }
    let harmless = |name: &str| {
        name == lock::NAME || name.starts_with(file::UNFINISHED) || LEFT_BY_FILE_BROWSERS.contains(&name)
    };
    match file::names_in(dest)?.into_iter().find(|name| !harmless(name)) {
        None => Ok(()),
        Some(name) => Err(foreign(dest, format!("it holds `{name}`, and no list of files that Isles made"))),
    }
}

/// Refuses a folder without a manifest.
pub fn check_manifest(dest: &Path) -> Result<(), WriteError> {
    match file::kind(&dest.join(NAME))? {
        Some(_) => Ok(()),
        None => Err(foreign(dest, "it holds no list of files that Isles made".into())),
    }
}

fn foreign(dest: &Path, why: String) -> WriteError {
    WriteError::Foreign { path: dest.to_path_buf(), why }
}
