//! The list of a kind: a district's for all schools, and each school's own.

use serde::Serialize;

use super::cards::newest_first;
use super::{Card, Context, Making, Page, PageHead, places, urls};
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

/// The lists of every kind but the exemplars, which have a gallery.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Page<'a>> {
    let mut pages = Vec::new();
    for kind in Kind::with_folder().filter(|kind| *kind != Kind::Exemplar) {
        for place in places(making.view) {
            let groups = making.groups(kind, place.as_ref());
            if groups.is_empty() {
                continue;
            }
            let row = kind.row();
            let url = urls::list(place.as_ref(), kind);
            let mut page = making.head(many_of_kind(making.language, kind), &url, place.as_ref(), row.url);
            page.description = Some(practice_of_kind(making.language, kind));
            let context =
                Context::List(ListPage { page, practice: practice_of_kind(making.language, kind), groups });
            pages.push(Page {
                url,
                template: "list.html",
                context,
                body: None,
                about: None,
                downloads: Vec::new(),
            });
        }
    }
    pages
}

impl<'a> Making<'a, '_> {
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
