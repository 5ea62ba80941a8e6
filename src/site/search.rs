//! The search: what one can choose by, and the lists that lead everywhere without it.

use serde::Serialize;

use super::choices::{Choice, Choices, Field};
use super::{LinkLine, Making, Page, PageHead, Planned, places, urls};
use crate::record::{Initiative, Key, Kind};
use crate::site::words::many_of_kind;

/// The first file of the search index, below the output folder.
pub const INDEX: &str = "search/index.js";

/// The name of pages that sum records up, where it stands beside the names of kinds.
pub const OVERVIEW: &str = "overview";

/// The name of what is no school's own, where it stands beside the folders of schools.
pub const DISTRICT_WIDE: &str = "district";

/// The search.
#[derive(Debug, Clone, Serialize)]
pub struct SearchPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The first file of the index.
    pub index: &'static str,
    /// What one can choose by.
    pub fields: Vec<Field<'a>>,
    /// The lists of records.
    pub lists: Vec<LinkLine>,
}

/// A record's key without its kind, as authors write references.
pub fn short_key(key: &Key) -> String {
    match &key.school {
        Some(school) => format!("{school}/{}", key.id),
        None => key.id.to_string(),
    }
}

/// The search page.
pub(super) fn pages<'a>(_: Making<'a, '_>) -> Vec<Planned<'a>> {
    vec![Planned::later("search.html".to_owned(), "search.html", None, search_page)]
}

fn search_page<'a>(making: Making<'a, '_>) -> Page<'a> {
    let url = "search.html".to_owned();
    let page = making.head(making.language.word("search.title"), &url, None, "search");
    let word = |key| making.language.word(key);
    let field = |name, label, any, groups| Field { name, label: word(label), any: word(any), groups };
    let initiatives = making.initiatives_by_place();
    let fields = [
        field("kind", "filter.kind", "filter.every-kind", alone(making.kinds())),
        field("school", "filter.school", "filter.every-school", alone(making.choices_of_school())),
        field("grade", "filter.grade", "filter.every-grade", alone(making.topics_named("grade"))),
        field("subject", "filter.subject", "filter.every-subject", alone(making.topics_named("subject"))),
        field("initiative", "filter.initiative", "filter.every-initiative", initiatives),
    ];
    let fields = fields.into_iter().filter(Field::is_a_choice);
    let lists = making.kinds_here();
    let lists = lists.map(|kind| LinkLine {
        text: many_of_kind(making.language, kind).into(),
        url: urls::list(None, kind),
    });
    let context = super::Context::Search(SearchPage {
        page,
        index: INDEX,
        fields: fields.collect(),
        lists: lists.collect(),
    });
    Page::plain(url, "search.html", context)
}

/// Values that need no heading.
fn alone(choices: Vec<Choice>) -> Vec<Choices> {
    vec![Choices { heading: None, choices }]
}

impl Making<'_, '_> {
    /// The kinds of which there are records, as the menu has them.
    fn kinds_here(self) -> impl Iterator<Item = Kind> {
        let kinds: std::collections::BTreeSet<Kind> =
            self.view.entries().map(|(_, entry)| entry.record.key.kind).collect();
        Kind::with_folder().filter(move |kind| kinds.contains(kind))
    }

    fn kinds(self) -> Vec<Choice> {
        let kinds = self.kinds_here();
        let kinds = kinds.map(|kind| Choice {
            value: kind.row().name.into(),
            text: many_of_kind(self.language, kind).into(),
            also: Some(kind.row().url),
        });
        let overview = Choice {
            value: OVERVIEW.into(),
            text: self.language.word("search.overviews").into(),
            also: None,
        };
        kinds.chain([overview]).collect()
    }

    fn choices_of_school(self) -> Vec<Choice> {
        let place = |place: Option<crate::id::Id>| Choice {
            value: place.as_ref().map_or_else(|| DISTRICT_WIDE.to_owned(), ToString::to_string),
            text: self.place_name(place.as_ref()),
            also: None,
        };
        places(self.view).into_iter().map(place).collect()
    }

    fn topics_named(self, name: &str) -> Vec<Choice> {
        let topics = self.topics.named(self.language, name).into_iter();
        topics.map(|(slug, title)| Choice { value: slug.to_owned(), text: title, also: None }).collect()
    }

    /// The initiatives of every place, under its name where there are several.
    fn initiatives_by_place(self) -> Vec<Choices> {
        let places = places(self.view);
        let several = places.len() > 1;
        let choices = |place: Option<&crate::id::Id>| {
            let own = self.view.own::<Initiative>(place).map(|item| Choice {
                value: short_key(&item.record().key),
                text: item.record().title().to_owned(),
                also: None,
            });
            own.collect::<Vec<_>>()
        };
        let group = |place: Option<crate::id::Id>| Choices {
            heading: several.then(|| self.place_name(place.as_ref())),
            choices: choices(place.as_ref()),
        };
        places.into_iter().map(group).filter(|group| !group.choices.is_empty()).collect()
    }
}
