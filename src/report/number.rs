//! The one way a number becomes text, in charts, tables and sentences alike.

use crate::language::Language;
use crate::record::Unit;
use crate::say;

/// A number as it was given: at most two decimals (more only where it would otherwise read 0), no
/// noise of arithmetic, thousands apart, and never a negative zero.
pub fn plain(language: &Language, value: f64) -> String {
    if !value.is_finite() {
        return language.word("number.none").to_owned();
    }
    language.number(&bare(value))
}

/// The digits of [`plain`] for a spreadsheet: no thousands apart, and a minus that a program reads.
pub fn bare(value: f64) -> String {
    let mut decimals = 2;
    while decimals < 9
        && value != 0.0
        && format!("{value:.decimals$}").bytes().all(|byte| !(b'1'..=b'9').contains(&byte))
    {
        decimals += 1;
    }
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The number that [`plain`] prints, so that a file says what the page says.
pub fn rounded(value: f64) -> f64 {
    bare(value).parse().unwrap_or(value)
}

/// A whole number, thousands apart.
pub fn whole(language: &Language, value: usize) -> String {
    #[allow(clippy::cast_precision_loss, reason = "no site counts to nine quadrillion")]
    plain(language, value as f64)
}

/// A share, where 1 is all, as a percent without decimals: `0.384` is `38 %`. What is not all never reads
/// `100 %`, and what is not nothing never reads `0 %`.
pub fn percent(language: &Language, share: f64) -> String {
    match (share * 100.0).round() {
        0.0 if share > 0.0 => language.word("number.less-than-one-percent").to_owned(),
        100.0 if share < 1.0 => language.word("number.more-than-all-but-one-percent").to_owned(),
        whole => say!(language, "number.percent", number = plain(language, whole)),
    }
}

/// A number with what it counts: `61.6 %`, `12 minutes`, `1 hour`; counts, rates and scores stand
/// alone.
pub fn with_unit(language: &Language, value: f64, unit: Unit) -> String {
    let number = plain(language, value);
    match unit {
        Unit::Percent => say!(language, "number.percent", number = number),
        Unit::Minutes => say!(language, "count.minutes", count = number),
        Unit::Hours => say!(language, "count.hours", count = number),
        Unit::Days => say!(language, "count.days", count = number),
        Unit::Count | Unit::Rate | Unit::Score => number,
    }
}

/// The middle of whole numbers; half-way between the two middle ones of an even number of them.
pub fn median(mut values: Vec<i64>) -> Option<f64> {
    values.sort_unstable();
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get((values.len() - 1) / 2)?;
    #[allow(clippy::cast_precision_loss, reason = "days between two dates are far fewer than 2^52")]
    let middle = (lower + upper) as f64 / 2.0;
    Some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_a_number_or_lies_between_two() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9, 1, 5]), Some(5.0));
        assert_eq!(median(vec![5, 2]), Some(3.5));
    }

    #[test]
    fn numbers_are_told_as_they_were_given() {
        let told: Vec<String> =
            [529.5, 61.6, 30.38, 905.0, 1497.0, 0.1 + 0.2, -0.0, -0.001, 0.004_9, -12.5, 1e6]
                .map(|value| plain(Language::english(), value))
                .into();
        assert_eq!(
            told,
            ["529.5", "61.6", "30.38", "905", "1,497", "0.3", "0", "−0.001", "0.005", "−12.5", "1,000,000"]
        );
    }

    #[test]
    fn a_file_has_the_digits_of_the_page() {
        assert_eq!(
            [1_234_567.0, -12.5, 29.0 / 70.0 * 100.0, -0.0].map(bare),
            ["1234567", "-12.5", "41.43", "0"]
        );
        assert_eq!([29.0 / 70.0 * 100.0, 0.004_9].map(rounded), [41.43, 0.005]);
    }

    #[test]
    fn units_follow_their_number() {
        assert_eq!(with_unit(Language::english(), 61.6, Unit::Percent), "61.6 %");
        assert_eq!(with_unit(Language::english(), 1.0, Unit::Hours), "1 hour");
        assert_eq!(with_unit(Language::english(), 2.5, Unit::Days), "2.5 days");
        assert_eq!(
            [0.384, 0.0, 0.004, 0.996, 1.0].map(|value| percent(Language::english(), value)),
            ["38 %", "0 %", "less than 1 %", "more than 99 %", "100 %"]
        );
        assert_eq!(whole(Language::english(), 1500), "1,500");
    }
}
