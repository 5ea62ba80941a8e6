//! The data files that records name, read and typed.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::path::{PathError, resolve_path};
use super::{Catalog, Entry, RecordIx};
use crate::calendar::{Calendar, school_year};
use crate::dataset::{Dataset, measure, referrals, series, walkthrough};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{Id, nearest};
use crate::record::{Data, FileUse, Initiative, Key, Kind, OfKind, Record, Target, Use, Year};
use crate::table::Table;

impl Catalog {
    /// Reads the data file of every record that names one, and finds the files with rows.
    pub(super) fn read_data(&mut self, problems: &mut Vec<Diagnostic>) {
        self.rows = self.find_rows();
        let indices: Vec<RecordIx> = self.indices().collect();
        let read: Vec<_> = indices.par_iter().map(|ix| self.dataset(self.entry(*ix))).collect();
        for (ix, (digest, dataset, found)) in indices.into_iter().zip(read) {
            problems.extend(found);
            let entry = &mut self.entries[ix.position()];
            entry.digest = digest;
            entry.dataset = dataset;
        }
    }

    /// The paths of files with rows about people, and of files with the same bytes.
    fn find_rows(&self) -> BTreeSet<String> {
        let mut rows = BTreeSet::new();
        for entry in &self.entries {
            for file in entry.record.data.fields().files() {
                if file.purpose == Use::Rows
                    && let Ok(path) = resolve_path(&self.src, entry.record.source.path(), file.path)
                {
                    rows.insert(path);
                }
            }
        }
        let contents: HashSet<&[u8]> =
            rows.iter().filter_map(|path| self.files.get(path)).map(AsRef::as_ref).collect();
        let lengths: HashSet<usize> = contents.iter().map(|bytes| bytes.len()).collect();
        // Only a file as long as one of them is worth hashing.
        let same_as_rows = |bytes: &[u8]| lengths.contains(&bytes.len()) && contents.contains(bytes);
        let copies: Vec<String> = self
            .files
            .iter()
            .filter(|(_, bytes)| same_as_rows(bytes))
            .map(|(path, _)| path.clone())
            .collect();
        rows.extend(copies);
        rows
    }

    /// The hash of a record with the files it names and the record by which its data are read, its data, and every
    /// problem of the files.
    fn dataset(&self, entry: &Entry) -> (blake3::Hash, Option<Dataset>, Vec<Diagnostic>) {
        let record = &entry.record;
        let mut problems = Vec::new();
        let mut table = None;
        let files = record.data.fields().files();
        let mut digest = blake3::Hasher::new();
        digest.update(entry.digest.as_bytes());
        for file in &files {
            let bytes = self.named_file(record, file, &mut problems);
            if let Some((path, bytes)) = &bytes {
                digest.update(path.as_bytes()).update(blake3::hash(bytes).as_bytes());
            }
            if let Some((path, bytes)) = bytes.filter(|_| file.purpose != Use::Attachment) {
                match Table::read(&path, bytes) {
                    Ok(read) => table = Some(read),
                    Err(problem) => problems.push(*problem),
                }
            }
        }
        let dataset = self.typed(record, table.as_ref(), &mut problems);
        if let Some(by) = self.read_by(record) {
            digest.update(self.entry(by).digest.as_bytes());
        } else if files.is_empty() {
            return (entry.digest, dataset, problems);
        }
        (digest.finalize(), dataset, problems)
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
    ) -> Option<(String, &Arc<[u8]>)> {
        let path = match resolve_path(&self.src, record.source.path(), file.path) {
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
        if let Some(bytes) = self.files.get(&path) {
            return Some((path, bytes));
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
