//! The school days that a year's referrals are spread over.

use super::why::{Computed, Why};
use crate::calendar::{Calendar, school_year};
use crate::date::{Date, When, add_days};

/// The school days of a year up to the as-of date, which counts too.
pub(super) struct Days {
    calendar: Option<Calendar>,
    /// The year by its name, which tells when it is over where there is no calendar.
    named: Option<When>,
    today: Date,
}

/// A month of the school year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) month: When,
    /// School days of the month up to the as-of date; none without a calendar.
    pub(super) school_days: Option<u32>,
    /// Whether referrals of the whole month can be known: days are still to come, or the first or last referral
    /// leaves school days of it before or behind.
    pub(super) partial: bool,
    /// Whether it lies between the first and the last month with a referral. Of the others nothing is known.
    pub(super) covered: bool,
}

impl Days {
    /// The days of a calendar, or without one of a year of that name, until `today`.
    pub(super) fn of(calendar: Option<Calendar>, year: &str, today: Date) -> Self {
        Self { calendar, named: school_year(year), today }
    }

    /// How many school days there have been.
    pub(super) fn so_far(&self) -> Computed<u32> {
        let calendar = self.calendar.as_ref().ok_or(Why::NoCalendar)?;
        match calendar.school_days(calendar.first(), self.today) {
            0 => Err(Why::NotStarted),
            days => Ok(days),
        }
    }

    /// Whether the year is over.
    pub(super) fn are_over(&self) -> bool {
        match &self.calendar {
            Some(calendar) => calendar.last() <= self.today,
            None => self.named.is_some_and(|year| year.is_by(self.today)),
        }
    }

    /// Whether the as-of date is one of them.
    pub(super) fn hold_today(&self) -> bool {
        self.calendar.as_ref().is_some_and(|calendar| calendar.is_school_day(self.today))
    }

    /// Whether there has been school in a month so far; without a calendar, whether it has begun.
    pub(super) fn reach(&self, month: When) -> bool {
        let until = month.last().min(self.today);
        match &self.calendar {
            Some(calendar) => calendar.school_days(month.first(), until) > 0,
            None => !month.is_after(self.today),
        }
    }

    /// How many of the school days so far fell on a weekday; Monday is 0.
    pub(super) fn of_weekday(&self, place: usize) -> Option<u32> {
        let calendar = self.calendar.as_ref()?;
        let is_meant = |date: &Date| {
            usize::try_from(date.weekday().to_monday_zero_offset()).is_ok_and(|day| day == place)
        };
        let days = std::iter::successors(Some(calendar.first()), |date| Some(add_days(*date, 1)));
        let days = days.take_while(|date| *date <= calendar.last().min(self.today));
        u32::try_from(days.filter(|date| is_meant(date) && calendar.is_school_day(*date)).count()).ok()
    }

    /// The months of the year so far, for referrals from `first` to `last`; without a calendar only theirs.
    pub(super) fn months(&self, first: Date, last: Date) -> Vec<Month> {
        let months = match &self.calendar {
            Some(calendar) => {
                let pieces = calendar.months(calendar.first(), self.today);
                pieces
                    .into_iter()
                    .map(|piece| (piece.month, Some(piece.school_days), piece.partial))
                    .collect()
            }
            None => self.months_without_calendar(first, last),
        };
        let month = |(month, school_days, partial): (When, Option<u32>, bool)| Month {
            month,
            school_days,
            partial: partial || self.lacks_days(month, first, last),
            covered: month.last() >= first && month.first() <= last,
        };
        months.into_iter().map(month).collect()
    }

    /// Whether the first or the last referral leaves school days of its month out.
    fn lacks_days(&self, month: When, first: Date, last: Date) -> bool {
        let Some(calendar) = &self.calendar else { return false };
        let within = |date: Date| (month.first()..=month.last()).contains(&date);
        let before = within(first) && calendar.school_days(month.first(), add_days(first, -1)) > 0;
        let after = within(last) && calendar.school_days(add_days(last, 1), month.last()) > 0;
        before || after
    }

    fn months_without_calendar(&self, first: Date, last: Date) -> Vec<(When, Option<u32>, bool)> {
        let month = |date: Date| When::Month { year: date.year(), month: date.month() };
        let starts = std::iter::successors(Some(first), |date| Some(add_days(date.last_of_month(), 1)));
        let starts = starts.take_while(|date| date.first_of_month() <= last);
        starts.map(|date| (month(date), None, self.today < date.last_of_month())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Closed, Year};

    fn date(text: &str) -> Date {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn when(text: &str) -> When {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    /// 24 August 2026 to 11 June 2027, without Labor Day.
    fn days(today: &str) -> Days {
        let year = Year {
            name: "2026-27".into(),
            starts: Some(when("2026-08-24")),
            ends: Some(when("2027-06-11")),
            enrollment: None,
            enrollment_by_grade: indexmap::IndexMap::new(),
            closed: vec![Closed::Day(when("2026-09-07"))],
        };
        Days::of(Calendar::of(&year), "2026-27", date(today))
    }

    fn told(months: &[Month]) -> Vec<String> {
        let word = |yes, word: &str| if yes { format!(" {word}") } else { String::new() };
        let line = |month: &Month| {
            let days = month.school_days.map_or("?".into(), |days| days.to_string());
            format!(
                "{} {days}{}{}",
                month.month,
                word(month.partial, "partial"),
                word(!month.covered, "unknown")
            )
        };
        months.iter().map(line).collect()
    }

    /// Six days in August, 21 in September, 22 in October, 17 in November until the 24th.
    #[test]
    fn today_counts_as_a_school_day() {
        assert_eq!(days("2026-11-24").so_far(), Ok(66));
        assert_eq!(days("2026-08-24").so_far(), Ok(1));
        assert_eq!(days("2026-08-23").so_far(), Err(Why::NotStarted));
        assert_eq!(days("2027-07-01").so_far(), days("2027-06-11").so_far());
        assert_eq!(Days::of(None, "2026-27", date("2026-11-24")).so_far(), Err(Why::NoCalendar));
    }

    #[test]
    fn mondays_are_counted_without_labor_day() {
        let days = days("2026-11-24");
        let week: Vec<Option<u32>> = (0..7).map(|place| days.of_weekday(place)).collect();
        assert_eq!(week, [Some(13), Some(14), Some(13), Some(13), Some(13), Some(0), Some(0)]);
    }

    #[test]
    fn the_first_and_the_last_month_are_partial_where_days_are_not_covered() {
        let whole = days("2026-11-24").months(date("2026-08-24"), date("2026-11-24"));
        assert_eq!(told(&whole), ["2026-08 6", "2026-09 21", "2026-10 22", "2026-11 17 partial"]);
        let from_october = days("2026-11-30").months(date("2026-10-02"), date("2026-11-30"));
        assert_eq!(
            told(&from_october),
            ["2026-08 6 unknown", "2026-09 21 unknown", "2026-10 22 partial", "2026-11 21"]
        );
        let until_october = days("2026-11-24").months(date("2026-08-25"), date("2026-10-29"));
        assert_eq!(
            told(&until_october),
            ["2026-08 6 partial", "2026-09 21", "2026-10 22 partial", "2026-11 17 partial unknown"]
        );
    }

    #[test]
    fn without_a_calendar_only_the_running_month_is_known_to_be_partial() {
        let days = Days::of(None, "2026-27", date("2026-11-24"));
        let months = days.months(date("2026-09-10"), date("2026-11-02"));
        assert_eq!(told(&months), ["2026-09 ?", "2026-10 ?", "2026-11 ? partial"]);
    }
}
