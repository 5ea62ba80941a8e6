//! R7 Referrals: how many, when, where, what, of how many students; never who.

mod bands;
mod computing;
mod counting;
mod days;
mod funnel;
mod grouping;
mod publishing;
mod students;
mod totals;
mod why;

#[cfg(test)]
mod proof;

use serde::Serialize;

use super::Method;
use super::suppress::{Cell, Disclosure};
use crate::audience::Audience;
use crate::catalog::RecordIx;
use crate::config::Privacy;
use crate::date::{Date, When};
use crate::id::Id;
use crate::record::TotalBy;
use crate::view::{CountedReferrals, View};

pub use funnel::{Differences, Exposure, Letter, RARE_TAIL, Standing, USUAL_TAIL, limits};
pub use students::{Band, EarlySignal, Students};
pub use why::{Computed, Why};

/// How referrals are told.
pub const METHOD: Method = Method { name: "referrals" };

/// The referrals of one record.
#[derive(Debug, Clone)]
pub struct ReferralYear {
    /// The record, where the audience may open it.
    pub record: Option<RecordIx>,
    /// The school; none for a district and for a site of one school.
    pub school: Option<Id>,
    /// The school year as it is written.
    pub year: String,
    /// The record that has the calendar and the enrollment.
    pub place: Option<RecordIx>,
    /// Whether the school year is over.
    pub over: bool,
    /// What it was computed from.
    pub basis: Basis,
    /// How much of the file was read; none where that would give away how many referrals there are.
    pub reading: Option<Reading>,
    /// Months that are given in totals and have had no school day so far: they are left out.
    pub months_left_out: usize,
    /// Whether the as-of date is a school day, which counts too.
    pub holds_today: bool,
    /// The school days that all referrals are spread over.
    pub school_days: Computed<u32>,
    /// How many students are enrolled.
    pub enrollment: Computed<u32>,
    /// All referrals together first, then majors, minors and those that do not say.
    pub levels: Vec<Level>,
    /// The referrals by month, place and so on.
    pub breakdowns: Vec<(By, Computed<Breakdown>)>,
    /// Students by their number of referrals.
    pub students: Students,
    /// Differences among teachers: for leadership only, and nothing where there are too few.
    pub differences: Option<Computed<Differences>>,
    /// What is not shown, and why: for leadership only.
    pub disclosures: Vec<Disclosure>,
}

/// What a year was computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The rows of a file.
    Rows,
    /// Totals that somebody else added up.
    Totals,
    /// Nothing: the file has no rows that could be read.
    NoData,
}

/// How much of a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Rows of the file, blank ones aside.
    pub rows: usize,
    /// Rows that could be read.
    pub read: usize,
    /// Rows left out because their date lies outside the school year or on a day off.
    pub off_calendar: usize,
    /// Rows left out because they are dated after the as-of date.
    pub after_as_of: usize,
    /// Rows that repeat a student of an incident.
    pub repeated: usize,
}

/// A count of referrals over the whole year so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// Which referrals: "all", "majors", "minors", "not given".
    pub name: &'static str,
    /// How many.
    pub referrals: Cell,
    /// How many per school day.
    pub per_day: Computed<f64>,
    /// How many per 100 enrolled students and school day.
    pub per_100_per_day: Computed<f64>,
}

/// What referrals are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Months of the school year.
    Month,
    /// Places.
    Location,
    /// Behaviors.
    Behavior,
    /// Hours of the day.
    Time,
    /// Days of the week.
    Weekday,
    /// Grades.
    Grade,
}

impl By {
    /// Every sort, in the order of a page.
    pub const ALL: [Self; 6] =
        [Self::Month, Self::Location, Self::Behavior, Self::Time, Self::Weekday, Self::Grade];

    /// Its word on a page, in an address and in a drawing: "month", "location".
    pub fn words(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Location => "location",
            Self::Behavior => "behavior",
            Self::Time => "time",
            Self::Weekday => "weekday",
            Self::Grade => "grade",
        }
    }

    /// The sort of total that gives it.
    fn total(self) -> Option<TotalBy> {
        match self {
            Self::Month => Some(TotalBy::Month),
            Self::Location => Some(TotalBy::Location),
            Self::Behavior => Some(TotalBy::Behavior),
            Self::Time => Some(TotalBy::Time),
            Self::Weekday => None,
            Self::Grade => Some(TotalBy::Grade),
        }
    }
}

/// Referrals by one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Breakdown {
    /// By what.
    pub by: By,
    /// The groups in the order of a page.
    pub lines: Vec<Line>,
}

/// The referrals of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What the group is called.
    pub label: String,
    /// The month that it is.
    pub month: Option<When>,
    /// How many referrals; nothing for a month of which nothing is known.
    pub tally: Option<Tally>,
    /// School days so far that they are spread over.
    pub school_days: Option<u32>,
    /// Enrolled students that they are compared with.
    pub enrolled: Option<u32>,
    /// Whether only part of the month is covered.
    pub partial: bool,
    /// Whether it is a group with a name, and not the rest.
    pub named: bool,
}

/// Majors and minors together, and each beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// All together.
    pub all: Cell,
    /// Majors, where the file tells.
    pub majors: Option<Cell>,
    /// Minors, where the file tells.
    pub minors: Option<Cell>,
    /// Those that do not say, where there are any.
    pub not_given: Option<Cell>,
}

impl Tally {
    /// A count without majors and minors.
    pub fn of_all(all: Cell) -> Self {
        Self { all, majors: None, minors: None, not_given: None }
    }
}

impl Line {
    /// A group of which nothing is known.
    fn named(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            month: None,
            tally: None,
            school_days: None,
            enrolled: None,
            partial: false,
            named: true,
        }
    }

    fn counted(label: impl Into<String>, tally: Tally) -> Self {
        Self { tally: Some(tally), ..Self::named(label) }
    }

    /// The number of all its referrals, where it is shown.
    pub fn shown(&self) -> Option<u32> {
        self.tally?.all.shown()
    }

    /// Referrals per school day.
    pub fn per_day(&self) -> Option<f64> {
        let days = self.school_days.filter(|days| *days > 0)?;
        Some(f64::from(self.shown()?) / f64::from(days))
    }

    /// Referrals per 100 enrolled students and school day.
    pub fn per_100_per_day(&self) -> Option<f64> {
        let days = self.school_days.filter(|days| *days > 0)?;
        let enrolled = self.enrolled.filter(|enrolled| *enrolled > 0)?;
        Some(100.0 * f64::from(self.shown()?) / (f64::from(days) * f64::from(enrolled)))
    }
}

impl ReferralYear {
    /// The referrals by one thing.
    pub fn by(&self, by: By) -> Computed<&Breakdown> {
        let found = self.breakdowns.iter().find(|(other, _)| *other == by);
        found.map_or(Err(Why::NoData), |(_, breakdown)| breakdown.as_ref().map_err(|why| *why))
    }
}

/// The referrals of every record of a place that an audience may count, in the order of the keys.
pub fn referral_years(
    view: &View<'_>,
    school: Option<&Id>,
    privacy: Privacy,
    today: Date,
) -> Vec<ReferralYear> {
    let leads = view.audience().sees(Audience::Leadership);
    let told = |counted: CountedReferrals<'_>| {
        let place = view.year(counted.school, counted.year);
        let mut year = computing::referral_year(view.language(), &counted, place, privacy, today);
        if !leads {
            year.differences = None;
            year.disclosures = Vec::new();
        }
        year
    };
    view.own_counted_referrals(school).map(told).collect()
}
