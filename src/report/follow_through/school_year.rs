//! The first and last day of the school year that a plan is for.

use crate::date::{Date, When};
use crate::id::Id;
use crate::view::View;

/// The first and last day of a year of a school, else of the district, as far as they are on record.
pub(in crate::report) fn ends_of_year(
    view: &View<'_>,
    school: Option<&Id>,
    name: &str,
) -> (Option<Date>, Option<Date>) {
    let year = view.year(school, name).map(|(_, year)| year);
    let day = |when: Option<When>| when.and_then(When::day);
    (day(year.and_then(|year| year.starts)), day(year.and_then(|year| year.ends)))
}
