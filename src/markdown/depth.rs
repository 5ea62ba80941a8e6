//! How deep a text may be nested: deeper quotes and lists are shown flat.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Finding, Spanned};
use crate::diagnostic::Code;

/// How many quotes and lists may lie within each other, and how many emphases.
pub(super) const DEEPEST: usize = 16;

/// Whether anything is nested more than [`DEEPEST`] deep.
pub(super) fn is_too_deep(events: &[Spanned<'_>]) -> bool {
    let (mut containers, mut emphases) = (0_usize, 0_usize);
    events.iter().any(|(event, _)| {
        let (tag, opens) = match event {
            Event::Start(tag) => (tag.to_end(), true),
            Event::End(tag) => (*tag, false),
            _ => return false,
        };
        let depth = match sort(tag) {
            Sort::Container => &mut containers,
            Sort::Emphasis => &mut emphases,
            Sort::Part | Sort::Leaf | Sort::Inner => return false,
        };
        *depth = if opens { *depth + 1 } else { depth.saturating_sub(1) };
        *depth > DEEPEST
    })
}

/// The same events with nothing nested more than [`DEEPEST`] deep: what lies deeper becomes paragraphs
/// of the innermost element that is kept. The first such place becomes a finding.
pub(super) fn limit<'a>(events: Vec<Spanned<'a>>, findings: &mut Vec<Finding>) -> Vec<Spanned<'a>> {
    let mut flattener = Flattener { kept: Vec::with_capacity(events.len()), ..Flattener::default() };
    for (event, range) in events {
        flattener.event(event, range);
    }
    if let Some(range) = flattener.first {
        findings.push(
            Finding::new(
                Code::TooDeep,
                range,
                format!("this is nested more than {DEEPEST} deep, and shown flat from here"),
            )
            .help("take it out of the quotes and lists around it"),
        );
    }
    flattener.kept
}

#[derive(Default)]
struct Flattener<'a> {
    kept: Vec<Spanned<'a>>,
    /// Quotes and lists that are open, the dropped ones too.
    containers: usize,
    /// Emphases that are open, the dropped ones too.
    emphases: usize,
    /// Paragraphs, headings, tables and code blocks that are open.
    leaves: usize,
    /// Whether text that lost its list item stands in a paragraph of ours.
    in_paragraph: bool,
    /// The first place that was too deep.
    first: Option<Range<usize>>,
}

impl<'a> Flattener<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let is_kept = match &event {
            Event::Start(tag) => self.start(tag.to_end(), &range),
            Event::End(tag) => self.end(*tag, &range),
            Event::Rule | Event::Html(_) => {
                self.end_paragraph(&range);
                true
            }
            _ => {
                self.begin_paragraph(&range);
                true
            }
        };
        match event {
            Event::TaskListMarker(done) if self.containers > DEEPEST => {
                let mark = if done { "[x] " } else { "[ ] " };
                self.kept.push((Event::Text(mark.into()), range));
            }
            _ if is_kept => self.kept.push((event, range)),
            _ => self.first = self.first.take().or(Some(range)),
        }
    }

    fn start(&mut self, tag: TagEnd, range: &Range<usize>) -> bool {
        match sort(tag) {
            Sort::Container => {
                self.end_paragraph(range);
                self.containers += 1;
                self.containers <= DEEPEST
            }
            Sort::Part => {
                self.end_paragraph(range);
                self.containers <= DEEPEST
            }
            Sort::Leaf => {
                self.end_paragraph(range);
                self.leaves += 1;
                true
            }
            Sort::Emphasis => {
                self.begin_paragraph(range);
                self.emphases += 1;
                self.emphases <= DEEPEST
            }
            Sort::Inner => {
                self.begin_paragraph(range);
                true
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) -> bool {
        match sort(tag) {
            Sort::Container => {
                self.end_paragraph(range);
                self.containers -= 1;
                self.containers < DEEPEST
            }
            Sort::Part => {
                self.end_paragraph(range);
                self.containers <= DEEPEST
            }
            Sort::Leaf => {
                self.leaves -= 1;
                true
            }
            Sort::Emphasis => {
                self.emphases -= 1;
                self.emphases < DEEPEST
            }
            Sort::Inner => true,
        }
    }

    fn begin_paragraph(&mut self, range: &Range<usize>) {
        if self.containers > DEEPEST && self.leaves == 0 && !self.in_paragraph {
            self.in_paragraph = true;
            self.kept.push((Event::Start(Tag::Paragraph), range.clone()));
        }
    }

    fn end_paragraph(&mut self, range: &Range<usize>) {
        if self.in_paragraph {
            self.in_paragraph = false;
            self.kept.push((Event::End(TagEnd::Paragraph), range.clone()));
        }
    }
}

enum Sort {
    /// Holds blocks, and may hold its like.
    Container,
    /// Belongs to the container around it.
    Part,
    /// A block that holds no blocks.
    Leaf,
    /// Within a line, and may hold its like.
    Emphasis,
    /// Within a leaf.
    Inner,
}

fn sort(tag: TagEnd) -> Sort {
    match tag {
        TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::DefinitionList => Sort::Container,
        TagEnd::Item
        | TagEnd::DefinitionListTitle
        | TagEnd::DefinitionListDefinition
        | TagEnd::FootnoteDefinition => Sort::Part,
        TagEnd::Paragraph
        | TagEnd::Heading(_)
        | TagEnd::CodeBlock
        | TagEnd::HtmlBlock
        | TagEnd::Table
        | TagEnd::MetadataBlock(_) => Sort::Leaf,
        TagEnd::Emphasis
        | TagEnd::Strong
        | TagEnd::Strikethrough
        | TagEnd::Superscript
        | TagEnd::Subscript => Sort::Emphasis,
        TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell | TagEnd::Link | TagEnd::Image => {
            Sort::Inner
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::events;
    use super::*;

    fn count(body: &str, wanted: impl Fn(&Event<'_>) -> bool) -> usize {
        events(body).0.iter().filter(|(event, _)| wanted(event)).count()
    }

    #[test]
    fn sixteen_are_kept_and_the_seventeenth_is_flat() {
        let quote = |event: &Event<'_>| matches!(event, Event::Start(Tag::BlockQuote(_)));
        for (nested, kept) in [(1, 1), (16, 16), (17, 16), (1000, 16)] {
            let body = format!("{}text", ">".repeat(nested));
            assert_eq!(count(&body, quote), kept, "{nested} quotes");
            assert_eq!(events(&body).1.len(), usize::from(nested > 16));
        }
    }

    #[test]
    fn the_text_of_a_flat_list_stands_in_paragraphs_of_its_own() {
        let body = format!("{}- a\n{}- [ ] b", "> ".repeat(16), "> ".repeat(16));
        let (events, findings) = events(&body);
        assert_eq!(findings.len(), 1);
        let inner: Vec<_> = events
            .iter()
            .map(|(event, _)| event)
            .filter(|event| {
                !matches!(event, Event::Start(Tag::BlockQuote(_)) | Event::End(TagEnd::BlockQuote(_)))
            })
            .collect();
        let paragraph = [Event::Start(Tag::Paragraph), Event::End(TagEnd::Paragraph)];
        assert_eq!(
            inner,
            [
                &paragraph[0],
                &Event::Text("a".into()),
                &paragraph[1],
                &paragraph[0],
                &Event::Text("[ ] ".into()),
                &Event::Text("b".into()),
                &paragraph[1]
            ]
        );
    }
}
