//! Proof with random referrals: from everything that is printed of a record, for staff and for leadership, nobody
//! can narrow down a number that is hidden. The solver is that of `suppress/proof.rs`, which shares nothing with
//! the suppressor; the true numbers are counted here a second time.

use proptest::prelude::*;

use super::By;
use super::counting::ByStudent;
use super::days::Days;
use super::funnel::by_staff;
use super::grouping::groupings;
use super::publishing::{Everything, Printed, publish};
use super::students::Standing;
use crate::config::Privacy;
use crate::count::Count;
use crate::dataset::referrals::{ReferralData, ReferralRow, Severity, StaffMember};
use crate::date::Date;
use crate::language::Language;
use crate::report::suppress::Cell;
use crate::report::suppress::proof::Page;

const STUDENTS: u32 = 16;
const STAFF: u32 = 5;

#[derive(Clone, Debug)]
struct Given {
    rows: Vec<ReferralRow>,
    more_enrolled: u32,
    minimum: u32,
}

fn row() -> impl Strategy<Value = ReferralRow> {
    let severity =
        prop_oneof![5 => Just(Some(Severity::Minor)), 3 => Just(Some(Severity::Major)), 1 => Just(None)];
    let place = prop_oneof![4 => (0..3_u32).prop_map(Some), 1 => Just(None)];
    // Few students often: they are what the rules are about.
    let student = prop_oneof![2 => 0..STUDENTS, 1 => 0..3_u32];
    (student, 9..=12_i8, 1..=28_i8, place, severity, 0..STAFF).prop_map(
        |(student, month, day, location, severity, staff)| ReferralRow {
            incident: 0,
            student,
            date: Date::constant(2026, month, day),
            hour: None,
            location,
            behavior: None,
            grade: None,
            staff: Some(staff),
            severity,
            line: 0,
        },
    )
}

fn given() -> impl Strategy<Value = Given> {
    let rows = prop::collection::vec(row(), 1..=70);
    let minimum = prop_oneof![Just(3_u32), Just(5)];
    (rows, 0..30_u32, minimum).prop_map(|(rows, more_enrolled, minimum)| Given {
        rows,
        more_enrolled,
        minimum,
    })
}

impl Given {
    fn data(&self) -> ReferralData {
        ReferralData {
            rows: self.rows.clone(),
            has_severity: true,
            locations: Some(["Bus", "Hall", "Yard"].map(str::to_owned).into()),
            staff: Some(vec![StaffMember { students_taught: None }; STAFF as usize]),
            ..ReferralData::default()
        }
    }

    fn enrolled(&self) -> u32 {
        STUDENTS + self.more_enrolled
    }

    fn count(&self, counts: impl Fn(&ReferralRow) -> bool) -> u32 {
        u32::try_from(self.rows.iter().filter(|row| counts(row)).count()).unwrap()
    }

    /// Students with so many referrals by then.
    fn students(&self, least: usize, most: usize, until: Date) -> u32 {
        let referrals = |student| {
            let own = |row: &&ReferralRow| row.student == student && row.date <= until;
            self.rows.iter().filter(own).count()
        };
        u32::try_from((0..STUDENTS).filter(|student| (least..=most).contains(&referrals(*student))).count())
            .unwrap()
    }
}

type IsIn = Box<dyn Fn(&ReferralRow) -> bool>;

/// The groups of a sort in the order of the page, as tests of a row.
fn groups(by: By, given: &Given) -> Vec<IsIn> {
    match by {
        By::Month => {
            let months = given.rows.iter().map(|row| row.date.month());
            let (first, last) = (months.clone().min().unwrap(), months.max().unwrap());
            (first..=last).map(|month| -> IsIn { Box::new(move |row| row.date.month() == month) }).collect()
        }
        By::Location => {
            let places = [Some(0), Some(1), Some(2), None];
            let there = places.into_iter().filter(|place| given.count(|row| row.location == *place) > 0);
            there.map(|place| -> IsIn { Box::new(move |row| row.location == place) }).collect()
        }
        By::Weekday => {
            let day = |row: &ReferralRow| row.date.weekday().to_monday_zero_offset();
            let there = (0..7).filter(|place| *place < 5 || given.count(|row| day(row) == *place) > 0);
            there.map(|place| -> IsIn { Box::new(move |row| day(row) == place) }).collect()
        }
        _ => Vec::new(),
    }
}

fn printed(given: &Given) -> Printed {
    let data = given.data();
    let rows = ByStudent::of(&data.rows);
    let today = Date::constant(2027, 1, 4);
    let groupings = groupings(Language::english(), &data, &rows, &Days::of(None, "", today));
    let standing = Standing::of(&rows, Some(Count::new(given.enrolled())), "2026-27", today);
    let privacy = Privacy { min_students: given.minimum, min_educators: 5 };
    let staff = by_staff(&data, &rows, privacy);
    let everything = Everything {
        whole: rows.whole(),
        has_severity: true,
        groupings: &groupings,
        standing: &standing,
        staff: staff.as_deref(),
    };
    publish(&everything, given.minimum)
}

/// Everything in print with every sum that its reader can see.
fn page(given: &Given, printed: &Printed) -> Page {
    let mut page = Page::default();
    let severities: Vec<Option<Severity>> = [Some(Severity::Major), Some(Severity::Minor), None]
        .into_iter()
        .filter(|severity| severity.is_some() || given.count(|row| row.severity.is_none()) > 0)
        .collect();
    let whole = printed.whole();
    let all = page.put(whole.all, given.count(|_| true));
    let parts = [whole.majors, whole.minors, whole.not_given].into_iter().flatten();
    let totals: Vec<usize> = parts
        .zip(&severities)
        .map(|(cell, severity)| page.put(cell, given.count(|row| row.severity == *severity)))
        .collect();
    page.sums.push((totals.clone(), all));
    for by in [By::Month, By::Location, By::Weekday] {
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); severities.len()];
        let mut rows = Vec::new();
        for (tally, is_in) in printed.grouping(by).unwrap().into_iter().zip(groups(by, given)) {
            let row = page.put(tally.all, given.count(&is_in));
            let parts = [tally.majors, tally.minors, tally.not_given].into_iter().flatten();
            let cells: Vec<usize> = parts
                .zip(&severities)
                .map(|(cell, severity)| {
                    page.put(cell, given.count(|row| is_in(row) && row.severity == *severity))
                })
                .collect();
            cells.iter().zip(&mut columns).for_each(|(cell, column)| column.push(*cell));
            page.sums.push((cells, row));
            rows.push(row);
        }
        page.sums.push((rows, all));
        page.sums.extend(columns.into_iter().zip(totals.iter().copied()));
    }
    let staff = printed.staff().unwrap().iter().enumerate();
    let letters = staff.map(|(place, (_, figure))| {
        page.put(figure.count, given.count(|row| row.staff.is_some_and(|staff| staff as usize == place)))
    });
    let letters = letters.collect();
    page.sums.push((letters, all));
    students(given, printed, &mut page);
    // Where majors and minors are not published by group, there is nothing to add up.
    page.sums.retain(|(members, _)| !members.is_empty());
    page
}

/// The bands add up to the enrolled; those with two or more by an earlier date are among those of a later one.
fn students(given: &Given, printed: &Printed, page: &mut Page) {
    let end = Date::constant(2026, 12, 31);
    let list = printed.bands().unwrap();
    let high = (given.students(2, 5, end), given.students(6, usize::MAX, end));
    let truths = [given.enrolled() - high.0 - high.1, high.0, high.1];
    let enrolled = page.put(Cell::Shown(given.enrolled()), given.enrolled());
    let bands: Vec<usize> =
        list.cells.iter().zip(truths).map(|((_, figure), truth)| page.put(figure.count, truth)).collect();
    let mut later = page.put(printed.two_or_more(), high.0 + high.1);
    page.sums.extend([
        (bands.clone(), enrolled),
        (vec![bands[0], later], enrolled),
        (bands[1..].to_vec(), later),
    ]);
    let mut later_truth = high.0 + high.1;
    for (name, month, day) in [("December", 12, 31), ("October", 10, 31)] {
        let truth = given.students(2, usize::MAX, Date::constant(2026, month, day));
        let cell = page.put(printed.early(name).unwrap(), truth);
        let rest = later_truth - truth;
        let rest = page.put_unprinted(rest, (1..given.minimum).contains(&rest));
        page.sums.push((vec![cell, rest], later));
        (later, later_truth) = (cell, truth);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_can_narrow_down_what_is_hidden_of_a_year(given in given()) {
        page(&given, &printed(&given)).check(given.minimum)?;
    }
}
