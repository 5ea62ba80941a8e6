//! Dates as precise as people know them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
pub use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date as precise as people know it: a day, a month, a quarter, a school year or a year.
///
/// It prints at its own precision. A coarse date spans its first to its last day; it is never due
/// and never late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// One day: `2026-10-05`.
    Day(Date),
    /// A month: `2026-10`.
    Month {
        /// Calendar year.
        year: i16,
        /// Month, 1–12.
        month: i8,
    },
    /// A quarter of a calendar year: `2026-Q4`.
    Quarter {
        /// Calendar year.
        year: i16,
        /// Quarter, 1–4.
        quarter: i8,
    },
    /// A school year, July to June, named by the year it starts in: `2026-27` or `2026-2027`.
    SchoolYear {
        /// The calendar year in which the school year starts.
        starts: i16,
    },
    /// A calendar year: `2026`.
    Year(i16),
}

impl When {
    /// The first day that the date may mean.
    pub fn first(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Month { year, month } => day(year, month, 1),
            Self::Quarter { year, quarter } => day(year, quarter * 3 - 2, 1),
            Self::SchoolYear { starts } => day(starts, 7, 1),
            Self::Year(year) => day(year, 1, 1),
        }
    }

    /// The last day that the date may mean.
    pub fn last(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Month { year, month } => day(year, month, 1).last_of_month(),
            Self::Quarter { year, quarter } => day(year, quarter * 3, 1).last_of_month(),
            Self::SchoolYear { starts } => day(starts + 1, 6, 30),
            Self::Year(year) => day(year, 12, 31),
        }
    }

    /// The day, where the date is one.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            _ => None,
        }
    }

    /// Whether the whole span lies before `date`.
    pub fn is_before(self, date: Date) -> bool {
        self.last() < date
    }

    /// Whether the whole span lies on or before `date`.
    pub fn is_by(self, date: Date) -> bool {
        self.last() <= date
    }

    /// Whether the whole span lies after `date`.
    pub fn is_after(self, date: Date) -> bool {
        self.first() > date
    }

    /// For lists: by first day, the finer date first where two begin together.
    pub fn sort_key(self) -> (Date, Date) {
        (self.first(), self.last())
    }
}

/// Years a record may speak of; outside, a date is a slip of the finger.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).expect("year, month and day were checked when the date was read")
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date")]
pub struct DateError(pub String);

impl FromStr for When {
    type Err = DateError;

    /// Reads `2026-10-05`, `2026-10-05T08:00:00Z`, `2026-10`, `2026-Q4`, `2026-27`, `2026-2027`
    /// and `2026`. `YYYY-MM` is a month where MM is 01–12, else a school year.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text.trim()).ok_or_else(|| DateError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<When> {
    if !text.is_ascii() {
        return None;
    }
    let (year, rest) = match text.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (text, None),
    };
    let year = number(year, 4).filter(|year| YEARS.contains(year))?;
    let Some(rest) = rest else {
        return Some(When::Year(year));
    };
    match rest.len() {
        2 if rest.starts_with(['Q', 'q']) => {
            let quarter = i8::try_from(number(&rest[1..], 1)?).ok()?;
            (1..=4).contains(&quarter).then_some(When::Quarter { year, quarter })
        }
        2 => {
            let two = number(rest, 2)?;
            match i8::try_from(two) {
                Ok(month @ 1..=12) => Some(When::Month { year, month }),
                _ => school_year(year, two, 100),
            }
        }
        4 => school_year(year, number(rest, 4)?, 10_000),
        10.. if !matches!(rest.as_bytes()[5], b'T' | b't' | b' ') => None,
        5.. => {
            let date = Date::from_str(&text[..10]).ok()?;
            let time = text[10..].trim_start_matches(['T', 't', ' ']);
            (time.is_empty() || is_time(time)).then_some(When::Day(date))
        }
        _ => None,
    }
}

/// Whether `text` reads like a time of day, with or without seconds, fraction and offset.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 5
        && bytes[2] == b':'
        && bytes.iter().all(|byte| byte.is_ascii_digit() || b":.+-Zz".contains(byte))
}

fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn school_year(starts: i16, ends: i16, modulus: i16) -> Option<When> {
    ((starts + 1) % modulus == ends).then_some(When::SchoolYear { starts })
}

impl fmt::Display for When {
    /// As it is written in a record: ISO, at its own precision.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Month { year, month } => write!(f, "{year}-{month:02}"),
            Self::Quarter { year, quarter } => write!(f, "{year}-Q{quarter}"),
            Self::SchoolYear { starts } if (starts + 1) % 100 <= 12 && (starts + 1) % 100 > 0 => {
                write!(f, "{starts}-{}", starts + 1)
            }
            Self::SchoolYear { starts } => write!(f, "{starts}-{:02}", (starts + 1) % 100),
            Self::Year(year) => write!(f, "{year}"),
        }
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for When {
    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "when" })
    }
}

/// The number of days from `from` to `to`; negative where `to` comes first.
pub fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// `date` moved by `days`; stays put at the ends of the calendar.
pub fn add_days(date: Date, days: i64) -> Date {
    date.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(text: &str) -> When {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn every_shape_people_and_editors_write_is_read() {
        let fifth = When::Day(day(2026, 10, 5));
        for text in
            ["2026-10-05", "2026-10-05T00:00:00Z", "2026-10-05T08:15:00.000-05:00", "2026-10-05 08:15:00"]
        {
            assert_eq!(when(text), fifth, "{text}");
        }
        assert_eq!(when("2026-10"), When::Month { year: 2026, month: 10 });
        assert_eq!(when("2026-Q4"), When::Quarter { year: 2026, quarter: 4 });
        assert_eq!(when("2026-27"), When::SchoolYear { starts: 2026 });
        assert_eq!(when("1999-00"), When::SchoolYear { starts: 1999 });
        assert_eq!(when("2010-2011"), When::SchoolYear { starts: 2010 });
        assert_eq!(when("2010-11"), When::Month { year: 2010, month: 11 }, "a month where it can be");
        assert_eq!(when("2026"), When::Year(2026));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "soon",
            "2026-13-01",
            "2026-02-30",
            "2026-10-5",
            "26-10-05",
            "2026-28",
            "2026-Q5",
            "2026-10-05x",
            "2026-10-05Tnoon",
            "0026",
            "2026-",
            "２０２６",
            "2026-10-05 ",
            "9999-12",
        ] {
            let expected_ok = text.trim() == "2026-10-05";
            assert_eq!(text.parse::<When>().is_ok(), expected_ok, "{text:?}");
        }
    }

    #[test]
    fn a_coarse_date_is_before_only_with_its_whole_span() {
        let launch = day(2026, 10, 5);
        assert!(when("2026-09").is_before(launch));
        assert!(!when("2026-10").is_before(launch));
        assert!(!when("2026-Q4").is_before(launch) && !when("2026-Q4").is_after(launch));
        assert_eq!(when("2026-27").last(), day(2027, 6, 30));
        assert_eq!(when("2026-Q1").last(), day(2026, 3, 31));
    }

    #[test]
    fn a_date_prints_as_it_is_read() {
        for text in ["2026-10-05", "2026-10", "2026-Q4", "2026-27", "2010-2011", "2026"] {
            assert_eq!(when(text).to_string(), text);
        }
    }
}
