//! Topics: tags, grades and subjects, each with a page of what is about it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cards::newest_first;
use super::{Card, Context, LinkLine, Making, Page, PageHead};
use crate::catalog::RecordIx;
use crate::id::slug;
use crate::language::Language;
use crate::record::Record;
use crate::say;
use crate::view::View;

/// What sort of topic it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Facet {
    Subject,
    Grade,
    Tag,
}

impl Facet {
    const ALL: [Self; 3] = [Self::Subject, Self::Grade, Self::Tag];

    fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Grade => "grade",
            Self::Tag => "tag",
        }
    }

    fn heading(self, language: &Language) -> &str {
        match self {
            Self::Subject => language.word("label.subjects"),
            Self::Grade => language.word("label.grades"),
            Self::Tag => language.word("label.tags"),
        }
    }

    fn of(self, record: &Record) -> &[String] {
        match self {
            Self::Subject => &record.common.subjects,
            Self::Grade => &record.common.grades,
            Self::Tag => &record.common.tags,
        }
    }

    fn title(self, language: &Language, word: &str) -> String {
        match self {
            Self::Grade if word.eq_ignore_ascii_case("k") => language.word("label.kindergarten").into(),
            Self::Grade => say!(language, "topics.grade", word = word),
            Self::Subject | Self::Tag => super::words::choice(language, word),
        }
    }
}

/// Every topic, by its address.
#[derive(Debug, Default)]
pub struct Topics(BTreeMap<(Facet, String), (String, Vec<RecordIx>)>);

/// All topics.
#[derive(Debug, Clone, Serialize)]
pub struct TopicsPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// Topics by their sort.
    pub facets: Vec<FacetLines>,
}

/// The topics of one sort.
#[derive(Debug, Clone, Serialize)]
pub struct FacetLines {
    /// What sort.
    pub heading: String,
    /// The topics.
    pub topics: Vec<TopicLine>,
}

/// A topic in the list of all.
#[derive(Debug, Clone, Serialize)]
pub struct TopicLine {
    /// The topic.
    pub link: LinkLine,
    /// How many records are about it.
    pub count: String,
}

/// One topic.
#[derive(Debug, Clone, Serialize)]
pub struct TopicPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The records about it.
    pub cards: Vec<Card<'a>>,
}

impl Topics {
    /// The topics of every record of a view.
    pub fn of(view: &View<'_>) -> Self {
        let mut topics: BTreeMap<(Facet, String), (String, Vec<RecordIx>)> = BTreeMap::new();
        for (ix, entry) in view.entries() {
            for facet in Facet::ALL {
                for word in facet.of(&entry.record) {
                    let slug = slug(word);
                    if slug.is_empty() {
                        continue;
                    }
                    let (_, records) =
                        topics.entry((facet, slug)).or_insert_with(|| (word.clone(), Vec::new()));
                    if records.last() != Some(&ix) {
                        records.push(ix);
                    }
                }
            }
        }
        Self(topics)
    }

    /// The topics of a record.
    pub fn of_record(&self, language: &Language, record: &Record) -> Vec<LinkLine> {
        let mut lines: Vec<LinkLine> = Vec::new();
        for facet in Facet::ALL {
            for word in facet.of(record) {
                if let Some((word, _)) = self.0.get(&(facet, slug(word))) {
                    let line = LinkLine { text: facet.title(language, word), url: url(facet, &slug(word)) };
                    if !lines.contains(&line) {
                        lines.push(line);
                    }
                }
            }
        }
        lines
    }
}

fn url(facet: Facet, slug: &str) -> String {
    format!("topics/{}-{slug}.html", facet.name())
}

/// Kindergarten first, then grades by number, then words.
pub(super) fn grade_order(grade: &str) -> (u8, u32, String) {
    match grade.to_lowercase().as_str() {
        "pk" | "pre-k" | "prek" => (0, 0, String::new()),
        "k" | "kindergarten" => (1, 0, String::new()),
        other => match other.parse() {
            Ok(number) => (2, number, String::new()),
            Err(_) => (3, 0, other.to_owned()),
        },
    }
}

/// The list of topics and each topic's page.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Page<'a>> {
    let topics = &making.topics.0;
    let mut pages = Vec::new();
    let mut facets = Vec::new();
    for facet in Facet::ALL {
        let mut of_facet: Vec<_> = topics.iter().filter(|((of, _), _)| *of == facet).collect();
        if facet == Facet::Grade {
            of_facet.sort_by_key(|(_, (word, _))| grade_order(word));
        }
        let mut lines = Vec::new();
        for ((_, slug), (word, records)) in of_facet {
            let title = facet.title(making.language, word);
            let url = url(facet, slug);
            let link = LinkLine { text: title.clone(), url: url.clone() };
            lines.push(TopicLine {
                link,
                count: say!(making.language, "count.records", count = records.len()),
            });
            let mut entries: Vec<_> =
                records.iter().filter_map(|ix| Some((*ix, making.view.get(*ix)?))).collect();
            entries.sort_by(|(_, a), (_, b)| newest_first(a, b));
            let mut page = making.head(title, &url, None, "topics");
            page.breadcrumbs.push(LinkLine {
                text: making.language.word("topics.title").into(),
                url: "topics/index.html".into(),
            });
            let context = Context::Topic(TopicPage { page, cards: making.cards(entries) });
            pages.push(Page {
                url,
                template: "topic.html",
                context,
                body: None,
                about: None,
                downloads: Vec::new(),
            });
        }
        if !lines.is_empty() {
            facets.push(FacetLines { heading: facet.heading(making.language).to_owned(), topics: lines });
        }
    }
    let url = "topics/index.html".to_owned();
    let page = making.head(making.language.word("topics.title"), &url, None, "topics");
    let context = Context::Topics(TopicsPage { page, facets });
    pages.push(Page {
        url,
        template: "topics.html",
        context,
        body: None,
        about: None,
        downloads: Vec::new(),
    });
    pages
}
