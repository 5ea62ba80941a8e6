//! Which pages exist and what each says: values for templates, no HTML.

mod a_to_z;
mod blocks;
pub mod calendar_file;
mod cards;
mod choices;
pub mod computed;
mod contribute;
pub mod download;
mod drawings;
mod facts;
pub mod figure;
mod files;
mod gallery;
mod goal;
mod head;
mod home;
mod index;
mod initiative;
mod ledger;
mod list;
mod marks;
mod measure;
mod packet;
mod plan;
mod planned;
mod record;
mod referrals;
mod report;
mod search;
mod series;
mod thread;
mod topics;
mod urls;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::catalog::RecordIx;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::language::Language;
use crate::publish::{Published, PublishedFile};
use crate::record::Kind;
use crate::view::View;

use computed::Computed;

pub use calendar_file::CalendarFile;
pub use cards::{Card, LinkLine};
pub use contribute::KINDS as CONTRIBUTED_KINDS;
pub use download::Download;
pub use drawings::Drawings;
pub use files::{PictureLine, PictureSource};
pub use head::{Crumb, PageHead, PlaceNames, SiteHead};
pub use planned::Planned;
pub use search::{DISTRICT_WIDE, INDEX as SEARCH_INDEX, OVERVIEW, short_key};
pub use topics::Topics;
pub use urls::Urls;
pub use words::DateText;

/// What a page says, by the template that says it.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Context<'a> {
    /// The home page of a school.
    Home(Box<home::HomePage<'a>>),
    /// The home page of a district.
    District(Box<home::DistrictPage<'a>>),
    /// The list of a kind.
    List(list::ListPage<'a>),
    /// The gallery of exemplars.
    Islands(gallery::IslandsPage<'a>),
    /// The gallery of evidence.
    Samples(gallery::SamplesPage<'a>),
    /// A plan.
    Plan(Box<plan::PlanPage<'a>>),
    /// An initiative.
    Initiative(Box<initiative::InitiativePage<'a>>),
    /// A computed report.
    Report(Box<report::ReportPage<'a>>),
    /// A whole plan on paper.
    Packet(Box<packet::PacketPage<'a>>),
    /// Where people choose what to contribute.
    Contribute(contribute::ContributePage<'a>),
    /// A form that writes a record.
    Form(Box<contribute::FormPage<'a>>),
    /// Any other record.
    Record(Box<record::RecordPage<'a>>),
    /// All topics.
    Topics(topics::TopicsPage<'a>),
    /// One topic.
    Topic(topics::TopicPage<'a>),
    /// Every record by its title.
    Index(a_to_z::IndexPage<'a>),
    /// The search.
    Search(search::SearchPage<'a>),
    /// What stands where nothing is.
    NotFound(index::NotFoundPage<'a>),
    /// The way from an old address.
    Redirect(index::RedirectPage<'a>),
}

/// A page before it is rendered.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// Path below the output folder.
    pub url: String,
    /// The template, by its path in the theme.
    pub template: &'static str,
    /// What the page says.
    pub context: Context<'a>,
    /// The record whose body stands on the page.
    pub body: Option<RecordIx>,
    /// The record that the page is about, for messages.
    pub about: Option<RecordIx>,
    /// The page's numbers as files beside it.
    pub downloads: Vec<Download>,
}

impl<'a> Page<'a> {
    /// A page that is about no record and has nothing beside it.
    fn plain(url: String, template: &'static str, context: Context<'a>) -> Self {
        Self { url, template, context, body: None, about: None, downloads: Vec::new() }
    }
}

/// All pages of a site, and what they share.
#[derive(Debug)]
pub struct Site<'a> {
    /// What every page may say.
    pub head: SiteHead<'a>,
    /// The pages, sorted by path.
    pub pages: Vec<Planned<'a>>,
    /// The files published beside the pages, by their path in the source.
    pub files: BTreeMap<String, &'a PublishedFile>,
    /// Where each record's page is.
    pub urls: Urls,
    /// The figures that texts ask for.
    pub drawings: Drawings,
    config: &'a Config,
    shared: Shared<'a>,
}

/// What all pages share.
#[derive(Debug)]
struct Shared<'a> {
    topics: Topics,
    names: PlaceNames<'a>,
    computed: Computed,
    today: Date,
}

impl<'a> Site<'a> {
    /// Makes a page of this site; `view` is the one that the site was planned for.
    pub fn page(&self, view: &View<'a>, planned: &Planned<'a>) -> Page<'a> {
        planned.page(self.making(view))
    }

    /// The days of places and plans as calendars; `view` is the one that the site was planned for.
    pub fn calendars(&self, view: &View<'a>) -> Vec<CalendarFile> {
        calendar_file::files(self.making(view))
    }

    fn making<'s>(&'s self, view: &'s View<'a>) -> Making<'a, 's> {
        self.shared.making(view, self.config, &self.urls, &self.files)
    }
}

impl Site<'_> {
    /// The day as of which everything is computed.
    pub fn today(&self) -> Date {
        self.shared.today
    }

    /// What is computed of schools, for the next build; `key` is a hash of all that it depends on.
    pub fn computed(&self, key: impl Fn(&Id) -> blake3::Hash) -> computed::Kept {
        computed::Kept::of(&self.shared.computed, key)
    }

    /// A hash of all that every page may show: the menus, the names of places and the words of topics. Nothing
    /// where that cannot be told.
    pub fn digest(&self) -> Option<blake3::Hash> {
        let topics: Vec<_> = self.shared.topics.words().collect();
        let shared = serde_json::to_vec(&(&self.head, &topics)).ok()?;
        Some(blake3::hash(&shared))
    }
}

impl<'a> Shared<'a> {
    fn of(view: &View<'a>, config: &'a Config, today: Date, known: &computed::Schools) -> Self {
        let words = || (Topics::of(view), PlaceNames::of(view, config));
        let ((topics, names), computed) = rayon::join(words, || Computed::of(view, config, today, known));
        Self { topics, names, computed, today }
    }

    fn making<'s>(
        &'s self,
        view: &'s View<'a>,
        config: &'a Config,
        urls: &'s Urls,
        files: &'s BTreeMap<String, &'a PublishedFile>,
    ) -> Making<'a, 's> {
        let Self { topics, names, computed, today } = self;
        let language = view.language();
        Making { view, language, config, urls, topics, files, names, computed, today: *today }
    }
}

/// What every page is made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Making<'a, 's> {
    pub view: &'s View<'a>,
    pub language: &'a Language,
    pub config: &'a Config,
    pub urls: &'s Urls,
    pub topics: &'s Topics,
    pub files: &'s BTreeMap<String, &'a PublishedFile>,
    pub names: &'s PlaceNames<'a>,
    /// What is computed once for all pages that show it.
    pub computed: &'s Computed,
    pub today: Date,
}

/// Plans some pages.
type Pages = for<'a, 's> fn(Making<'a, 's>) -> Vec<Planned<'a>>;

/// Plans the pages of every sort. Reports of a place are in the order of its menu.
const PAGES: [Pages; 11] = [
    home::pages,
    list::pages,
    gallery::pages,
    record::pages,
    packet::pages,
    report::pages,
    topics::pages,
    a_to_z::pages,
    index::pages,
    search::pages,
    contribute::pages,
];

/// Plans every page of a view, and computes what pages share but for the schools of which it is `known`.
pub fn plan<'a>(
    view: &View<'a>,
    config: &'a Config,
    published: &'a Published,
    today: Date,
    known: &computed::Schools,
) -> (Site<'a>, Vec<Diagnostic>) {
    let addresses = || (Urls::of(view), files::published(view, published));
    let (shared, (urls, files)) = rayon::join(|| Shared::of(view, config, today, known), addresses);
    let making = shared.making(view, config, &urls, &files);
    let mut pages: Vec<Planned<'a>> =
        PAGES.par_iter().flat_map_iter(|pages: &Pages| pages(making).into_iter()).collect();
    let reports = head::reports(&pages);
    pages.par_sort_by(|a, b| a.url.cmp(&b.url));
    let (head, (mut problems, (redirects, found))) = rayon::join(
        || head::site_head(making, &reports),
        || (collisions(view, &pages), index::redirects(making, &pages)),
    );
    if !redirects.is_empty() {
        pages.extend(redirects);
        pages.sort_by(|a, b| a.url.cmp(&b.url));
    }
    problems.extend(found);
    let drawings = making.drawings();
    (Site { head, pages, files, urls, drawings, config, shared }, problems)
}

/// Pages, sorted by path, whose paths a computer that ignores capitals could not tell apart.
fn collisions(view: &View<'_>, pages: &[Planned<'_>]) -> Vec<Diagnostic> {
    let is_small = |url: &str| url.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    let is_same = |pair: &[Planned<'_>]| pair[0].url == pair[1].url;
    if pages.iter().all(|page| is_small(&page.url)) && !pages.windows(2).any(is_same) {
        return Vec::new();
    }
    let mut seen: FxHashMap<String, &Planned<'_>> = FxHashMap::default();
    let mut problems = Vec::new();
    for page in pages {
        let Some(first) = seen.insert(page.url.to_lowercase(), page) else {
            continue;
        };
        let path = |page: &Planned<'_>| {
            let about = page.about.and_then(|ix| view.get(ix));
            about.map_or_else(|| page.url.clone(), |entry| entry.record.source.path().to_owned())
        };
        let message = format!("`{}` would have the same address as {}", page.url, path(first));
        problems.push(
            Diagnostic::file(Code::SameOutput, &path(page), message).help("rename one of the two files"),
        );
    }
    problems
}

/// The schools of a district that have a page, and the district itself as `None`; a single school is
/// `None` alone.
pub(crate) fn places(view: &View<'_>) -> Vec<Option<crate::id::Id>> {
    let mut places = vec![None];
    places.extend(view.schools().filter_map(|ix| view.get(ix)?.record.key.school.clone().map(Some)));
    places
}

/// The kinds of which a view has records in a place.
pub(crate) fn kinds_in(view: &View<'_>, school: Option<&crate::id::Id>) -> BTreeSet<Kind> {
    Kind::with_folder().filter(|kind| view.own_entries(school, *kind).next().is_some()).collect()
}

/// The kinds of which a view has records anywhere: the lists at the top hold the records of all places.
pub(crate) fn kinds_of_all(view: &View<'_>) -> BTreeSet<Kind> {
    Kind::with_folder().filter(|kind| view.all_entries(*kind).next().is_some()).collect()
}
