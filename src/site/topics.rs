//! Topics: tags, grades and subjects, each with a page of what is about it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::cards::newest_first;
use super::{Card, Context, LinkLine, Making, Page, PageHead, Planned};
use crate::catalog::RecordIx;
use crate::id::slug;
use crate::language::Language;
use crate::record::Record;
use crate::say;
use crate::view::View;

/// What sort of topic it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
        let mut slugs: BTreeMap<(Facet, String), usize> = BTreeMap::new();
        let mut topics: Vec<(String, Vec<RecordIx>)> = Vec::new();
        // The same words come again and again.
        let mut known: FxHashMap<(Facet, &str), Option<usize>> = FxHashMap::default();
        for (ix, entry) in view.entries() {
            for facet in Facet::ALL {
                for word in facet.of(&entry.record) {
                    let topic = *known.entry((facet, word)).or_insert_with(|| {
                        let slug = Some(topic_slug(word)).filter(|slug| !slug.is_empty())?;
                        Some(*slugs.entry((facet, slug)).or_insert_with(|| {
                            topics.push((word.clone(), Vec::new()));
                            topics.len() - 1
                        }))
                    });
                    let Some((_, records)) = topic.and_then(|topic| topics.get_mut(topic)) else { continue };
                    if records.last() != Some(&ix) {
                        records.push(ix);
                    }
                }
            }
        }
        Self(slugs.into_iter().map(|(slug, topic)| (slug, std::mem::take(&mut topics[topic]))).collect())
    }

    /// The topics of a sort, by `subject` or `grade`: slug and title, in the order of their list.
    pub(super) fn named(&self, language: &Language, name: &str) -> Vec<(&str, String)> {
        let mut found: Vec<_> = self.0.iter().filter(|((facet, _), _)| facet.name() == name).collect();
        if name == Facet::Grade.name() {
            found.sort_by_key(|(_, (word, _))| grade_order(word));
        }
        found
            .into_iter()
            .map(|((facet, slug), (word, _))| (slug.as_str(), facet.title(language, word)))
            .collect()
    }

    /// The topics of a record.
    pub fn of_record(&self, language: &Language, record: &Record) -> Vec<LinkLine> {
        let mut lines: Vec<LinkLine> = Vec::new();
        for facet in Facet::ALL {
            for word in facet.of(record) {
                let key = (facet, topic_slug(word));
                if let Some((word, _)) = self.0.get(&key) {
                    let line = LinkLine { text: facet.title(language, word), url: url(facet, &key.1) };
                    // What a subject says, a tag need not say again.
                    if !lines.iter().any(|other| other.text == line.text) {
                        lines.push(line);
                    }
                }
            }
        }
        lines
    }
}

/// The part of a topic's address that its word decides. Letters that no address of a site has, as Arabic and Chinese have
/// them, are told apart by a hash of the word; a blank word has no topic.
pub(super) fn topic_slug(word: &str) -> String {
    let plain = slug(word);
    let is_told =
        |letter: char| !letter.is_alphanumeric() || !slug(letter.encode_utf8(&mut [0; 4])).is_empty();
    if word.trim().is_empty() || (!plain.is_empty() && word.chars().all(is_told)) {
        return plain;
    }
    let hash = blake3::hash(word.trim().to_lowercase().as_bytes()).to_hex();
    let parts = [plain.as_str(), &hash[..8]];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
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

impl Topics {
    /// Every topic's address and word.
    pub(super) fn words(&self) -> impl Iterator<Item = (String, &str)> {
        self.0.iter().map(|((facet, slug), (word, _))| (url(*facet, slug), word.as_str()))
    }
}

/// The list of topics and each topic's page.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Planned<'a>> {
    let topic = |(facet, slug): &(Facet, String)| {
        let key = (*facet, slug.clone());
        Planned::later(url(*facet, slug), "topic.html", None, move |making| making.topic(&key))
    };
    let mut pages: Vec<Planned<'a>> = making.topics.0.keys().map(topic).collect();
    pages.push(Planned::later(INDEX.to_owned(), "topics.html", None, topics_page));
    pages
}

/// The list of topics.
const INDEX: &str = "topics/index.html";

fn topics_page<'a>(making: Making<'a, '_>) -> Page<'a> {
    making.topics_page()
}

impl<'a> Making<'a, '_> {
    fn topics_page(self) -> Page<'a> {
        let facets = Facet::ALL.into_iter().map(|facet| self.facet_lines(facet));
        let facets = facets.filter(|lines| !lines.topics.is_empty()).collect();
        let page = self.head(self.language.word("topics.title"), INDEX, None, "topics");
        Page::plain(INDEX.to_owned(), "topics.html", Context::Topics(TopicsPage { page, facets }))
    }

    fn facet_lines(self, facet: Facet) -> FacetLines {
        let mut topics: Vec<_> = self.topics.0.iter().filter(|((of, _), _)| *of == facet).collect();
        if facet == Facet::Grade {
            topics.sort_by_key(|(_, (word, _))| grade_order(word));
        }
        let line = |((_, slug), (word, records)): (&(Facet, String), &(String, Vec<RecordIx>))| TopicLine {
            link: LinkLine { text: facet.title(self.language, word), url: url(facet, slug) },
            count: say!(self.language, "count.records", count = records.len()),
        };
        FacetLines {
            heading: facet.heading(self.language).to_owned(),
            topics: topics.into_iter().map(line).collect(),
        }
    }

    fn topic(self, key: &(Facet, String)) -> Page<'a> {
        let (word, records) = self.topics.0.get(key).map_or(("", &[][..]), |(word, records)| (word, records));
        let mut entries: Vec<_> = records.iter().filter_map(|ix| Some((*ix, self.view.get(*ix)?))).collect();
        entries.sort_by(|(_, a), (_, b)| newest_first(a, b));
        let url = url(key.0, &key.1);
        let mut page = self.head(key.0.title(self.language, word), &url, None, "topics");
        page.breadcrumbs
            .push(LinkLine { text: self.language.word("topics.title").into(), url: INDEX.into() });
        Page::plain(url, "topic.html", Context::Topic(TopicPage { page, cards: self.cards(entries) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_in_any_writing_is_a_topic_of_its_own() {
        assert_eq!(topic_slug("Small groups"), "small-groups");
        assert_eq!(topic_slug("Matemáticas"), "matematicas");
        assert_eq!(topic_slug(" "), "");
        let others = ["阅读", "数学", "الصف", "😀", "阅读 A", "A"].map(topic_slug);
        for (at, slug) in others.iter().enumerate() {
            assert!(!slug.is_empty() && !others[..at].contains(slug), "{slug}");
            assert!(slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{slug}");
        }
        assert_eq!(topic_slug("阅读"), topic_slug(" 阅读 "));
    }
}
