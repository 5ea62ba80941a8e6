//! Students by their number of referrals: the triangle, and the early signal.

use super::counting::ByStudent;
use super::why::Computed;
use crate::calendar::school_year;
use crate::count::Count;
use crate::date::{Date, When};
use crate::report::suppress::{Cell, Percent};

/// Students by their number of referrals.
#[derive(Debug, Clone, PartialEq)]
pub struct Students {
    /// The share of the enrolled students in each band, fewest referrals first.
    pub bands: Computed<[Band; 3]>,
    /// How many have two or more so far.
    pub two_or_more: Computed<Cell>,
    /// How many had two or more by the end of October and of December.
    pub early: Vec<EarlySignal>,
}

/// Students with so many referrals so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// How many referrals: "0–1", "2–5", "6+".
    pub label: &'static str,
    /// How many students.
    pub students: Cell,
    /// Which share of the enrolled.
    pub percent: Percent,
}

/// How many students had two or more referrals by then.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EarlySignal {
    /// By when: "October", "December".
    pub month: &'static str,
    /// The day; none where the year is unknown.
    pub date: Option<Date>,
    /// How many students.
    pub students: Computed<Cell>,
}

/// The months at whose ends the early signal is read.
pub(super) const EARLY_MONTHS: [(&str, i8, i8); 2] = [("October", 10, 31), ("December", 12, 31)];

/// How the students stand, before suppression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    /// How many are enrolled, where it is on record and can be true.
    pub(super) enrollment: Option<Count>,
    /// How many have 0–1, 2–5 and 6 or more; of no use without the enrollment.
    pub(super) bands: Option<[Count; 3]>,
    /// How many have two or more.
    pub(super) two_or_more: Count,
    /// How many had two or more by the end of those months that have ended.
    pub(super) early: Vec<(&'static str, Count)>,
}

impl Standing {
    /// Counts the students with so many referrals; each student of an incident counts once.
    pub(super) fn of(rows: &ByStudent<'_>, enrollment: Option<Count>, year: &str, today: Date) -> Self {
        let referrals = rows.per_student(|_| true);
        let how_many = |least: u32, most: u32| {
            let students = referrals.iter().filter(|count| (least..=most).contains(count)).count();
            Count::new(u32::try_from(students).unwrap_or(u32::MAX))
        };
        let (middle, high) = (how_many(2, 5), how_many(6, u32::MAX));
        let referred = Count::new(u32::try_from(referrals.len()).unwrap_or(u32::MAX));
        let enrollment = enrollment.filter(|enrolled| *enrolled >= referred);
        let low = enrollment.and_then(|enrolled| enrolled.without(middle)?.without(high));
        let early = EARLY_MONTHS.iter().filter_map(|(name, month, day)| {
            let end = day_of(year, *month, *day).filter(|end| *end <= today)?;
            let counts = rows.per_student(|row| row.date <= end);
            let students = counts.iter().filter(|count| **count >= 2).count();
            Some((*name, Count::new(u32::try_from(students).unwrap_or(u32::MAX))))
        });
        Self {
            enrollment,
            bands: low.map(|low| [low, middle, high]),
            two_or_more: middle.with(high),
            early: early.collect(),
        }
    }
}

/// A day of the first calendar year of a school year.
pub(super) fn day_of(year: &str, month: i8, day: i8) -> Option<Date> {
    let starts = match school_year(year)? {
        When::SchoolYear { starts } | When::Year(starts) => starts,
        _ => return None,
    };
    Date::new(starts, month, day).ok()
}
