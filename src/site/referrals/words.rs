//! Numbers and sentences about referrals, in the words of a page.

use crate::date::Date;
use crate::record::{Benchmark, Metric};
use crate::report::number::{plain, whole};
use crate::report::referrals::{Basis, Computed, Reading, ReferralYear};
use crate::report::suppress::{Cell, Percent};
use crate::site::facts::word;
use crate::site::words::DateText;

/// A count as a page says it.
pub(in crate::site) fn said(cell: Cell) -> String {
    cell.shown().map_or_else(|| cell.words(), |number| plain(f64::from(number)))
}

/// A count that may be missing: the file does not tell.
pub(super) fn said_or_nothing(cell: Option<Cell>) -> String {
    cell.map(said).unwrap_or_default()
}

/// An average or a rate as every page, table, chart and file says it: at most three or four digits.
pub(super) fn rounded(value: f64) -> f64 {
    let steps = if value.abs() >= 10.0 { 10.0 } else { 100.0 };
    let near = (value * steps).round() / steps;
    if near == 0.0 { value } else { near }
}

/// An average or a rate in words.
pub(in crate::site) fn average(value: f64) -> String {
    plain(rounded(value))
}

/// What was computed in words, or why it was not.
pub(in crate::site) fn average_or_why(value: Computed<f64>) -> String {
    value.map_or_else(|why| why.words().to_owned(), average)
}

/// How many students, with the noun.
pub(super) fn students(cell: Cell) -> String {
    match cell {
        Cell::Shown(1) => "1 student".to_owned(),
        Cell::Hidden => said(cell),
        Cell::Shown(_) | Cell::FewerThan(_) => format!("{} students", said(cell)),
    }
}

/// How far a share may be drawn: as far as it is said.
pub(super) fn drawn_share(percent: Percent) -> Option<f64> {
    match percent {
        Percent::Shown(percent) => Some(percent),
        Percent::AtMost(percent) | Percent::AtLeast(percent) => Some(f64::from(percent)),
        Percent::Hidden | Percent::NotRecorded(_) => None,
    }
}

/// What the year's numbers are spread over and where they come from.
pub(super) fn footing(year: &ReferralYear<'_>, today: Date) -> Vec<String> {
    let mut lines = Vec::new();
    match year.basis {
        Basis::Rows => lines.push(rows_read(year.reading, today)),
        Basis::Totals => lines.push(
            "From totals: the rows were not kept, so nothing is known of the students behind them."
                .to_owned(),
        ),
        Basis::NoData => lines.push("No data: the file has no rows that could be read.".to_owned()),
    }
    let days = year.school_days.ok().map(|days| match (year.basis, year.over) {
        (Basis::Totals, _) => format!("{} with totals", school_days(days)),
        (_, true) => school_days(days),
        (_, false) => format!("{} so far, today included", school_days(days)),
    });
    let enrolled =
        year.enrollment.ok().map(|enrolled| format!("{} enrolled", students(Cell::Shown(enrolled))));
    let known: Vec<String> = [days, enrolled].into_iter().flatten().collect();
    if !known.is_empty() {
        lines.push(format!("{}.", known.join("; ")));
    }
    lines
}

/// "63 school days".
pub(super) fn school_days(days: u32) -> String {
    if days == 1 { "1 school day".to_owned() } else { format!("{} school days", plain(f64::from(days))) }
}

fn rows_read(reading: Option<Reading>, today: Date) -> String {
    let Some(Reading { rows, read, off_calendar, after_as_of, repeated }) = reading else {
        return "How many rows were read is not shown: it would tell how many referrals there are."
            .to_owned();
    };
    let mut text = format!("{} of {} rows read.", whole(read), whole(rows));
    let mut add = |number: usize, one: &str, many: &str| match number {
        0 => {}
        1 => text.push_str(&format!(" 1 row {one}.")),
        more => text.push_str(&format!(" {} rows {many}.", whole(more))),
    };
    add(
        off_calendar,
        "is dated off the school calendar and left out",
        "are dated off the school calendar and left out",
    );
    let date = DateText::day(today).text;
    add(
        after_as_of,
        &format!("is dated after {date} and left out"),
        &format!("are dated after {date} and left out"),
    );
    add(
        repeated,
        "repeats a student of the same incident and does not count again",
        "repeat a student of the same incident and do not count again",
    );
    text
}

/// The year as a heading: "2026-27 so far".
pub(in crate::site) fn span(year: &ReferralYear<'_>) -> String {
    if year.over { year.year.to_owned() } else { format!("{} so far", year.year) }
}

/// A number from elsewhere beside ours, with its source.
pub(super) fn benchmark(benchmark: &Benchmark) -> String {
    let unit = if benchmark.metric == Metric::Per100PerDay { "" } else { " %" };
    let kind = [benchmark.statistic.as_deref(), benchmark.year.as_deref()];
    let kind: Vec<&str> = kind.into_iter().flatten().collect();
    let kind = if kind.is_empty() { String::new() } else { format!(" ({})", kind.join(", ")) };
    let source = match &benchmark.source {
        Some(source) => format!("Source: {source}."),
        None => "No source is recorded.".to_owned(),
    };
    format!(
        "To compare: {}{unit}{kind}, {}. {source}",
        plain(benchmark.value),
        lower(&word(&benchmark.metric))
    )
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages_have_three_digits() {
        let said: Vec<String> = [0.160_4, 8.190_4, 10.25, 0.001, 0.0, 238.1].map(average).into();
        assert_eq!(said, ["0.16", "8.19", "10.3", "0.001", "0", "238.1"]);
    }

    #[test]
    fn rows_are_counted_in_sentences() {
        let reading = Reading { rows: 1500, read: 1497, off_calendar: 1, after_as_of: 2, repeated: 0 };
        assert_eq!(
            rows_read(Some(reading), Date::constant(2026, 11, 24)),
            "1,497 of 1,500 rows read. 1 row is dated off the school calendar and left out. \
             2 rows are dated after Tue 24 Nov 2026 and left out."
        );
    }
}
