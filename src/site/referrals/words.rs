//! Numbers and sentences about referrals, in the words of a page.

use crate::date::Date;
use crate::language::Language;
use crate::record::{Benchmark, Metric};
use crate::report::number::{plain, whole};
use crate::report::referrals::{Basis, Computed, Reading, ReferralYear};
use crate::report::suppress::{Cell, Percent};
use crate::say;
use crate::site::facts::word;
use crate::site::words::DateText;

/// A count as a page says it.
pub(in crate::site) fn said(language: &Language, cell: Cell) -> String {
    cell.shown().map_or_else(|| cell.words(language), |number| plain(language, f64::from(number)))
}

/// A count that may be missing: the file does not tell.
pub(super) fn said_or_nothing(language: &Language, cell: Option<Cell>) -> String {
    cell.map(|value| said(language, value)).unwrap_or_default()
}

/// An average or a rate as every page, table, chart and file says it: at most three or four digits.
pub(super) fn rounded(value: f64) -> f64 {
    let steps = if value.abs() >= 10.0 { 10.0 } else { 100.0 };
    let near = (value * steps).round() / steps;
    if near == 0.0 { value } else { near }
}

/// An average or a rate in words.
pub(in crate::site) fn average(language: &Language, value: f64) -> String {
    plain(language, rounded(value))
}

/// What was computed in words, or why it was not.
pub(in crate::site) fn average_or_why(language: &Language, value: Computed<f64>) -> String {
    value.map_or_else(|why| why.words(language).to_owned(), |value| average(language, value))
}

/// How many students, with the noun.
pub(super) fn students(language: &Language, cell: Cell) -> String {
    match cell {
        Cell::Hidden => said(language, cell),
        Cell::Shown(_) | Cell::FewerThan(_) => say!(language, "count.students", count = said(language, cell)),
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
pub(super) fn footing(language: &Language, year: &ReferralYear, today: Date) -> Vec<String> {
    let mut lines = Vec::new();
    match year.basis {
        Basis::Rows => lines.push(rows_read(language, year.reading, today)),
        Basis::Totals => {
            lines.push(language.word("referrals.from-totals-the-rows-were-not-kept").to_owned());
            if year.months_left_out > 0 {
                let count = whole(language, year.months_left_out);
                lines.push(say!(language, "referrals.months-left-out", count = count));
            }
        }
        Basis::NoData => lines.push(language.word("referrals.no-data-the-file-has-no-rows").to_owned()),
    }
    let days = year.school_days.ok().map(|days| match (year.basis, year.over) {
        (Basis::Totals, _) => {
            say!(language, "referrals.with-totals", school_days = school_days(language, days))
        }
        (_, true) => school_days(language, days),
        (_, false) => days_so_far(language, year, days),
    });
    let enrolled = year.enrollment.ok().map(|enrolled| {
        say!(language, "referrals.enrolled", students = students(language, Cell::Shown(enrolled)))
    });
    let known: Vec<String> = [days, enrolled].into_iter().flatten().collect();
    if !known.is_empty() {
        lines.push(format!("{}.", known.join("; ")));
    }
    lines
}

/// "63 school days so far, today included".
pub(super) fn days_so_far(language: &Language, year: &ReferralYear, days: u32) -> String {
    let key = if year.holds_today { "referrals.so-far-today-included" } else { "referrals.days-so-far" };
    say!(language, key, school_days = school_days(language, days))
}

/// "63 school days".
pub(super) fn school_days(language: &Language, days: u32) -> String {
    say!(language, "count.school-days", count = plain(language, f64::from(days)))
}

fn rows_read(language: &Language, reading: Option<Reading>, today: Date) -> String {
    let Some(Reading { rows, read, off_calendar, after_as_of, repeated }) = reading else {
        return language.word("referrals.how-many-rows-were-read-is-not").to_owned();
    };
    let mut text =
        say!(language, "referrals.of-rows-read", read = whole(language, read), rows = whole(language, rows));
    let date = DateText::day(language, today).text;
    for (key, number) in [
        ("referrals.off-calendar", off_calendar),
        ("referrals.after-as-of", after_as_of),
        ("referrals.repeated", repeated),
    ] {
        if number > 0 {
            text.push(' ');
            text.push_str(&say!(language, key, count = whole(language, number), date = date));
        }
    }
    text
}

/// The year as a heading: "2026-27 so far".
pub(in crate::site) fn span(language: &Language, year: &ReferralYear) -> String {
    if year.over { year.year.to_owned() } else { say!(language, "referrals.so-far", year = year.year) }
}

/// A number from elsewhere beside ours, with its source.
pub(super) fn benchmark(language: &Language, benchmark: &Benchmark) -> String {
    let unit = if benchmark.metric == Metric::Per100PerDay { "" } else { " %" };
    let kind = [benchmark.statistic.as_deref(), benchmark.year.as_deref()];
    let kind: Vec<&str> = kind.into_iter().flatten().collect();
    let kind = if kind.is_empty() { String::new() } else { format!(" ({})", kind.join(", ")) };
    let source = match &benchmark.source {
        Some(source) => say!(language, "referrals.source", source = source),
        None => language.word("referrals.no-source-is-recorded").to_owned(),
    };
    say!(
        language,
        "referrals.to-compare",
        value = plain(language, benchmark.value),
        unit = unit,
        kind = kind,
        lower = lower(&word(language, &benchmark.metric)),
        source = source
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
        let said: Vec<String> = [0.160_4, 8.190_4, 10.25, 0.001, 0.0, 238.1]
            .map(|value| average(Language::english(), value))
            .into();
        assert_eq!(said, ["0.16", "8.19", "10.3", "0.001", "0", "238.1"]);
    }

    #[test]
    fn rows_are_counted_in_sentences() {
        let reading = Reading { rows: 1500, read: 1497, off_calendar: 1, after_as_of: 2, repeated: 0 };
        assert_eq!(
            rows_read(Language::english(), Some(reading), Date::constant(2026, 11, 24)),
            "1,497 of 1,500 rows read. 1 row is dated off the school calendar and left out. \
             2 rows are dated after Tue 24 Nov 2026 and left out."
        );
    }
}
