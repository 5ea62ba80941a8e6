//! The data files that records name, read and typed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::path::{PathError, resolve_path};
use super::{Catalog, Entry, HashedFile, RecordIx};
use crate::calendar::{Calendar, school_year};
use crate::dataset::{Dataset, measure, referrals, series, walkthrough};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{Id, nearest};
use crate::record::{Data, FileUse, Initiative, Key, Kind, OfKind, Record, Target, Use, Year};
use crate::table::Table;

/// The data of records, by the digest of everything that they were read from.
pub(super) type KnownData = HashMap<blake3::Hash, Arc<ReadData>>;

/// The data of a record.
#[derive(Debug)]
pub(super) struct ReadData {
    /// The record's key: the same bytes are of another kind where the settings name another content folder.
    key: Key,
    dataset: Option<Arc<Dataset>>,
    /// Every problem of the files.
    problems: Vec<Diagnostic>,
}

impl Catalog {
    /// Reads the data file of every record that names one, and finds the files with rows. What is known is not read
    /// again; what is known now is returned.
    pub(super) fn read_data(&mut self, known: &KnownData, problems: &mut Vec<Diagnostic>) -> KnownData {
        self.rows = self.find_rows();
        let with_files = self.file_links().filter(|(_, files)| files.names_any()).map(|(ix, _)| ix);
        let read_by_others =
            [Kind::Walkthrough, Kind::Referrals].into_iter().flat_map(|kind| self.all_of(kind));
        let with_data: BTreeSet<RecordIx> = with_files.chain(read_by_others.copied()).collect();
        let read = |ix: RecordIx| self.data(self.entry(ix), known).map(|(digest, data)| (ix, digest, data));
        let read: Vec<(RecordIx, blake3::Hash, Arc<ReadData>)> =
            with_data.into_par_iter().filter_map(read).collect();
        let mut now = KnownData::with_capacity(read.len());
        for (ix, digest, data) in read {
            let entry = self.entry_mut(ix);
            problems.extend(data.problems.iter().cloned());
            entry.digest = digest;
            entry.dataset.clone_from(&data.dataset);
            now.insert(digest, data);
        }
        now
    }

    /// The paths of files with rows about people, and of files with the same bytes.
    fn find_rows(&self) -> BTreeSet<String> {
        let named = self.file_links().flat_map(|(_, files)| files.named_for(Use::Rows));
        let mut rows: BTreeSet<String> = named.map(str::to_owned).collect();
        let hashes: HashSet<blake3::Hash> =
            rows.iter().filter_map(|path| self.files.get(path)).map(|file| file.hash).collect();
        let copies = self.files.iter().filter(|(_, file)| hashes.contains(&file.hash));
        rows.extend(copies.map(|(path, _)| path.clone()));
        rows
    }

    /// The data of a record with the digest of all that they are read from; nothing where it can have none.
    fn data(&self, entry: &Entry, known: &KnownData) -> Option<(blake3::Hash, Arc<ReadData>)> {
        let record = &entry.record;
        let named = record.data.fields().files();
        let by = self.read_by(record);
        if named.is_empty() && by.is_none() {
            return None;
        }
        let mut problems = Vec::new();
        let mut digest = blake3::Hasher::new();
        digest.update(entry.digest.as_bytes());
        let mut files = Vec::with_capacity(named.len());
        for named in &named {
            let Some((path, file)) = self.named_file(record, named, &mut problems) else {
                digest.update(&[0]);
                continue;
            };
            digest.update(path.as_bytes()).update(file.hash.as_bytes());
            files.push((named.purpose, path, &file.bytes));
        }
        if let Some(by) = by {
            digest.update(self.entry(by).digest.as_bytes());
        }
        let digest = digest.finalize();
        // What is said of a file that is not there depends on what else is there.
        let known = known.get(&digest).filter(|known| problems.is_empty() && known.key == record.key);
        let read = known.cloned().unwrap_or_else(|| Arc::new(self.read(record, files, problems)));
        Some((digest, read))
    }

    /// Reads the files of a record; `problems` are those of finding them.
    fn read(
        &self,
        record: &Record,
        files: Vec<(Use, String, &Arc<[u8]>)>,
        mut problems: Vec<Diagnostic>,
    ) -> ReadData {
        let mut table = None;
        for (_, path, bytes) in files.into_iter().filter(|(purpose, ..)| *purpose != Use::Attachment) {
            match Table::read(&path, bytes) {
                Ok(read) => table = Some(read),
                Err(problem) => problems.push(*problem),
            }
        }
        let dataset = self.typed(record, table.as_ref(), &mut problems).map(Arc::new);
        ReadData { key: record.key.clone(), dataset, problems }
    }

    /// The record that decides what the data of another mean: the initiative that was looked for, the place whose
    /// calendar says which rows count.
    fn read_by(&self, record: &Record) -> Option<RecordIx> {
        let school = record.key.school.as_ref();
        match &record.data {
            Data::Walkthrough(fields) => self.resolve(school, fields.initiative.as_str(), Target::INITIATIVE),
            Data::Referrals(fields) => self.year(school, &fields.year).map(|(ix, _)| ix),
            _ => None,
        }
    }

    /// The file that a field names, where it is there and may be named there.
    fn named_file(
        &self,
        record: &Record,
        file: &FileUse<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<(String, &HashedFile)> {
        let path = match resolve_path(self.src(), record.source.path(), file.path) {
            Ok(path) => path,
            Err(error) => {
                let (code, message) = match error {
                    PathError::Leaves => (Code::LinkLeavesContent, "leaves the content folder"),
                    PathError::Malformed => (Code::NoDataFile, "is no path"),
                };
                let message = format!("`{}` {message}", file.path);
                problems.push(
                    record
                        .problem(code, &file.field, message)
                        .help("write the path from this file, with `/`"),
                );
                return None;
            }
        };
        if file.purpose != Use::Rows && self.rows.contains(&path) {
            let message = format!("`{}` holds rows about people", file.path);
            problems.push(
                record
                    .problem(Code::RowsPublished, &file.field, message)
                    .help("link to the record that reads the file; its counts are shown there"),
            );
            return None;
        }
        if let Some(file) = self.files.get(&path) {
            return Some((path, file));
        }
        let message = format!("there is no file `{}`", file.path);
        let problem = record.problem(Code::NoDataFile, &file.field, message);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = self.files.keys().filter_map(|known| known.strip_prefix(folder)?.strip_prefix('/'));
        let near = nearest(file.path, beside);
        problems.push(match near {
            Some(near) => problem.did_you_mean(Some(near)).quoted(&file.field),
            None => problem.help(format!("put the file beside this one, as `{path}`")),
        });
        None
    }

    /// The rows of a table as the record's kind means them.
    fn typed(
        &self,
        record: &Record,
        table: Option<&Table>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Dataset> {
        let mut keep = |found: Vec<Diagnostic>| problems.extend(found);
        match &record.data {
            Data::Measure(fields) => {
                let (data, found) = measure::read(fields, table?);
                keep(found);
                Some(Dataset::Measure(data))
            }
            Data::Evidence(fields) => {
                let (data, found) = series::read(record, fields.series.as_ref()?, table?);
                keep(found);
                Some(Dataset::Series(data))
            }
            Data::Walkthrough(fields) => {
                let ix = self.read_by(record)?;
                let look_fors = &Initiative::of(&self.entry(ix).record.data)?.look_fors;
                let look_fors = &walkthrough::look_fors_then(fields, look_fors);
                let (data, found) = match (&fields.rows, table) {
                    (Some(rows), Some(table)) => walkthrough::read(record, rows, look_fors, table),
                    (Some(_), None) => return None,
                    (None, _) => walkthrough::from_counts(record, &fields.counts, look_fors),
                };
                keep(found);
                Some(Dataset::Wave(data))
            }
            Data::Referrals(fields) => {
                let school = record.key.school.as_ref();
                let calendar = self.year(school, &fields.year).and_then(|(_, year)| Calendar::of(year));
                let (data, found) = referrals::read(record, fields, table?, calendar.as_ref());
                keep(found);
                Some(Dataset::Referrals(Box::new(data)))
            }
            _ => None,
        }
    }

    /// The school year of that name, of a school or else of the district, and the record that tells of it.
    pub(crate) fn year(&self, school: Option<&Id>, name: &str) -> Option<(RecordIx, &Year)> {
        let is_meant = |year: &&Year| {
            year.name == name || (school_year(name).is_some() && school_year(&year.name) == school_year(name))
        };
        [school, None].into_iter().find_map(|school| {
            [Kind::School, Kind::District].into_iter().find_map(|kind| {
                let id = Id::new(kind.row().name)?;
                let ix = self.find(&Key { school: school.cloned(), kind, id })?;
                let years = match &self.entry(ix).record.data {
                    Data::School(school) => &school.years,
                    Data::District(district) => &district.years,
                    _ => return None,
                };
                Some((ix, years.iter().find(is_meant)?))
            })
        })
    }
}
