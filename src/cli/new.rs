//! `isles new`: a file with every field explained, in the right folder.

mod template;

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::args::NewArguments;
use super::create::{already_there, create};
use super::site::Site;
use super::{Exit, Failure, as_of, terminal};
use crate::id::{Id, nearest, slug};
use crate::record::Kind;
use template::{Start, template};
pub use template::{literal, quoted};

/// Writes the file and prints its path.
pub fn run(arguments: &NewArguments) -> Result<Exit, Failure> {
    let NewArguments { kind, title, school, initiative } = arguments;
    let title = title.split_whitespace().collect::<Vec<&str>>().join(" ");
    let id = id_of(&title)?;
    if initiative.is_some() && !template::names_an_initiative(*kind) {
        let row = kind.row();
        return Err(Failure::usage(format!(
            "`--for` does not fit: no field of a {} names an initiative",
            row.name
        ))
        .help("leave out `--for`"));
    }
    let site = Site::open(None)?;
    site.settings()?;
    let folder = place_folder(&site.loaded.content, school.as_deref())?.join(folder_of(*kind)?);
    if let Some(taken) = file_of_id(&folder, &id)? {
        return Err(already_there(&taken));
    }
    let start = Start { title: &title, today: as_of::as_of(None)?, initiative: initiative.as_deref() };
    let path = folder.join(format!("{id}.md"));
    create(&site.root, &path, &template(*kind, &start))?;
    terminal::result(&format!("{}\n", terminal::shown(&path)))?;
    Ok(Exit::Clean)
}

/// The id of a record of that title.
pub fn id_of(title: &str) -> Result<Id, Failure> {
    Id::new(&slug(title)).ok_or_else(|| {
        Failure::usage(format!("the title `{title}` gives no file name"))
            .help("use a title with a few letters or digits; `index` and names like `con` are taken")
    })
}

/// The folder of a kind of which there are many records.
pub fn folder_of(kind: Kind) -> Result<&'static str, Failure> {
    kind.row()
        .folder
        .ok_or_else(|| Failure::usage(format!("a {kind} is one file of its own, not one of many")))
}

/// The folder of the school's or district's own records.
pub fn place_folder(content: &Path, school: Option<&str>) -> Result<PathBuf, Failure> {
    if content.join("school.toml").is_file() {
        return match school {
            None => Ok(content.to_owned()),
            Some(_) => {
                let failure = Failure::usage("this site is of one school, so there is none to choose");
                Err(failure.help("leave out `--school`"))
            }
        };
    }
    if !content.join("district.toml").is_file() {
        let message =
            format!("there is neither school.toml nor district.toml in `{}`", terminal::shown(content));
        return Err(Failure::usage(message).help("`isles init` writes a small site to start from"));
    }
    let schools = schools(content)?;
    let known = format!("the schools are {}; `--school district` is the district itself", schools.join(", "));
    match school {
        Some("district") => Ok(content.to_owned()),
        Some(name) if schools.iter().any(|school| school == name) => Ok(content.join(name)),
        Some(name) => {
            let failure = Failure::usage(format!("there is no school `{name}`"));
            Err(match nearest(name, schools.iter().map(String::as_str)) {
                Some(near) => failure.help(format!("did you mean `{near}`? {known}")),
                None => failure.help(known),
            })
        }
        None => Err(Failure::usage("say which school it belongs to: `--school SCHOOL`").help(known)),
    }
}

/// The folders with a `school.toml`, by name.
fn schools(content: &Path) -> Result<Vec<String>, Failure> {
    let refused = |error: &std::io::Error| Failure::io("read", content, error);
    let mut schools = Vec::new();
    for entry in fs::read_dir(content).map_err(|error| refused(&error))? {
        let entry = entry.map_err(|error| refused(&error))?;
        if entry.path().join("school.toml").is_file() {
            schools.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    schools.sort();
    Ok(schools)
}

/// The record of that id, in whatever folder inside the kind's it lies.
pub fn file_of_id(folder: &Path, id: &Id) -> Result<Option<PathBuf>, Failure> {
    if !folder.is_dir() {
        return Ok(None);
    }
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| Failure::io("read", folder, &error.into()))?;
        let path = entry.path();
        let is_record = path.extension().is_some_and(|ending| ending == "md" || ending == "toml");
        let same = |stem: &std::ffi::OsStr| stem.to_string_lossy().eq_ignore_ascii_case(id.as_str());
        if is_record && path.file_stem().is_some_and(same) {
            return Ok(Some(path.to_owned()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_without_letters_gives_no_file() {
        assert_eq!(id_of("October conferences").unwrap().as_str(), "october-conferences");
        for title in ["¿?", "", "Index", "con"] {
            assert_eq!(id_of(title).unwrap_err().exit, Exit::Usage, "{title}");
        }
    }

    #[test]
    fn a_district_asks_for_the_school() {
        let content = tempfile::tempdir().unwrap();
        fs::write(content.path().join("district.toml"), "").unwrap();
        for school in ["cedar-point", "harbor-view"] {
            fs::create_dir(content.path().join(school)).unwrap();
            fs::write(content.path().join(school).join("school.toml"), "").unwrap();
        }
        fs::create_dir(content.path().join("plans")).unwrap();
        let ask = place_folder(content.path(), None).unwrap_err();
        let known = "the schools are cedar-point, harbor-view; `--school district` is the district itself";
        assert_eq!((ask.exit, ask.help.as_deref()), (Exit::Usage, Some(known)));
        let slip = place_folder(content.path(), Some("habor-view")).unwrap_err();
        assert_eq!(slip.help, Some(format!("did you mean `harbor-view`? {known}")));
        assert_eq!(
            place_folder(content.path(), Some("harbor-view")).unwrap(),
            content.path().join("harbor-view")
        );
        assert_eq!(place_folder(content.path(), Some("district")).unwrap(), content.path());
    }

    #[test]
    fn an_id_is_taken_in_any_folder_of_its_kind() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("2026")).unwrap();
        fs::write(folder.path().join("2026/October.toml"), "").unwrap();
        fs::write(folder.path().join("november.csv"), "").unwrap();
        let found = |id| file_of_id(folder.path(), &Id::new(id).unwrap()).unwrap();
        assert_eq!(found("october"), Some(folder.path().join("2026/October.toml")));
        assert_eq!(found("november"), None, "a data file is no record");
    }
}
