//! What every page says about itself and about the site.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use rayon::prelude::*;
use serde::Serialize;

use super::words::DateText;
use super::{LinkLine, Making, Planned, kinds_in, kinds_of_all, places, urls};
use crate::catalog::Entry;
use crate::config::Config;
use crate::id::Id;
use crate::record::Kind;
use crate::site::words::many_of_kind;
use crate::view::View;

/// What every page may say about the site.
#[derive(Debug, Clone, Serialize)]
pub struct SiteHead<'a> {
    /// The site's title.
    pub title: &'a str,
    /// The site in a sentence.
    pub description: &'a str,
    /// The language of its fixed words.
    pub language: &'a str,
    /// Whom this site is for.
    pub audience: &'static str,
    /// The as-of date.
    pub as_of: DateText,
    /// Who keeps it.
    pub authors: &'a [String],
    /// Where its source is kept.
    pub repository: Option<&'a str>,
    /// Whether there is a feed.
    pub has_feed: bool,
    /// Whether there are so many schools that a menu leads to their list instead of to each.
    pub many_places: bool,
    /// Every school and the district, by folder (`""` for the top), with its menu.
    pub places: IndexMap<String, Place>,
}

/// A school or the district in the menu.
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Its home page.
    pub url: String,
    /// The reports that it has.
    pub reports: Vec<ReportLine>,
    /// The kinds that it has records of.
    pub menu: Vec<MenuLine>,
    /// Where people choose what to contribute.
    pub contribute: String,
}

/// A line of the menu.
#[derive(Debug, Clone, Serialize)]
pub struct MenuLine {
    /// The words.
    pub text: String,
    /// The list.
    pub url: String,
    /// Which section a page must be in for this line to be marked as current.
    pub section: &'static str,
}

/// A report in the menu.
#[derive(Debug, Clone, Serialize)]
pub struct ReportLine {
    /// The words.
    pub text: String,
    /// The page.
    pub url: String,
}

/// What a page says about itself.
#[derive(Debug, Clone, Serialize)]
pub struct PageHead<'a> {
    /// The title, also of the browser's tab.
    pub title: String,
    /// One sentence for search engines and previews.
    pub description: Option<&'a str>,
    /// Path below the output folder.
    pub url: String,
    /// The way to the top of the site.
    pub root: String,
    /// The folder of the school that the page belongs to; `""` for the top.
    pub place: String,
    /// The section of the menu it belongs to.
    pub section: &'static str,
    /// The way from the home page to here.
    pub breadcrumbs: Vec<Crumb>,
    /// Where its source is edited.
    pub edit_url: Option<String>,
}

/// A step on the way from the home page.
pub type Crumb = LinkLine;

/// The most schools that a menu names.
const MENU_SCHOOLS: usize = 16;

/// The kinds in the menu, in the order in which a reader asks.
const MENU: [Kind; 15] = [
    Kind::Plan,
    Kind::Initiative,
    Kind::Exemplar,
    Kind::Evidence,
    Kind::Measure,
    Kind::Review,
    Kind::Conversation,
    Kind::Pilot,
    Kind::Session,
    Kind::Walkthrough,
    Kind::Support,
    Kind::Plc,
    Kind::Referrals,
    Kind::Update,
    Kind::Page,
];

/// The names of the schools by their folder, and of the district or the one school.
#[derive(Debug, Default)]
pub struct PlaceNames<'a> {
    top: &'a str,
    schools: BTreeMap<&'a Id, &'a str>,
}

impl<'a> PlaceNames<'a> {
    /// The names that a view knows; the site's title where a place has none.
    pub fn of(view: &View<'a>, config: &'a Config) -> Self {
        let mut names = Self { top: &config.book.title, schools: BTreeMap::new() };
        for (_, entry) in view.all_entries(Kind::District).chain(view.all_entries(Kind::School)) {
            let name = entry.record.title();
            match &entry.record.key.school {
                Some(school) => _ = names.schools.insert(school, name),
                None => names.top = name,
            }
        }
        names
    }

    /// The name of a school.
    pub fn school(&self, school: &Id) -> Option<&'a str> {
        self.schools.get(school).copied()
    }
}

/// The reports of each place.
pub(super) type Reports = BTreeMap<Option<Id>, Vec<ReportLine>>;

/// The reports of each place, in the order in which their pages are planned.
pub(super) fn reports(pages: &[Planned<'_>]) -> Reports {
    let mut reports = Reports::new();
    for page in pages {
        if let Some(text) = page.menu.clone() {
            let line = ReportLine { text, url: page.url.clone() };
            reports.entry(page.place.clone()).or_default().push(line);
        }
    }
    reports
}

/// What every page may say about the site.
pub(super) fn site_head<'a>(making: Making<'a, '_>, reports: &Reports) -> SiteHead<'a> {
    let place = |place: Option<Id>| {
        let reports = reports.get(&place).cloned().unwrap_or_default();
        making.place(place.as_ref(), reports)
    };
    let config = making.config;
    SiteHead {
        title: &config.book.title,
        description: &config.book.description,
        language: making.language.code(),
        audience: making.view.audience().as_str(),
        as_of: DateText::day(making.language, making.today),
        authors: &config.book.authors,
        repository: config.output.html.git_repository_url.as_deref(),
        has_feed: config.output.html.site_url.is_some(),
        many_places: making.view.schools().count() > MENU_SCHOOLS,
        places: places(making.view).into_par_iter().map(place).collect::<Vec<_>>().into_iter().collect(),
    }
}

impl<'a> Making<'a, '_> {
    fn place(self, school: Option<&Id>, reports: Vec<ReportLine>) -> (String, Place) {
        let kinds = match school {
            Some(_) => kinds_in(self.view, school),
            // The lists at the top hold the records of all places.
            None => kinds_of_all(self.view),
        };
        let menu = MENU.into_iter().filter(|kind| kinds.contains(kind));
        let menu = menu.map(|kind| MenuLine {
            text: many_of_kind(self.language, kind).to_owned(),
            url: urls::list(school, kind),
            section: kind.row().url,
        });
        let folder = school.map(ToString::to_string).unwrap_or_default();
        let place = Place {
            name: self.place_name(school),
            url: urls::home(school),
            reports,
            menu: menu.collect(),
            contribute: urls::contribute(school),
        };
        (folder, place)
    }

    /// The name of a school, the district or the one school of a site.
    pub(super) fn place_name(self, school: Option<&Id>) -> String {
        school.and_then(|school| self.names.school(school)).unwrap_or(self.names.top).to_owned()
    }

    /// The head of a page that is about no single record.
    pub(super) fn head(
        self,
        title: impl Into<String>,
        url: &str,
        school: Option<&Id>,
        section: &'static str,
    ) -> PageHead<'a> {
        let mut breadcrumbs = Vec::new();
        if url != "index.html" {
            breadcrumbs.push(LinkLine { text: self.place_name(None), url: "index.html".into() });
        }
        if school.is_some() && url != urls::home(school) {
            breadcrumbs.push(LinkLine { text: self.place_name(school), url: urls::home(school) });
        }
        PageHead {
            title: title.into(),
            description: None,
            url: url.to_owned(),
            root: urls::root(url),
            place: school.map(ToString::to_string).unwrap_or_default(),
            section,
            breadcrumbs,
            edit_url: None,
        }
    }

    /// The head of a record's page.
    pub(super) fn record_head(self, url: &str, entry: &'a Entry) -> PageHead<'a> {
        let record = &entry.record;
        let school = record.key.school.as_ref();
        let row = record.key.kind.row();
        let mut head = self.head(record.title(), url, school, row.url);
        if row.folder.is_some() {
            let list = LinkLine {
                text: many_of_kind(self.language, record.key.kind).to_owned(),
                url: urls::list(school, record.key.kind),
            };
            head.breadcrumbs.push(list);
        }
        head.description = record.common.summary.as_deref();
        head.edit_url = self.edit_url(record.source.path());
        head
    }

    /// Where a source file is edited, if the site says so.
    fn edit_url(self, path: &str) -> Option<String> {
        let template = self.config.output.html.edit_url_template.as_deref()?;
        Some(template.replace("{path}", path))
    }
}
