//! The day as of which everything is computed.

use std::ffi::OsStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Failure;
use crate::date::When;

/// The day named on the command line, else that of `SOURCE_DATE_EPOCH`, else today's.
pub fn as_of(named: Option<Date>) -> Result<Date, Failure> {
    match (named, std::env::var_os("SOURCE_DATE_EPOCH")) {
        (Some(date), _) => Ok(date),
        (None, Some(epoch)) => epoch_day(&epoch),
        (None, None) => Ok(today()),
    }
}

/// Today, where the computer is.
pub fn today() -> Date {
    TimeZone::system().to_datetime(Timestamp::now()).date()
}

/// A day as written on the command line: `2026-10-05`.
pub fn parse_day(text: &str) -> Result<Date, String> {
    let day = text.parse::<When>().ok().and_then(When::day).filter(|day| day.to_string() == text);
    day.ok_or_else(|| "write a day as YYYY-MM-DD, for example 2026-11-24".to_owned())
}

/// The day, in UTC, of a number of seconds since 1970 (<https://reproducible-builds.org/specs/source-date-epoch/>).
fn epoch_day(epoch: &OsStr) -> Result<Date, Failure> {
    let seconds = epoch.to_str().and_then(|text| text.parse::<i64>().ok());
    let moment = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    let Some(moment) = moment else {
        let message = format!("SOURCE_DATE_EPOCH is `{}`, which is no moment", epoch.to_string_lossy());
        return Err(Failure::usage(message)
            .help("it holds seconds since 1970, as `date +%s` prints them; or name the day with --date"));
    };
    Ok(TimeZone::UTC.to_datetime(moment).date())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_on_the_command_line_is_one_whole_day() {
        assert_eq!(parse_day("2026-11-24"), Ok(date(2026, 11, 24)));
        for wrong in ["2026-11", "2026-11-24T08:00", "24.11.2026", "2026-02-30", "20261124", ""] {
            assert!(parse_day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_epoch_is_a_day_in_utc() {
        assert_eq!(epoch_day(OsStr::new("0")).unwrap(), date(1970, 1, 1));
        assert_eq!(
            epoch_day(OsStr::new("1795564799")).unwrap(),
            date(2026, 11, 24),
            "one second before midnight"
        );
        assert_eq!(epoch_day(OsStr::new("1795564800")).unwrap(), date(2026, 11, 25));
        for wrong in ["", "today", "1e9", "99999999999999"] {
            assert_eq!(epoch_day(OsStr::new(wrong)).unwrap_err().exit, super::super::Exit::Usage, "{wrong}");
        }
    }
}
