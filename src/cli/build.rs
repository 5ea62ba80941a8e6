//! `isles build`: the site on disk, and a line that says what changed.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::Path;
use std::thread;
use std::time::Duration;

use jiff::civil::Date;

use super::args::BuildArguments;
use super::cache::{self, Cache};
use super::clock::Clock;
use super::print::{Texts, counted, human};
use super::site::{self, Site};
use super::{Exit, Failure, browser, terminal};
use crate::Kept;
use crate::audience::Audience;
use crate::input::{Options, Shard};
use crate::output::{Build, Output};
use crate::render::kept;
use crate::write::{self, Folder, Shelf, Stamps, WriteError, Written};

/// Builds the site on as many cores as are asked for and there.
pub fn run(arguments: &BuildArguments) -> Result<Exit, Failure> {
    let Some(jobs) = arguments.jobs else {
        return build(arguments);
    };
    // More threads than cores only get in each other's way.
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = usize::from(jobs).min(cores);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| Failure {
        exit: Exit::InputOutput,
        message: format!("cannot start {}: {error}", counted(threads, "thread")),
        help: Some("use fewer with `--jobs`".to_owned()),
    })?;
    pool.install(|| build(arguments))
}

fn build(arguments: &BuildArguments) -> Result<Exit, Failure> {
    let BuildArguments { dir, dest_dir, reading, site_url, strict, verify, jobs: _, shard, timings, open } =
        arguments;
    let options = Options { shard: *shard, ..site::options(reading, site_url.as_deref())? };
    let clock = Clock::start();
    let site = clock.stage("reading", || Site::open(dir.as_deref()))?;
    let dest = dest_dir.clone().unwrap_or_else(|| site.loaded.build_dir.clone());
    let refused = |error: WriteError| write_failure(&error);
    write::check_destination(&dest, &site.root, &site.loaded.content).map_err(refused)?;
    let mut folder = Folder::open(&dest).map_err(refused)?;
    let cache = Cache::of(&site.root, &dest);
    let shelf = cache.as_ref().map_or_else(Shelf::none, Cache::shelf);
    let Made { built, whole, kept } =
        make(&site, &options, &folder, (cache.as_ref(), *verify), (&clock, &shelf)).map_err(refused)?;
    let built = if *verify { verified(built, &site, &options)? } else { built };
    if !built.diagnostics.is_empty() {
        let texts = Texts::of(&site.loaded.input);
        terminal::say(&human::render_without_notes(&built.diagnostics, &texts, &terminal::renderer()));
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
    let written = clock.stage("writing", || folder.write(&built, &shelf)).map_err(refused)?;
    let (pages, took) = (pages(built.paths()), clock.total());
    let line = Line { pages, shard: *shard, audience, date: options.date, took, written };
    if let (Some(cache), Some(kept)) = (&cache, kept) {
        let Build { diagnostics, .. } = built;
        let left = clock.stage("keeping", || cache.leave(whole, diagnostics, folder.stamps(), kept));
        if let Err(error) = left {
            terminal::note(&format!(
                "what this build leaves for the next one could not be kept in {} ({error}): the next will take as long",
                cache::FOLDER
            ));
        }
    }
    // A part need not hold the first page.
    let first_page = if shard.is_some() { dest.clone() } else { dest.join("index.html") };
    terminal::say(&format!("{} → {}\n", line.said(), terminal::shown(&first_page)));
    if shard.is_some() && written.removed > 0 {
        terminal::note(&format!(
            "{} of an earlier build left {}, which now holds one part of the site: give each part a folder of its \
             own with `-d`",
            counted(written.removed, "file"),
            terminal::shown(&dest)
        ));
    }
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

/// A site as it was built, and what the next build may keep of it.
struct Made {
    built: Build,
    /// A hash of everything that it was built from.
    whole: blake3::Hash,
    /// Nothing where all was as the last build left it, and that stays.
    kept: Option<Kept>,
}

/// Builds the site, or finds that it stands as it should; where nothing is `doubted`, files that the disk calls
/// unchanged are taken to be so.
fn make(
    site: &Site,
    options: &Options,
    folder: &Folder,
    (cache, doubted): (Option<&Cache>, bool),
    (clock, shelf): (&Clock, &Shelf),
) -> Result<Made, WriteError> {
    let input = &site.loaded.input;
    let build =
        |before: &Kept| clock.during("building", || crate::rebuild(input, options, before, clock, shelf));
    let Some(cache) = cache else {
        let (built, _) = build(&Kept::default());
        return Ok(Made { built, whole: kept::hash(&[]), kept: None });
    };
    let (whole, mut left) =
        clock.stage("comparing", || rayon::join(|| cache.whole(input, options), || cache.left()));
    if doubted {
        left.stamps = Stamps::new();
    }
    let standing = clock.stage("looking", || folder.standing(&left.stamps))?;
    if let Some(said) = left.said_of(whole).filter(|_| folder.is_whole(&standing)) {
        let built = Build { standing, diagnostics: said.to_vec(), ..Build::default() };
        return Ok(Made { built, whole, kept: None });
    }
    let before = clock.stage("taking", || cache.kept(&mut left, standing, input));
    let (built, kept) = build(&before);
    Ok(Made { built, whole, kept: Some(kept) })
}

/// The same site built from nothing, where the other is not the same to the byte.
fn verified(built: Build, site: &Site, options: &Options) -> Result<Build, Failure> {
    let clean = crate::build(&site.loaded.input, options);
    let hash = |output: &Output| (output.path.clone(), blake3::hash(output.bytes.as_slice()));
    let mut there: BTreeMap<String, blake3::Hash> = built.outputs.iter().map(hash).collect();
    there.extend(built.standing.clone());
    there.extend(built.aside.iter().map(|(path, aside)| (path.clone(), aside.hash)));
    let wanted: BTreeMap<String, blake3::Hash> = clean.outputs.iter().map(hash).collect();
    if there == wanted && built.diagnostics == clean.diagnostics {
        if !built.has_errors() {
            terminal::say(&format!("verified: {} as from nothing\n", counted(wanted.len(), "file")));
        }
        return Ok(built);
    }
    let other = |(path, hash): &(&String, &blake3::Hash)| there.get(*path) != Some(*hash);
    let first = wanted.iter().find(other).map_or("what is said of it", |(path, _)| path.as_str());
    let message = format!("this site is not as one built from nothing: {first} differs. Nothing was written");
    Err(Failure { exit: Exit::Findings, message, help: None }.help(
        "this is a fault of Isles: please report it. `isles clean`, then `isles build`, makes it right",
    ))
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
    let why = if built.has_errors() {
        "there are errors"
    } else {
        "there are warnings, and --strict lets none pass"
    };
    let kept = if dest.join("index.html").is_file() {
        format!("; the last good site is kept in {}", terminal::shown(dest))
    } else {
        String::new()
    };
    format!("nothing was written, because {why}{kept}\n")
}

/// How many of the files are pages.
pub fn pages<'p>(paths: impl Iterator<Item = &'p String>) -> usize {
    paths.filter(|path| path.ends_with(".html")).count()
}

/// The line that a build ends with.
struct Line {
    pages: usize,
    shard: Option<Shard>,
    audience: Audience,
    date: Date,
    took: Duration,
    written: Written,
}

impl Line {
    /// "143 pages for staff, as of Tue 24 Nov 2026, in 0.31 s: 3 new, 2 changed".
    fn said(&self) -> String {
        let Self { pages, shard, audience, date, took, written } = self;
        let counts = [(written.created, "new"), (written.changed, "changed"), (written.removed, "removed")];
        let changes: Vec<String> = counts
            .iter()
            .filter(|(files, _)| *files > 0)
            .map(|(files, how)| format!("{files} {how}"))
            .collect();
        let changes = if changes.is_empty() { "nothing changed".to_owned() } else { changes.join(", ") };
        let mut pages = counted(*pages, "page");
        if let Some(shard) = shard {
            pages.push_str(&format!(" (part {} of {})", shard.number, shard.of));
        }
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
            shard: None,
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
