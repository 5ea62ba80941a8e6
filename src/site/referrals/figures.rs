//! The figures of a year's referrals: by month, place, behavior, hour, weekday and grade, and the triangle.

use super::words::{average, days_so_far, drawn_share, said, said_or_nothing, students};
use crate::date::{When, days_between};
use crate::language::Language;
use crate::record::{Benchmark, Metric, ResourceShift};
use crate::report::number::plain;
use crate::report::referrals::{Band, Breakdown, By, Line, ReferralYear};
use crate::report::suppress::{Cell, Percent};
use crate::say;
use crate::site::figure::bars::{Bar, Bars};
use crate::site::figure::columns::{Column, Columns};
use crate::site::figure::run::Mark;
use crate::site::figure::triangle::{Band as DrawnBand, Triangle};
use crate::site::figure::{Chart, Figure};

/// Most groups without a shown number that a chart draws; the table has them all.
const MOST_UNSAID: usize = 5;

/// Referrals by one thing, or why there is nothing to draw.
pub(super) fn breakdown(
    language: &Language,
    year: &ReferralYear,
    by: By,
    id: &str,
    shifts: &[ResourceShift],
) -> Figure {
    let told = match year.by(by) {
        Ok(told) => told,
        Err(why) => {
            let title =
                say!(language, "referrals.referrals-by", name_of = name_of(language, by), year = year.year);
            return Figure::new(id, title, format!("{}.", sentence(why.words(language))));
        }
    };
    let averages = averages(told);
    let title = match averages {
        true => say!(
            language,
            "referrals.referrals-per-school-day-by",
            name_of = name_of(language, by),
            year = year.year
        ),
        false => say!(language, "referrals.referrals-by", name_of = name_of(language, by), year = year.year),
    };
    let description = reading(language, told, averages);
    let chart = if by == By::Month {
        columns(language, told, averages, shifts)
    } else {
        bars(language, told, averages)
    };
    let (columns, rows) = table(language, told);
    let mut figure = Figure::new(id, title, description).drawn(chart).table(columns, rows);
    figure.notes = notes(language, year, told);
    figure
}

/// What a page calls the sort.
pub(super) fn name_of(language: &Language, by: By) -> &str {
    match by {
        By::Time => language.word("referrals.hour-of-the-day"),
        By::Location => language.word("word.place"),
        By::Month => language.word("referrals.by.month"),
        By::Behavior => language.word("referrals.by.behavior"),
        By::Weekday => language.word("referrals.by.weekday"),
        By::Grade => language.word("referrals.by.grade"),
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
fn text(language: &Language, line: &Line, averages: bool) -> String {
    match (line.tally, value(line, averages)) {
        (None, _) => language.word("word.no-data").to_owned(),
        (Some(_), Some(value)) if averages => average(language, value),
        (Some(tally), _) if averages && tally.all.shown().is_some() => {
            language.word("word.no-school-day").to_owned()
        }
        (Some(tally), _) => said(language, tally.all),
    }
}

/// What the chart says in a sentence: the most, as far as numbers are shown.
fn reading(language: &Language, told: &Breakdown, averages: bool) -> String {
    let shown = told.lines.iter().filter(|line| line.named);
    let shown = shown.filter_map(|line| Some((line, value(line, averages)?)));
    let most = shown.clone().fold(None, |most: Option<(&Line, f64)>, (line, value)| match most {
        Some((_, known)) if known >= value => most,
        _ => Some((line, value)),
    });
    let Some((line, value)) = most.filter(|(_, value)| *value > 0.0) else {
        return language.word("referrals.no-number-can-be-shown-here-too").to_owned();
    };
    let many = shown.filter(|(_, other)| (*other - value).abs() < f64::EPSILON).count() > 1;
    let each = if averages { language.word("referrals.each-school-day") } else { "" };
    let number = text(language, line, averages);
    // A number that is hidden for those behind it may be the largest.
    let hidden = told.lines.iter().filter_map(|line| line.tally).any(|tally| tally.all == Cell::Hidden);
    if hidden {
        let key = if many { "referrals.none-shown-is-larger" } else { "referrals.largest-shown" };
        let label = full_label(language, told.by, &line.label);
        return say!(language, key, label = label, number = number, each = each);
    }
    if many {
        return say!(language, "referrals.no-group-has-more-than-and-several", number = number, each = each);
    }
    let label = full_label(language, told.by, &line.label);
    match told.by {
        By::Month | By::Grade => {
            say!(language, "referrals.most-in", label = label, number = number, each = each)
        }
        By::Time => {
            say!(language, "referrals.most-in-the-hour-from", label = label, number = number, each = each)
        }
        By::Weekday => say!(language, "referrals.most-on", label = label, number = number, each = each),
        By::Location | By::Behavior => {
            say!(language, "referrals.most-often", label = label, number = number, each = each)
        }
    }
}

/// A group's name in a table.
fn full_name(language: &Language, line: &Line) -> String {
    if line.label == NOT_GIVEN { language.word("word.not-given").to_owned() } else { line.label.clone() }
}

/// What the counting calls the group of those of whom a thing is not told.
const NOT_GIVEN: &str = "not given";

/// A group's name where it stands alone: a grade says that it is one.
fn full_label(language: &Language, by: By, label: &str) -> String {
    match by {
        By::Grade if label.bytes().all(|byte| byte.is_ascii_digit()) => {
            say!(language, "referrals.grade", label = label)
        }
        By::Grade if label.eq_ignore_ascii_case("k") => language.word("label.kindergarten").to_owned(),
        _ if label == NOT_GIVEN => language.word("word.not-given").to_owned(),
        _ => label.to_owned(),
    }
}

fn bars(language: &Language, told: &Breakdown, averages: bool) -> Chart {
    let mut unsaid = 0;
    let lines = told.lines.iter().filter(|line| {
        unsaid += usize::from(line.shown().is_none());
        line.shown().is_some() || unsaid <= MOST_UNSAID
    });
    let bar = |line: &Line| Bar {
        label: full_label(language, told.by, &line.label),
        value: value(line, averages),
        text: text(language, line, averages),
        partial: line.partial,
    };
    Chart::Bars(Bars { bars: lines.map(bar).collect() })
}

/// The short name of a month, or the first letters of a weekday.
fn column_label(language: &Language, line: &Line) -> String {
    match line.month.map(|month| month.first().month()) {
        Some(month) => language.short_month(month).to_owned(),
        None => line.label.chars().take(3).collect(),
    }
}

fn columns(language: &Language, told: &Breakdown, averages: bool, shifts: &[ResourceShift]) -> Chart {
    let column = |line: &Line| Column {
        label: column_label(language, line),
        value: value(line, averages),
        text: text(language, line, averages),
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
fn notes(language: &Language, year: &ReferralYear, told: &Breakdown) -> Vec<String> {
    let together = match year.levels.len() {
        0 | 1 => "",
        _ => language.word("referrals.majors-and-minors-together-too"),
    };
    let mut notes = vec![format!("{}{together}.", n_of(language, year))];
    if told.lines.iter().any(|line| line.partial && line.tally.is_some()) {
        notes.push(language.word("referrals.hatched-the-referrals-of-only-a-part").to_owned());
    }
    if told.by == By::Time {
        notes.push(language.word("referrals.each-hour-by-its-beginning-8-am").to_owned());
    }
    let unsaid = told.lines.iter().filter(|line| line.tally.is_some() && line.shown().is_none()).count();
    if unsaid > MOST_UNSAID && told.by != By::Month {
        let more = plain(language, f64::from(u32::try_from(unsaid - MOST_UNSAID).unwrap_or(u32::MAX)));
        notes.push(say!(language, "referrals.more-cannot-be-shown-the-numbers-below", more = more));
    }
    notes
}

/// How many referrals there are: "456 referrals".
pub(in crate::site) fn n_of(language: &Language, year: &ReferralYear) -> String {
    match year.levels.first().map(|level| level.referrals) {
        Some(cell @ Cell::Shown(_)) => say!(language, "count.referrals", count = said(language, cell)),
        Some(_) => language.word("referrals.a-number-of-referrals-that-is-not").to_owned(),
        None => language.word("word.no-referrals").to_owned(),
    }
}

/// The numbers of a chart: the group, all and its parts, and what they are spread over.
pub(super) fn table(language: &Language, told: &Breakdown) -> (Vec<String>, Vec<Vec<String>>) {
    let any = |has: &dyn Fn(&Line) -> bool| told.lines.iter().any(has);
    let tells = |part: fn(&Line) -> Option<Cell>| any(&move |line| part(line).is_some());
    let no_data = move || language.word("word.no-data").to_owned();
    let optional = move |value: Option<f64>| value.map(|value| average(language, value)).unwrap_or_default();
    type Column<'l> = (bool, &'l str, Box<dyn Fn(&Line) -> String + 'l>);
    let spread = any(&|line| line.school_days.is_some());
    let columns: Vec<Column<'_>> = vec![
        (true, first_column(language, told.by), Box::new(move |line| full_name(language, line))),
        (
            true,
            language.word("label.referrals"),
            Box::new(move |line| line.tally.map_or_else(no_data, |tally| said(language, tally.all))),
        ),
        (
            tells(majors),
            language.word("label.majors"),
            Box::new(move |line| said_or_nothing(language, majors(line))),
        ),
        (
            tells(minors),
            language.word("label.minors"),
            Box::new(move |line| said_or_nothing(language, minors(line))),
        ),
        (
            tells(not_given),
            language.word("label.not-told-which"),
            Box::new(move |line| said_or_nothing(language, not_given(line))),
        ),
        (
            spread && matches!(told.by, By::Month | By::Weekday),
            language.word("label.school-days"),
            Box::new(|line| line.school_days.map(|days| days.to_string()).unwrap_or_default()),
        ),
        (spread, language.word("label.per-school-day"), Box::new(move |line| optional(line.per_day()))),
        (
            matches!(told.by, By::Month | By::Grade) && any(&|line| line.per_100_per_day().is_some()),
            language.word("referrals.per-100-students-a-day"),
            Box::new(move |line| optional(line.per_100_per_day())),
        ),
        (
            any(&|line| line.partial),
            language.word("label.covered"),
            Box::new(move |line| match (line.tally, line.partial) {
                (None, _) => no_data(),
                (Some(_), true) => language.word("referrals.part-of-the-month").into(),
                (Some(_), false) => language.word("word.all-of-it").into(),
            }),
        ),
    ];
    let columns: Vec<Column<'_>> = columns.into_iter().filter(|(shown, _, _)| *shown).collect();
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

fn first_column(language: &Language, by: By) -> &str {
    match by {
        By::Month => language.word("label.month"),
        By::Location => language.word("label.place"),
        By::Behavior => language.word("label.behavior"),
        By::Time => language.word("label.hour"),
        By::Weekday => language.word("label.weekday"),
        By::Grade => language.word("label.grade"),
    }
}

/// The share of the enrolled students in each band, or why it is not computed.
pub(super) fn triangle(
    language: &Language,
    year: &ReferralYear,
    id: &str,
    benchmarks: &[Benchmark],
) -> Figure {
    let title = say!(language, "referrals.students-by-number-of-referrals", year = year.year);
    let bands = match &year.students.bands {
        Ok(bands) => bands,
        Err(why) => return Figure::new(id, title, format!("{}.", sentence(why.words(language)))),
    };
    let drawn = |band: &Band| DrawnBand {
        label: short_name(language, band.label).to_owned(),
        percent: drawn_share(band.percent),
        text: match band.percent {
            Percent::Hidden | Percent::NotRecorded(_) => students(language, band.students),
            percent => format!("{}, {}", students(language, band.students), percent.words(language)),
        },
    };
    let chart = Chart::Triangle(Triangle { bands: bands.iter().rev().map(drawn).collect() });
    let row = |band: &Band| {
        vec![
            band_name(language, band.label).to_owned(),
            said(language, band.students),
            band.percent.words(language),
        ]
    };
    let columns = [
        language.word("label.band"),
        language.word("label.students"),
        language.word("referrals.share-of-the-enrolled"),
    ]
    .map(str::to_owned)
    .into();
    let rows = bands.iter().map(row).collect();
    let mut figure =
        Figure::new(id, title, share_sentence(language, year, bands)).drawn(chart).table(columns, rows);
    let days = year.school_days.map(|days| format!("{}.", days_so_far(language, year, days)));
    figure.notes.extend(days);
    let is_share = |benchmark: &&Benchmark| benchmark.metric != Metric::Per100PerDay;
    figure
        .notes
        .extend(benchmarks.iter().filter(is_share).map(|value| super::words::benchmark(language, value)));
    figure
}

fn band_name<'l>(language: &'l Language, label: &str) -> &'l str {
    match label {
        "0–1" => language.word("referrals.no-or-one-referral"),
        "2–5" => language.word("referrals.two-to-five-referrals"),
        _ => language.word("referrals.six-or-more-referrals"),
    }
}

fn short_name<'l>(language: &'l Language, label: &str) -> &'l str {
    match label {
        "0–1" => language.word("label.none-or-one"),
        "2–5" => language.word("label.two-to-five"),
        _ => language.word("label.six-or-more"),
    }
}

fn share_sentence(language: &Language, year: &ReferralYear, bands: &[Band; 3]) -> String {
    let of_whom = year.enrollment.map_or_else(
        |_| language.word("referrals.of-the-enrolled-students").to_owned(),
        |enrolled| {
            say!(language, "referrals.of-enrolled-students", from = plain(language, f64::from(enrolled)))
        },
    );
    let known = bands.iter().filter(|band| drawn_share(band.percent).is_some());
    let known: Vec<String> = known
        .map(|band| {
            format!("{}: {}", band_name(language, band.label).to_lowercase(), band.percent.words(language))
        })
        .collect();
    match known.as_slice() {
        [] => say!(language, "referrals.the-shares-cannot-be-shown-too-few", of_whom = of_whom),
        known => say!(language, "referrals.shares", of_whom = of_whom, known = sentence(&known.join("; "))),
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
