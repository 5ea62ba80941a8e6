//! One record's year, put together from its rows or its totals.

use super::counting::ByStudent;
use super::days::Days;
use super::funnel;
use super::grouping::{Counting, Grouping, groupings};
use super::publishing::{Everything, Printed, publish};
use super::students::{self, Band, EARLY_MONTHS, EarlySignal, Standing, Students};
use super::totals::{FromTotals, from_totals};
use super::{Basis, Breakdown, By, Computed, Level, Line, Reading, ReferralYear, Tally, Why};
use crate::calendar::Calendar;
use crate::catalog::RecordIx;
use crate::config::Privacy;
use crate::count::Count;
use crate::dataset::referrals::{ReferralData, ReferralRow};
use crate::date::Date;
use crate::language::Language;
use crate::record::Year;
use crate::report::suppress::{Cell, Percent, lone_count};
use crate::view::CountedReferrals;

/// The referrals of one record, as leadership may see them.
pub(super) fn referral_year(
    language: &Language,
    counted: &CountedReferrals<'_>,
    place: Option<(RecordIx, &Year)>,
    privacy: Privacy,
    today: Date,
) -> ReferralYear {
    let school_year = place.map(|(_, year)| year);
    let days = Days::of(school_year.and_then(Calendar::of), counted.year, today);
    let computing = Computing { counted, place: place.map(|(ix, _)| ix), school_year, days, privacy, today };
    match counted.data {
        Some(data) if data.all_rows > 0 => computing.of_rows(language, data),
        None if !counted.totals.is_empty() => computing.of_totals(language),
        _ => computing.without(Basis::NoData, Why::NoData),
    }
}

/// What a record's year is computed from.
struct Computing<'a, 'c> {
    counted: &'a CountedReferrals<'c>,
    place: Option<RecordIx>,
    school_year: Option<&'a Year>,
    days: Days,
    privacy: Privacy,
    today: Date,
}

impl Computing<'_, '_> {
    /// A year of which nothing is computed, and why.
    fn without(&self, basis: Basis, why: Why) -> ReferralYear {
        ReferralYear {
            record: self.counted.record,
            school: self.counted.school.cloned(),
            year: self.counted.year.to_owned(),
            place: self.place,
            over: self.days.are_over(),
            basis,
            reading: None,
            months_left_out: 0,
            holds_today: self.days.hold_today(),
            school_days: self.days.so_far(),
            enrollment: self.enrollment(),
            levels: Vec::new(),
            breakdowns: By::ALL.map(|by| (by, Err(why))).into(),
            students: Students { bands: Err(why), two_or_more: Err(why), early: Vec::new() },
            differences: None,
            disclosures: Vec::new(),
        }
    }

    fn enrolled(&self) -> Option<Count> {
        self.school_year.and_then(|year| year.enrollment)
    }

    /// The enrollment where it stands in no table.
    fn enrollment(&self) -> Computed<u32> {
        let enrolled = self.enrolled().ok_or(Why::NoEnrollment)?;
        lone_count(enrolled, self.privacy.min_students).shown().ok_or(Why::Hidden)
    }

    fn of_totals(&self, language: &Language) -> ReferralYear {
        let FromTotals { all, days, breakdowns, months_left_out, disclosures } =
            from_totals(language, self.counted.totals, &self.days, self.privacy.min_students);
        let mut year = self.without(Basis::Totals, Why::OnlyTotals);
        let enrollment = year.enrollment;
        year.levels = vec![level("all", all, days, enrollment)];
        year.school_days = days;
        year.months_left_out = months_left_out;
        let compared = |(by, breakdown): (By, Computed<Breakdown>)| {
            (by, breakdown.map(|breakdown| self.with_enrolled(breakdown, enrollment.ok())))
        };
        year.breakdowns = breakdowns.into_iter().map(compared).collect();
        year.disclosures = disclosures;
        year
    }

    fn of_rows(&self, language: &Language, data: &ReferralData) -> ReferralYear {
        let so_far = |row: &&ReferralRow| row.date <= self.today;
        let rows = ByStudent::of(data.rows.iter().filter(so_far));
        let groupings = groupings(language, data, &rows, &self.days);
        let standing = Standing::of(&rows, self.enrolled(), self.counted.year, self.today);
        let staff = funnel::by_staff(data, &rows, self.privacy);
        let everything = Everything {
            whole: rows.whole(),
            has_severity: data.has_severity,
            groupings: &groupings,
            standing: &standing,
            staff: staff.as_deref(),
        };
        let printed = publish(&everything, self.privacy.min_students);
        let enrollment = self.enrollment_beside(&printed, &standing);
        let whole = printed.whole();
        let days = self.days.so_far();
        let levels = levels(whole).map(|(name, cell)| level(name, cell, days, enrollment)).collect();
        let breakdowns = By::ALL.map(|by| {
            let grouping = groupings.iter().find(|grouping| grouping.by == by).ok_or(Why::NoColumn);
            let breakdown = grouping.and_then(|grouping| breakdown(grouping, &printed));
            (by, breakdown.map(|breakdown| self.with_enrolled(breakdown, enrollment.ok())))
        });
        let reading = Reading {
            rows: data.all_rows,
            read: data.read_rows,
            off_calendar: data.off_calendar,
            after_as_of: data.rows.len() - rows.rows().len(),
            repeated: data.read_rows - data.off_calendar - data.rows.len(),
        };
        ReferralYear {
            reading: whole.all.shown().map(|_| reading),
            enrollment,
            levels,
            breakdowns: breakdowns.into(),
            students: self.students(&printed, &standing, enrollment),
            differences: funnel::differences(&printed, data, self.privacy),
            disclosures: printed.disclosures(),
            ..self.without(Basis::Rows, Why::NoData)
        }
    }

    /// The enrollment as the triangle prints it.
    fn enrollment_beside(&self, printed: &Printed, standing: &Standing) -> Computed<u32> {
        match (self.enrolled(), standing.enrollment, printed.bands()) {
            (None, _, _) => Err(Why::NoEnrollment),
            (Some(_), None, _) => Err(Why::MoreThanEnrolled),
            (_, _, bands) => bands.and_then(|bands| bands.total?.shown()).ok_or(Why::Hidden),
        }
    }

    fn students(&self, printed: &Printed, standing: &Standing, enrollment: Computed<u32>) -> Students {
        let percent = |percent: Option<Percent>| percent.unwrap_or(Percent::Hidden);
        let bands = match (standing.enrollment, printed.bands()) {
            (Some(_), Some(list)) => {
                let mut cells = list.cells.iter();
                // Where the enrollment is hidden it may stand elsewhere, so nothing beside it is said.
                let known = list.total.and_then(Cell::shown).is_some();
                Ok(["0–1", "2–5", "6+"].map(|label| match cells.next().filter(|_| known) {
                    Some((_, figure)) => {
                        Band { label, students: figure.count, percent: percent(figure.percent) }
                    }
                    None => Band { label, students: Cell::Hidden, percent: Percent::Hidden },
                }))
            }
            _ => Err(enrollment.err().unwrap_or(Why::Hidden)),
        };
        let early = EARLY_MONTHS.map(|(month, number, day)| {
            let date = students::day_of(self.counted.year, number, day);
            let students = printed.early(month).ok_or(if date.is_some() { Why::NotYet } else { Why::NoYear });
            EarlySignal { month, date, students }
        });
        Students { bands, two_or_more: Ok(printed.two_or_more()), early: early.into() }
    }

    /// Says how many enrolled students each line is compared with: a grade with its own.
    fn with_enrolled(&self, mut breakdown: Breakdown, all: Option<u32>) -> Breakdown {
        let by_grade = |label: &str| {
            let grades = &self.school_year?.enrollment_by_grade;
            let same = |(name, _): &(&String, &Count)| name.trim().eq_ignore_ascii_case(label.trim());
            let count = grades.iter().find(same)?.1;
            lone_count(*count, self.privacy.min_students).shown()
        };
        for line in &mut breakdown.lines {
            line.enrolled = if breakdown.by == By::Grade { by_grade(&line.label) } else { all };
        }
        breakdown
    }
}

fn level(name: &'static str, referrals: Cell, days: Computed<u32>, enrollment: Computed<u32>) -> Level {
    let shown = referrals.shown().map(f64::from).ok_or(Why::Hidden);
    let per_day = days.and_then(|days| Ok(shown? / f64::from(days)));
    let rate = |days: u32, enrolled: u32| Ok(100.0 * shown? / (f64::from(days) * f64::from(enrolled)));
    let per_100_per_day = days.and_then(|days| enrollment.and_then(|enrolled| rate(days, enrolled)));
    Level { name, referrals, per_day, per_100_per_day }
}

/// All referrals, and what they consist of.
fn levels(whole: Tally) -> impl Iterator<Item = (&'static str, Cell)> {
    let parts = [("majors", whole.majors), ("minors", whole.minors), ("not given", whole.not_given)];
    let parts = parts.into_iter().filter_map(|(name, cell)| Some((name, cell?)));
    std::iter::once(("all", whole.all)).chain(parts)
}

/// The lines of a page: months, hours, weekdays and grades in their order; places and behaviors from the most
/// referrals to the fewest as far as the numbers are shown, the others behind them by the alphabet.
fn breakdown(grouping: &Grouping, printed: &Printed) -> Computed<Breakdown> {
    let mut tallies = printed.grouping(grouping.by).ok_or(Why::FewBehind)?.into_iter();
    let line = |counting: &Counting| Line {
        label: counting.label.clone(),
        month: counting.month,
        tally: counting.counts.and_then(|_| tallies.next()),
        school_days: counting.school_days,
        enrolled: None,
        partial: counting.partial,
        named: counting.named,
    };
    let mut lines: Vec<Line> = grouping.groups.iter().map(line).collect();
    if matches!(grouping.by, By::Location | By::Behavior) {
        lines.sort_by_key(|line| (!line.named, std::cmp::Reverse(line.shown())));
    }
    Ok(Breakdown { by: grouping.by, lines })
}
