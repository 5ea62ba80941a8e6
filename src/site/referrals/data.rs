//! A year's referrals as files: the same numbers as on its pages, no more.

use serde::Serialize;

use super::words::rounded;
use crate::date::Date;
use crate::language::Language;
use crate::record::{Benchmark, Metric, Referrals};
use crate::report::referrals::{
    Band, Basis, Breakdown, By, Computed, Letter, Line, Reading, ReferralYear, Tally,
};
use crate::report::suppress::{Cell, Percent};
use crate::say;
use crate::site::Download;

/// The columns of the table.
pub(super) const COLUMNS: [&str; 13] = [
    "year",
    "by",
    "of",
    "referrals",
    "majors",
    "minors",
    "not_given",
    "students",
    "percent_of_enrolled",
    "school_days",
    "per_school_day",
    "per_100_students_per_day",
    "partial",
];

/// A year as JSON. What is not computed is a text that says why.
#[derive(Serialize)]
pub(super) struct YearFile<'y> {
    year: &'y str,
    as_of: String,
    basis: Basis,
    rows: Option<Reading>,
    school_days: Value,
    enrollment: Value,
    referrals: Vec<LevelFile>,
    breakdowns: Vec<BreakdownFile<'y>>,
    triangle: TriangleFile,
    students_with_two_or_more: StudentsFile,
    early_signal: Vec<EarlyFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    differences_among_teachers: Option<DifferencesFile<'y>>,
    benchmarks: Vec<BenchmarkFile<'y>>,
    resources_shifted: Vec<ShiftFile<'y>>,
}

/// A number, or why there is none.
#[derive(Serialize)]
#[serde(untagged)]
enum Value {
    Number(f64),
    Why(String),
}

#[derive(Serialize)]
struct LevelFile {
    name: &'static str,
    referrals: Cell,
    per_school_day: Value,
    per_100_students_per_day: Value,
}

#[derive(Serialize)]
struct BreakdownFile<'y> {
    by: By,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_computed: Option<String>,
    lines: Vec<LineFile<'y>>,
}

#[derive(Serialize)]
struct LineFile<'y> {
    of: String,
    label: &'y str,
    /// Nothing is known of a month without it.
    referrals: Option<Tally>,
    school_days: Option<u32>,
    per_school_day: Option<f64>,
    per_100_students_per_day: Option<f64>,
    partial: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum TriangleFile {
    Bands([BandFile; 3]),
    Why { not_computed: String },
}

#[derive(Serialize)]
struct BandFile {
    referrals: &'static str,
    students: Cell,
    percent_of_enrolled: Percent,
}

#[derive(Serialize)]
#[serde(untagged)]
enum StudentsFile {
    Students(Cell),
    Why { not_computed: String },
}

#[derive(Serialize)]
struct EarlyFile {
    by_end_of: &'static str,
    students: StudentsFile,
}

#[derive(Serialize)]
struct DifferencesFile<'y> {
    #[serde(skip_serializing_if = "Option::is_none")]
    not_computed: Option<String>,
    judged: Option<usize>,
    within_95_percent_limits: Option<usize>,
    letters: Vec<LetterFile<'y>>,
}

#[derive(Serialize)]
struct LetterFile<'y> {
    letter: &'y str,
    referrals: Cell,
    limits_95_percent: (u32, u32),
    limits_99_8_percent: (u32, u32),
    lies: String,
}

#[derive(Serialize)]
struct BenchmarkFile<'y> {
    metric: Metric,
    value: f64,
    statistic: Option<&'y str>,
    year: Option<&'y str>,
    source: Option<&'y str>,
}

#[derive(Serialize)]
struct ShiftFile<'y> {
    date: String,
    what: &'y str,
    why: Option<&'y str>,
}

impl Value {
    fn of(language: &Language, value: Computed<f64>) -> Self {
        value.map_or_else(
            |why| Self::Why(why.words(language).to_owned()),
            |value| Self::Number(rounded(value)),
        )
    }
}

impl StudentsFile {
    fn of(language: &Language, cell: Computed<Cell>) -> Self {
        cell.map_or_else(|why| Self::Why { not_computed: why.words(language).to_owned() }, Self::Students)
    }
}

/// A year for JSON; `fields` are the record's own, where the reader may see it.
pub(super) fn year_file<'y>(
    language: &Language,
    year: &'y ReferralYear,
    fields: Option<&'y Referrals>,
    today: Date,
) -> YearFile<'y> {
    let level = |level: &crate::report::referrals::Level| LevelFile {
        name: level.name,
        referrals: level.referrals,
        per_school_day: Value::of(language, level.per_day),
        per_100_students_per_day: Value::of(language, level.per_100_per_day),
    };
    let band = |band: &Band| BandFile {
        referrals: band.label,
        students: band.students,
        percent_of_enrolled: tenths(band.percent),
    };
    YearFile {
        year: &year.year,
        as_of: today.to_string(),
        basis: year.basis,
        rows: year.reading,
        school_days: Value::of(language, year.school_days.map(f64::from)),
        enrollment: Value::of(language, year.enrollment.map(f64::from)),
        referrals: year.levels.iter().map(level).collect(),
        breakdowns: year
            .breakdowns
            .iter()
            .map(|(by, told)| breakdown_file(language, *by, told.as_ref()))
            .collect(),
        triangle: match &year.students.bands {
            Ok(bands) => TriangleFile::Bands(bands.each_ref().map(band)),
            Err(why) => TriangleFile::Why { not_computed: why.words(language).to_owned() },
        },
        students_with_two_or_more: StudentsFile::of(language, year.students.two_or_more),
        early_signal: year
            .students
            .early
            .iter()
            .map(|early| EarlyFile {
                by_end_of: early.month,
                students: StudentsFile::of(language, early.students),
            })
            .collect(),
        differences_among_teachers: differences(language, year),
        benchmarks: fields
            .map(|fields| fields.benchmarks.iter().map(benchmark).collect())
            .unwrap_or_default(),
        resources_shifted: fields
            .map(|fields| {
                let shift = |shift: &'y crate::record::ResourceShift| ShiftFile {
                    date: shift.date.to_string(),
                    what: &shift.what,
                    why: shift.why.as_deref(),
                };
                fields.resources_shifted.iter().map(shift).collect()
            })
            .unwrap_or_default(),
    }
}

/// A percent as a page says it.
fn tenths(percent: Percent) -> Percent {
    match percent {
        Percent::Shown(percent) => Percent::Shown((percent * 10.0).round() / 10.0),
        other => other,
    }
}

fn benchmark(benchmark: &Benchmark) -> BenchmarkFile<'_> {
    BenchmarkFile {
        metric: benchmark.metric,
        value: benchmark.value,
        statistic: benchmark.statistic.as_deref(),
        year: benchmark.year.as_deref(),
        source: benchmark.source.as_deref(),
    }
}

fn breakdown_file<'y>(
    language: &Language,
    by: By,
    told: Result<&'y Breakdown, &crate::report::referrals::Why>,
) -> BreakdownFile<'y> {
    match told {
        Ok(told) => {
            BreakdownFile { by, not_computed: None, lines: told.lines.iter().map(line_file).collect() }
        }
        Err(why) => {
            BreakdownFile { by, not_computed: Some(why.words(language).to_owned()), lines: Vec::new() }
        }
    }
}

fn of(line: &Line) -> String {
    line.month.map_or_else(|| line.label.clone(), |month| month.to_string())
}

fn line_file(line: &Line) -> LineFile<'_> {
    LineFile {
        of: of(line),
        label: &line.label,
        referrals: line.tally,
        school_days: line.school_days,
        per_school_day: line.per_day().map(rounded),
        per_100_students_per_day: line.per_100_per_day().map(rounded),
        partial: line.partial,
    }
}

fn differences<'y>(language: &Language, year: &'y ReferralYear) -> Option<DifferencesFile<'y>> {
    let letter = |letter: &'y Letter| LetterFile {
        letter: &letter.letter,
        referrals: letter.referrals,
        limits_95_percent: letter.usual,
        limits_99_8_percent: letter.rare,
        lies: super::staff::where_it_lies(language, letter).to_owned(),
    };
    Some(match year.differences.as_ref()? {
        Ok(found) => DifferencesFile {
            not_computed: None,
            judged: Some(found.judged),
            within_95_percent_limits: Some(found.within),
            letters: found.letters.iter().map(letter).collect(),
        },
        Err(why) => DifferencesFile {
            not_computed: Some(why.words(language).to_owned()),
            judged: None,
            within_95_percent_limits: None,
            letters: Vec::new(),
        },
    })
}

/// A year's rows of the table, in the order of [`COLUMNS`].
pub(super) fn rows(language: &Language, year: &ReferralYear) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let text = |value: Option<f64>| value.map(|value| rounded(value).to_string()).unwrap_or_default();
    for level in &year.levels {
        let mut row = Row::of(&year.year, "year", level.name);
        row.set("referrals", level.referrals.words(language));
        row.set("school_days", year.school_days.map(|days| days.to_string()).unwrap_or_default());
        row.set("per_school_day", text(level.per_day.ok()));
        row.set("per_100_students_per_day", text(level.per_100_per_day.ok()));
        rows.push(row.0);
    }
    for (by, told) in &year.breakdowns {
        for line in told.iter().flat_map(|told| &told.lines) {
            let mut row = Row::of(&year.year, by.words(), &of(line));
            let tally = line.tally;
            row.set(
                "referrals",
                tally.map_or_else(
                    || language.word("word.no-data").to_owned(),
                    |tally| tally.all.words(language),
                ),
            );
            let part = |cell: Option<Cell>| cell.map(|value| value.words(language)).unwrap_or_default();
            row.set("majors", part(tally.and_then(|tally| tally.majors)));
            row.set("minors", part(tally.and_then(|tally| tally.minors)));
            row.set("not_given", part(tally.and_then(|tally| tally.not_given)));
            row.set("school_days", line.school_days.map(|days| days.to_string()).unwrap_or_default());
            row.set("per_school_day", text(line.per_day()));
            row.set("per_100_students_per_day", text(line.per_100_per_day()));
            row.set("partial", if line.partial { "yes".to_owned() } else { String::new() });
            rows.push(row.0);
        }
    }
    rows.extend(student_rows(language, year));
    for letter in year.differences.iter().flatten().flat_map(|found| &found.letters) {
        let mut row = Row::of(&year.year, "staff", &letter.letter);
        row.set("referrals", letter.referrals.words(language));
        rows.push(row.0);
    }
    rows
}

fn student_rows(language: &Language, year: &ReferralYear) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for band in year.students.bands.iter().flatten() {
        let mut row = Row::of(&year.year, "students", band.label);
        row.set("students", band.students.words(language));
        row.set("percent_of_enrolled", band.percent.words(language));
        rows.push(row.0);
    }
    let so_far = [(language.word("referrals.two-or-more-so-far").to_owned(), year.students.two_or_more)];
    let early = year.students.early.iter();
    let early = early.map(|early| {
        (
            say!(
                language,
                "referrals.two-or-more-by-the-end-of",
                month = super::early_month(language, early)
            ),
            early.students,
        )
    });
    for (label, students) in so_far.into_iter().chain(early) {
        let mut row = Row::of(&year.year, "students", &label);
        row.set(
            "students",
            students.map_or_else(|why| why.words(language).to_owned(), |value| value.words(language)),
        );
        rows.push(row.0);
    }
    rows
}

/// A row of the table, filled by the names of its columns.
struct Row(Vec<String>);

impl Row {
    fn of(year: &str, by: &str, of: &str) -> Self {
        let mut row = Self(vec![String::new(); COLUMNS.len()]);
        row.set("year", year.to_owned());
        row.set("by", by.to_owned());
        row.set("of", of.to_owned());
        row
    }

    fn set(&mut self, column: &str, text: String) {
        let place = COLUMNS.iter().position(|name| *name == column).expect("a column of the table");
        self.0[place] = text;
    }
}

/// The files of one year.
pub(super) fn of_year(
    language: &Language,
    path: impl Fn(&str) -> String,
    (year, fields): (&ReferralYear, Option<&Referrals>),
    today: Date,
) -> Vec<Download> {
    vec![
        Download::csv(path("csv"), &COLUMNS, &rows(language, year)),
        Download::json(path("json"), &year_file(language, year, fields, today)),
    ]
}

/// The files of several years.
pub(super) fn of_years(
    language: &Language,
    path: impl Fn(&str) -> String,
    years: &[(&ReferralYear, Option<&Referrals>)],
    today: Date,
) -> Vec<Download> {
    let table: Vec<Vec<String>> = years.iter().flat_map(|(year, _)| rows(language, year)).collect();
    let files: Vec<YearFile<'_>> =
        years.iter().map(|(year, fields)| year_file(language, year, *fields, today)).collect();
    vec![Download::csv(path("csv"), &COLUMNS, &table), Download::json(path("json"), &files)]
}
