//! What contradicts itself in the referrals of a school year.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::calendar::school_year;
use crate::dataset::Dataset;
use crate::date::When;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{OfKind, Record, Referrals, Total, TotalBy};

/// Nobody is referred who is not enrolled.
pub fn enrollment(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Referrals>() {
        let Some(Dataset::Referrals(data)) = item.entry.dataset.as_deref() else { continue };
        let school = item.record().key.school.as_ref();
        let year = context.view.year(school, &item.fields.year).map(|(_, year)| year);
        if year.and_then(|year| year.enrollment).is_some_and(|enrolled| enrolled < data.students) {
            let message =
                format!("more students are referred here than are enrolled in {}", item.fields.year);
            let help = "correct `enrollment` of the school year, or the column that `columns.student` names: a key \
                        that changes from row to row counts one student as many";
            problems.push(item.record().problem(Code::EnrollmentTooSmall, "file", message).help(help));
        }
    }
}

/// A total is of something, and of nothing twice.
pub fn totals(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Referrals>() {
        let mut seen = BTreeSet::new();
        for (index, total) in item.fields.totals.iter().enumerate() {
            let field = format!("totals[{index}].of");
            if let Some(message) = of_nothing(total, &item.fields.year) {
                let help =
                    "write a month of the record's school year as \"2026-09\", the year as the record does";
                problems.push(item.record().problem(Code::BadTotal, &field, message).help(help));
            } else if !seen.insert((total.by, total.of.trim().to_lowercase())) {
                let message = format!("`{}` has two totals", total.of.trim());
                let help = "keep one of them, or add them up";
                problems.push(item.record().problem(Code::BadTotal, &field, message).help(help));
            }
        }
    }
}

/// Why a total cannot be of that month or year.
fn of_nothing(total: &Total, year: &str) -> Option<String> {
    let of = total.of.trim();
    let meant = school_year(year);
    match total.by {
        TotalBy::Month => {
            let month = of.parse().ok().filter(|when| matches!(when, When::Month { .. }));
            let Some(month) = month else { return Some(format!("`{of}` is not a month")) };
            let within = |year: When| year.first() <= month.first() && month.last() <= year.last();
            meant.filter(|year| !within(*year)).map(|_| format!("`{of}` is no month of {year}"))
        }
        TotalBy::Year => {
            let same = of == year.trim() || (meant.is_some() && school_year(of) == meant);
            (!same).then(|| format!("`{of}` is another year than the record’s, {year}"))
        }
        TotalBy::Location | TotalBy::Behavior | TotalBy::Time | TotalBy::Grade => None,
    }
}

/// A school has one record of a year's referrals, and a district none beside its schools': with two, what one hides could
/// be found in the other.
pub fn one_a_year(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(Option<&str>, i16), &Record> = BTreeMap::new();
    let mut of_schools: BTreeMap<i16, &Record> = BTreeMap::new();
    for item in context.view.all::<Referrals>() {
        let record = item.record();
        let Some(year) = school_year(&item.fields.year).map(|year| year.first().year()) else { continue };
        let school = record.key.school.as_ref().map(crate::id::Id::as_str);
        let other = *first.entry((school, year)).or_insert(record);
        if other.key != record.key {
            let help = "keep the rows in one file and the numbers in one record";
            problems.push(two_of(record, other, &item.fields.year).help(help));
        }
        if school.is_some() {
            of_schools.entry(year).or_insert(record);
        }
    }
    for ((_, year), record) in first.iter().filter(|((school, _), _)| school.is_none()) {
        if let (Some(other), Some(fields)) = (of_schools.get(year), Referrals::of(&record.data)) {
            let help = "keep referrals in the schools' own records, or all of them in this one: what the page of a \
                        school hides could be worked out from the district's";
            problems.push(two_of(record, other, &fields.year).help(help));
        }
    }
}

fn two_of(record: &Record, other: &Record, year: &str) -> Diagnostic {
    let message = format!("`{}` holds referrals of {} too", other.source.path(), year.trim());
    record.problem(Code::TwoOfOneYear, "year", message)
}
