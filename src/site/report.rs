//! The pages of the computed reports: what each says in a place, in one table.

mod actions;
mod agenda;
mod disclosures;
mod follow_through;
mod goals;
mod islands;
mod look_fors;
mod measures;
mod pilots;
mod plc_needs;
mod readiness;
mod referrals;
mod review_brief;
mod roll_up;
mod support;
mod what_changed;

use rayon::prelude::*;
use serde::Serialize;

use super::blocks::{Block, MethodNote, SourcedLine, Text};
use super::marks::MarkRow;
use super::words::DateText;
use super::{Context, Download, Making, Page, PageHead, Planned, places, urls};
use crate::audience::Audience;
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::language::Language;
use crate::report::{self as computed, Method};

/// The page of a report.
#[derive(Debug, Clone, Serialize)]
pub struct ReportPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// What the report answers, and the short answer.
    pub lead: Vec<SourcedLine>,
    /// The answer in parts.
    pub parts: Vec<Part<'a>>,
    /// How it was computed.
    pub method: MethodNote,
}

/// A part of a report under a heading of its own.
#[derive(Debug, Clone, Serialize)]
pub struct Part<'a> {
    /// Its anchor, unique on the page.
    pub id: String,
    /// Its heading.
    pub heading: Text,
    /// A sentence or two under the heading.
    pub lead: Vec<SourcedLine>,
    /// What it is made of.
    pub blocks: Vec<Block<'a>>,
}

/// What a report says in a place, before it is a page.
pub(super) struct Told<'a> {
    /// What the report answers, and the short answer.
    pub lead: Vec<SourcedLine>,
    /// The answer in parts.
    pub parts: Vec<Part<'a>>,
    /// How many of what it was read from: "9 initiatives".
    pub n: String,
    /// Every record it was read from.
    pub records: Vec<RecordIx>,
    /// The same numbers as files, at [`urls::report_data`].
    pub downloads: Vec<Download>,
}

/// Whether a report is told in a school, or in the district itself or the one school of a site: not where this audience
/// sees too little for it to be true, and not where there is nothing to tell of.
type IsTold = fn(Making<'_, '_>, Option<&Id>) -> bool;

/// Tells a report in a place in which it is told.
type Teller = for<'a, 's, 'i> fn(Making<'a, 's>, Option<&'i Id>) -> Told<'a>;

/// Every report that has a page, in the order of the menu.
const PAGES: &[(&Method, IsTold, Teller)] = &[
    (&computed::review_brief::METHOD, review_brief::is_told, review_brief::tell),
    (&computed::agenda::METHOD, agenda::is_told, agenda::tell),
    (&computed::goals::METHOD, goals::is_told, goals::tell),
    (&computed::measures::METHOD, measures::is_told, measures::tell),
    (&computed::readiness::METHOD, of_staffs_initiatives, readiness::tell),
    (&computed::follow_through::METHOD, of_staffs_initiatives, follow_through::tell),
    (&computed::look_fors::METHOD, look_fors::is_told, look_fors::tell),
    (&computed::support::METHOD, support::is_told, support::tell),
    (&computed::actions::METHOD, of_staffs_initiatives, actions::tell),
    (&computed::what_changed::METHOD, of_staffs_initiatives, what_changed::tell),
    (&computed::plc_needs::METHOD, plc_needs::is_told, plc_needs::tell),
    (&computed::pilots::METHOD, of_staffs_initiatives, pilots::tell),
    (&computed::islands::METHOD, islands::is_told, islands::tell),
    (&computed::referrals::METHOD, referrals::is_told, referrals::tell),
    (&computed::roll_up::METHOD, roll_up::is_told, roll_up::tell),
    (&disclosures::METHOD, disclosures::is_told, disclosures::tell),
];

/// The pages of every report in every place in which it is told.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Planned<'a>> {
    let of_place = |place: &Option<Id>| {
        let told = PAGES.iter().filter(|(_, is_told, _)| is_told(making, place.as_ref()));
        let page = |(method, _, tell): &'static (&'static Method, IsTold, Teller)| {
            let (url, of) = (urls::report(place.as_ref(), method.name), place.clone());
            let make = move |making: Making<'a, '_>| {
                making.report_page(method, of.as_ref(), tell(making, of.as_ref()))
            };
            Planned::later(url, "report.html", place.clone(), make).in_menu(method.title(making.language))
        };
        told.map(page).collect::<Vec<_>>()
    };
    places(making.view).par_iter().flat_map_iter(of_place).collect()
}

impl<'a> Making<'a, '_> {
    fn report_page(self, method: &Method, school: Option<&Id>, told: Told<'a>) -> Page<'a> {
        let Told { lead, parts, n, records, downloads } = told;
        let url = urls::report(school, method.name);
        let page = self.head(method.title(self.language), &url, school, "reports");
        let method = self.method_note(method, n, records, &downloads);
        let context = Context::Report(Box::new(ReportPage { page, lead, parts, method }));
        Page { url, template: "report.html", context, body: None, about: None, downloads }
    }

    /// Whether this audience sees so much that what it does not see is not there: a public page would say "not
    /// done" of what it cannot see.
    pub(super) fn is_inside(self) -> bool {
        self.view.audience().sees(Audience::Staff)
    }

    /// What stands under a report, on its own page or on a record's.
    pub(super) fn method_note(
        self,
        method: &Method,
        n: String,
        records: Vec<RecordIx>,
        downloads: &[Download],
    ) -> MethodNote {
        MethodNote {
            name: method.name,
            title: self.language.word("report.how-this-was-computed").into(),
            text: method.text(self.language).to_owned(),
            source: method.source(self.language).map(str::to_owned),
            n,
            as_of: DateText::day(self.language, self.today),
            records: self.record_links(records),
            downloads: downloads.iter().map(|value| value.link_by_ending(self.language)).collect(),
        }
    }
}

pub(super) use follow_through::follow_through_marks;
pub(super) use readiness::readiness_marks;

/// How ready an initiative was and, once it is launched, how it was followed through, as rows of marks.
pub(super) fn mark_rows(
    language: &Language,
    ready: &computed::readiness::Readiness,
    followed: &computed::follow_through::FollowThrough,
) -> Vec<MarkRow> {
    let mut rows = vec![readiness_marks(language, ready)];
    if !followed.items.is_empty() {
        rows.push(follow_through_marks(language, followed));
    }
    rows
}

/// Whether a school's records, or the district's own, are meant.
pub(super) fn in_place(key: &crate::record::Key, school: Option<&Id>) -> bool {
    key.school.as_ref() == school
}

/// A sentence that names no records.
fn said(text: impl Into<String>) -> SourcedLine {
    SourcedLine { text: text.into(), records: Vec::new() }
}

/// Whether a place has an initiative that this audience sees from the inside. Most of what these reports tell is from
/// records for staff: a public page would say "none" of what it cannot see.
fn of_staffs_initiatives(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    making.is_inside() && has_initiative(making, school)
}

/// Whether a place has an initiative, so that there is something to tell of.
fn has_initiative(making: Making<'_, '_>, school: Option<&Id>) -> bool {
    making.view.own::<crate::record::Initiative>(school).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_has_one_page() {
        let pages: Vec<&str> = PAGES.iter().map(|(method, ..)| method.name).collect();
        for report in computed::REPORTS {
            assert_eq!(pages.iter().filter(|name| **name == report.name).count(), 1, "{}", report.name);
        }
        // What was hidden is told of all reports, and is none itself.
        assert_eq!(pages.len(), computed::REPORTS.len() + 1);
    }
}
