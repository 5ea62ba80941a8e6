//! `isles clean`: deletes the built site and what builds left for each other, and nothing that Isles did not write.

use super::args::CleanArguments;
use super::print::counted;
use super::site::{self, Site};
use super::{Exit, Failure, cache, terminal};
use crate::write;

/// Deletes every file of the built site's manifest, and the cache.
pub fn run(arguments: &CleanArguments) -> Result<Exit, Failure> {
    let CleanArguments { dir, dest_dir } = arguments;
    let (root, dest) = match dest_dir {
        Some(dest) => (site::root(dir.as_deref()).ok(), dest.clone()),
        None => {
            let site = Site::open(dir.as_deref())?;
            site.settings()?;
            (Some(site.root), site.loaded.build_dir)
        }
    };
    let removed = write::clean(&dest).map_err(|error| super::build::write_failure(&error))?;
    if let Some(root) = root {
        let folder = root.join(cache::FOLDER);
        cache::remove(&root).map_err(|error| Failure::io("delete", &folder, &error))?;
    }
    let shown = terminal::shown(&dest);
    terminal::say(&match removed {
        0 => format!("there is no built site in {shown}\n"),
        files => format!("{} deleted from {shown}\n", counted(files, "file")),
    });
    Ok(Exit::Clean)
}
