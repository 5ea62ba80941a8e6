//! `isles theme gallery`: pages that show every component of a theme in every state it has.

use std::path::{Path, PathBuf};

use super::args::{GalleryArguments, ThemeArguments, ThemeCommand};
use super::build::write_failure;
use super::print::{Texts, counted, human};
use super::site::Site;
use super::{Exit, Failure, terminal};
use crate::config::Config;
use crate::diagnostic::Level;
use crate::input::Input;
use crate::language;
use crate::load;
use crate::render::gallery;
use crate::render::theme::HARBOR;
use crate::write;

/// Where the gallery goes, below the site's folder.
const FOLDER: &str = "gallery";

/// Does with the theme what is asked for.
pub fn run(arguments: &ThemeArguments) -> Result<Exit, Failure> {
    match &arguments.command {
        ThemeCommand::Gallery(arguments) => show(arguments),
    }
}

fn show(arguments: &GalleryArguments) -> Result<Exit, Failure> {
    let GalleryArguments { dir, dest_dir } = arguments;
    let site = site(dir.as_deref())?;
    let (config, input, folder) = match &site {
        Some(site) => (site.settings()?, site.loaded.input.clone(), site.root.join(FOLDER)),
        None => (Config::default(), Input::default(), PathBuf::from(FOLDER)),
    };
    let dest = dest_dir.clone().unwrap_or(folder);
    if let Some(site) = &site {
        write::check_destination(&dest, &site.root, &site.loaded.content)
            .map_err(|error| write_failure(&error))?;
        if std::path::absolute(&dest).ok() == std::path::absolute(&site.loaded.build_dir).ok() {
            let shown = terminal::shown(&dest);
            return Err(Failure::usage(format!("the site itself is built into `{shown}`"))
                .help("name another folder for the gallery with `-d`"));
        }
    }
    let (language, mut problems) = language::load(&config, None, &input.themes);
    let title = if site.is_some() { config.book.title.as_str() } else { HARBOR };
    let made = gallery::gallery(&config.output.html.theme, title, &language.into(), &input.themes);
    let gallery = match made {
        Ok(gallery) if problems.iter().all(|problem| problem.level != Level::Error) => gallery,
        made => {
            problems.extend(made.err().into_iter().flatten());
            terminal::say(&human::render(&problems, &Texts::of(&input), &terminal::renderer()));
            return Ok(Exit::Findings);
        }
    };
    write::write(&dest, &gallery.outputs).map_err(|error| write_failure(&error))?;
    let states = gallery.components.iter().map(|component| component.states.len()).sum();
    let (components, states) = (counted(gallery.components.len(), "component"), counted(states, "state"));
    terminal::say(&format!("{components} in {states} → {}\n", terminal::shown(&dest.join("index.html"))));
    Ok(Exit::Clean)
}

/// The site whose theme is meant: none where no folder is named and none is here or above.
fn site(dir: Option<&Path>) -> Result<Option<Site>, Failure> {
    let here = || std::env::current_dir().ok().and_then(|here| load::find_root(&here));
    if dir.is_none() && here().is_none() {
        return Ok(None);
    }
    Site::open(dir).map(Some)
}
