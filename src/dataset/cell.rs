//! What the text of a cell means: dates, times and numbers as people and spreadsheets write them.

use crate::date::{Date, When};
use jiff::civil::Time;

/// A date as in a record, or as `MM/DD/YYYY`; a time of day after it is allowed.
pub(super) fn date(text: &str) -> Option<When> {
    if !text.contains('/') {
        return text.parse().ok();
    }
    let (day, time) = text.split_once(' ').unwrap_or((text, ""));
    if !time.trim().is_empty() && clock(time).is_none() {
        return None;
    }
    let mut parts = day.split('/');
    let (month, day, year) = (digits(parts.next()?, 1..=2)?, digits(parts.next()?, 1..=2)?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    // By way of ISO, so that the years a record may speak of hold here too.
    format!("{:04}-{month:02}-{day:02}", digits(year, 4..=4)?).parse().ok()
}

/// A full date, as [`date`] reads it.
pub(super) fn day(text: &str) -> Option<Date> {
    date(text)?.day()
}

/// A time of day: `8:05`, `08:05:00`, `1:15 PM`, `1315`, `815`; the time of a date and time.
pub(super) fn time(text: &str) -> Option<Time> {
    clock(text).or_else(|| {
        let (first, rest) = text.trim().split_once([' ', 'T'])?;
        day(first)?;
        clock(rest)
    })
}

/// A finite number with a point for decimals.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = |byte: u8| byte.is_ascii_digit() || b".+-eE".contains(&byte);
    text.bytes().all(plain).then(|| text.parse().ok()).flatten().filter(|number: &f64| number.is_finite())
}

/// A number that may have a percent sign.
pub(super) fn number_or_percent(text: &str) -> Option<f64> {
    number(text.strip_suffix('%').map_or(text, str::trim_end))
}

/// A whole number of people, at most ten million.
pub(super) fn people(text: &str) -> Option<u32> {
    digits(text, 1..=8).filter(|number| *number <= 10_000_000)
}

fn clock(text: &str) -> Option<Time> {
    let lower = text.trim().to_ascii_lowercase();
    let (clock, half) = split_half(&lower);
    let (hour, minute, second) = match clock.split_once(':') {
        Some((hour, rest)) => {
            let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
            let second = second.split_once('.').map_or(second, |(second, _)| second);
            (digits(hour, 1..=2)?, digits(minute, 2..=2)?, digits(second, 2..=2)?)
        }
        None if half.is_some() && clock.len() <= 2 => (digits(clock, 1..=2)?, 0, 0),
        None => {
            let number = digits(clock, 3..=4)?;
            (number / 100, number % 100, 0)
        }
    };
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
    };
    let narrow = |number: u32| i8::try_from(number).ok();
    Time::new(narrow(hour)?, narrow(minute)?, narrow(second)?, 0).ok()
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

fn split_half(lower: &str) -> (&str, Option<Half>) {
    let endings =
        [("am", Half::Morning), ("a.m.", Half::Morning), ("pm", Half::Afternoon), ("p.m.", Half::Afternoon)];
    endings
        .into_iter()
        .find_map(|(ending, half)| lower.strip_suffix(ending).map(|clock| (clock.trim_end(), Some(half))))
        .unwrap_or((lower, None))
}

fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<u32> {
    (lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso_or_american() {
        for text in ["2026-10-05", "10/05/2026", "10/5/2026", "10/5/2026 8:05 AM", "2026-10-05 13:07"] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2026-10-05"), "{text}");
        }
        assert_eq!(date("2026-10"), Some(When::Month { year: 2026, month: 10 }));
        for text in
            ["", "10/5/26", "13/10/2026", "10/5", "10/5/2026/1", "10/5/2026 soon", "5.10.2026", "2/30/2026"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_read_as_schools_write_them() {
        for (text, hour, minute) in [
            ("8:05", 8, 5),
            ("08:05", 8, 5),
            ("1:15 PM", 13, 15),
            ("1:15pm", 13, 15),
            ("1:15:30 p.m.", 13, 15),
            ("1315", 13, 15),
            ("815", 8, 15),
            ("0000", 0, 0),
            ("12:05 AM", 0, 5),
            ("12:30 PM", 12, 30),
            ("8 AM", 8, 0),
            ("2026-10-05 13:07", 13, 7),
            ("2026-10-05T13:07:00.000", 13, 7),
            ("10/5/2026 1:07 PM", 13, 7),
        ] {
            let time = time(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((time.hour(), time.minute()), (hour, minute), "{text}");
        }
        for text in ["", "8", "25:00", "8:5", "08:60", "13:15 PM", "0:15 AM", "2400", "noon", "12345", "é:00"]
        {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_have_a_point_and_are_finite() {
        for (text, value) in [("14", 14.0), ("-0.5", -0.5), ("1E+3", 1000.0), (".5", 0.5)] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in ["", "nan", "inf", "1e999", "1,5", "1 000", "12a", "--1", "66%"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!((number_or_percent("66.2 %"), number_or_percent("%")), (Some(66.2), None));
        assert_eq!(
            (people("014"), people("10000001"), people("-1"), people("1.5")),
            (Some(14), None, None, None)
        );
    }
}
