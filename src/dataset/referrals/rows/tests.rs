//! Referral files as schools keep them, and what is read from them.

use super::*;
use crate::dataset::example;
use crate::diagnostic::Level;
use crate::record::{Closed, Data, OfKind, Year};

const COLUMNS: &str = r#"columns = { id = "Incident", student = "Student", date = "Date", time = "Time", location = "Place", behavior = "Behavior", severity = "Level", grade = "Grade", staff = "By", students = "Taught" }
locations = { CAF = "Cafeteria" }"#;
const HEADER: &str = "Incident,Student,Date,Time,Place,Behavior,Level,Grade,By,Taught\n";

fn record(fields: &str) -> Record {
    example::record(&format!("year = \"2026-27\"\nfile = \"r.csv\"\n{fields}"), Data::Referrals)
}

fn read_csv(fields: &str, text: &str, calendar: Option<&Calendar>) -> (ReferralData, Vec<Diagnostic>) {
    let record = record(fields);
    let referrals = Referrals::of(&record.data).unwrap();
    let table = Table::read("r.csv", text.as_bytes()).unwrap_or_else(|problem| panic!("{problem:?}"));
    read(&record, referrals, &table, calendar)
}

fn found(problems: &[Diagnostic]) -> Vec<(&str, &str)> {
    problems.iter().map(|problem| (problem.code.as_str(), problem.message.as_str())).collect()
}

/// Good rows, so that a few bad ones are fewer than one in twenty.
fn good_rows(count: u32) -> String {
    (0..count).map(|row| format!("g{row},s{row},10/06/2026,,,,,,,\n")).collect()
}

#[test]
fn rows_are_typed_and_keys_become_numbers() {
    let rows = "i1,anna,10/05/2026,1:15 PM,CAF,Defiance,Major,3,t1,24\n\
        i2,ben,2026-10-06,,cafeteria,defiance,min,K,t2,\n\
        i3,anna,10/6/2026,0805,Hall,,,3,t1,25\n";
    let (data, problems) = read_csv(COLUMNS, &format!("{HEADER}{rows}"), None);
    assert_eq!(problems, []);
    let names = |names: &Option<Vec<String>>| names.clone().unwrap().join("|");
    assert_eq!(names(&data.locations), "Cafeteria|Hall");
    assert_eq!(names(&data.behaviors), "Defiance");
    assert_eq!(names(&data.grades), "3|K");
    assert_eq!((data.all_rows, data.read_rows, data.off_calendar), (3, 3, 0));
    assert_eq!((data.students, data.has_times, data.has_severity), (Count::new(2), true, true));
    let [first, second, third] = data.rows[..] else { panic!("{data:?}") };
    let expected = ReferralRow {
        incident: 0,
        student: 0,
        date: "2026-10-05".parse().unwrap(),
        hour: Some(13),
        location: Some(0),
        behavior: Some(0),
        grade: Some(0),
        staff: first.staff,
        severity: Some(Severity::Major),
        line: 2,
    };
    assert_eq!(first, expected);
    assert_eq!((second.student, second.hour, second.severity), (1, None, Some(Severity::Minor)));
    assert_eq!((third.student, third.hour, third.severity, third.behavior), (0, Some(8), None, None));
    let staff = data.staff.as_ref().unwrap();
    let taught = |row: ReferralRow| staff[row.staff.unwrap() as usize].students_taught;
    assert_eq!((staff.len(), taught(first), taught(second)), (2, Some(Count::new(25)), None));
    assert!(first.staff == third.staff && first.staff != second.staff);
    assert!(!format!("{data:?}").contains("anna") && !format!("{data:?}").contains("t1"));
}

#[test]
fn several_rows_of_an_incident_count_once_per_student_with_the_first_behavior() {
    let rows = "i1,anna,10/05/2026,,,Defiance,,,,\ni1,anna,10/05/2026,,,Fighting,,,,\ni1,ben,10/05/2026,,,Fighting,,,,\n";
    let (data, _) = read_csv(COLUMNS, &format!("{HEADER}{rows}"), None);
    let kept: Vec<_> = data.rows.iter().map(|row| (row.student, row.behavior, row.line)).collect();
    assert_eq!(kept, [(0, Some(0), 2), (1, Some(1), 4)]);
    assert_eq!(data.behaviors.as_deref(), Some(&["Defiance".to_owned(), "Fighting".to_owned()][..]));
    assert_eq!((data.all_rows, data.read_rows), (3, 3));
}

#[test]
fn rows_that_cannot_be_read_are_left_out_with_a_warning() {
    let bad = "i1,,10/05/2026,,,,,,,\n\
        ,anna,10/05/2026,,,,,,,\n\
        i2,anna,soon,,,,,,,\n\
        i3,anna,10/05/2026,noon,,,,,,\n\
        i4,anna,10/05/2026,,,,m,,,\n\
        i5,anna,10/05/2026,,,,,,t1,many\n\
        i6,anna\n";
    let (data, problems) = read_csv(COLUMNS, &format!("{HEADER}{bad}{}", good_rows(140)), None);
    let expected = [
        ("W501", "column `Student`: the student is missing"),
        ("W501", "column `Incident`: the incident is missing"),
        ("W501", "column `Date`: `soon` is not a date"),
        ("W501", "column `Time`: `noon` is not a time"),
        ("W501", "column `Level`: `m` is not major or minor"),
        ("W501", "column `Taught`: `many` is not a number of students"),
        ("W501", "the row has 2 cells and the header 10"),
    ];
    assert_eq!(found(&problems), expected);
    assert!(problems.iter().all(|problem| problem.level == Level::Warning));
    assert_eq!((data.all_rows, data.read_rows, data.rows.len()), (147, 140, 140));
}

#[test]
fn more_than_one_bad_row_in_twenty_is_an_error() {
    let bad = |count: usize| "i,,10/05/2026,,,,,,,\n".repeat(count);
    let (_, problems) = read_csv(COLUMNS, &format!("{HEADER}{}{}", bad(5), good_rows(95)), None);
    assert!(problems.iter().all(|problem| problem.code == Code::BadRow), "5 of 100 is one in twenty");
    let (_, problems) = read_csv(COLUMNS, &format!("{HEADER}{}{}", bad(57), good_rows(43)), None);
    assert_eq!(found(&problems).last(), Some(&("E506", "57 of 100 rows cannot be read")));
    assert_eq!(problems.len(), 57 + 1);
}

#[test]
fn dates_off_the_calendar_are_left_out_and_said() {
    let when = |text: &str| text.parse().unwrap();
    let year = Year {
        name: "2026-27".into(),
        starts: Some(when("2026-08-24")),
        ends: Some(when("2027-06-11")),
        enrollment: None,
        enrollment_by_grade: indexmap::IndexMap::new(),
        closed: vec![Closed::Day(when("2026-09-07"))],
    };
    let calendar = Calendar::of(&year).unwrap();
    let of = |calendar| {
        let rows = "i1,a,08/21/2026,,,,,,,\ni2,a,09/07/2026,,,,,,,\ni3,a,09/08/2026,,,,,,,\ni4,a,06/30/2026,,,,,,,\n";
        let (data, problems) = read_csv(COLUMNS, &format!("{HEADER}{rows}"), calendar);
        let messages: Vec<String> = problems.iter().map(|problem| problem.message.clone()).collect();
        assert!(problems.iter().all(|problem| problem.code == Code::OffCalendar && problem.place.is_some()));
        (data.rows.len(), data.read_rows, data.off_calendar, messages)
    };
    let outside =
        |day: &str| format!("column `Date`: {day} lies outside the school year, 2026-08-24 to 2027-06-11");
    let closed = "column `Date`: 2026-09-07 is no school day".to_owned();
    assert_eq!(of(Some(&calendar)), (1, 4, 3, vec![outside("2026-08-21"), closed, outside("2026-06-30")]));
    let by_name =
        "column `Date`: 2026-06-30 lies outside the school year, 2026-07-01 to 2027-06-30".to_owned();
    assert_eq!(of(None), (3, 4, 1, vec![by_name]));
}

#[test]
fn what_the_record_says_wrong_is_a_problem_of_the_record() {
    let wrong = COLUMNS.replace("\"Behavior\"", "\"Behaviour\"");
    let (data, problems) = read_csv(&wrong, HEADER, None);
    assert_eq!(data, ReferralData::default());
    assert_eq!(found(&problems), [("E503", "`r.csv` has no column `Behaviour`")]);
    assert_eq!(problems[0].place.as_ref().unwrap().start.line, 4);
    let (_, problems) = read_csv(&format!("date-format = \"MM/DD\"\n{COLUMNS}"), HEADER, None);
    assert_eq!(found(&problems), [("E205", "`MM/DD` does not tell year, month and day")]);
    let (_, problems) = read_csv("", HEADER, None);
    assert_eq!(found(&problems), [("E202", "the record does not say which column of the file holds what")]);
}

#[test]
fn columns_that_are_not_named_are_not_known() {
    let fields = r#"columns = { id = "Incident", student = "Student", date = "Date" }"#;
    let (data, problems) = read_csv(fields, &format!("{HEADER}i1,a,10/05/2026,noon,Hall,x,m,3,t,y\n"), None);
    assert_eq!((problems.len(), data.rows.len(), data.has_times, data.has_severity), (0, 1, false, false));
    assert_eq!((data.locations, data.behaviors, data.grades, data.staff), (None, None, None, None));
}
