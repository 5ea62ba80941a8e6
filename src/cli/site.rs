//! The site that a command is about: where it lies, what it holds, as of when and for whom.

use std::path::{Path, PathBuf};

use super::args::ReadingArguments;
use super::as_of::as_of;
use super::{Exit, Failure, terminal};
use crate::config::Config;
use crate::diagnostic::Level;
use crate::input::Options;
use crate::load::{self, LoadError, Loaded};

/// A site as it was read, and where it lies.
pub struct Site {
    /// The folder of `book.toml`.
    pub root: PathBuf,
    /// What was read.
    pub loaded: Loaded,
}

impl Site {
    /// Reads the site in the folder named, else in the nearest folder from here upward.
    pub fn open(dir: Option<&Path>) -> Result<Self, Failure> {
        let root = root(dir)?;
        let loaded = load::load(&root).map_err(|error| Failure {
            exit: match error {
                LoadError::Unreadable { .. } => Exit::InputOutput,
                LoadError::NoContent { .. }
                | LoadError::ContentIsLink { .. }
                | LoadError::ContentOutside { .. } => Exit::Usage,
            },
            message: error.to_string(),
            help: None,
        })?;
        Ok(Self { root, loaded })
    }

    /// The settings, for commands that do not list what is wrong with them.
    pub fn settings(&self) -> Result<Config, Failure> {
        let input = &self.loaded.input;
        let unread = input
            .problems
            .iter()
            .any(|problem| &*problem.file == "book.toml" && problem.level == Level::Error);
        match input.config.as_deref().map_or_else(|| Ok(Config::default()), Config::parse) {
            Ok(settings) if !unread => Ok(settings),
            _ => Err(unreadable_settings()),
        }
    }
}

/// What is said where `book.toml` is faulty and the command is not the one to list its faults.
pub fn unreadable_settings() -> Failure {
    Failure::usage("the settings in book.toml cannot be read")
        .help("`isles check` shows what is wrong with them")
}

/// The settings of one run.
pub fn options(reading: &ReadingArguments, site_url: Option<&str>) -> Result<Options, Failure> {
    let ReadingArguments { audience, date, drafts } = reading;
    let date = as_of(*date)?;
    let site_url = site_url.map(str::to_owned);
    Ok(Options { date, audience: *audience, site_url, drafts: *drafts, shard: None })
}

/// The folder of the site that a command is about.
pub fn root(dir: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(dir) = dir {
        return if dir.is_dir() {
            Ok(dir.to_owned())
        } else {
            Err(Failure::usage(format!("there is no folder `{}`", terminal::shown(dir))))
        };
    }
    let here = std::env::current_dir().map_err(|error| Failure::io("open", Path::new("."), &error))?;
    load::find_root(&here).ok_or_else(|| {
        Failure::usage(
            "there is no site here: no book.toml and no folder `content`, in this folder or above it",
        )
        .help("name the site's folder, or start a site with `isles init FOLDER`")
    })
}
