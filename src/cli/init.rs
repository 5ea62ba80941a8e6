//! `isles init`: a small, complete site that teaches.

use std::path::Path;

use super::args::{InitArguments, Subject, WebEditor};
use super::cms::{self, Place};
use super::create::create;
use super::site::{Site, unreadable_settings};
use super::{Exit, Failure, as_of, ci, schema, terminal};
use crate::config::Config;
use crate::input::Options;
use crate::record::Kind;
use crate::view::View;

macro_rules! starter {
    ($($path:literal from $file:literal)*) => {
        /// The files of the starter site: where each goes, and what it holds.
        const FILES: &[(&str, &str)] = &[$(($path, include_str!(concat!("starter/", $file)))),*];
    };
}

starter! {
    ".gitignore" from "gitignore"
    "README.md" from "readme.md"
    "book.toml" from "book.toml"
    "content/index.md" from "content/index.md"
    "content/school.toml" from "content/school.toml"
    "content/plans/every-reader.md" from "content/plans/every-reader.md"
    "content/initiatives/reading-conferences.md" from "content/initiatives/reading-conferences.md"
    "content/conversations/teacher-leaders.md" from "content/conversations/teacher-leaders.md"
    "content/evidence/time-on-task.md" from "content/evidence/time-on-task.md"
    "content/exemplars/conferences-in-20-minutes.md" from "content/exemplars/conferences-in-20-minutes.md"
    "content/measures/reading-at-benchmark.md" from "content/measures/reading-at-benchmark.md"
    "content/measures/reading-at-benchmark.csv" from "content/measures/reading-at-benchmark.csv"
    "content/reviews/october.md" from "content/reviews/october.md"
    "content/pages/how-to-add-a-record.md" from "content/pages/how-to-add-a-record.md"
}

/// A file to be written: where it goes, from the site's root, and what it holds.
type NewFile = (String, String);

/// Writes the starter site, unless any of its files is there already. Where a site is there already and a
/// web editor or a workflow is asked for, writes only that.
pub fn run(arguments: &InitArguments) -> Result<Exit, Failure> {
    let InitArguments { dir, cms, ci } = arguments;
    let workflow = ci.and_then(|service| ci::file(service, &ci::zone()));
    let is_added = (cms.is_some() || workflow.is_some()) && is_site(dir);
    let mut files = if is_added { Vec::new() } else { starter() };
    match cms {
        Some(editor) if is_added => files.extend(editor_of_site(dir, *editor)?),
        Some(editor) => {
            let editor = cms::files(*editor, &Config::default(), &Place::one_school());
            files.extend(editor.into_iter().map(|(path, text)| (path.to_owned(), text)));
        }
        None => {}
    }
    files.extend(workflow.iter().map(|(path, text)| ((*path).to_owned(), text.clone())));
    let help = if is_added {
        "delete them to have them made anew"
    } else {
        "start in an empty folder: `isles init FOLDER`; or add to this site with `isles new`"
    };
    write_all(dir, &files, help)?;
    if !is_added {
        terminal::result(&next_steps(dir, files.len()))?;
    }
    if cms.is_some() {
        terminal::result(&editor_steps(dir))?;
    }
    if let Some((path, _)) = workflow {
        terminal::result(&workflow_steps(dir, path))?;
    }
    Ok(Exit::Clean)
}

/// The files of the starter site. What editors need to check `.toml` files is made from the schema.
fn starter() -> Vec<NewFile> {
    let subjects = [Subject::Settings, Subject::Kind(Kind::School)];
    let schemas = subjects.map(|subject| {
        (format!("{}/{}.json", schema::FOLDER, schema::name(subject)), schema::schema(subject))
    });
    let texts = FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    texts.chain([(".taplo.toml".to_owned(), schema::rules(&subjects))]).chain(schemas).collect()
}

/// The files of a web editor for the site that is there.
fn editor_of_site(dir: &Path, editor: WebEditor) -> Result<Vec<NewFile>, Failure> {
    let site = Site::open(Some(dir))?;
    let settings = site.settings()?;
    let options = Options::as_of(as_of::as_of(None)?);
    let read = crate::read(&site.loaded.input, &options).map_err(|_| unreadable_settings())?;
    let places = Place::of(&View::of_everything(&read.catalog, &read.language));
    if places.is_empty() {
        let message = "neither school.toml nor district.toml can be read";
        return Err(Failure::usage(message).help("`isles check` shows what is wrong"));
    }
    let files = cms::files(editor, &settings, &places);
    Ok(files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect())
}

/// Writes the files, unless any of them is there already.
fn write_all(folder: &Path, files: &[NewFile], help: &str) -> Result<(), Failure> {
    let taken: Vec<&str> =
        files.iter().map(|(path, _)| path.as_str()).filter(|path| exists(&folder.join(path))).collect();
    if !taken.is_empty() {
        let message = format!("nothing was written, because these files are there: {}", taken.join(", "));
        return Err(Failure::usage(message).help(help));
    }
    files.iter().try_for_each(|(path, text)| create(folder, &folder.join(path), text))
}

/// Whether anything has that name, be it a link that leads nowhere.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether the folder holds a site.
fn is_site(folder: &Path) -> bool {
    exists(&folder.join("book.toml")) || exists(&folder.join("content"))
}

fn next_steps(folder: &Path, files: usize) -> String {
    let shown = terminal::shown(folder);
    let enter = if shown == "." { String::new() } else { format!("  cd {shown}\n") };
    let look = if cfg!(feature = "serve") {
        "  isles serve --open              look at it while you write: every save shows\n"
    } else {
        ""
    };
    format!(
        "{files} files are in `{shown}`: a small site with one plan, to change into your own.\n\nNext:\n{enter}  \
         isles build --open              make the site and look at it\n{look}  \
         isles check                     list what is wrong or missing\n  \
         isles new exemplar \"A TITLE\"    start a record of your own\n"
    )
}

fn editor_steps(folder: &Path) -> String {
    let admin = terminal::shown(&folder.join("admin"));
    format!(
        "\nThe web editor is in `{admin}`. Before people can use it:\n  \
         1. in config.yml, fill in `backend`: where the repository is, and how people sign in\n  \
         2. after each `isles build`, copy the folder to where the site is published\n\
         Its script comes from unpkg.com; index.html says how to keep a copy of your own instead.\n"
    )
}

fn workflow_steps(folder: &Path, path: &str) -> String {
    let shown = terminal::shown(&folder.join(path));
    format!(
        "\nThe workflow is in `{shown}`: it checks and builds the site for staff on every change. Its first lines say \
         how to publish the site. It works where this folder is the whole repository.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;
    use crate::record::{Key, Schemas, parse};
    use crate::source::Source;

    #[test]
    fn the_starter_site_is_small_and_every_file_of_it_is_explained() {
        let editor = cms::files(WebEditor::Sveltia, &Config::default(), &Place::one_school());
        assert!(starter().len() + editor.len() < 20);
        for (path, text) in starter() {
            let explained = match path.rsplit('.').next() {
                Some("csv") => true,
                Some("json") => text.contains("\"$comment\""),
                _ => text.lines().any(|line| line.starts_with("# ")),
            };
            assert!(explained, "{path}");
        }
    }

    #[test]
    fn every_record_of_the_starter_site_reads_without_a_problem() {
        let schemas = Schemas::new();
        for (path, text) in FILES {
            let kind = match path.strip_prefix("content/") {
                _ if path.ends_with(".csv") => continue,
                None => continue,
                Some("index.md") => Kind::Home,
                Some("school.toml") => Kind::School,
                Some(path) => Kind::of_folder(path.split('/').next().unwrap()).unwrap(),
            };
            let key = Key { school: None, kind, id: Id::new("any").unwrap() };
            assert_eq!(parse(key, Source::new(*path, *text), &schemas).problems, [], "{path}");
        }
    }

    #[test]
    fn the_settings_of_the_starter_site_are_the_defaults_said_aloud() {
        let text = FILES.iter().find(|(path, _)| *path == "book.toml").unwrap().1;
        let Config { book: _, build, output, privacy, names, cadence } =
            Config::parse(text.as_bytes()).unwrap();
        let default = Config::default();
        assert_eq!((build, output), (default.build, default.output));
        assert_eq!((privacy, names, cadence), (default.privacy, default.names, default.cadence));
    }
}
