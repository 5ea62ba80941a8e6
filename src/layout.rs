//! Which file is which record: folders as kinds, stems as ids.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::id::{Id, is_device, nearest, slug};
use crate::input::InputFile;
use crate::record::{Key, Kind};

/// What lies at the top of the content folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Top {
    /// One school, its records beside `school.toml`.
    School,
    /// A district, with a folder for each school.
    District,
}

/// A file that is a record.
#[derive(Debug, Clone)]
pub struct RecordFile<'a> {
    /// Path from the site's root.
    pub path: &'a str,
    /// The file's bytes.
    pub bytes: &'a Arc<[u8]>,
}

/// The files of a site, told apart.
#[derive(Debug, Default)]
pub struct Layout<'a> {
    /// What lies at the top; `None` where that could not be told.
    pub top: Option<Top>,
    /// The records, one to a key, sorted by key.
    pub records: Vec<(Key, RecordFile<'a>)>,
    /// Every other file, by path: images, data, attachments.
    pub others: BTreeMap<&'a str, &'a Arc<[u8]>>,
    /// What is wrong with names and folders.
    pub problems: Vec<Diagnostic>,
}

/// Tells the files below the content folder `src` apart.
pub fn layout<'a>(src: &str, files: &'a [InputFile]) -> Layout<'a> {
    let mut layout = Layout::default();
    let inside = |file: &'a InputFile| file.path.strip_prefix(src)?.strip_prefix('/');
    let placed: Vec<(&str, &InputFile)> =
        files.iter().filter_map(|file| Some((inside(file)?, file))).collect();
    layout.top = top(src, &placed, &mut layout.problems);
    let schools = schools(&placed, layout.top);
    let placed: Vec<(Placed, &InputFile)> =
        placed.into_par_iter().map(|(path, file)| (place(path, file, &schools), file)).collect();
    let mut records = Vec::with_capacity(placed.len());
    for (placed, file) in placed {
        match placed {
            Placed::Record(key) => records.push((key, RecordFile { path: &file.path, bytes: &file.bytes })),
            Placed::Other => _ = layout.others.insert(&file.path, &file.bytes),
            Placed::Misnamed(key, problem) => {
                layout.problems.push(problem);
                records.push((key, RecordFile { path: &file.path, bytes: &file.bytes }));
            }
            Placed::Problem(problem) => layout.problems.push(problem),
        }
    }
    layout.add(records);
    layout
}

impl<'a> Layout<'a> {
    /// Of several files with one key the first is the record.
    fn add(&mut self, mut records: Vec<(Key, RecordFile<'a>)>) {
        records.par_sort_by(|(a, _), (b, _)| a.cmp(b));
        records.dedup_by(|(key, file), (of_first, first)| {
            if key != of_first {
                return false;
            }
            let message = format!("`{}` has the same id as {}", key.id, first.path);
            let problem = Diagnostic::file(Code::DuplicateId, file.path, message);
            self.problems.push(problem.help("rename one of the two files"));
            true
        });
        self.records = records;
    }
}

fn top(src: &str, placed: &[(&str, &InputFile)], problems: &mut Vec<Diagnostic>) -> Option<Top> {
    let has = |name: &str| placed.iter().any(|(path, _)| *path == name);
    match (has("school.toml"), has("district.toml")) {
        (true, false) => Some(Top::School),
        (false, true) => Some(Top::District),
        (true, true) => {
            let path = format!("{src}/school.toml");
            let problem =
                Diagnostic::file(Code::TwoPlaces, &path, "there is a `district.toml` beside this file");
            problems.push(problem.help(
                "a district's schools each have a folder of their own: move this file and its records into one",
            ));
            Some(Top::District)
        }
        (false, false) => {
            let path = format!("{src}/school.toml");
            let problem =
                Diagnostic::file(Code::NoPlace, &path, "this file is missing, and so is `district.toml`");
            problems.push(problem.help(
                "create it with two lines: `name = \"Your school\"` and `level = \"elementary\"` (or middle, high, other)",
            ));
            None
        }
    }
}

/// The folders of a district that are schools, with the id of each that can be one.
type Schools<'a> = HashMap<&'a str, Option<Id>>;

fn schools<'a>(placed: &[(&'a str, &InputFile)], top: Option<Top>) -> Schools<'a> {
    if top != Some(Top::District) {
        return Schools::new();
    }
    let folders = placed.iter().filter_map(|(path, _)| path.strip_suffix("/school.toml"));
    let folders = folders.filter(|folder| !folder.contains('/'));
    folders.map(|folder| (folder, Id::new(folder).filter(|id| !is_taken(id)))).collect()
}

enum Placed {
    Record(Key),
    /// A record under the name that is proposed for it, so that one run finds what else is wrong with it.
    Misnamed(Key, Diagnostic),
    Other,
    Problem(Diagnostic),
}

fn place(path: &str, file: &InputFile, schools: &Schools<'_>) -> Placed {
    let in_school =
        path.split_once('/').and_then(|(folder, rest)| Some((folder, rest, schools.get(folder)?)));
    let (school, rest) = match in_school {
        Some((_, rest, Some(school))) => (Some(school.clone()), rest),
        Some((folder, rest, None)) => return bad_school_folder(folder, rest, file),
        None => (None, path),
    };
    let special = match rest {
        "school.toml" => Some(Kind::School),
        "district.toml" if school.is_none() => Some(Kind::District),
        "index.md" => Some(Kind::Home),
        _ => None,
    };
    if let Some(kind) = special {
        let id = Id::new(kind.row().name).expect("the names of kinds are ids");
        return Placed::Record(Key { school, kind, id });
    }
    let Some((folder, inner)) = rest.split_once('/') else {
        return Placed::Other;
    };
    let Some(stem) = record_stem(inner) else {
        return Placed::Other;
    };
    let Some(kind) = Kind::of_folder(folder) else {
        return Placed::Problem(unknown_folder(folder, file));
    };
    if let Some(id) = Id::new(stem) {
        return Placed::Record(Key { school, kind, id });
    }
    let problem = bad_name(stem, file);
    match Id::new(&slug(stem)) {
        Some(id) => Placed::Misnamed(Key { school, kind, id }, problem),
        None => Placed::Problem(problem),
    }
}

/// A school's folder may not have the name of a kind's folder of pages, of another folder of the site, or of the
/// district.
fn is_taken(id: &Id) -> bool {
    /// Folders of a site that no kind of record has.
    const OF_THE_SITE: [&str; 9] =
        ["a-z", "contribute", "data", "files", "packets", "reports", "search", "theme", "topics"];
    id.as_str() == "district"
        || OF_THE_SITE.contains(&id.as_str())
        || Kind::with_folder()
            .any(|kind| [kind.row().url, kind.row().folder.unwrap_or("")].contains(&id.as_str()))
}

fn bad_school_folder(folder: &str, rest: &str, file: &InputFile) -> Placed {
    if rest != "school.toml" {
        return Placed::Other;
    }
    let message = format!("a school's folder cannot be called `{folder}`");
    Placed::Problem(Diagnostic::file(Code::BadFileName, &file.path, message).help(format!(
        "rename it, for example to `{}`",
        if Id::new(&slug(folder)).is_some_and(|id| !is_taken(&id)) {
            slug(folder)
        } else {
            "our-school".into()
        }
    )))
}

/// The stem of a file that is a record by its ending, whatever folder it lies in.
fn record_stem(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.')?;
    (ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("toml")).then_some(stem)
}

fn unknown_folder(folder: &str, file: &InputFile) -> Diagnostic {
    let folders = || Kind::with_folder().filter_map(|kind| kind.row().folder);
    let problem =
        Diagnostic::file(Code::UnknownFolder, &file.path, format!("`{folder}` is no kind of record"));
    match nearest(folder, folders()) {
        Some(near) => problem.help(format!("did you mean the folder `{near}`?")),
        None => problem.help(format!(
            "move it to one of: {}; a school's folder needs a `school.toml`",
            folders().collect::<Vec<_>>().join(", ")
        )),
    }
}

fn bad_name(stem: &str, file: &InputFile) -> Diagnostic {
    let problem = Diagnostic::file(Code::BadFileName, &file.path, format!("`{stem}` cannot be an address"));
    match slug(stem) {
        better if Id::new(&better).is_some() => problem.help(format!("rename the file to `{better}`")),
        _ if is_device(stem) => {
            problem.help("use another name: Windows keeps this one for itself, so no file there can have it")
        }
        _ if stem.eq_ignore_ascii_case("index") => {
            problem.help("use another name: the list of these records has this one")
        }
        _ => problem.help("use the letters a–z, digits and `-`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Vec<InputFile> {
        paths.iter().map(|path| InputFile { path: (*path).into(), bytes: Arc::from(*b"") }).collect()
    }

    fn keys(layout: &Layout) -> Vec<String> {
        layout.records.iter().map(|(key, _)| key.to_string()).collect()
    }

    #[test]
    fn folders_say_the_kind_and_people_may_nest_their_own() {
        let files = files(&[
            "content/evidence/2026/spring/x.md",
            "content/evidence/x.csv",
            "content/index.md",
            "content/school.toml",
        ]);
        let layout = layout("content", &files);
        assert_eq!(keys(&layout), ["school/school", "home/home", "evidence/x"]);
        assert!(layout.others.contains_key("content/evidence/x.csv"));
        assert!(layout.problems.is_empty());
    }

    #[test]
    fn a_district_has_a_folder_for_each_school() {
        let files = files(&[
            "content/district.toml",
            "content/harbor/plans/p.md",
            "content/harbor/school.toml",
            "content/plans/p.md",
        ]);
        let layout = layout("content", &files);
        assert_eq!(keys(&layout), ["district/district", "plans/p", "harbor/school/school", "harbor/plans/p"]);
    }

    #[test]
    fn slips_in_names_are_named() {
        let files = files(&[
            "content/evidense/x.md",
            "content/plans/My Plan.md",
            "content/plans/aux.md",
            "content/plans/index.md",
            "content/plans/p.md",
            "content/plans/old/p.toml",
        ]);
        let layout = layout("content", &files);
        let found: Vec<_> =
            layout.problems.iter().map(|p| (p.code, p.help.clone().unwrap_or_default())).collect();
        assert_eq!(found[0].0, Code::NoPlace);
        assert_eq!(found[1], (Code::UnknownFolder, "did you mean the folder `evidence`?".into()));
        assert_eq!(found[2], (Code::BadFileName, "rename the file to `my-plan`".into()));
        assert!(found[3].1.contains("Windows keeps this one"), "{found:?}");
        assert!(found[4].1.contains("the list of these records"), "{found:?}");
        assert_eq!(found[5].0, Code::DuplicateId);
        assert_eq!(
            keys(&layout),
            ["plans/my-plan", "plans/p"],
            "what else is wrong with the first is said as well"
        );
    }
}
