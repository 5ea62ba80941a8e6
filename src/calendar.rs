//! A school's calendar: which days of a school year are school days.

use crate::date::{Date, When, add_days};
use crate::record::{Closed, Year};

/// The school days of one school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    first: Date,
    last: Date,
    /// Every school day, in order.
    days: Vec<Date>,
}

/// The part of a calendar month that lies within a span of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthPiece {
    /// The month.
    pub month: When,
    /// First day of the piece.
    pub first: Date,
    /// Last day of the piece.
    pub last: Date,
    /// School days within the piece.
    pub school_days: u32,
    /// Whether the piece lacks school days of its month.
    pub partial: bool,
}

impl Calendar {
    /// The calendar of a school year: weekdays from `starts` to `ends` less `closed`. `None` where
    /// either end is missing or is no full date, or where the year ends before it starts.
    pub fn of(year: &Year) -> Option<Self> {
        let first = year.starts?.day()?;
        let last = year.ends?.day()?;
        if last < first {
            return None;
        }
        let closed: Vec<(Date, Date)> = year.closed.iter().copied().map(closed_span).collect();
        let is_closed = |date: Date| closed.iter().any(|(from, to)| (*from..=*to).contains(&date));
        let days = days_of(first, last)
            .filter(|date| date.weekday().to_monday_zero_offset() < 5 && !is_closed(*date))
            .collect();
        Some(Self { first, last, days })
    }

    /// First day of the school year.
    pub fn first(&self) -> Date {
        self.first
    }

    /// Last day of the school year.
    pub fn last(&self) -> Date {
        self.last
    }

    /// Whether there is school on that day.
    pub fn is_school_day(&self, date: Date) -> bool {
        self.days.binary_search(&date).is_ok()
    }

    /// The number of school days from `from` to `to`, both included.
    pub fn school_days(&self, from: Date, to: Date) -> u32 {
        let before = |bound: Date| self.days.partition_point(|day| *day < bound);
        let through = self.days.partition_point(|day| *day <= to);
        u32::try_from(through.saturating_sub(before(from))).unwrap_or(u32::MAX)
    }

    /// The months from `from` to `to`, both included, cut to those days and to the school year.
    pub fn months(&self, from: Date, to: Date) -> Vec<MonthPiece> {
        let (from, to) = (from.max(self.first), to.min(self.last));
        let mut pieces = Vec::new();
        let mut start = from;
        while start <= to {
            let end_of_month = start.last_of_month();
            let end = end_of_month.min(to);
            let school_days = self.school_days(start, end);
            pieces.push(MonthPiece {
                month: When::Month { year: start.year(), month: start.month() },
                first: start,
                last: end,
                school_days,
                partial: school_days < self.school_days(start.first_of_month(), end_of_month),
            });
            start = add_days(end_of_month, 1);
        }
        pieces
    }
}

/// The school year that a `year` field names: `2026-27`, `2026-2027`, also where the second half
/// could be read as a month (`2011-12`), or else the calendar year of a bare `2026`.
pub fn school_year(name: &str) -> Option<When> {
    match name.trim().parse().ok()? {
        When::Month { year, month } => {
            (i32::from(year + 1) % 100 == i32::from(month)).then_some(When::SchoolYear { starts: year })
        }
        year @ (When::SchoolYear { .. } | When::Year(_)) => Some(year),
        When::Day(_) | When::Quarter { .. } => None,
    }
}

fn closed_span(closed: Closed) -> (Date, Date) {
    match closed {
        Closed::Day(when) => (when.first(), when.last()),
        Closed::Span { from, to } => (from.first(), to.last()),
    }
}

fn days_of(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(jiff::Span::new().days(1)).take_while(move |date| *date <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn when(text: &str) -> When {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    fn year(starts: &str, ends: &str, closed: Vec<Closed>) -> Year {
        Year {
            name: "2026-27".into(),
            starts: Some(when(starts)),
            ends: Some(when(ends)),
            enrollment: None,
            enrollment_by_grade: indexmap::IndexMap::new(),
            closed,
        }
    }

    /// Monday 24 August to Friday 2 October 2026: six weeks, less Labor Day and three days.
    fn autumn() -> Calendar {
        let labor_day = Closed::Day(when("2026-09-07"));
        let retreat = Closed::Span { from: when("2026-09-18"), to: when("2026-09-22") };
        Calendar::of(&year("2026-08-24", "2026-10-02", vec![labor_day, retreat])).unwrap()
    }

    #[test]
    fn school_days_are_weekdays_less_closed_ones() {
        let autumn = autumn();
        assert_eq!(autumn.school_days(autumn.first(), autumn.last()), 30 - 1 - 3);
        for (day, is_school) in [
            ("2026-08-23", false),
            ("2026-08-24", true),
            ("2026-08-29", false),
            ("2026-09-07", false),
            ("2026-09-18", false),
            ("2026-09-22", false),
            ("2026-09-23", true),
            ("2026-10-02", true),
            ("2026-10-05", false),
        ] {
            assert_eq!(autumn.is_school_day(date(day)), is_school, "{day}");
        }
        assert_eq!(autumn.school_days(date("2026-09-04"), date("2026-09-08")), 2);
        assert_eq!(autumn.school_days(date("2026-09-08"), date("2026-09-04")), 0);
        assert_eq!(autumn.school_days(date("2020-01-01"), date("2026-08-24")), 1);
    }

    #[test]
    fn months_are_cut_to_the_days_asked_for() {
        let months = autumn().months(date("2026-01-01"), date("2026-09-08"));
        let august = MonthPiece {
            month: when("2026-08"),
            first: date("2026-08-24"),
            last: date("2026-08-31"),
            school_days: 6,
            partial: false,
        };
        let september = MonthPiece {
            month: when("2026-09"),
            first: date("2026-09-01"),
            last: date("2026-09-08"),
            school_days: 5,
            partial: true,
        };
        assert_eq!(months, [august, september]);
        assert_eq!(autumn().months(date("2027-01-01"), date("2027-02-01")), []);
    }

    #[test]
    fn without_both_full_dates_there_is_no_calendar() {
        assert_eq!(Calendar::of(&year("2026-08", "2027-06-11", vec![])), None);
        assert_eq!(Calendar::of(&year("2027-06-11", "2026-08-24", vec![])), None);
        let open = Year { ends: None, ..year("2026-08-24", "2027-06-11", vec![]) };
        assert_eq!(Calendar::of(&open), None);
    }

    #[test]
    fn a_year_field_names_a_school_year() {
        for (name, starts) in [("2026-27", 2026), ("2026-2027", 2026), ("2011-12", 2011), ("1999-00", 1999)] {
            assert_eq!(school_year(name), Some(When::SchoolYear { starts }), "{name}");
        }
        assert_eq!(school_year("2026"), Some(When::Year(2026)));
        for name in ["2026-10", "2026-10-05", "2026-Q4", "soon"] {
            assert_eq!(school_year(name), None, "{name}");
        }
    }
}
