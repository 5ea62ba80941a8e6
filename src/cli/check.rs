//! `isles check`: every finding in one run.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::{CheckArguments, Format};
use super::print::{Texts, github, human, json, sarif};
use super::site::{self, Site};
use super::{Exit, Failure, terminal};
use crate::diagnostic::Diagnostic;

/// Lists every problem in the form that is asked for.
pub fn run(arguments: &CheckArguments) -> Result<Exit, Failure> {
    let CheckArguments { dir, format, reading, strict } = arguments;
    let options = site::options(reading, None)?;
    let site = Site::open(dir.as_deref())?;
    let problems = crate::build(&site.loaded.input, &options).diagnostics;
    let list = match format {
        Format::Human => human::render(&problems, &Texts::of(&site.loaded.input), &terminal::renderer()),
        Format::Json => json::render(&problems),
        Format::Github => {
            add_step_summary(&problems)?;
            github::annotations(&problems, &path_in_repository(&site.root))
        }
        Format::Sarif => sarif::render(&problems, &path_in_repository(&site.root)),
    };
    terminal::result(&list)?;
    let exit = Exit::of(&problems, *strict);
    if *format == Format::Human && exit != Exit::of(&problems, false) {
        terminal::note("--strict lets no warning pass");
    }
    Ok(exit)
}

/// Adds the table of problems to the summary of the step that this runs in.
fn add_step_summary(problems: &[Diagnostic]) -> Result<(), Failure> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
        return Ok(());
    };
    let path = PathBuf::from(path);
    let opened = OpenOptions::new().append(true).create(true).open(&path);
    let written = opened.and_then(|mut file| file.write_all(github::step_summary(problems).as_bytes()));
    written.map_err(|error| Failure::io("add to the step's summary in", &path, &error))
}

/// What leads from the repository, where this runs in a workflow, to the site: empty, or ending in `/`.
fn path_in_repository(root: &Path) -> String {
    let workspace = std::env::var_os("GITHUB_WORKSPACE").map(PathBuf::from);
    let inside = workspace.and_then(|workspace| {
        let (workspace, root) = (workspace.canonicalize().ok()?, root.canonicalize().ok()?);
        root.strip_prefix(workspace).ok().map(Path::to_owned)
    });
    // Anywhere else paths run from the site's root, as in every other format.
    let parts = inside.iter().flat_map(|inside| inside.components());
    parts.map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect()
}
