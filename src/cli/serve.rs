//! `isles serve`: the site in the browser while one writes, and a line for every save.

use std::sync::Arc;
use std::time::Duration;

use super::args::{ReadingArguments, ServeArguments, WatcherName};
use super::as_of::as_of;
use super::print::{Texts, counted, human};
use super::site::{self, Site};
use super::{Exit, Failure, browser, build, terminal};
use crate::audience::Audience;
use crate::diagnostic::{Diagnostic, Level, Summary};
use crate::input::{Input, Options};
use crate::load::Change;
use crate::serve::{Address, Preview, Said, ServeError, Settings, Shown};
use crate::watch::{Noticing, Watcher};

/// Shows the site until it is interrupted.
pub fn run(arguments: &ServeArguments) -> Result<Exit, Failure> {
    let ServeArguments { dir, port, hostname, reading, watcher, open } = arguments;
    let options = site::options(reading, None)?;
    let site = Site::open(dir.as_deref())?;
    let address = Address::take(hostname, *port).map_err(|error| failure(&error))?;
    let first = first_audience(&site, options.audience, &address)?;
    if !address.is_private() {
        terminal::note(&open_to_others(first));
    }
    let Site { root, loaded } = site;
    let root = std::path::absolute(&root).map_err(|error| Failure::io("open", &root, &error))?;
    let url = address.url();
    let settings = Settings {
        root,
        loaded,
        first,
        options: Box::new(options_now(reading, options)),
        watcher: match watcher {
            None => Watcher::Auto,
            Some(WatcherName::Native) => Watcher::Native,
            Some(WatcherName::Poll) => Watcher::Poll,
        },
    };
    let preview = Preview::start(address, settings, Arc::new(|said: Said<'_>| say(&said)))
        .map_err(|error| failure(&error))?;
    terminal::result(&format!("{url}{first}/\n"))?;
    if *open && let Err(error) = browser::open_address(&url) {
        terminal::note(&format!("the browser could not be opened ({error}): open {url} yourself"));
    }
    preview.run(interrupted()).map_err(|error| failure(&error))?;
    Ok(Exit::Clean)
}

/// The audience that the command line names, or else `book.toml`.
fn first_audience(site: &Site, named: Option<Audience>, address: &Address) -> Result<Audience, Failure> {
    match (named, site.settings()) {
        (Some(audience), _) => Ok(audience),
        (None, Ok(settings)) => Ok(settings.build.audience),
        // The list of what is wrong with it is the first thing to be shown.
        (None, Err(_)) if address.is_private() => Ok(Audience::Staff),
        // Nobody else may see a site because it is not known whom it is for.
        (None, Err(failure)) => Err(failure),
    }
}

/// Waits for Ctrl-C.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Then only the system can end the preview.
        std::future::pending::<()>().await;
    }
}

/// The settings of a build that begins now: without `--date`, the day goes on.
fn options_now(reading: &ReadingArguments, options: Options) -> impl Fn() -> Options + Send + use<> {
    let named = reading.date;
    move || Options { date: as_of(named).unwrap_or(options.date), ..options.clone() }
}

fn open_to_others(audience: Audience) -> String {
    format!(
        "everyone on this network who reaches this computer can read the site for {audience}, without a \
         password. Sites for other audiences are not shown"
    )
}

fn failure(error: &ServeError) -> Failure {
    let (exit, help) = match error {
        ServeError::NoAddress { .. } => {
            (Exit::Usage, Some("leave `-n` out: the preview is then for this computer alone".to_owned()))
        }
        ServeError::Taken { port } => {
            let next = port.checked_add(1).unwrap_or(3000);
            let help = format!(
                "close it (it may be another `isles serve`), or choose another port: `-p {next}`, or `-p 0` \
                 for any that is free"
            );
            (Exit::InputOutput, Some(help))
        }
        ServeError::Refused { .. } => {
            (Exit::InputOutput, Some("choose a port above 1023 with `-p`".to_owned()))
        }
        ServeError::NoEvents(_) => {
            (Exit::InputOutput, Some("have the files looked at instead: `--watcher poll`".to_owned()))
        }
        ServeError::Start(_) => (Exit::InputOutput, None),
    };
    Failure { exit, message: error.to_string(), help }
}

fn say(said: &Said<'_>) {
    match said {
        Said::Built { shown, before, told, changes, took, input } => {
            say_problems(shown, *before, told, input);
            terminal::say(&format!("{}\n", terminal::plain_line(&line(shown, *before, changes, *took))));
        }
        Said::Watching(noticing) => say_noticing(noticing),
        Said::Refused(what) => {
            terminal::note(&format!("{what}: refused. More requests like this are not mentioned"));
        }
    }
}

fn say_noticing(noticing: &Noticing) {
    match noticing {
        Noticing::Events => terminal::say("Every save shows in the browser. Ctrl-C ends the preview.\n"),
        Noticing::Polling(None) => {
            terminal::say("The files are looked at twice a second. Ctrl-C ends the preview.\n");
        }
        Noticing::Polling(Some(why)) => {
            terminal::note(&format!("{why}; from now on the files are looked at twice a second"));
        }
        Noticing::Nothing(why) => terminal::note(&format!(
            "{why}, so changes may show late or not at all: `--watcher poll` looks at the files instead"
        )),
    }
}

/// All errors, and the warnings that were not there before, unless they were told of another audience's
/// site. Notes are for the browser.
fn say_problems(shown: &Shown, before: Option<&Shown>, told: &[Diagnostic], input: &Input) {
    let known = before.map(|before| before.problems.as_slice()).unwrap_or_default();
    let is_news = |problem: &&Diagnostic| match problem.level {
        Level::Error => true,
        Level::Warning => !known.contains(problem),
        Level::Note => false,
    };
    let news = shown.problems.iter().filter(is_news).filter(|problem| !told.contains(problem));
    let news: Vec<Diagnostic> = news.cloned().collect();
    if !news.is_empty() {
        terminal::say(&human::render(&news, &Texts::of(input), &terminal::renderer()));
    }
}

/// "changed content/x.md: 3 pages, 41 ms".
fn line(shown: &Shown, before: Option<&Shown>, changes: &[Change], took: Duration) -> String {
    let audience = shown.audience;
    let what = match changes {
        [] => format!("site for {audience}"),
        [change] => change.to_string(),
        // A new name is two changes.
        [one, other] => format!("{one}, {other}"),
        [change, more @ ..] => format!("{change} and {}", counted(more.len(), "more file")),
    };
    if let Some(why) = &shown.trouble {
        return format!("{what}: {why}{}", kept(shown));
    }
    if shown.findings.are_grave() {
        let Summary { errors, .. } = Summary::of(&shown.problems);
        return format!("{what}: {}{}", counted(errors, "error"), kept(shown));
    }
    let pages = match before.and_then(|before| before.good.as_ref()) {
        Some(_) => shown.changed_pages(before),
        None => shown
            .good
            .as_ref()
            .map_or(0, |files| build::pages(files.outputs.iter().map(|output| &output.path))),
    };
    let style = |shown: Option<&Shown>| shown.and_then(|shown| shown.good.as_ref()?.style.clone());
    let restyled = before.is_some() && style(before) != style(Some(shown));
    let pages = match (pages, restyled) {
        (0, true) => "the style".to_owned(),
        (_, true) => format!("{} and the style", counted(pages, "page")),
        (_, false) => counted(pages, "page"),
    };
    format!("{what}: {pages}, {} ms", took.as_millis())
}

fn kept(shown: &Shown) -> &'static str {
    if shown.good.is_some() { "; the last good site is still shown" } else { "; nothing can be shown yet" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::InputFile;
    use crate::load::How;

    fn shown(text: &str, trouble: Option<&str>) -> Shown {
        let file = |path: &str, text: &str| InputFile { path: path.into(), bytes: text.as_bytes().into() };
        let school = include_str!("starter/content/school.toml");
        let content = vec![file("content/pages/a.md", text), file("content/school.toml", school)];
        let input = Input { content, ..Input::default() };
        let options = Options::as_of(jiff::civil::date(2026, 11, 24));
        match trouble {
            Some(why) => Shown::not_built(None, Audience::Staff, why),
            None => Shown::rebuilt(None, &input, &options, Audience::Staff, &|_| ()),
        }
    }

    fn changes(count: usize) -> Vec<Change> {
        let change = |at| Change { path: format!("content/{at}.md"), how: How::Changed };
        (0..count).map(change).collect()
    }

    #[test]
    fn a_save_is_one_line() {
        let old = shown("+++\ntitle = \"A\"\n+++\nOne.\n", None);
        let new = shown("+++\ntitle = \"A\"\n+++\nTwo.\n", None);
        let took = Duration::from_millis(41);
        let said = |changes: &[Change]| line(&new, Some(&old), changes, took);
        assert_eq!(said(&changes(1)), "changed content/0.md: 1 page, 41 ms");
        assert_eq!(said(&changes(2)), "changed content/0.md, changed content/1.md: 1 page, 41 ms");
        assert_eq!(said(&changes(3)), "changed content/0.md and 2 more files: 1 page, 41 ms");
        assert_eq!(line(&new, Some(&new), &changes(1), took), "changed content/0.md: 0 pages, 41 ms");
    }

    #[test]
    fn what_cannot_be_built_says_what_is_shown() {
        let broken = shown("+++\ntitel = \"A\"\n+++\n", None);
        let said = line(&broken, None, &changes(1), Duration::ZERO);
        assert!(said.starts_with("changed content/0.md: "), "{said}");
        assert!(said.ends_with("; nothing can be shown yet"), "{said}");
        let gone = shown("", Some("there is no folder"));
        assert_eq!(
            line(&gone, None, &[], Duration::ZERO),
            "site for staff: there is no folder; nothing can be shown yet"
        );
    }
}
