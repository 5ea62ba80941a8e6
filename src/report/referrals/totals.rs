//! A year of which only totals are recorded: they are shown as given, through suppression.
//!
//! Nobody knows how many students are behind a total, so it is taken for as many as it counts.

use super::days::Days;
use super::why::{Computed, Why};
use super::{Breakdown, By, Line, Tally};
use crate::date::When;
use crate::language::Language;
use crate::record::{Total as Given, TotalBy};
use crate::report::suppress::{Amount, Cell, Disclosure, List, Publication, SuppressedList, Total};

/// What may be printed of a year's totals.
pub(super) struct FromTotals {
    pub(super) all: Cell,
    /// The school days that the total counts.
    pub(super) days: Computed<u32>,
    pub(super) breakdowns: Vec<(By, Computed<Breakdown>)>,
    /// Months without a school day so far.
    pub(super) months_left_out: usize,
    pub(super) disclosures: Vec<Disclosure>,
}

/// Decides what may be printed of totals.
pub(super) fn from_totals(language: &Language, totals: &[Given], days: &Days, minimum: u32) -> FromTotals {
    let mut publication = Publication::new();
    let mut sorts = Vec::new();
    let mut months_left_out = 0;
    for sort in SORTS {
        let mut given = in_order(totals, sort);
        if sort == TotalBy::Month {
            let all = given.len();
            given.retain(|total| month(&total.of).is_some_and(|month| days.reach(month)));
            months_left_out = all - given.len();
        }
        if !given.is_empty() {
            publication.add_list(list_of(sort, &given));
            sorts.push((sort, given));
        }
    }
    let suppressed = publication.suppress(minimum);
    let lists: Vec<(TotalBy, &[&Given], &SuppressedList)> = sorts
        .iter()
        .zip(&suppressed.lists)
        .map(|((sort, given), list)| (*sort, given.as_slice(), list))
        .collect();
    let list_by = |sort| lists.iter().find(|(other, _, _)| *other == sort);
    let breakdown = |by: By| {
        let (_, given, list) = by.total().and_then(list_by).ok_or(Why::OnlyTotals)?;
        let lines = if by == By::Month { months(language, given, list, days) } else { lines(given, list) };
        Ok(Breakdown { by, lines })
    };
    let breakdowns: Vec<_> = By::ALL.map(|by| (by, breakdown(by))).into();
    let year = list_by(TotalBy::Year).and_then(|(_, _, list)| list.total);
    let month_sum = list_by(TotalBy::Month).and_then(|(_, _, list)| list.total);
    let (all, days) = match (year, month_sum) {
        (Some(all), _) if days.are_over() => (all, days.so_far()),
        (_, Some(all)) => (all, days_of(&breakdowns)),
        (Some(all), None) => (all, Err(Why::UntilWhen)),
        (None, None) => (Cell::Hidden, Err(Why::OnlyTotals)),
    };
    FromTotals { all, days, breakdowns, months_left_out, disclosures: suppressed.disclosures }
}

const SORTS: [TotalBy; 6] =
    [TotalBy::Year, TotalBy::Month, TotalBy::Location, TotalBy::Behavior, TotalBy::Time, TotalBy::Grade];

/// The totals of one sort: months in time, others as the record gives them.
fn in_order(totals: &[Given], sort: TotalBy) -> Vec<&Given> {
    let mut given: Vec<&Given> = totals.iter().filter(|total| total.by == sort).collect();
    if sort == TotalBy::Month {
        given.retain(|total| month(&total.of).is_some());
        given.sort_by_key(|total| month(&total.of).map(When::sort_key));
    }
    given
}

/// The month that a total is of.
pub(super) fn month(of: &str) -> Option<When> {
    of.trim().parse().ok().filter(|when| matches!(when, When::Month { .. }))
}

/// All sums have one name: where they differ by a few, not all of them are shown.
fn list_of(sort: TotalBy, given: &[&Given]) -> List {
    let amount = |total: &Given| Amount::of_events(total.count, total.count);
    let sum = given.iter().map(|total| total.count).reduce(crate::count::Count::with);
    List {
        name: format!("totals by {}", name_of(sort)),
        cells: given.iter().map(|total| (total.of.clone(), amount(total))).collect(),
        shared: None,
        total: sum.map(|sum| Total { amount: Some(Amount::of_events(sum, sum)), shared: Some("all".into()) }),
        overlapping: false,
    }
}

fn name_of(sort: TotalBy) -> &'static str {
    match sort {
        TotalBy::Year => "year",
        TotalBy::Month => By::Month.words(),
        TotalBy::Location => By::Location.words(),
        TotalBy::Behavior => By::Behavior.words(),
        TotalBy::Time => By::Time.words(),
        TotalBy::Grade => By::Grade.words(),
    }
}

fn lines(given: &[&Given], list: &SuppressedList) -> Vec<Line> {
    let line = |(total, (_, figure)): (&&Given, &(String, crate::report::suppress::Figure))| {
        Line::counted(total.of.trim(), Tally::of_all(figure.count))
    };
    given.iter().zip(&list.cells).map(line).collect()
}

/// The months from the school year's first to the last given; one that is not given has no data.
fn months(language: &Language, given: &[&Given], list: &SuppressedList, days: &Days) -> Vec<Line> {
    let (Some(first), Some(last)) =
        (given.first().and_then(|total| month(&total.of)), given.last().and_then(|total| month(&total.of)))
    else {
        return Vec::new();
    };
    let line = |own: super::days::Month| {
        let found = given.iter().zip(&list.cells).find(|(total, _)| month(&total.of) == Some(own.month));
        Line {
            month: Some(own.month),
            tally: found.map(|(_, (_, figure))| Tally::of_all(figure.count)),
            school_days: own.school_days,
            partial: own.partial,
            ..Line::named(language.date(own.month))
        }
    };
    days.months(first.first(), last.last()).into_iter().map(line).collect()
}

/// The school days of the months that are given.
fn days_of(breakdowns: &[(By, Computed<Breakdown>)]) -> Computed<u32> {
    let months = breakdowns.iter().find(|(by, _)| *by == By::Month).map(|(_, breakdown)| breakdown);
    let Some(Ok(months)) = months else { return Err(Why::OnlyTotals) };
    let given = months.lines.iter().filter(|line| line.tally.is_some());
    let days: Option<u32> = given.map(|line| line.school_days).sum();
    days.filter(|days| *days > 0).ok_or(Why::NoCalendar)
}
