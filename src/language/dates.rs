//! Dates as people say them.

use jiff::civil::{Date, Weekday};

use super::Language;
use crate::date::When;
use crate::say;

const MONTHS: [&str; 12] = [
    "date.month.january",
    "date.month.february",
    "date.month.march",
    "date.month.april",
    "date.month.may",
    "date.month.june",
    "date.month.july",
    "date.month.august",
    "date.month.september",
    "date.month.october",
    "date.month.november",
    "date.month.december",
];

const SHORT_MONTHS: [&str; 12] = [
    "date.short-month.january",
    "date.short-month.february",
    "date.short-month.march",
    "date.short-month.april",
    "date.short-month.may",
    "date.short-month.june",
    "date.short-month.july",
    "date.short-month.august",
    "date.short-month.september",
    "date.short-month.october",
    "date.short-month.november",
    "date.short-month.december",
];

const ORDINALS: [&str; 4] =
    ["date.ordinal.first", "date.ordinal.second", "date.ordinal.third", "date.ordinal.fourth"];

impl Language {
    /// `Mon 12 Oct 2026`, `October 2026`, `4th quarter of 2026`, `school year 2026-27`, `2026`.
    pub fn date(&self, when: When) -> String {
        match when {
            When::Day(date) => say!(
                self,
                "date.day",
                weekday = self.weekday(date.weekday()),
                day = date.day(),
                month = self.short_month(date.month()),
                year = date.year()
            ),
            When::Month { year, month } => {
                say!(self, "date.month-of-year", month = self.month(month), year = year)
            }
            When::Quarter { year, quarter } => {
                say!(self, "date.quarter", ordinal = self.word(nth(ORDINALS, quarter)), year = year)
            }
            When::SchoolYear { starts } => say!(self, "date.school-year", years = years(starts)),
            When::Year(year) => year.to_string(),
        }
    }

    /// The date in a sentence: `12 October 2026`, else as [`Language::date`] has it.
    pub fn date_in_sentence(&self, when: When) -> String {
        match when {
            When::Day(date) => self.day_in_words(date),
            coarse => self.date(coarse),
        }
    }

    /// When something was, in a sentence: `on 12 October 2026`, `in October 2026`.
    pub fn at(&self, when: When) -> String {
        let key = if when.day().is_some() { "date.on" } else { "date.in" };
        say!(self, key, date = self.date_in_sentence(when))
    }

    /// The date where there is little room: `12 Oct 2026`, `Oct 2026`, `Q4 2026`, `2026-27`, `2026`.
    pub fn short_date(&self, when: When) -> String {
        match when {
            When::Day(date) => say!(
                self,
                "date.short-day",
                day = date.day(),
                month = self.short_month(date.month()),
                year = date.year()
            ),
            When::Month { year, month } => {
                say!(self, "date.short-month-of-year", month = self.short_month(month), year = year)
            }
            When::Quarter { year, quarter } => {
                say!(self, "date.short-quarter", quarter = quarter, year = year)
            }
            When::SchoolYear { starts } => years(starts),
            When::Year(year) => year.to_string(),
        }
    }

    /// A day in a sentence: `12 October 2026`.
    pub fn day_in_words(&self, date: Date) -> String {
        say!(self, "date.long-day", day = date.day(), month = self.month(date.month()), year = date.year())
    }

    /// The name of a month, 1–12.
    pub fn month(&self, month: i8) -> &str {
        self.word(nth(MONTHS, month))
    }

    /// The short name of a month, 1–12.
    pub fn short_month(&self, month: i8) -> &str {
        self.word(nth(SHORT_MONTHS, month))
    }

    fn weekday(&self, day: Weekday) -> &str {
        self.word(match day {
            Weekday::Monday => "date.weekday.monday",
            Weekday::Tuesday => "date.weekday.tuesday",
            Weekday::Wednesday => "date.weekday.wednesday",
            Weekday::Thursday => "date.weekday.thursday",
            Weekday::Friday => "date.weekday.friday",
            Weekday::Saturday => "date.weekday.saturday",
            Weekday::Sunday => "date.weekday.sunday",
        })
    }
}

/// The key of a number from 1.
fn nth<const N: usize>(keys: [&'static str; N], number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|index| keys.get(index)).copied().unwrap_or_default()
}

fn years(starts: i16) -> String {
    format!("{starts}-{:02}", (starts + 1) % 100)
}

#[cfg(test)]
mod tests {
    use super::super::{Language, shipped};
    use super::*;

    fn when(text: &str) -> When {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn dates_are_said_at_their_own_precision() {
        let english = Language::english();
        let say = |text: &str| english.date(when(text));
        assert_eq!(say("2026-10-12"), "Mon 12 Oct 2026");
        assert_eq!(say("2026-05"), "May 2026");
        assert_eq!(say("2026-Q4"), "4th quarter of 2026");
        assert_eq!(say("2026-27"), "school year 2026-27");
        assert_eq!(say("2010-2011"), "school year 2010-11");
        assert_eq!(say("2026"), "2026");
        let texts = ["2026-10-12", "2026-05", "2026-Q4", "2026-27", "2026"];
        assert_eq!(
            texts.map(|text| english.short_date(when(text))),
            ["12 Oct 2026", "May 2026", "Q4 2026", "2026-27", "2026"]
        );
        assert_eq!(
            ["2026-10", "2026-10-12"].map(|text| english.at(when(text))),
            ["in October 2026", "on 12 October 2026"]
        );
        assert_eq!(english.day_in_words(Date::constant(2014, 6, 13)), "13 June 2014");
    }

    #[test]
    fn spanish_says_dates_in_its_own_way() {
        let spanish = Language::of("es", shipped("es").expect("Spanish is shipped"));
        assert_eq!(spanish.date(when("2026-10-12")), "lun 12 oct 2026");
        assert_eq!(spanish.date(when("2026-05")), "mayo de 2026");
        assert_eq!(spanish.date(when("2026-Q4")), "4.º trimestre de 2026");
        assert_eq!(spanish.date(when("2026-27")), "año escolar 2026-27");
        assert_eq!(spanish.at(when("2026-10-12")), "el 12 de octubre de 2026");
        assert_eq!(spanish.at(when("2026-10")), "en octubre de 2026");
    }
}
