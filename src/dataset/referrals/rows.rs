//! The rows of a referral file, read one by one.

use std::collections::HashSet;

use super::super::cell::{people, time};
use super::super::interned::{Interned, Names};
use super::super::letters::places_by_chance;
use super::super::listing::Listing;
use super::columns::{self, Found};
use super::date_format::DateFormat;
use super::{ReferralData, ReferralRow, Severity, StaffMember};
use crate::calendar::{Calendar, school_year};
use crate::count::Count;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Record, Referrals};
use crate::table::{Column, Row, Table};

/// Reads the referrals of a school year from their data file.
///
/// A row of which a filled cell cannot be read, or which lacks incident, student or date, is left
/// out with a warning; more than one row in twenty is an error. A row dated outside the school
/// year, or on a day off where there is a calendar of the year, is left out with a warning. Of
/// several rows of one incident each student counts once, with the first row.
pub fn read(
    record: &Record,
    referrals: &Referrals,
    table: &Table,
    calendar: Option<&Calendar>,
) -> (ReferralData, Vec<Diagnostic>) {
    let columns = match columns::find(record, referrals, table) {
        Ok(columns) => columns,
        Err(problems) => return (ReferralData::default(), problems),
    };
    let date_format = match DateFormat::of(record, referrals) {
        Ok(format) => format,
        Err(problem) => return (ReferralData::default(), vec![*problem]),
    };
    let days =
        SchoolDays { calendar, year: school_year(&referrals.year).map(|year| (year.first(), year.last())) };
    let named = |text: &str| location_name(referrals, text);
    let mut reader = Reader {
        columns,
        date_format,
        days,
        incidents: Interned::default(),
        students: Interned::default(),
        staff: Interned::default(),
        taught: Vec::new(),
        locations: Names::named(&named),
        behaviors: Names::named(&str::to_owned),
        grades: Names::named(&str::to_owned),
        seen: HashSet::new(),
        listing: Listing::of(table),
        data: ReferralData { all_rows: table.rows().len(), ..ReferralData::default() },
    };
    for row in table.rows() {
        reader.row(row);
    }
    reader.finish(record, table)
}

/// What a blank or unreadable cell means for its row.
struct Unreadable;

/// The days on which a referral can be.
struct SchoolDays<'a> {
    calendar: Option<&'a Calendar>,
    year: Option<(Date, Date)>,
}

impl SchoolDays<'_> {
    /// What is wrong with a date, if anything.
    fn problem(&self, date: Date) -> Option<String> {
        let (first, last) = self.calendar.map(|calendar| (calendar.first(), calendar.last())).or(self.year)?;
        if date < first || date > last {
            return Some(format!("{date} lies outside the school year, {first} to {last}"));
        }
        let is_off = self.calendar.is_some_and(|calendar| !calendar.is_school_day(date));
        is_off.then(|| format!("{date} is no school day"))
    }
}

type NameOf<'n> = &'n dyn Fn(&str) -> String;

struct Reader<'a, 'n> {
    columns: Found,
    date_format: DateFormat<'n>,
    days: SchoolDays<'n>,
    incidents: Interned<'a>,
    students: Interned<'a>,
    staff: Interned<'a>,
    /// By staff number, how many students they teach.
    taught: Vec<Option<u32>>,
    locations: Names<'a, NameOf<'n>>,
    behaviors: Names<'a, NameOf<'n>>,
    grades: Names<'a, NameOf<'n>>,
    /// Incident and student of the rows that were taken.
    seen: HashSet<(u32, u32)>,
    listing: Listing<'a>,
    data: ReferralData,
}

impl<'a> Reader<'a, '_> {
    /// Takes a row in, or says why not.
    fn row(&mut self, row: Row<'a>) {
        let Ok((date, hour, severity, taught)) = self.readable(row) else {
            return;
        };
        self.data.read_rows += 1;
        if let Some(message) = self.days.problem(date) {
            self.data.off_calendar += 1;
            let help =
                "mend the date, or the school year's `starts`, `ends` and `closed`; the row is left out";
            self.listing.cell(Code::OffCalendar, row, self.columns.date, message, help);
            return;
        }
        let incident = self.incidents.number(row.cell(self.columns.id));
        let student = self.students.number(row.cell(self.columns.student));
        if !self.seen.insert((incident, student)) {
            return;
        }
        let text = |column: Option<Column>| column.map_or("", |column| row.cell(column));
        let staff =
            Some(text(self.columns.staff)).filter(|key| !key.is_empty()).map(|key| self.staff.number(key));
        if let Some(staff) = staff {
            self.taught.resize(self.staff.texts().len(), None);
            let known = &mut self.taught[staff as usize];
            *known = (*known).max(taught);
        }
        self.data.rows.push(ReferralRow {
            incident,
            student,
            date,
            hour,
            location: self.locations.number(text(self.columns.location)),
            behavior: self.behaviors.number(text(self.columns.behavior)),
            grade: self.grades.number(text(self.columns.grade)),
            staff,
            severity,
            line: row.line(),
        });
    }

    /// The cells that have to make sense; a warning where one does not. No message holds a key.
    #[expect(clippy::type_complexity, reason = "the four typed cells of one row, taken apart at once")]
    fn readable(
        &mut self,
        row: Row<'_>,
    ) -> Result<(Date, Option<u8>, Option<Severity>, Option<u32>), Unreadable> {
        if !self.listing.is_even(Code::BadRow, row) {
            return Err(Unreadable);
        }
        for (column, what) in [(self.columns.id, "incident"), (self.columns.student, "student")] {
            if row.cell(column).is_empty() {
                return Err(self.unreadable(row, column, &format!("the {what} is missing"), "fill it in"));
            }
        }
        let text = row.cell(self.columns.date);
        let Some(date) = self.date_format.read(text) else {
            let message = if text.is_empty() {
                "the date is missing".into()
            } else {
                format!("`{text}` is not a date")
            };
            let help = "write 10/05/2026 or 2026-10-05, or say in `date-format` how the file writes dates";
            return Err(self.unreadable(row, self.columns.date, &message, help));
        };
        let hour = self.filled(row, self.columns.time, hour, "a time", "write 8:05, 1:15 PM or 1315")?;
        let help = "write `major` or `minor`; a lone `m` could be either";
        let severity = self.filled(row, self.columns.severity, severity, "major or minor", help)?;
        let taught =
            self.filled(row, self.columns.students, people, "a number of students", "write it as 24")?;
        Ok((date, hour, severity, taught))
    }

    /// What a cell holds; `None` where it is blank or there is no such column.
    fn filled<T>(
        &mut self,
        row: Row<'_>,
        column: Option<Column>,
        read: impl Fn(&str) -> Option<T>,
        what: &str,
        help: &str,
    ) -> Result<Option<T>, Unreadable> {
        let Some(column) = column.filter(|column| !row.cell(*column).is_empty()) else {
            return Ok(None);
        };
        let text = row.cell(column);
        match read(text) {
            Some(value) => Ok(Some(value)),
            None => Err(self.unreadable(row, column, &format!("`{text}` is not {what}"), help)),
        }
    }

    fn unreadable(&mut self, row: Row<'_>, column: Column, message: &str, help: &str) -> Unreadable {
        self.listing.cell(Code::BadRow, row, column, message, &format!("{help}; the row is left out"));
        Unreadable
    }

    fn finish(self, record: &Record, table: &Table) -> (ReferralData, Vec<Diagnostic>) {
        let Self {
            columns, students, staff, taught, locations, behaviors, grades, mut data, listing, ..
        } = self;
        data.students = Count::new(u32::try_from(students.texts().len()).unwrap_or(u32::MAX));
        data.has_times = columns.time.is_some();
        data.has_severity = columns.severity.is_some();
        data.locations = columns.location.map(|_| locations.into_names());
        data.behaviors = columns.behavior.map(|_| behaviors.into_names());
        data.grades = columns.grade.map(|_| grades.into_names());
        data.staff = columns.staff.map(|_| {
            let places = places_by_chance(&record.key, staff.texts());
            shuffle_staff(&places, &taught, &mut data.rows)
        });
        let mut problems = listing.finish();
        let unread = data.all_rows - data.read_rows;
        // More than one in twenty, without dividing.
        if unread * 20 > data.all_rows {
            let message = format!("{unread} of {} rows cannot be read", data.all_rows);
            let help = "usually a column or `date-format` is wrong; the first of the rows are listed";
            problems.push(Diagnostic::file(Code::TooManyBadRows, table.path(), message).help(help));
        }
        (data, problems)
    }
}

/// Gives everyone their new number, in the rows too.
fn shuffle_staff(places: &[usize], taught: &[Option<u32>], rows: &mut [ReferralRow]) -> Vec<StaffMember> {
    let mut members = vec![StaffMember { students_taught: None }; places.len()];
    for (place, taught) in places.iter().zip(taught) {
        members[*place].students_taught = taught.map(Count::new);
    }
    for row in rows {
        row.staff = row.staff.and_then(|number| u32::try_from(places[number as usize]).ok());
    }
    members
}

/// The name that the record gives a code of a place, else the text itself.
fn location_name(referrals: &Referrals, text: &str) -> String {
    let named =
        referrals.locations.iter().find(|(code, _)| code.trim().to_lowercase() == text.to_lowercase());
    named.map_or(text, |(_, name)| name.trim()).to_owned()
}

fn hour(text: &str) -> Option<u8> {
    time(text).map(|time| time.hour().unsigned_abs())
}

fn severity(text: &str) -> Option<Severity> {
    match text.to_lowercase().as_str() {
        "major" | "maj" | "maj." => Some(Severity::Major),
        "minor" | "min" | "min." => Some(Severity::Minor),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
