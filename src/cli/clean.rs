//! `isles clean`: deletes the built site, and nothing that Isles did not write.

use super::args::CleanArguments;
use super::print::counted;
use super::site::Site;
use super::{Exit, Failure, terminal};
use crate::write;

/// Deletes every file of the built site's manifest.
pub fn run(arguments: &CleanArguments) -> Result<Exit, Failure> {
    let CleanArguments { dir, dest_dir } = arguments;
    let dest = match dest_dir {
        Some(dest) => dest.clone(),
        None => {
            let site = Site::open(dir.as_deref())?;
            site.settings()?;
            site.loaded.build_dir
        }
    };
    let removed = write::clean(&dest).map_err(|error| super::build::write_failure(&error))?;
    let shown = terminal::shown(&dest);
    terminal::say(&match removed {
        0 => format!("there is no built site in {shown}\n"),
        files => format!("{} deleted from {shown}\n", counted(files, "file")),
    });
    Ok(Exit::Clean)
}
