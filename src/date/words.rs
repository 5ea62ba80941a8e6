//! Dates as people say them.

use jiff::civil::{Date, Weekday};

use super::When;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl When {
    /// `Mon 12 Oct 2026`, `October 2026`, `4th quarter of 2026`, `school year 2026-27`, `2026`.
    pub fn in_words(self) -> String {
        match self {
            Self::Day(date) => {
                let month = &month(date.month())[..3];
                format!("{} {} {month} {}", weekday(date.weekday()), date.day(), date.year())
            }
            Self::Month { year, month: number } => format!("{} {year}", month(number)),
            Self::Quarter { year, quarter } => {
                let ordinal = ["1st", "2nd", "3rd", "4th"];
                let index = usize::try_from(quarter - 1).unwrap_or_default();
                format!("{} quarter of {year}", ordinal.get(index).copied().unwrap_or_default())
            }
            Self::SchoolYear { starts } => format!("school year {starts}-{:02}", (starts + 1) % 100),
            Self::Year(year) => year.to_string(),
        }
    }

    /// The date in a sentence: `12 October 2026`, else as [`When::in_words`] has it.
    pub fn in_sentence(self) -> String {
        match self {
            Self::Day(date) => day_in_words(date),
            coarse => coarse.in_words(),
        }
    }

    /// When something was, in a sentence: `on 12 October 2026`, `in October 2026`.
    pub fn at(self) -> String {
        let word = if self.day().is_some() { "on" } else { "in" };
        format!("{word} {}", self.in_sentence())
    }

    /// The date where there is little room: `12 Oct 2026`, `Oct 2026`, `Q4 2026`, `2026-27`, `2026`.
    pub fn in_short(self) -> String {
        match self {
            Self::Day(date) => format!("{} {} {}", date.day(), &month(date.month())[..3], date.year()),
            Self::Month { year, month: number } => format!("{} {year}", &month(number)[..3]),
            Self::Quarter { year, quarter } => format!("Q{quarter} {year}"),
            Self::SchoolYear { starts } => format!("{starts}-{:02}", (starts + 1) % 100),
            Self::Year(year) => year.to_string(),
        }
    }
}

/// A day in a sentence: `12 October 2026`.
pub fn day_in_words(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

fn month(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_at_their_own_precision() {
        let say = |text: &str| text.parse::<When>().unwrap().in_words();
        assert_eq!(say("2026-10-12"), "Mon 12 Oct 2026");
        assert_eq!(say("2026-05"), "May 2026");
        assert_eq!(say("2026-Q4"), "4th quarter of 2026");
        assert_eq!(say("2026-27"), "school year 2026-27");
        assert_eq!(say("2010-2011"), "school year 2010-11");
        assert_eq!(say("2026"), "2026");
        let short = |text: &str| text.parse::<When>().unwrap().in_short();
        let texts = ["2026-10-12", "2026-05", "2026-Q4", "2026-27", "2026"];
        assert_eq!(texts.map(short), ["12 Oct 2026", "May 2026", "Q4 2026", "2026-27", "2026"]);
        let at = |text: &str| text.parse::<When>().unwrap().at();
        assert_eq!(["2026-10", "2026-10-12"].map(at), ["in October 2026", "on 12 October 2026"]);
        assert_eq!(day_in_words(Date::constant(2014, 6, 13)), "13 June 2014");
    }
}
