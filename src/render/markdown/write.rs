//! The walk over a body's events: which become our own markup and which Markdown's plain HTML.

use pulldown_cmark::{BlockQuoteKind, Event, HeadingLevel, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::{FmtWriter, escape_href, escape_html};

use super::footnotes::Footnotes;
use super::table::Table;
use super::{ContentsEntry, Resolve};
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::markdown::{Spanned, end_of, is_inline, text_of};

/// Turns events into events of which every one is right as plain HTML.
pub(super) struct Writer<'a, 'r> {
    pub(super) resolve: &'r dyn Resolve,
    pub(super) language: &'r Language,
    pub(super) footnotes: Footnotes<'a>,
    pub(super) contents: Vec<ContentsEntry>,
    pub(super) problems: Vec<Diagnostic>,
    /// How many drawings of data there are so far.
    pub(super) drawings: usize,
    pub(super) out: Vec<Event<'a>>,
    /// What each open link is printed as, if at all.
    pub(super) links: Vec<bool>,
    pub(super) table: Table,
    /// For each open list item, whether its label is still open.
    pub(super) labels: Vec<bool>,
}

impl<'a, 'r> Writer<'a, 'r> {
    pub(super) fn new(resolve: &'r dyn Resolve, language: &'r Language, footnotes: Footnotes<'a>) -> Self {
        Self {
            resolve,
            language,
            footnotes,
            contents: Vec::new(),
            problems: Vec::new(),
            drawings: 0,
            out: Vec::new(),
            links: Vec::new(),
            table: Table::default(),
            labels: Vec::new(),
        }
    }

    /// The HTML of events that are balanced.
    pub(super) fn html(&mut self, events: &[Spanned<'a>]) -> String {
        self.out = Vec::with_capacity(events.len());
        let mut at = 0;
        while at < events.len() {
            at = self.step(events, at);
        }
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, self.out.drain(..));
        html
    }

    /// Whether a link is open, in which no other may stand.
    pub(super) fn in_link(&self) -> bool {
        self.links.contains(&true)
    }

    /// Prints markup of our own within a line.
    pub(super) fn inline(&mut self, html: String) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// Prints markup of our own around or between blocks.
    pub(super) fn block(&mut self, html: String) {
        self.out.push(Event::Html(html.into()));
    }

    /// Prints what stands at `at`, and returns where the next thing stands.
    fn step(&mut self, events: &[Spanned<'a>], at: usize) -> usize {
        let (event, _) = &events[at];
        match event {
            Event::Start(tag) => return self.start(tag, events, at),
            Event::End(tag) => self.end(*tag),
            Event::TaskListMarker(done) => self.task(*done),
            Event::FootnoteReference(name) => self.footnote_reference(name),
            Event::Html(_) | Event::Rule => {
                self.end_label();
                self.out.push(event.clone());
            }
            _ => self.out.push(event.clone()),
        }
        at + 1
    }

    fn start(&mut self, tag: &Tag<'a>, events: &[Spanned<'a>], at: usize) -> usize {
        if !is_inline(tag.to_end()) {
            self.end_label();
        }
        match tag {
            Tag::Heading { level, id, .. } => {
                self.heading(*level, id.as_deref().unwrap_or_default(), events, at);
            }
            Tag::Paragraph => {
                if let Some(next) = self.lone_image(events, at) {
                    return next;
                }
                self.out.push(Event::Start(Tag::Paragraph));
            }
            Tag::Image { .. } => return self.image(events, at),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                return self.wiki_link(dest_url, *has_pothole, events, at);
            }
            Tag::Link { dest_url, title, .. } => self.begin_link(dest_url, title),
            Tag::Item => self.begin_item(events, at),
            Tag::BlockQuote(Some(kind)) => self.begin_alert(*kind),
            Tag::Table(alignments) => self.begin_table(alignments),
            Tag::TableHead => self.begin_table_head(),
            Tag::TableRow => self.begin_table_row(),
            Tag::TableCell => self.begin_table_cell(),
            other => self.out.push(Event::Start(other.clone())),
        }
        at + 1
    }

    fn end(&mut self, tag: TagEnd) {
        if !is_inline(tag) {
            self.end_label();
        }
        match tag {
            TagEnd::Link => self.end_link(),
            TagEnd::Heading(level) => self.out.push(Event::End(TagEnd::Heading(shown_level(level)))),
            TagEnd::Item => self.end_item(),
            TagEnd::BlockQuote(Some(_)) => self.block("</aside>\n".into()),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.block("</tr>\n".into()),
            TagEnd::TableCell => self.end_table_cell(),
            _ => self.out.push(Event::End(tag)),
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: &str, events: &[Spanned<'a>], at: usize) {
        let level = shown_level(level);
        let id = format!("{}{}", self.footnotes.prefix(), super::anchor(id));
        let text = text_of(&events[at..=end_of(events, at)]);
        self.table.below_heading(&text);
        self.contents.push(ContentsEntry { level: level as u8, id: id.clone(), text });
        let tag = Tag::Heading { level, id: Some(id.into()), classes: Vec::new(), attrs: Vec::new() };
        self.out.push(Event::Start(tag));
    }

    fn begin_alert(&mut self, kind: BlockQuoteKind) {
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", "text.note"),
            BlockQuoteKind::Tip => ("tip", "text.tip"),
            BlockQuoteKind::Important => ("important", "text.important"),
            BlockQuoteKind::Warning => ("warning", "text.warning"),
            BlockQuoteKind::Caution => ("caution", "text.caution"),
        };
        let title = escaped(self.language.word(title));
        self.block(format!(
            "<aside class=\"alert alert-{class}\" role=\"note\"><p class=\"alert-title\">{title}</p>\n"
        ));
    }
}

/// The level that a heading has below the page's title.
fn shown_level(level: HeadingLevel) -> HeadingLevel {
    level.max(HeadingLevel::H2)
}

/// Text made safe within quotes and between tags.
pub(in crate::render) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_html(FmtWriter(&mut html), text).expect("writing to a string does not fail");
    html
}

/// An address made safe within quotes.
pub(super) fn escaped_href(address: &str) -> String {
    let mut html = String::with_capacity(address.len());
    escape_href(FmtWriter(&mut html), address).expect("writing to a string does not fail");
    html
}

/// An attribute with a blank before it, or nothing where it would be empty.
pub(super) fn attribute(name: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!(" {name}=\"{}\"", escaped(value)) }
}
