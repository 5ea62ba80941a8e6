//! The spreadsheet that is imported, and the place in the site where its record will lie.

use std::fs;
use std::path::{Path, PathBuf};

use super::columns::Kept;
use crate::cli::args::ImportedFile;
use crate::cli::create::already_there;
use crate::cli::new::{file_of_id, folder_of, id_of, place_folder};
use crate::cli::site::Site;
use crate::cli::{Exit, Failure, as_of};
use crate::dataset::referrals::day_written;
use crate::date::Date;
use crate::id::Id;
use crate::input::Options;
use crate::record::Kind;
use crate::table::{Column, Table};

/// What every import starts from.
pub(super) struct Sheet {
    pub(super) site: Site,
    pub(super) options: Options,
    pub(super) table: Table,
    pub(super) title: String,
    /// The record's id, which its data file has as its name too.
    pub(super) id: Id,
    /// The school in whose folder the record will lie.
    pub(super) school: Option<Id>,
    /// The folder of the kind there.
    pub(super) folder: PathBuf,
    /// Whether the file itself lies among the records.
    pub(super) is_inside: bool,
}

impl Sheet {
    /// Opens the site and the file; fails where the record or its data file is there already.
    pub(super) fn open(kind: Kind, imported: &ImportedFile) -> Result<Self, Failure> {
        let ImportedFile { file, map: _, title, school, pseudonyms: _ } = imported;
        let bytes = fs::read(file).map_err(|error| Failure::io("read", file, &error))?;
        let table = Table::read(&file.to_string_lossy(), &bytes).map_err(|problem| Failure {
            exit: Exit::Findings,
            message: format!("`{}`: {}", file.display(), problem.message),
            help: problem.help,
        })?;
        let site = Site::open(None)?;
        site.settings()?;
        let title = title.clone().unwrap_or_else(|| title_of(file));
        let title = title.split_whitespace().collect::<Vec<&str>>().join(" ");
        let id = id_of(&title)?;
        let place = place_folder(&site.loaded.content, school.as_deref())?;
        let school = place.strip_prefix(&site.loaded.content).ok();
        let school = school.and_then(|school| Id::new(&school.to_string_lossy()));
        let folder = place.join(folder_of(kind)?);
        let data = folder.join(format!("{id}.csv"));
        let taken = file_of_id(&folder, &id)?.or_else(|| data.symlink_metadata().is_ok().then_some(data));
        if let Some(taken) = taken {
            return Err(already_there(&taken));
        }
        let options = Options::as_of(as_of::as_of(None)?);
        let inside = |file: PathBuf| Some(file.starts_with(site.loaded.content.canonicalize().ok()?));
        let is_inside = file.canonicalize().ok().and_then(inside).unwrap_or(false);
        Ok(Self { site, options, table, title, id, school, folder, is_inside })
    }

    /// The days that a column holds, in the format that reads most of its cells; `None` where it reads fewer
    /// than 19 in 20, and with it the format, where it is not the one that needs no word.
    pub(super) fn days(&self, column: Column, format: Option<&str>) -> Option<(Option<String>, Vec<Date>)> {
        let cells: Vec<&str> =
            self.table.rows().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
        let formats = match format {
            Some(format) => vec![Some(format)],
            None => [None].into_iter().chain(FORMATS.map(Some)).collect(),
        };
        let read = |format: Option<&str>| -> Vec<Date> {
            cells.iter().filter_map(|cell| day_written(format, cell)).collect()
        };
        let read = formats.into_iter().map(|format| (format.map(str::to_owned), read(format)));
        // Of several that read as many, the first.
        let best = read.reduce(|best, next| if next.1.len() > best.1.len() { next } else { best })?;
        (!best.1.is_empty() && best.1.len() * 20 >= cells.len() * 19).then_some(best)
    }
}

/// How exports write dates, beyond 10/05/2026 and 2026-10-05.
const FORMATS: [&str; 8] =
    ["%m/%d/%y", "%m-%d-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d.%m.%y", "%Y/%m/%d", "%b %d, %Y", "%d %b %Y"];

/// The column of a field, where it is kept.
pub(super) fn column_of(kept: &[Kept<'_>], field: &str) -> Option<Column> {
    kept.iter().find(|kept| kept.wanted.field == field).map(|kept| kept.column)
}

/// `october-conferences.csv` as "October conferences".
fn title_of(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().replace(['-', '_'], " ");
    let mut letters = stem.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
