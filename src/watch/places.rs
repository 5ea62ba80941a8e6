//! Which parts of a disk matter to a site.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::load::{Loaded, is_hidden};

/// The folders that a site is read from, and the one it is built into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    root: PathBuf,
    /// The root without links in the file system, as some systems name it in what they say.
    real_root: PathBuf,
    content: PathBuf,
    build_dir: PathBuf,
}

impl Places {
    /// The places of a site that was read from `root`.
    pub fn of(root: &Path, loaded: &Loaded) -> Self {
        Self {
            root: root.to_path_buf(),
            real_root: fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf()),
            content: loaded.content.clone(),
            build_dir: loaded.build_dir.clone(),
        }
    }

    /// The folders in which only the entries themselves are of interest: the site's own, and those between
    /// it and the folder of the records.
    pub fn shallow(&self) -> Vec<PathBuf> {
        let above = self.content.ancestors().skip(1);
        above.take_while(|folder| folder.starts_with(&self.root)).map(Path::to_path_buf).collect()
    }

    /// The folders of which everything is of interest.
    pub fn deep(&self) -> [PathBuf; 2] {
        [self.content.clone(), self.root.join("themes")]
    }

    /// Whether a path lies inside a folder of which everything is of interest, or in no place that matters.
    pub fn is_deep(&self, path: &Path) -> bool {
        let Some(path) = self.site_path(path) else { return true };
        let path = self.root.join(path);
        self.deep().iter().any(|folder| path.starts_with(folder) && path != *folder)
    }

    /// The path from the site's root, with `/`, where what happened there may matter to the site: not
    /// for hidden files, and not for what a build writes.
    pub fn site_path(&self, path: &Path) -> Option<String> {
        let inside = path.strip_prefix(&self.root).or_else(|_| path.strip_prefix(&self.real_root)).ok()?;
        let mut parts = Vec::new();
        for component in inside.components() {
            let Component::Normal(part) = component else { return None };
            let part = part.to_string_lossy();
            if is_hidden(&part) {
                return None;
            }
            parts.push(part.into_owned());
        }
        let path = self.root.join(inside);
        let built = path.starts_with(&self.build_dir) && !self.content.starts_with(&self.build_dir);
        let above_content = !parts.is_empty() && self.content.starts_with(&path);
        let of_site = above_content
            || path == self.root.join("book.toml")
            || self.deep().iter().any(|folder| path.starts_with(folder));
        (of_site && !built).then(|| parts.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;

    fn places(settings: &str, content: &str) -> (tempfile::TempDir, Places) {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join(content)).unwrap();
        fs::write(root.path().join("book.toml"), settings).unwrap();
        let places = Places::of(root.path(), &load(root.path()).unwrap());
        (root, places)
    }

    #[test]
    fn only_what_a_site_is_read_from_matters() {
        let (root, places) = places("[build]\nbuild-dir = \"content/built\"\n", "content");
        let matters = |path: &str| places.site_path(&root.path().join(path)).is_some();
        for path in ["book.toml", "content", "content/plans/p.md", "themes", "themes/harbor/css/x.css"] {
            assert!(matters(path), "{path}");
        }
        for path in [
            "",
            "README.md",
            "book.toml.bak",
            "site/index.html",
            "target/debug/isles",
            "content/built/index.html",
            "content/built",
            "content/plans/.p.md.swp",
            "content/plans/p.md~",
            "content/#p.md#",
            ".git/index",
            "content/.cache/x.md",
        ] {
            assert!(!matters(path), "{path}");
        }
        assert_eq!(places.site_path(Path::new("/elsewhere/content/x.md")), None);
    }

    #[test]
    fn folders_above_the_records_are_watched_for_the_records_to_come_back() {
        let (root, places) = places("[book]\nsrc = \"kept/here\"\n", "kept/here");
        let path = |path: &str| root.path().join(path);
        assert_eq!(places.shallow(), [path("kept"), root.path().to_path_buf()]);
        assert_eq!(places.deep(), [path("kept/here"), path("themes")]);
        assert_eq!(places.site_path(&path("kept")).as_deref(), Some("kept"));
        assert_eq!(places.site_path(&path("kept/other")), None);
    }

    #[test]
    fn a_site_built_into_itself_is_still_watched() {
        let (root, places) = places("[build]\nbuild-dir = \".\"\n", "content");
        assert!(places.site_path(&root.path().join("content/a.md")).is_some());
    }

    #[test]
    fn only_folders_among_the_records_can_be_watched_by_themselves() {
        let (root, places) = places("[book]\nsrc = \"kept/here\"\n", "kept/here");
        let is_deep = |path: &str| places.is_deep(&root.path().join(path));
        assert!(is_deep("kept/here/plans") && is_deep("themes/harbor"));
        assert!(!is_deep("kept/here") && !is_deep("kept") && !is_deep("themes"));
        assert!(is_deep("site/plans") && is_deep("kept/here/.git"), "nobody asks for these");
    }

    #[cfg(unix)]
    #[test]
    fn a_site_reached_through_a_link_is_known_by_its_real_name_too() {
        let (root, _) = places("", "content");
        let outside = tempfile::tempdir().unwrap();
        let link = outside.path().join("link");
        std::os::unix::fs::symlink(root.path(), &link).unwrap();
        let places = Places::of(&link, &load(&link).unwrap());
        let real = fs::canonicalize(root.path()).unwrap();
        assert_eq!(places.site_path(&real.join("content/a.md")).as_deref(), Some("content/a.md"));
        assert_eq!(places.site_path(&link.join("content/a.md")).as_deref(), Some("content/a.md"));
    }
}
