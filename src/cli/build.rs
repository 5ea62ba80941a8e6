//! `isles build`: the site on disk, and a line that says what changed.

use std::path::Path;
use std::time::Duration;

use jiff::civil::Date;

use super::args::BuildArguments;
use super::clock::Clock;
use super::print::{Texts, counted, human};
use super::site::{self, Site};
use super::{Exit, Failure, browser, terminal};
use crate::Kept;
use crate::audience::Audience;
use crate::output::{Build, Output};
use crate::write::{self, WriteError, Written};

/// Builds the site on as many threads as are asked for.
pub fn run(arguments: &BuildArguments) -> Result<Exit, Failure> {
    let Some(jobs) = arguments.jobs else {
        return build(arguments);
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build().map_err(|error| Failure {
        exit: Exit::InputOutput,
        message: format!("cannot start {}: {error}", counted(jobs.into(), "thread")),
        help: Some("use fewer with `--jobs`".to_owned()),
    })?;
    pool.install(|| build(arguments))
}

fn build(arguments: &BuildArguments) -> Result<Exit, Failure> {
    let BuildArguments { dir, dest_dir, reading, site_url, strict, jobs: _, timings, open } = arguments;
    let options = site::options(reading, site_url.as_deref())?;
    let clock = Clock::start();
    let site = clock.stage("reading", || Site::open(dir.as_deref()))?;
    let dest = dest_dir.clone().unwrap_or_else(|| site.loaded.build_dir.clone());
    write::check_destination(&dest, &site.root, &site.loaded.content)
        .map_err(|error| write_failure(&error))?;
    let built =
        clock.during("building", || crate::rebuild(&site.loaded.input, &options, &Kept::default(), &clock).0);
    if !built.diagnostics.is_empty() {
        let texts = Texts::of(&site.loaded.input);
        terminal::say(&human::render(&built.diagnostics, &texts, &terminal::renderer()));
    }
    let exit = Exit::of(&built.diagnostics, *strict);
    if exit != Exit::Clean {
        terminal::say(&refusal(&built, &dest));
        return Ok(exit);
    }
    let audience = match options.audience {
        Some(audience) => audience,
        None => site.settings()?.build.audience,
    };
    let written = clock.stage("writing", || write::write(&dest, &built.outputs));
    let written = written.map_err(|error| write_failure(&error))?;
    let line =
        Line { pages: pages(&built.outputs), audience, date: options.date, took: clock.total(), written };
    let first_page = dest.join("index.html");
    terminal::say(&format!("{} → {}\n", line.said(), terminal::shown(&first_page)));
    if *timings {
        terminal::say(&clock.said());
    }
    if *open && let Err(error) = browser::open(&first_page) {
        terminal::note(&format!(
            "the browser could not be opened ({error}): open {} yourself",
            first_page.display()
        ));
    }
    Ok(Exit::Clean)
}

/// Why the site could not be written, or deleted.
pub fn write_failure(error: &WriteError) -> Failure {
    let exit = match error {
        WriteError::Destination { .. } | WriteError::Foreign { .. } => Exit::Usage,
        WriteError::Unsafe { .. }
        | WriteError::Manifest { .. }
        | WriteError::Locked { .. }
        | WriteError::Io { .. } => Exit::InputOutput,
    };
    Failure { exit, message: error.to_string(), help: None }
}

/// What is said when findings keep the site from being written.
fn refusal(built: &Build, dest: &Path) -> String {
    let why = if built.has_errors() { "there are errors" } else { "warnings count, because of --strict" };
    let kept = if dest.join("index.html").is_file() {
        format!("; the last good site is kept in {}", terminal::shown(dest))
    } else {
        String::new()
    };
    format!("nothing was written, because {why}{kept}\n")
}

/// How many of the files are pages.
pub fn pages(outputs: &[Output]) -> usize {
    outputs.iter().filter(|output| output.path.ends_with(".html")).count()
}

/// The line that a build ends with.
struct Line {
    pages: usize,
    audience: Audience,
    date: Date,
    took: Duration,
    written: Written,
}

impl Line {
    /// "143 pages for staff, as of Tue 24 Nov 2026, in 0.31 s: 3 new, 2 changed".
    fn said(&self) -> String {
        let Self { pages, audience, date, took, written } = self;
        let counts = [(written.created, "new"), (written.changed, "changed"), (written.removed, "removed")];
        let changes: Vec<String> = counts
            .iter()
            .filter(|(files, _)| *files > 0)
            .map(|(files, how)| format!("{files} {how}"))
            .collect();
        let changes = if changes.is_empty() { "nothing changed".to_owned() } else { changes.join(", ") };
        let pages = counted(*pages, "page");
        let (date, took) = (date.strftime("%a %-d %b %Y"), took.as_secs_f64());
        format!("{pages} for {audience}, as of {date}, in {took:.2} s: {changes}")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_last_line_says_what_changed_and_is_silent_about_the_rest() {
        let line = |pages, created, changed, removed| Line {
            pages,
            audience: Audience::Staff,
            date: date(2026, 11, 24),
            took: Duration::from_millis(312),
            written: Written { created, changed, removed, ..Written::default() },
        };
        assert_eq!(
            line(143, 3, 2, 1).said(),
            "143 pages for staff, as of Tue 24 Nov 2026, in 0.31 s: 3 new, 2 changed, 1 removed"
        );
        assert_eq!(
            line(1, 0, 0, 0).said(),
            "1 page for staff, as of Tue 24 Nov 2026, in 0.31 s: nothing changed"
        );
    }
}
