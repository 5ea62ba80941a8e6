//! `isles init`: a small, complete site that teaches.

use std::path::Path;

use super::args::InitArguments;
use super::create::create;
use super::{Exit, Failure, terminal};

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

/// Writes the starter site, unless any of its files is there already.
pub fn run(arguments: &InitArguments) -> Result<Exit, Failure> {
    let folder = &arguments.dir;
    let taken: Vec<&str> =
        FILES.iter().map(|(path, _)| *path).filter(|path| exists(&folder.join(path))).collect();
    if !taken.is_empty() {
        let message = format!("nothing was written, because these files are there: {}", taken.join(", "));
        return Err(Failure::usage(message)
            .help("start in an empty folder: `isles init FOLDER`; or add to this site with `isles new`"));
    }
    for (path, text) in FILES {
        create(folder, &folder.join(path), text)?;
    }
    terminal::result(&next_steps(folder))?;
    Ok(Exit::Clean)
}

/// Whether anything has that name, be it a link that leads nowhere.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn next_steps(folder: &Path) -> String {
    let shown = terminal::shown(folder);
    let enter = if shown == "." { String::new() } else { format!("  cd {shown}\n") };
    let look = if cfg!(feature = "serve") {
        "  isles serve --open              look at it while you write: every save shows\n"
    } else {
        ""
    };
    format!(
        "{} files are in `{shown}`: a small site with one plan, to change into your own.\n\nNext:\n{enter}  \
         isles build --open              make the site and look at it\n{look}  \
         isles check                     list what is wrong or missing\n  \
         isles new exemplar \"A TITLE\"    start a record of your own\n",
        FILES.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::id::Id;
    use crate::record::{Key, Kind, Schemas, parse};
    use crate::source::Source;

    #[test]
    fn the_starter_site_is_small_and_every_file_of_it_is_explained() {
        assert!(FILES.len() < 20);
        for (path, text) in FILES {
            assert!(path.ends_with(".csv") || text.lines().any(|line| line.starts_with("# ")), "{path}");
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
