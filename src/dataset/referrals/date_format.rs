//! How the dates of a referral file are written.

use jiff::fmt::strtime;

use super::super::cell::day;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Record, Referrals};

/// How the dates of a file are written.
#[derive(Clone, Copy)]
pub(super) struct DateFormat<'a>(Option<&'a str>);

impl<'a> DateFormat<'a> {
    /// The record's format, unless it cannot tell a date.
    pub(super) fn of(record: &Record, referrals: &'a Referrals) -> Result<Self, Box<Diagnostic>> {
        let format = referrals.date_format.as_deref().map(str::trim);
        match format {
            Some(format) if !tells_dates(format) => {
                let message = format!("`{format}` does not tell year, month and day");
                let help = "write `%m/%d/%Y` for 10/05/2026, `%d.%m.%y` for 05.10.26; or leave it out for 10/05/2026 and 2026-10-05";
                Err(Box::new(record.problem(Code::BadDate, "date-format", message).help(help)))
            }
            _ => Ok(Self(format)),
        }
    }

    /// The date that a cell holds. ISO is read under any format: a workbook's own dates come so.
    pub(super) fn read(self, text: &str) -> Option<Date> {
        match self.0 {
            None => day(text),
            Some(format) => parse(format, text).or_else(|| text.parse().ok()),
        }
    }
}

/// The day that a text holds, written in that format or, without one, as a data file may write it; a time
/// of day may follow.
pub(crate) fn day_written(format: Option<&str>, text: &str) -> Option<Date> {
    DateFormat(format).read(text)
}

fn parse(format: &str, text: &str) -> Option<Date> {
    strtime::parse(format, text).ok()?.to_date().ok()
}

/// Whether a date that is written in the format can be read again.
fn tells_dates(format: &str) -> bool {
    let sample = Date::constant(2026, 11, 25);
    // On a day, so that a format with a time of day can be written too.
    strtime::format(format, sample.at(13, 7, 0, 0)).is_ok_and(|text| parse(format, &text) == Some(sample))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_tells_dates_or_is_refused() {
        for format in ["%m/%d/%Y", "%d.%m.%y", "%Y%m%d", "%b %d, %Y", "%m/%d/%Y %H:%M"] {
            assert!(tells_dates(format), "{format}");
        }
        for format in ["", "%m/%d", "MM/DD/YYYY", "%Q", "%", "%d/%Y"] {
            assert!(!tells_dates(format), "{format}");
        }
    }

    #[test]
    fn dates_are_read_in_their_format_and_in_iso() {
        let fifth = Date::constant(2026, 10, 5);
        let format = DateFormat(Some("%d.%m.%y"));
        for text in ["05.10.26", "2026-10-05"] {
            assert_eq!(format.read(text), Some(fifth), "{text}");
        }
        assert_eq!((format.read("10/05/2026"), format.read("31.02.26")), (None, None));
        assert_eq!(DateFormat(None).read("10/5/2026"), Some(fifth));
        assert_eq!(DateFormat(None).read("2026-10"), None);
    }
}
