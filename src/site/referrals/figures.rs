//! The figures of a year's referrals: by month, place, behavior, hour, weekday and grade, and the triangle.

use super::words::{average, drawn_share, said, said_or_nothing, school_days, students};
use crate::date::{When, days_between};
use crate::record::{Benchmark, Metric, ResourceShift};
use crate::report::number::plain;
use crate::report::referrals::{Band, Breakdown, By, Line, ReferralYear};
use crate::report::suppress::{Cell, Percent};
use crate::site::figure::bars::{Bar, Bars};
use crate::site::figure::columns::{Column, Columns};
use crate::site::figure::run::Mark;
use crate::site::figure::triangle::{Band as DrawnBand, Triangle};
use crate::site::figure::{Chart, Figure};

/// Most groups without a shown number that a chart draws; the table has them all.
const MOST_UNSAID: usize = 5;

/// Referrals by one thing, or why there is nothing to draw.
pub(super) fn breakdown(year: &ReferralYear<'_>, by: By, id: &str, shifts: &[ResourceShift]) -> Figure {
    let told = match year.by(by) {
        Ok(told) => told,
        Err(why) => {
            let title = format!("Referrals by {}, {}", name_of(by), year.year);
            return Figure::new(id, title, format!("{}.", sentence(why.words())));
        }
    };
    let averages = averages(told);
    let title = match averages {
        true => format!("Referrals per school day by {}, {}", name_of(by), year.year),
        false => format!("Referrals by {}, {}", name_of(by), year.year),
    };
    let description = reading(told, averages);
    let chart = if by == By::Month { columns(told, averages, shifts) } else { bars(told, averages) };
    let (columns, rows) = table(told);
    let mut figure = Figure::new(id, title, description).drawn(chart).table(columns, rows);
    figure.notes = notes(year, told);
    figure
}

/// What a page calls the sort.
pub(super) fn name_of(by: By) -> &'static str {
    match by {
        By::Time => "hour of the day",
        By::Location => "place",
        other => other.words(),
    }
}

/// Months and weekdays differ in school days: they are compared by the average, where there is a calendar.
fn averages(told: &Breakdown) -> bool {
    matches!(told.by, By::Month | By::Weekday) && told.lines.iter().any(|line| line.school_days.is_some())
}

fn value(line: &Line, averages: bool) -> Option<f64> {
    if averages { line.per_day() } else { line.shown().map(f64::from) }
}

/// The number as it stands at its bar.
fn text(line: &Line, averages: bool) -> String {
    match (line.tally, value(line, averages)) {
        (None, _) => "no data".to_owned(),
        (Some(_), Some(value)) if averages => average(value),
        (Some(tally), _) if averages && tally.all.shown().is_some() => "no school day".to_owned(),
        (Some(tally), _) => said(tally.all),
    }
}

/// What the chart says in a sentence: the most, as far as numbers are shown.
fn reading(told: &Breakdown, averages: bool) -> String {
    let shown = told.lines.iter().filter(|line| line.named);
    let shown = shown.filter_map(|line| Some((line, value(line, averages)?)));
    let most = shown.clone().fold(None, |most: Option<(&Line, f64)>, (line, value)| match most {
        Some((_, known)) if known >= value => most,
        _ => Some((line, value)),
    });
    let Some((line, value)) = most.filter(|(_, value)| *value > 0.0) else {
        return "No number can be shown here: too few students stand behind them.".to_owned();
    };
    let many = shown.filter(|(_, other)| (*other - value).abs() < f64::EPSILON).count() > 1;
    let each = if averages { " each school day" } else { "" };
    let number = text(line, averages);
    if many {
        return format!("No group has more than {number}{each}, and several have as many.");
    }
    let label = full_label(told.by, &line.label);
    match told.by {
        By::Month | By::Grade => format!("Most in {label}: {number}{each}."),
        By::Time => format!("Most in the hour from {label}: {number}{each}."),
        By::Weekday => format!("Most on {label}: {number}{each}."),
        By::Location | By::Behavior => format!("Most often: {label}, {number}{each}."),
    }
}

/// A group's name where it stands alone: a grade says that it is one.
fn full_label(by: By, label: &str) -> String {
    match by {
        By::Grade if label.bytes().all(|byte| byte.is_ascii_digit()) => format!("Grade {label}"),
        By::Grade if label.eq_ignore_ascii_case("k") => "Kindergarten".to_owned(),
        _ => label.to_owned(),
    }
}

fn bars(told: &Breakdown, averages: bool) -> Chart {
    let mut unsaid = 0;
    let lines = told.lines.iter().filter(|line| {
        unsaid += usize::from(line.shown().is_none());
        line.shown().is_some() || unsaid <= MOST_UNSAID
    });
    let bar = |line: &Line| Bar {
        label: full_label(told.by, &line.label),
        value: value(line, averages),
        text: text(line, averages),
        partial: line.partial,
    };
    Chart::Bars(Bars { bars: lines.map(bar).collect() })
}

fn columns(told: &Breakdown, averages: bool, shifts: &[ResourceShift]) -> Chart {
    let column = |line: &Line| Column {
        label: line.label.chars().take(3).collect(),
        value: value(line, averages),
        text: text(line, averages),
        partial: line.partial,
        days: line.month.map_or(1, |month| days_between(month.first(), month.last()) + 1),
    };
    let first = told.lines.iter().find_map(|line| line.month).map(When::first);
    let mark = |(place, shift): (usize, &ResourceShift)| {
        let day = days_between(first?, shift.date.day()?);
        Some(Mark { day, number: (place + 1).to_string() })
    };
    let marks = shifts.iter().enumerate().filter_map(mark).collect();
    Chart::Columns(Columns { columns: told.lines.iter().map(column).collect(), marks })
}

/// Under the drawing: how many, and what a reader must know to read it.
fn notes(year: &ReferralYear<'_>, told: &Breakdown) -> Vec<String> {
    let together = match year.levels.len() {
        0 | 1 => "",
        _ => ", majors and minors together",
    };
    let mut notes = vec![format!("{}{together}.", n_of(year))];
    if told.lines.iter().any(|line| line.partial && line.tally.is_some()) {
        notes.push("Hatched: the referrals of only a part of the month.".to_owned());
    }
    if told.by == By::Time {
        notes.push("Each hour by its beginning: 8 am is 8:00 to 8:59.".to_owned());
    }
    let unsaid = told.lines.iter().filter(|line| line.tally.is_some() && line.shown().is_none()).count();
    if unsaid > MOST_UNSAID && told.by != By::Month {
        let more = plain(f64::from(u32::try_from(unsaid - MOST_UNSAID).unwrap_or(u32::MAX)));
        notes.push(format!("{more} more cannot be shown; the numbers below name them."));
    }
    notes
}

/// How many referrals there are: "456 referrals".
pub(in crate::site) fn n_of(year: &ReferralYear<'_>) -> String {
    match year.levels.first().map(|level| level.referrals) {
        Some(Cell::Shown(1)) => "1 referral".to_owned(),
        Some(cell @ Cell::Shown(_)) => format!("{} referrals", said(cell)),
        Some(_) => "a number of referrals that is not shown".to_owned(),
        None => "no referrals".to_owned(),
    }
}

/// The numbers of a chart: the group, all and its parts, and what they are spread over.
pub(super) fn table(told: &Breakdown) -> (Vec<String>, Vec<Vec<String>>) {
    let any = |has: &dyn Fn(&Line) -> bool| told.lines.iter().any(has);
    let tells = |part: fn(&Line) -> Option<Cell>| any(&move |line| part(line).is_some());
    let no_data = || "no data".to_owned();
    let optional = |value: Option<f64>| value.map(average).unwrap_or_default();
    type Column = (bool, &'static str, Box<dyn Fn(&Line) -> String>);
    let spread = any(&|line| line.school_days.is_some());
    let columns: Vec<Column> = vec![
        (true, first_column(told.by), Box::new(|line| line.label.clone())),
        (true, "Referrals", Box::new(move |line| line.tally.map_or_else(no_data, |tally| said(tally.all)))),
        (tells(majors), "Majors", Box::new(|line| said_or_nothing(majors(line)))),
        (tells(minors), "Minors", Box::new(|line| said_or_nothing(minors(line)))),
        (tells(not_given), "Not told which", Box::new(|line| said_or_nothing(not_given(line)))),
        (
            spread && matches!(told.by, By::Month | By::Weekday),
            "School days",
            Box::new(|line| line.school_days.map(|days| days.to_string()).unwrap_or_default()),
        ),
        (spread, "Per school day", Box::new(move |line| optional(line.per_day()))),
        (
            matches!(told.by, By::Month | By::Grade) && any(&|line| line.per_100_per_day().is_some()),
            "Per 100 students a day",
            Box::new(move |line| optional(line.per_100_per_day())),
        ),
        (
            any(&|line| line.partial),
            "Covered",
            Box::new(|line| if line.partial { "part of the month".into() } else { "all of it".into() }),
        ),
    ];
    let columns: Vec<Column> = columns.into_iter().filter(|(shown, _, _)| *shown).collect();
    let row = |line: &Line| columns.iter().map(|(_, _, cell)| cell(line)).collect();
    let rows = told.lines.iter().map(row).collect();
    (columns.iter().map(|(_, name, _)| (*name).to_owned()).collect(), rows)
}

fn majors(line: &Line) -> Option<Cell> {
    line.tally?.majors
}

fn minors(line: &Line) -> Option<Cell> {
    line.tally?.minors
}

fn not_given(line: &Line) -> Option<Cell> {
    line.tally?.not_given
}

fn first_column(by: By) -> &'static str {
    match by {
        By::Month => "Month",
        By::Location => "Place",
        By::Behavior => "Behavior",
        By::Time => "Hour",
        By::Weekday => "Weekday",
        By::Grade => "Grade",
    }
}

/// The share of the enrolled students in each band, or why it is not computed.
pub(super) fn triangle(year: &ReferralYear<'_>, id: &str, benchmarks: &[Benchmark]) -> Figure {
    let title = format!("Students by number of referrals, {}", year.year);
    let bands = match &year.students.bands {
        Ok(bands) => bands,
        Err(why) => return Figure::new(id, title, format!("{}.", sentence(why.words()))),
    };
    let drawn = |band: &Band| DrawnBand {
        label: short_name(band.label).to_owned(),
        percent: drawn_share(band.percent),
        text: match band.percent {
            Percent::Hidden | Percent::NotRecorded(_) => students(band.students),
            percent => format!("{}, {}", students(band.students), percent.words()),
        },
    };
    let chart = Chart::Triangle(Triangle { bands: bands.iter().rev().map(drawn).collect() });
    let row = |band: &Band| vec![band_name(band.label).to_owned(), said(band.students), band.percent.words()];
    let columns = ["Band", "Students", "Share of the enrolled"].map(str::to_owned).into();
    let rows = bands.iter().map(row).collect();
    let mut figure = Figure::new(id, title, share_sentence(year, bands)).drawn(chart).table(columns, rows);
    let days = year.school_days.map(|days| format!("{} so far, today included.", school_days(days)));
    figure.notes.extend(days);
    let is_share = |benchmark: &&Benchmark| benchmark.metric != Metric::Per100PerDay;
    figure.notes.extend(benchmarks.iter().filter(is_share).map(super::words::benchmark));
    figure
}

fn band_name(label: &str) -> &'static str {
    match label {
        "0–1" => "No or one referral",
        "2–5" => "Two to five referrals",
        _ => "Six or more referrals",
    }
}

fn short_name(label: &str) -> &'static str {
    match label {
        "0–1" => "None or one",
        "2–5" => "Two to five",
        _ => "Six or more",
    }
}

fn share_sentence(year: &ReferralYear<'_>, bands: &[Band; 3]) -> String {
    let of_whom = year.enrollment.map_or_else(
        |_| "of the enrolled students".to_owned(),
        |enrolled| format!("of {} enrolled students", plain(f64::from(enrolled))),
    );
    let known = bands.iter().filter(|band| drawn_share(band.percent).is_some());
    let known: Vec<String> = known
        .map(|band| format!("{}: {}", band_name(band.label).to_lowercase(), band.percent.words()))
        .collect();
    match known.as_slice() {
        [] => format!("The shares {of_whom} cannot be shown: too few students stand behind one of them."),
        known => format!("Shares {of_whom}. {}.", sentence(&known.join("; "))),
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
