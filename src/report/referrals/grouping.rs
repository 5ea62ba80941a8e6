//! The groups that referrals are counted by, in the order in which a page shows them.

use super::By;
use super::counting::{ByStudent, Group, Part};
use super::days::Days;
use crate::dataset::referrals::{ReferralData, ReferralRow};
use crate::date::{Date, When};
use crate::language::Language;
use crate::say;

/// Most groups of one sort; beyond, those with the fewest students are told together.
const MOST_GROUPS: usize = 40;

/// What is said of rows that do not say where, what, who or how grave.
pub(super) const NOT_GIVEN: &str = "not given";

/// One sort of groups with its rows counted.
pub(super) struct Grouping {
    pub(super) by: By,
    pub(super) groups: Vec<Counting>,
}

/// A group with its rows counted.
#[derive(Clone)]
pub(super) struct Counting {
    pub(super) label: String,
    /// The month that it is.
    pub(super) month: Option<When>,
    /// The counts; none for a month of which nothing is known.
    pub(super) counts: Option<Group>,
    /// School days so far that its referrals are spread over.
    pub(super) school_days: Option<u32>,
    pub(super) partial: bool,
    /// Whether it is a group of its own and not "not given" or "all others".
    pub(super) named: bool,
}

impl Grouping {
    /// The groups that were counted.
    pub(super) fn known(&self) -> impl Iterator<Item = (&String, Group)> {
        self.groups.iter().filter_map(|group| Some((&group.label, group.counts?)))
    }
}

impl Counting {
    fn of(label: impl Into<String>, counts: Group, school_days: Option<u32>) -> Self {
        let (label, counts) = (label.into(), Some(counts));
        Self { label, month: None, counts, school_days, partial: false, named: true }
    }
}

/// Counts the rows by everything that the file tells.
pub(super) fn groupings(
    language: &Language,
    data: &ReferralData,
    rows: &ByStudent<'_>,
    days: &Days,
) -> Vec<Grouping> {
    let so_far = days.so_far().ok();
    let named = |by, names: &Option<Vec<String>>, of: fn(&ReferralRow) -> Option<u32>| {
        Some(Grouping { by, groups: by_name(language, by, names.as_ref()?, rows, of, so_far) })
    };
    let all = [
        Some(Grouping { by: By::Month, groups: by_month(language, rows, days) }),
        named(By::Location, &data.locations, |row| row.location),
        named(By::Behavior, &data.behaviors, |row| row.behavior),
        data.has_times.then(|| Grouping { by: By::Time, groups: by_hour(language, rows, so_far) }),
        Some(Grouping { by: By::Weekday, groups: by_weekday(language, rows, days) }),
        named(By::Grade, &data.grades, |row| row.grade),
    ];
    all.into_iter().flatten().collect()
}

fn by_month(language: &Language, rows: &ByStudent<'_>, days: &Days) -> Vec<Counting> {
    let dates = rows.rows().iter().map(|row| row.date);
    let (Some(first), Some(last)) = (dates.clone().min(), dates.max()) else {
        return Vec::new();
    };
    let months = days.months(first, last);
    let month_of = |date: Date| (date.year(), date.month());
    let counted = rows.grouped(months.len(), |row| {
        let is_meant = |month: &super::days::Month| month_of(month.month.first()) == month_of(row.date);
        months.iter().position(is_meant).unwrap_or(usize::MAX)
    });
    let group = |(month, counts): (super::days::Month, Group)| Counting {
        label: language.date(month.month),
        month: Some(month.month),
        counts: month.covered.then_some(counts),
        school_days: month.school_days,
        partial: month.partial,
        named: true,
    };
    months.into_iter().zip(counted).map(group).collect()
}

const WEEKDAYS: [&str; 7] = [
    "date.long-weekday.monday",
    "date.long-weekday.tuesday",
    "date.long-weekday.wednesday",
    "date.long-weekday.thursday",
    "date.long-weekday.friday",
    "date.long-weekday.saturday",
    "date.long-weekday.sunday",
];

/// The days of a school week, and a Saturday or Sunday that has a referral.
fn by_weekday(language: &Language, rows: &ByStudent<'_>, days: &Days) -> Vec<Counting> {
    let place = |row: &ReferralRow| usize::try_from(row.date.weekday().to_monday_zero_offset());
    let counted = rows.grouped(WEEKDAYS.len(), |row| place(row).unwrap_or(usize::MAX));
    let week = WEEKDAYS.iter().zip(counted).enumerate();
    let shown = week.filter(|(place, (_, group))| *place < 5 || group.part(Part::All).events > 0);
    shown
        .map(|(place, (name, group))| Counting::of(language.word(name), group, days.of_weekday(place)))
        .collect()
}

/// The hours from the first with a referral to the last; a blank time is a group of its own.
fn by_hour(language: &Language, rows: &ByStudent<'_>, so_far: Option<u32>) -> Vec<Counting> {
    const BLANK: usize = 24;
    let counted = rows.grouped(BLANK + 1, |row| row.hour.map_or(BLANK, usize::from));
    let filled = |hour: &usize| counted[*hour].part(Part::All).events > 0;
    let first = (0..BLANK).find(filled).unwrap_or(BLANK);
    let last = (0..BLANK).rev().find(filled).map_or(first, |last| last + 1);
    let mut hours: Vec<Counting> =
        (first..last).map(|hour| Counting::of(hour_name(language, hour), counted[hour], so_far)).collect();
    if filled(&BLANK) {
        let blank = Counting::of(language.word("word.no-time-given"), counted[BLANK], so_far);
        hours.push(Counting { named: false, ..blank });
    }
    hours
}

/// The hour that begins then, as the clock of a school says it.
fn hour_name(language: &Language, hour: usize) -> String {
    match hour {
        0 => language.word("word.12-midnight").to_owned(),
        1..12 => say!(language, "referrals.am", hour = hour),
        12 => language.word("word.12-noon").to_owned(),
        _ => say!(language, "referrals.pm", value = hour - 12),
    }
}

fn by_name(
    language: &Language,
    by: By,
    names: &[String],
    rows: &ByStudent<'_>,
    of: fn(&ReferralRow) -> Option<u32>,
    so_far: Option<u32>,
) -> Vec<Counting> {
    let name_of = |row: &ReferralRow| of(row).and_then(|name| usize::try_from(name).ok());
    let kept =
        most_students(names.len(), &rows.grouped(names.len(), |row| name_of(row).unwrap_or(usize::MAX)));
    let mut own: Vec<usize> = (0..names.len()).filter(|name| kept[*name]).collect();
    own.sort_by_key(|name| order_of(by, &names[*name]));
    let (others, blank) = (own.len(), own.len() + 1);
    let mut place_of = vec![others; names.len()];
    own.iter().enumerate().for_each(|(place, name)| place_of[*name] = place);
    let counted = rows.grouped(blank + 1, |row| name_of(row).map_or(blank, |name| place_of[name]));
    let folded = say!(language, "referrals.all-others", own = names.len() - own.len());
    let labels = own.iter().map(|name| names[*name].as_str()).chain([folded.as_str(), NOT_GIVEN]);
    labels
        .zip(counted)
        .enumerate()
        .filter(|(_, (_, group))| group.part(Part::All).events > 0)
        .map(|(place, (label, group))| Counting {
            named: place < others,
            ..Counting::of(label, group, so_far)
        })
        .collect()
}

/// Which of the names keep a group of their own.
fn most_students(names: usize, counted: &[Group]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..names).collect();
    order.sort_by_key(|name| (std::cmp::Reverse(counted[*name].part(Part::All).students), *name));
    let mut kept = vec![false; names];
    order.into_iter().take(MOST_GROUPS).for_each(|name| kept[name] = true);
    kept
}

/// Grades from the youngest up, names by the alphabet.
fn order_of(by: By, name: &str) -> (i32, String) {
    let folded = name.trim().to_lowercase();
    let grade = match folded.as_str() {
        "pk" | "p" | "pre-k" | "prek" => Some(-1),
        "k" | "kg" | "kindergarten" => Some(0),
        other => other.parse().ok(),
    };
    (if by == By::Grade { grade.unwrap_or(i32::MAX) } else { 0 }, folded)
}
