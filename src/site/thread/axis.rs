//! The time axis of a thread: where it begins and ends, and which months are named.

use crate::date::{Date, When, days_between};
use crate::language::Language;
use crate::report::thread::Thread;
use crate::site::figure::thread::Tick;

/// So many names have room under the axis on a narrow phone.
const MOST_TICKS: i64 = 9;

/// The first and the last day of everything in a thread, today among it.
pub(super) fn ends(thread: &Thread<'_>) -> (Date, Date) {
    let today = thread.today;
    let launch = thread.launch;
    let firsts = thread.steps.iter().map(|step| step.from.first()).chain(launch.map(When::first));
    let lasts = thread.steps.iter().map(|step| step.last(today)).chain(launch.map(When::last));
    (firsts.fold(today, Date::min), lasts.fold(today, Date::max))
}

/// The months to name between two days: every one where there is room, else every third, every sixth, or the years.
pub(super) fn ticks(language: &Language, first: Date, last: Date) -> Vec<Tick> {
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
    let begins = if first.day() == 1 { months(first) } else { months(first) + 1 };
    let number = (months(last) - begins + 1).max(0);
    let step =
        [1, 2, 3, 6, 12, 24, 60, 120].into_iter().find(|step| number / step < MOST_TICKS).unwrap_or(240);
    let mut ticks = Vec::new();
    let mut month = begins.div_euclid(step) * step;
    if month < begins {
        month += step;
    }
    while month <= months(last) {
        ticks.extend(tick(language, month, step, first, ticks.is_empty()));
        month += step;
    }
    ticks
}

fn tick(language: &Language, month: i64, step: i64, first: Date, is_first: bool) -> Option<Tick> {
    let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12));
    let start = Date::new(i16::try_from(year).ok()?, i8::try_from(of_year).ok()? + 1, 1).ok()?;
    let day = days_between(first, start);
    let year = year.to_string();
    if step >= 12 {
        return Some(Tick { day, label: year, year: None });
    }
    let label = language.short_month(start.month()).to_owned();
    Some(Tick { day, label, year: (of_year == 0 || is_first).then_some(year) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(first: Date, last: Date) -> Vec<(i64, String)> {
        let told = |tick: Tick| (tick.day, format!("{} {}", tick.label, tick.year.unwrap_or_default()));
        ticks(Language::english(), first, last)
            .into_iter()
            .map(told)
            .map(|(day, name)| (day, name.trim().to_owned()))
            .collect()
    }

    #[test]
    fn months_are_named_and_the_year_where_it_begins() {
        let found = names(Date::constant(2026, 10, 20), Date::constant(2027, 2, 2));
        let expected = [(12, "Nov 2026"), (42, "Dec"), (73, "Jan 2027"), (104, "Feb")];
        assert_eq!(found, expected.map(|(day, name)| (day, name.to_owned())));
    }

    #[test]
    fn a_long_time_names_fewer() {
        let found = names(Date::constant(2014, 6, 13), Date::constant(2015, 10, 26));
        let expected = ["Jul 2014", "Sep", "Nov", "Jan 2015", "Mar", "May", "Jul", "Sep"];
        assert_eq!(found.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), expected);
        let found = names(Date::constant(2001, 1, 1), Date::constant(2026, 11, 24));
        assert_eq!(
            found.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(),
            ["2005", "2010", "2015", "2020", "2025"]
        );
    }

    #[test]
    fn a_few_days_name_no_month() {
        assert!(
            ticks(Language::english(), Date::constant(2026, 11, 3), Date::constant(2026, 11, 24)).is_empty()
        );
    }
}
