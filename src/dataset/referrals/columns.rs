//! The columns of a referral file, as its record names them.

use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Columns, Record, Referrals};
use crate::table::{Column, Table};

/// Where a referral file holds what.
pub(super) struct Found {
    pub(super) id: Column,
    pub(super) student: Column,
    pub(super) date: Column,
    pub(super) time: Option<Column>,
    pub(super) location: Option<Column>,
    pub(super) behavior: Option<Column>,
    pub(super) severity: Option<Column>,
    pub(super) grade: Option<Column>,
    pub(super) staff: Option<Column>,
    pub(super) students: Option<Column>,
}

/// Finds every column that the record names.
pub(super) fn find(record: &Record, referrals: &Referrals, table: &Table) -> Result<Found, Vec<Diagnostic>> {
    let Some(columns) = &referrals.columns else {
        let message = "the record does not say which column of the file holds what";
        let help = "add `columns = { id = \"Incident\", student = \"Student key\", date = \"Date\" }` with the names in the file";
        return Err(vec![record.problem(Code::MissingField, "file", message).help(help)]);
    };
    let Columns { id, student, date, time, location, behavior, severity, grade, staff, students } = columns;
    let mut problems = Vec::new();
    let mut column = |field: &str, name: &str| {
        let field = format!("columns.{field}");
        let found = table.column(name);
        found
            .map_err(|problem| problems.push(problem.at(|code, text| record.problem(code, &field, text))))
            .ok()
    };
    let (id, student, date) = (column("id", id), column("student", student), column("date", date));
    let mut optional =
        |field: &str, name: &Option<String>| name.as_ref().and_then(|name| column(field, name));
    let (time, location) = (optional("time", time), optional("location", location));
    let (behavior, severity) = (optional("behavior", behavior), optional("severity", severity));
    let (grade, staff, students) =
        (optional("grade", grade), optional("staff", staff), optional("students", students));
    match (id, student, date) {
        (Some(id), Some(student), Some(date)) if problems.is_empty() => {
            Ok(Found { id, student, date, time, location, behavior, severity, grade, staff, students })
        }
        _ => Err(problems),
    }
}
