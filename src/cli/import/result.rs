//! The end of an import: the record is checked as if it were there, then written, and what was left out is
//! said.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::clean::Clean;
use super::sheet::Sheet;
use crate::cli::create::create;
use crate::cli::print::{Texts, counted, human};
use crate::cli::{Exit, Failure, terminal};
use crate::diagnostic::{self, Diagnostic, Summary};
use crate::input::{Input, InputFile};

/// Writes the record and its data file, unless a check finds an error in them.
pub(super) fn finish(sheet: &Sheet, record: &str, clean: &Clean) -> Result<Exit, Failure> {
    let rows = String::from_utf8(clean.csv.clone()).map_err(|error| Failure {
        exit: Exit::InputOutput,
        message: format!("the rows cannot be written: {error}"),
        help: None,
    })?;
    let (path, data) =
        (sheet.folder.join(format!("{}.md", sheet.id)), sheet.folder.join(format!("{}.csv", sheet.id)));
    let files = [(&path, record), (&data, rows.as_str())];
    let (input, problems) = checked(sheet, &files)?;
    if !problems.is_empty() {
        let texts = Texts::of(&input);
        terminal::say(&human::render(&problems, &texts, &terminal::renderer()));
    }
    if Summary::of(&problems).errors > 0 {
        terminal::note("nothing was written; put the file right and import it again");
        return Ok(Exit::Findings);
    }
    let root = &sheet.site.root;
    create(root, &data, &rows)?;
    create(root, &path, record).inspect_err(|_| {
        // Nobody has seen the data file yet, and without its record it would only be in the way.
        let _ = fs::remove_file(&data);
    })?;
    terminal::result(&format!("{}\n", terminal::shown(&path)))?;
    terminal::say(&summary(sheet, clean, &data));
    Ok(Exit::Clean)
}

/// The site with the new files in it, and what a check finds in these.
fn checked(
    sheet: &Sheet,
    files: &[(&std::path::PathBuf, &str)],
) -> Result<(Input, Vec<Diagnostic>), Failure> {
    let mut input = sheet.site.loaded.input.clone();
    let root = &sheet.site.root;
    let relative = |path: &Path| {
        let parts = path.strip_prefix(root).unwrap_or(path).components();
        let parts: Vec<String> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        parts.join("/")
    };
    let names: Vec<String> = files.iter().map(|(path, _)| relative(path)).collect();
    for (name, (_, text)) in names.iter().zip(files) {
        input.content.push(InputFile { path: name.clone(), bytes: Arc::from(text.as_bytes()) });
    }
    input.content.sort_by(|a, b| a.path.cmp(&b.path));
    let read = crate::read(&input, &sheet.options);
    let mut problems = read.map_or_else(|problems| problems, |read| read.diagnostics);
    problems.retain(|problem| names.iter().any(|name| **name == *problem.file));
    diagnostic::sort(&mut problems);
    Ok((input, problems))
}

fn summary(sheet: &Sheet, clean: &Clean, data: &Path) -> String {
    let Clean { csv: _, dropped, replaced } = clean;
    let list = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let mut text =
        format!("{} kept in {}\n", counted(sheet.table.rows().len(), "row"), terminal::shown(data));
    text.push_str(&match dropped.as_slice() {
        [] => "no column was left out\n".to_owned(),
        dropped => format!("left out: {}\n", list(dropped)),
    });
    if !replaced.is_empty() {
        text.push_str(&format!("keys that mean nothing stand in the place of: {}\n", list(replaced)));
    }
    text.push_str(if sheet.is_inside {
        "the file that was imported lies among the records and holds more than may be kept: move it away\n"
    } else {
        "the file that was imported is not part of the site; keep it where such files are kept, or delete it\n"
    });
    terminal::plain(&text)
}
