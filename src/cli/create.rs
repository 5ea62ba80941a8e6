//! The one way a command makes a file among the records: a new one, inside the site.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::{Failure, terminal};

/// Creates the file `path` below `root`, which must not be there yet. No link between the two is
/// followed, or the file would land outside the site.
pub fn create(root: &Path, path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    let below = folder.ancestors().take_while(|ancestor| *ancestor != root && ancestor.starts_with(root));
    for ancestor in below {
        if ancestor.symlink_metadata().is_ok_and(|found| found.is_symlink()) {
            let message = format!(
                "`{}` is a link in the file system, which is not followed",
                terminal::shown(ancestor)
            );
            return Err(Failure::usage(message).help("put a real folder in its place"));
        }
    }
    fs::create_dir_all(folder).map_err(|error| Failure::io("create the folder", folder, &error))?;
    let written = fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => already_there(path),
        _ => Failure::io("write", path, &error),
    })
}

/// What is said of a file that is there already.
pub fn already_there(path: &Path) -> Failure {
    Failure::usage(format!("`{}` is there already, and nothing is overwritten", terminal::shown(path)))
        .help("choose another title, or change that file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_once() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("content/plans/p.md");
        create(root.path(), &path, "one").unwrap();
        assert!(create(root.path(), &path, "two").is_err());
        assert_eq!(fs::read_to_string(path).unwrap(), "one");
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out_of_the_site() {
        let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(outside.path(), root.path().join("content")).unwrap();
        assert!(create(root.path(), &root.path().join("content/plans/p.md"), "x").is_err());
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    }
}
