//! Where a site may go, and which paths may stand in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{Standing, WriteError, file};

/// How the names begin that Isles keeps for itself in an output folder.
const RESERVED: &str = ".isles-";

/// Refuses an output folder that holds the source or lies in it: the site's root, a folder around it, the
/// content folder, `themes`, and folders in those. `content` runs from `root` or is absolute; links in
/// any of the three are followed, for what counts is where files would really go.
///
/// # Errors
/// [`WriteError::Destination`] where the folder cannot be used, [`WriteError::Io`] where nobody can tell.
pub fn check_destination(dest: &Path, root: &Path, content: &Path) -> Result<(), WriteError> {
    let real_dest = real_path(dest)?;
    let real_root = real_path(root)?;
    let real_content = real_path(&root.join(content))?;
    let real_themes = real_path(&root.join("themes"))?;
    let why = if real_dest == real_root {
        "it is the folder of `book.toml` itself"
    } else if real_root.starts_with(&real_dest) || real_content.starts_with(&real_dest) {
        "the records lie in it"
    } else if real_dest.starts_with(&real_content) {
        "it lies among the records"
    } else if real_dest.starts_with(&real_themes) {
        "it lies among the themes"
    } else {
        return Ok(());
    };
    Err(WriteError::Destination { dest: dest.to_path_buf(), why })
}

/// The path without links and `..`, as far as it exists already.
fn real_path(path: &Path) -> Result<PathBuf, WriteError> {
    let absolute = std::path::absolute(path).map_err(WriteError::io("look at", path))?;
    let mut real = PathBuf::new();
    for component in absolute.components() {
        if component == Component::ParentDir {
            real.pop();
            continue;
        }
        real.push(component);
        if file::exists(&real)? {
            real = fs::canonicalize(&real).map_err(WriteError::io("look at", &real))?;
        }
    }
    Ok(real)
}

/// Refuses paths that could lead out of the output folder, and files that could not stand side by side in
/// one on every computer.
pub fn check_paths<'p>(
    new: &(impl Iterator<Item = &'p str> + Clone),
    standing: &'p Standing,
) -> Result<(), WriteError> {
    let refused = |path: &str, why: String| Err(WriteError::Unsafe { path: path.to_owned(), why });
    let mut spellings = BTreeMap::new();
    let paths = || new.clone().chain(standing.keys().map(String::as_str));
    for path in paths() {
        if let Err(why) = check_path(path) {
            return refused(path, why.to_owned());
        }
        match spellings.insert(path.to_lowercase(), path) {
            None => {}
            Some(same) if same == path => {
                return refused(path, "two files of the site have this name".into());
            }
            Some(other) => {
                let why = "has the same name but for capitals, which Windows and macOS do not tell apart";
                return refused(path, format!("`{other}` {why}; rename one of them"));
            }
        }
    }
    for folder in folders(paths()) {
        if let Some(path) = spellings.get(&folder.to_lowercase()) {
            return refused(path, format!("the site has a folder `{folder}` too; rename one"));
        }
    }
    Ok(())
}

/// Says what is wrong with a path below an output folder: it must be a plain one, with `/`.
pub fn check_path(path: &str) -> Result<(), &'static str> {
    let plain = |component| matches!(component, Component::Normal(_));
    if path.is_empty() {
        return Err("the name is empty");
    }
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) || !Path::new(path).components().all(plain)
    {
        return Err("it may lead out of the output folder");
    }
    // Both mean something else in the names of files on Windows, where a site must be readable too.
    if path.contains(['\\', ':', '\0']) {
        return Err("a name cannot hold `\\` or `:` on every computer; rename the file it is made from");
    }
    if path.split('/').any(|part| part.starts_with(RESERVED)) {
        return Err(
            "names that begin with `.isles-` are kept for Isles itself; rename the file it is made from",
        );
    }
    Ok(())
}

/// Refuses links in the file system where folders of the site should be, so that nothing is written to or
/// deleted from where they lead.
pub fn check_links(dest: &Path, folders: &BTreeSet<&str>) -> Result<(), WriteError> {
    for folder in folders {
        if file::kind(&dest.join(folder))?.is_some_and(|kind| kind.is_symlink()) {
            let why = "it is a link in the file system where the site has a folder, and may lead elsewhere; \
                       delete the link";
            return Err(WriteError::Unsafe { path: (*folder).to_owned(), why: why.into() });
        }
    }
    Ok(())
}

/// Every folder that paths lie in, sorted: a folder comes before the folders in it.
pub fn folders<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    paths.flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_pass() {
        for path in ["index.html", "a/b.css", "é ü/x.html", "a..b/...", ".nojekyll"] {
            assert_eq!(check_path(path), Ok(()), "{path}");
        }
        let refused = [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a//b",
            "a/",
            "./a",
            "a\\..\\b",
            "C:/x",
            "C:x",
            "a\0",
            ".isles-manifest",
            "a/.isles-tmp-1",
        ];
        for path in refused {
            assert!(check_path(path).is_err(), "{path:?}");
        }
    }

    #[test]
    fn a_site_never_goes_where_the_source_is() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join("district").join(path);
        fs::create_dir_all(at("our/records")).unwrap();
        let root_folder = at("");
        let check = |dest: &Path| check_destination(dest, &root_folder, Path::new("our/records"));
        let refused = [
            ".",
            "..",
            "our",
            "our/records",
            "our/records/site",
            "our/../our/records/new/x",
            "themes",
            "themes/x",
            "new/../our/records",
            "new/..",
        ];
        for dest in refused {
            assert!(matches!(check(&at(dest)), Err(WriteError::Destination { .. })), "{dest}");
        }
        for dest in ["site", "a/b/site", "our/records-site", "../site", "our/records/../site"] {
            assert!(check(&at(dest)).is_ok(), "{dest}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_back_into_the_source_is_seen_through() {
        let root = tempfile::tempdir().unwrap();
        let content = root.path().join("content");
        fs::create_dir(&content).unwrap();
        let link = root.path().join("link");
        std::os::unix::fs::symlink(&content, &link).unwrap();
        for dest in [link.clone(), link.join("site"), link.join("..")] {
            assert!(
                check_destination(&dest, root.path(), Path::new("content")).is_err(),
                "{}",
                dest.display()
            );
        }
    }
}
