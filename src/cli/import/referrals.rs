//! Behavior referrals: an export of a student information system becomes a record and its rows.

use std::fmt::Write;

use super::ask::on_terminal;
use super::clean::clean;
use super::columns::{Holds, Kept, Keys, Mapping, Wanted, resolve};
use super::result::finish;
use super::sheet::{Sheet, column_of};
use crate::cli::args::ReferralsImport;
use crate::cli::new::quoted;
use crate::cli::site::unreadable_settings;
use crate::cli::{Exit, Failure};
use crate::date::{Date, When};
use crate::record::{Columns, District, Kind, Referrals, School, Year, hint};
use crate::view::View;

/// Imports the referrals of a school year.
pub(super) fn run(arguments: &ReferralsImport) -> Result<Exit, Failure> {
    let ReferralsImport { imported, year, date_format } = arguments;
    let sheet = Sheet::open(Kind::Referrals, imported)?;
    let read = crate::read(&sheet.site.loaded.input, &sheet.options).map_err(|_| unreadable_settings())?;
    let view = View::of_everything(&read.catalog, &read.language);
    let wanted = wanted();
    let before = before(&view, &sheet);
    let kept = resolve(&sheet.table, &wanted, (&imported.map, &before), &mut on_terminal)?;
    let (format, first) = dates(&sheet, &kept, date_format.as_deref())?;
    let year = year.clone().unwrap_or_else(|| year_of(&view, &sheet, first));
    let clean = clean(&sheet.table, &kept, imported.pseudonyms)?;
    finish(&sheet, &record(&sheet, &year, format.as_deref(), &kept), &clean)
}

/// A field, whether it is needed, what its values are, what it is, and names of columns that mean it.
type Row = (&'static str, bool, Holds, &'static str, &'static [&'static str]);

/// The fields of a referral file; the names are those that exports commonly give them.
const FIELDS: [Row; 10] = [
    (
        "id",
        true,
        Holds::Plain,
        "the number of the incident",
        &["incident", "incident id", "incident number", "referral id", "referral number", "incident #"],
    ),
    (
        "student",
        true,
        Holds::Key(Keys::Students),
        "the key of the student",
        &["student key", "student id", "student number", "student", "local id"],
    ),
    ("date", true, Holds::Plain, "the date", &["date", "incident date", "date of incident", "referral date"]),
    ("time", false, Holds::Plain, "the time of day", &["time", "incident time", "time of incident"]),
    ("location", false, Holds::Words, "the place", &["location", "place", "incident location"]),
    (
        "behavior",
        false,
        Holds::Words,
        "the behavior",
        &["problem behavior", "behavior", "offense", "infraction", "behavior code", "violation"],
    ),
    (
        "severity",
        false,
        Holds::Words,
        "whether it was major or minor",
        &["major/minor", "severity", "major or minor", "referral type"],
    ),
    ("grade", false, Holds::Words, "the grade of the student", &["grade", "grade level", "student grade"]),
    (
        "staff",
        false,
        Holds::Key(Keys::Staff),
        "the key of who referred",
        &["referred by", "staff", "staff id", "referring staff", "reported by"],
    ),
    (
        "students",
        false,
        Holds::Plain,
        "how many students that person teaches",
        &["students taught", "class size"],
    ),
];

fn wanted() -> Vec<Wanted> {
    FIELDS
        .iter()
        .map(|(field, needed, holds, what, names)| Wanted {
            field: (*field).to_owned(),
            what: format!("{what} (`{field}`)"),
            needed: *needed,
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            holds: *holds,
        })
        .collect()
}

/// The mapping of the latest referrals of the school that have rows, as column and field.
fn before(view: &View<'_>, sheet: &Sheet) -> Vec<Mapping> {
    let here = view.all::<Referrals>().filter(|item| item.record().key.school == sheet.school);
    let latest = here.filter_map(|item| Some((&item.fields.year, item.fields.columns.as_ref()?)));
    let Some((_, columns)) = latest.max_by_key(|(year, _)| *year) else {
        return Vec::new();
    };
    let Columns { id, student, date, time, location, behavior, severity, grade, staff, students } = columns;
    let needed = [(Some(id), "id"), (Some(student), "student"), (Some(date), "date")];
    let optional = [time, location, behavior, severity, grade, staff, students].map(Option::as_ref);
    let names = ["time", "location", "behavior", "severity", "grade", "staff", "students"];
    let all = needed.into_iter().chain(optional.into_iter().zip(names));
    all.filter_map(|(column, field)| Some((column?.clone(), field.to_owned()))).collect()
}

/// How the file writes dates, where that has to be said, and its first day.
fn dates(sheet: &Sheet, kept: &[Kept<'_>], said: Option<&str>) -> Result<(Option<String>, Date), Failure> {
    let days = column_of(kept, "date").and_then(|column| sheet.days(column, said));
    let found = days.and_then(|(format, days)| Some((format, days.into_iter().min()?)));
    found.ok_or_else(|| {
        Failure::usage("the dates of the file cannot be read")
            .help("say how they are written with `--date-format`, such as %d.%m.%Y for 05.10.2026")
    })
}

/// The school year that the day lies in: one that the school or the district names, else July to June.
fn year_of(view: &View<'_>, sheet: &Sheet, day: Date) -> String {
    let of_school = view.all::<School>().filter(|item| item.record().key.school == sheet.school);
    let years = of_school.flat_map(|item| &item.fields.years);
    let years = years.chain(view.all::<District>().flat_map(|item| &item.fields.years));
    let holds = |year: &&Year| match (year.starts, year.ends) {
        (Some(starts), Some(ends)) => starts.first() <= day && day <= ends.last(),
        _ => false,
    };
    let mut named = years.filter(holds).map(|year| year.name.clone());
    named.next().unwrap_or_else(|| {
        let starts = if day.month() >= 7 { day.year() } else { day.year() - 1 };
        When::SchoolYear { starts }.to_string()
    })
}

fn record(sheet: &Sheet, year: &str, date_format: Option<&str>, kept: &[Kept<'_>]) -> String {
    let columns: Vec<String> =
        kept.iter().map(|kept| format!("{} = {}", kept.wanted.field, quoted(&kept.header))).collect();
    let mut text = format!("+++\ntitle = {}\nyear = {}\n", quoted(&sheet.title), quoted(year));
    let mut line =
        |line: std::fmt::Arguments<'_>| writeln!(text, "{line}").expect("a string takes every text");
    line(format_args!("file = {}", quoted(&format!("{}.csv", sheet.id))));
    line(format_args!("columns = {{ {} }}", columns.join(", ")));
    if let Some(format) = date_format {
        line(format_args!("date-format = {}", quoted(format)));
    }
    line(format_args!("\n# Below the next line comes the text. {}\n+++\n", hint(Kind::Referrals)));
    text
}
