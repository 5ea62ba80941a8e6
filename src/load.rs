//! Reads a site from disk: `book.toml`, the folder of the records and `themes/`, as values.

mod again;
mod roster;

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::config::Config;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::input::{Input, InputFile};
use crate::write::MANIFEST;

pub use again::{Change, How, Look, changes, reload, reload_unless, reread};

use again::{Memory, Stamp, Stamps};

/// A file of more bytes than this is not read: 200 MB.
pub const MAX_FILE_BYTES: u64 = 200_000_000;

/// A site as it was read, and where it lies.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What a build reads.
    pub input: Input,
    /// The folder of the records.
    pub content: PathBuf,
    /// Where the site goes unless the command line says otherwise; the default where `book.toml` is faulty.
    pub build_dir: PathBuf,
    /// What the disk said of each file as it was read.
    stamps: Stamps,
}

/// Why there is nothing to build from.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no folder of records.
    #[error(
        "there is no folder `{}`, where the records of a site are kept: `isles init` makes a small site to \
         start from, and `src` under `[book]` in book.toml names a folder that is called something else",
        path.display()
    )]
    NoContent {
        /// Where it should be.
        path: PathBuf,
    },
    /// The folder of records, or one above it, is a link in the file system.
    #[error(
        "`{}` is a link in the file system, and links are not followed because they may lead out of the \
         site: put the folder itself there, or run isles in the folder the link leads to",
        path.display()
    )]
    ContentIsLink {
        /// The link.
        path: PathBuf,
    },
    /// `book.src` names the site's own folder, or one outside it.
    #[error(
        "`src = \"{folder}\"` in book.toml is no folder inside the site's own: name the folder that holds \
         the records, for example `src = \"content\"`"
    )]
    ContentOutside {
        /// What `book.src` says.
        folder: String,
    },
    /// The computer would not say what the folder of records is.
    #[error("`{}` could not be read: {source}. See that you may open it, then try again", path.display())]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// What the computer said.
        source: io::Error,
    },
}

/// The site that `start` lies in: the nearest folder upward that has a `book.toml`, else the nearest that
/// has a folder `content`. `None` where there is neither, and where `start` is no folder.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    // A lexical walk past `..` would visit folders that are not above this one.
    let climbs = start.components().any(|component| component == Component::ParentDir);
    let start = if climbs { fs::canonicalize(start) } else { std::path::absolute(start) }.ok()?;
    if !start.is_dir() {
        return None;
    }
    let nearest =
        |has: fn(&Path) -> bool| start.ancestors().find(|folder| has(folder)).map(Path::to_path_buf);
    nearest(|folder| folder.join("book.toml").is_file())
        .or_else(|| nearest(|folder| folder.join("content").is_dir()))
}

/// Reads the site in `root`. Links in the file system are never followed, hidden files (`.name`, `name~`,
/// `#name#`), what Windows and Office leave behind and built sites are left out, and whatever could not be read is
/// among the input's problems.
///
/// # Errors
/// [`LoadError`] where the folder of the records is missing or must not be read. Not where `book.toml` is
/// faulty: the build says what is wrong with it.
pub fn load(root: &Path) -> Result<Loaded, LoadError> {
    read_site(root, &Memory::none())
}

/// Reads a site, but for the files that are remembered as they still are; a part of it where that is given up.
fn read_site(root: &Path, memory: &Memory<'_>) -> Result<Loaded, LoadError> {
    let mut problems = Vec::new();
    let (config, settings) = read_config(root, &mut problems);
    let faulty = settings.is_none();
    let settings = settings.unwrap_or_default();
    let build_dir = root.join(&settings.build.build_dir);
    let mut stamps = Stamps::new();
    let mut folder =
        FolderReader { root, build_dir: &build_dir, memory, problems: &mut problems, stamps: &mut stamps };

    let content_name = content_name(&settings.book.src)?;
    let content = match check_content(root, &content_name) {
        Ok(()) => folder.read(&content_name),
        Err(LoadError::NoContent { .. }) if faulty => Vec::new(),
        Err(error) => return Err(error),
    };
    let themes = if folder.has_themes() { folder.read("themes") } else { Vec::new() };

    let content_folder = root.join(&content_name);
    let published = [content_folder.clone(), root.join("themes"), build_dir.clone()];
    let roster = match roster::read(root, &settings, &published, config.as_deref()) {
        Ok(roster) => roster,
        Err(problem) => {
            problems.push(*problem);
            None
        }
    };
    diagnostic::sort(&mut problems);
    let input = Input { config, content, themes, roster, problems };
    Ok(Loaded { input, content: content_folder, build_dir, stamps })
}

/// The bytes of `book.toml` and the settings in them; no settings where it is faulty or cannot be read.
fn read_config(root: &Path, problems: &mut Vec<Diagnostic>) -> (Option<Arc<[u8]>>, Option<Config>) {
    let found = Found { path: "book.toml".into(), disk: root.join("book.toml") };
    let problem = match fs::symlink_metadata(&found.disk) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (None, Some(Config::default())),
        Err(error) => unreadable(&found.path, &error),
        // Ignoring it with a mere warning would build the site with looser privacy settings than were meant.
        Ok(data) if data.is_symlink() => Diagnostic::file(
            Code::Unreadable,
            &found.path,
            "`book.toml` is a link in the file system, which is not followed, so its settings are not known",
        )
        .help("put the file itself here"),
        Ok(data) if data.is_dir() => {
            Diagnostic::file(Code::Unreadable, &found.path, "`book.toml` is a folder and should be a file")
                .help("rename it; the file `book.toml` holds the settings")
        }
        Ok(data) if !data.is_file() => not_a_file(&found.path),
        Ok(_) => match read_file(found, &Memory::none()) {
            Ok((file, _)) => {
                let settings = Config::parse(&file.bytes).ok();
                return (Some(file.bytes), settings);
            }
            Err(problem) => *problem,
        },
    };
    problems.push(problem);
    (None, None)
}

/// `book.src` as a plain path with `/`: no `.`, no `..`, nothing absolute.
fn content_name(src: &str) -> Result<String, LoadError> {
    let outside = || LoadError::ContentOutside { folder: src.to_owned() };
    let mut parts = Vec::new();
    for component in Path::new(src).components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str().ok_or_else(outside)?),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return Err(outside()),
        }
    }
    if parts.is_empty() { Err(outside()) } else { Ok(parts.join("/")) }
}

/// Whether the folder of the records is a folder, reached through folders and not through links.
fn check_content(root: &Path, name: &str) -> Result<(), LoadError> {
    let mut path = root.to_path_buf();
    for part in name.split('/') {
        path.push(part);
        match fs::symlink_metadata(&path) {
            Ok(data) if data.is_symlink() => return Err(LoadError::ContentIsLink { path }),
            Ok(data) if data.is_dir() => {}
            Ok(_) => return Err(LoadError::NoContent { path: root.join(name) }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(LoadError::NoContent { path: root.join(name) });
            }
            Err(source) => return Err(LoadError::Unreadable { path, source }),
        }
    }
    Ok(())
}

/// A file that will be read: its path from the site's root, and where it lies.
struct Found {
    path: String,
    disk: PathBuf,
}

struct FolderReader<'a> {
    root: &'a Path,
    build_dir: &'a Path,
    memory: &'a Memory<'a>,
    problems: &'a mut Vec<Diagnostic>,
    stamps: &'a mut Stamps,
}

impl FolderReader<'_> {
    fn has_themes(&mut self) -> bool {
        match fs::symlink_metadata(self.root.join("themes")) {
            Ok(data) if data.is_symlink() => self.problems.push(link_ignored("themes")),
            Ok(data) if data.is_dir() => return true,
            Ok(_) => self.problems.push(
                Diagnostic::file(Code::Unreadable, "themes", "`themes` is a file and should be a folder")
                    .help("rename it; the folder `themes` holds a folder for each theme"),
            ),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => self.problems.push(unreadable("themes", &error)),
        }
        false
    }

    /// Every file below a folder of the site, sorted by path.
    fn read(&mut self, folder: &str) -> Vec<InputFile> {
        let Walked { mut found, problems, .. } = self.walk(folder);
        self.problems.extend(problems);
        found.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        self.read_all(found)
    }

    /// Files as they are, in the order in which they were found.
    fn read_all(&mut self, found: Vec<Found>) -> Vec<InputFile> {
        let wanted = found.into_par_iter().take_any_while(|_| !self.memory.is_given_up());
        let read: Vec<_> = wanted.map(|found| read_file(found, self.memory)).collect();
        let mut files = Vec::with_capacity(read.len());
        for file in read {
            match file {
                Ok((file, stamp)) => {
                    self.stamps.insert(file.path.clone(), stamp);
                    files.push(file);
                }
                Err(problem) => self.problems.push(*problem),
            }
        }
        files
    }

    /// Every file below a folder, and what is wrong on the way: what lies in its folders is looked at side by side.
    fn walk(&self, folder: &str) -> Walked {
        let mut walked = self.walk_to(folder, 1);
        let below: Vec<Walked> =
            walked.folders.par_iter().map(|folder| self.walk_to(folder, usize::MAX)).collect();
        for Walked { found, problems, .. } in below {
            walked.found.extend(found);
            walked.problems.extend(problems);
        }
        walked
    }

    /// The same down to a depth, with the folders there.
    fn walk_to(&self, folder: &str, depth: usize) -> Walked {
        let base = self.root.join(folder);
        let mut walked = Walked::default();
        let mut entries = WalkDir::new(&base).follow_root_links(false).max_depth(depth).into_iter();
        while !self.memory.is_given_up()
            && let Some(entry) = entries.next()
        {
            match entry {
                Ok(entry) if entry.depth() == 0 => {}
                Ok(entry) => {
                    let path = site_path(folder, entry.path().strip_prefix(&base).unwrap_or(entry.path()));
                    let is_folder = entry.file_type().is_dir();
                    match self.decide(&entry, path) {
                        Decision::Read(file) => walked.found.push(file),
                        Decision::Enter(path) if entry.depth() == depth => walked.folders.push(path),
                        Decision::Enter(_) => {}
                        Decision::Skip(problem) => {
                            walked.problems.extend(problem.map(|problem| *problem));
                            // For anything but a folder this would skip the rest of the folder around it.
                            if is_folder {
                                entries.skip_current_dir();
                            }
                        }
                    }
                }
                Err(error) => {
                    let inside = error.path().and_then(|path| path.strip_prefix(&base).ok());
                    let path = site_path(folder, inside.unwrap_or(Path::new("")));
                    walked.problems.push(unreadable(&path, &io::Error::from(error)));
                }
            }
        }
        walked
    }

    fn decide(&self, entry: &DirEntry, path: String) -> Decision {
        let kind = entry.file_type();
        if is_hidden(&entry.file_name().to_string_lossy()) {
            return Decision::Skip(None);
        }
        let problem = if entry.file_name().to_str().is_none() {
            Diagnostic::file(
                Code::Unreadable,
                &path,
                "the name holds bytes that are no letters in any language",
            )
            .help("rename it; letters a–z, digits, `-` and `_` work on every computer")
        } else if kind.is_symlink() {
            link_ignored(&path)
        } else if kind.is_dir() {
            match self.built_site(entry.path(), &path) {
                Some(problem) => problem,
                None => return Decision::Enter(path),
            }
        } else if kind.is_file() {
            return Decision::Read(Found { path, disk: entry.path().to_path_buf() });
        } else {
            not_a_file(&path)
        };
        Decision::Skip(Some(problem.into()))
    }

    /// A folder that a build writes into, now or earlier, holds pages and no records.
    fn built_site(&self, folder: &Path, path: &str) -> Option<Diagnostic> {
        let reason = if folder == self.build_dir {
            "`build-dir` in book.toml names it as the output folder"
        } else if folder.join(MANIFEST).is_file() {
            "it holds a built site"
        } else {
            return None;
        };
        let message = format!("nothing in the folder `{path}` is read: {reason}");
        Some(Diagnostic::file(Code::BuiltSiteInSource, path, message).help("build into a folder of its own"))
    }
}

enum Decision {
    Read(Found),
    /// A folder, by its path from the site's root.
    Enter(String),
    /// What is not read, and why that is said where it is.
    Skip(Option<Box<Diagnostic>>),
}

/// What was found in a folder.
#[derive(Default)]
struct Walked {
    found: Vec<Found>,
    problems: Vec<Diagnostic>,
    /// Folders that were not entered yet.
    folders: Vec<String>,
}

fn read_file(found: Found, memory: &Memory<'_>) -> Result<(InputFile, Stamp), Box<Diagnostic>> {
    let Found { path, disk } = found;
    if let Some((bytes, stamp)) = memory.unchanged(&path, &disk) {
        return Ok((InputFile { path, bytes }, stamp));
    }
    let Read { length, stamp, bytes } =
        read_bytes(&disk).map_err(|error| Box::new(unreadable(&path, &error)))?;
    match bytes {
        Some(bytes) => Ok((InputFile { bytes: memory.shared(&path, bytes), path }, stamp)),
        None => {
            let (size, limit) = (length.div_ceil(1_000_000), MAX_FILE_BYTES / 1_000_000);
            let message = format!("this file has {size} MB, and files of more than {limit} MB are not read");
            let help = "make the file smaller, or keep it elsewhere and link to it";
            Err(Diagnostic::file(Code::TooLarge, &path, message).help(help).into())
        }
    }
}

/// A file as it was read: its length, what the disk said of it just before, and its bytes unless there
/// are too many.
struct Read {
    length: u64,
    stamp: Stamp,
    bytes: Option<Vec<u8>>,
}

fn read_bytes(disk: &Path) -> io::Result<Read> {
    let file = File::open(disk)?;
    let data = file.metadata()?;
    let (length, stamp) = (data.len(), Stamp::of(&data));
    if length > MAX_FILE_BYTES {
        return Ok(Read { length, stamp, bytes: None });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    // It may be growing while it is read.
    let length = file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)? as u64;
    Ok(Read { length, stamp, bytes: (length <= MAX_FILE_BYTES).then_some(bytes) })
}

/// A path from the site's root, with `/` on every system.
fn site_path(folder: &str, inside: &Path) -> String {
    let parts = inside.components().map(|part| part.as_os_str().to_string_lossy());
    parts.fold(folder.to_owned(), |path, part| path + "/" + &part)
}

/// Whether a name is one of those that are never read: `.name`, `name~`, `#name#`, and what Windows and Office leave
/// behind without being asked.
pub(crate) fn is_hidden(name: &str) -> bool {
    const LEFT_BEHIND: [&str; 2] = ["thumbs.db", "desktop.ini"];
    name.starts_with('.')
        || name.starts_with("~$")
        || LEFT_BEHIND.iter().any(|left| name.eq_ignore_ascii_case(left))
        || name.ends_with('~')
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
}

fn link_ignored(path: &str) -> Diagnostic {
    Diagnostic::file(
        Code::SymlinkIgnored,
        path,
        "this is a link in the file system, and nothing behind it is read",
    )
    .help("copy the file or folder here")
}

fn not_a_file(path: &str) -> Diagnostic {
    Diagnostic::file(Code::Unreadable, path, "this is neither a file nor a folder, so it cannot be read")
        .help("move it out of the site's folder")
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let message = match error.kind() {
        io::ErrorKind::PermissionDenied => "this could not be read: permission was denied".to_owned(),
        io::ErrorKind::NotFound => "this was there and is gone".to_owned(),
        _ => format!("this could not be read: {error}"),
    };
    Diagnostic::file(Code::Unreadable, path, message)
        .help("see that you may open it and that no other program holds it, then build again")
}

#[cfg(test)]
mod tests;
