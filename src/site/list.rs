//! The list of a kind: a district's for all schools, and each school's own.

use serde::Serialize;

use super::cards::newest_first;
use super::{Card, Context, Making, Page, PageHead, Planned, kinds_in, kinds_of_all, places, urls};
use crate::catalog::{Entry, RecordIx};
use crate::id::Id;
use crate::record::Kind;
use crate::site::words::{many_of_kind, practice_of_kind};

/// The list of a kind.
#[derive(Debug, Clone, Serialize)]
pub struct ListPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The practice that the kind carries, in a sentence.
    pub practice: &'a str,
    /// The records, by school where there are several.
    pub groups: Vec<Group<'a>>,
}

/// Records under a heading.
#[derive(Debug, Clone, Serialize)]
pub struct Group<'a> {
    /// The heading; none where there is one group.
    pub heading: Option<String>,
    /// The records.
    pub cards: Vec<Card<'a>>,
}

/// The lists of every kind but those that have a gallery.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Planned<'a>> {
    let all = kinds_of_all(making.view);
    let mut pages = Vec::new();
    for place in places(making.view) {
        let kinds = if place.is_some() { kinds_in(making.view, place.as_ref()) } else { all.clone() };
        for kind in kinds.into_iter().filter(|kind| !super::gallery::KINDS.contains(kind)) {
            let of = place.clone();
            pages.push(Planned::later(
                urls::list(place.as_ref(), kind),
                "list.html",
                place.clone(),
                move |making| making.list(kind, of.as_ref()),
            ));
        }
    }
    pages
}

impl<'a> Making<'a, '_> {
    fn list(self, kind: Kind, school: Option<&Id>) -> Page<'a> {
        let row = kind.row();
        let url = urls::list(school, kind);
        let mut page = self.head(many_of_kind(self.language, kind), &url, school, row.url);
        page.description = Some(practice_of_kind(self.language, kind));
        let practice = practice_of_kind(self.language, kind);
        let context = ListPage { page, practice, groups: self.groups(kind, school) };
        Page::plain(url, "list.html", Context::List(context))
    }

    /// The records of a kind in a place: the top shows every school's, under its name.
    pub(super) fn groups(self, kind: Kind, school: Option<&Id>) -> Vec<Group<'a>> {
        let shown = if school.is_some() { vec![school.cloned()] } else { places(self.view) };
        let several = shown.len() > 1;
        let group = |place: Option<Id>| {
            let records = self.records(kind, place.as_ref());
            let heading = several.then(|| self.place_name(place.as_ref()));
            (!records.is_empty()).then(|| Group { heading, cards: self.cards(records) })
        };
        shown.into_iter().filter_map(group).collect()
    }

    /// The records of a kind in a place, newest first.
    pub(super) fn records(self, kind: Kind, school: Option<&Id>) -> Vec<(RecordIx, &'a Entry)> {
        let mut records: Vec<_> = self.view.own_entries(school, kind).collect();
        records.sort_by(|(_, a), (_, b)| newest_first(a, b));
        records
    }
}
