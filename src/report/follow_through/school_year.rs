//! The first and last day of the school year that a plan is for.

use crate::calendar::school_year;
use crate::date::Date;
use crate::id::Id;
use crate::record::{District, School, Year};
use crate::view::View;

/// The first and last day of a year of a school, else of the district, as far as they are on record.
pub(super) fn ends_of_year(view: &View<'_>, school: Option<&Id>, name: &str) -> (Option<Date>, Option<Date>) {
    let schools = view.own::<School>(school).flat_map(|item| item.fields.years.iter());
    let districts = view.own::<District>(None).flat_map(|item| item.fields.years.iter());
    let is_meant = |year: &&Year| {
        year.name == name || (school_year(name).is_some() && school_year(&year.name) == school_year(name))
    };
    let year = schools.chain(districts).find(is_meant);
    let day = |when: Option<crate::date::When>| when.and_then(crate::date::When::day);
    (day(year.and_then(|year| year.starts)), day(year.and_then(|year| year.ends)))
}
