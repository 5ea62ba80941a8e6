//! What a body holds: its headings, links and images, and what its author should know of them.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::address::{is_drawing, is_remote};
use super::piece::{Piece, pieces};
use super::{Finding, Spanned, acronym, end_of, events, text_of, words};
use crate::diagnostic::Code;
use crate::schema::said;

/// What a body holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// In the order of the text.
    pub headings: Vec<Heading>,
    /// In the order of the text.
    pub links: Vec<BodyLink>,
    /// In the order of the text.
    pub images: Vec<BodyImage>,
    /// In the order of the text.
    pub tables: Vec<BodyTable>,
    /// The words that the page prints, in the order of the text.
    pub pieces: Vec<Piece>,
    /// What the author should know, by place.
    pub findings: Vec<Finding>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// As written, 1 to 6.
    pub level: u8,
    /// Unique in the body.
    pub id: String,
    /// Without markup.
    pub text: String,
    /// In the body.
    pub range: Range<usize>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyTable {
    /// How many columns it has.
    pub columns: usize,
    /// In the body.
    pub range: Range<usize>,
}

/// How a link was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](address)`, in any of Markdown's ways.
    Inline,
    /// `[[target]]` or `[[target|text]]`.
    Wiki,
}

/// A link, the dropped ones aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyLink {
    /// The address, or the target of a wiki link.
    pub destination: String,
    /// Without markup; empty where a wiki link has no text of its own.
    pub text: String,
    /// How it was written.
    pub kind: LinkKind,
    /// In the body.
    pub range: Range<usize>,
}

/// An image or the drawing of a record's data, the dropped ones aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyImage {
    /// The address, or what is drawn (`measure:orf`).
    pub destination: String,
    /// The alternative text, without markup.
    pub alt: String,
    /// In the body.
    pub range: Range<usize>,
}

/// Reads a body for its headings, links and images, and for everything to be said about its writing.
pub fn outline(body: &str) -> Outline {
    let (events, findings) = events(body);
    let mut outline = Outline { findings, pieces: pieces(body, &events), ..Outline::default() };
    let mut images_end = 0;
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => outline.headings.push(Heading {
                level: *level as u8,
                id: id.as_deref().unwrap_or_default().to_owned(),
                text: text_of(&events[index..=end_of(&events, index)]),
                range: range.clone(),
            }),
            Event::Start(Tag::Table(columns)) => {
                outline.tables.push(BodyTable { columns: columns.len(), range: range.clone() });
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let (kind, has_text) = match link_type {
                    LinkType::WikiLink { has_pothole } => (LinkKind::Wiki, *has_pothole),
                    _ => (LinkKind::Inline, true),
                };
                let text =
                    if has_text { text_of(&events[index..=end_of(&events, index)]) } else { String::new() };
                outline.links.push(BodyLink {
                    destination: dest_url.to_string(),
                    text,
                    kind,
                    range: range.clone(),
                });
            }
            // An image in an image's alternative text is part of that text.
            Event::Start(Tag::Image { dest_url, .. }) if index >= images_end => {
                images_end = end_of(&events, index);
                let alt = alt_of(&events[index..=images_end]);
                outline.images.push(BodyImage {
                    destination: dest_url.to_string(),
                    alt,
                    range: range.clone(),
                });
            }
            _ => {}
        }
    }
    outline.review();
    outline.findings.extend(acronym::unexplained(body, &events));
    outline.findings.extend(garbled(body));
    outline.findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
    outline
}

/// The alternative text of the image that `events` are, from its start to its end.
///
/// The file name of `![[file.png]]` is an address and says nothing about what is to be seen.
pub fn alt_of(events: &[Spanned<'_>]) -> String {
    match events.first() {
        Some((Event::Start(Tag::Image { link_type: LinkType::WikiLink { has_pothole: false }, .. }), _)) => {
            String::new()
        }
        _ => text_of(events),
    }
}

impl Outline {
    /// Says what is missing from headings, links and images.
    fn review(&mut self) {
        let Self { headings, links, images, findings, pieces: _, tables: _ } = self;
        let mut above = 1;
        for heading in headings {
            findings.extend(skipped_level(heading, above));
            above = heading.level.max(2);
        }
        findings.extend(links.iter().filter_map(vague_link));
        findings.extend(images.iter().filter_map(|image| {
            let is_silent = image.alt.is_empty() && !is_drawing(&image.destination);
            is_silent.then(|| {
                let message = said(words::IMAGE_SILENT, &[("address", &image.destination)]);
                let help = format!("say what it shows: `![what it shows]({})`", image.destination);
                Finding::new(Code::NoAltText, image.range.clone(), message).help(help)
            })
        }));
        findings.extend(images.iter().filter(|image| is_remote(&image.destination)).map(|image| {
            let message = said(words::IMAGE_REMOTE, &[("address", &image.destination)]);
            Finding::new(Code::RemoteImage, image.range.clone(), message).help(words::IMAGE_REMOTE_HELP)
        }));
    }
}

fn skipped_level(heading: &Heading, above: u8) -> Option<Finding> {
    let Heading { level, range, .. } = heading;
    let (message, help) = if *level == 1 {
        (words::HEADING_OF_THE_TITLE.to_owned(), words::HEADING_OF_THE_TITLE_HELP.to_owned())
    } else if *level > above + 1 {
        let wanted = "#".repeat(usize::from(above) + 1);
        let from = if above == 1 { "the title".to_owned() } else { format!("level {above}") };
        let values = [("level", level.to_string()), ("above", from)];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        (said(words::HEADING_SKIPS, &values), format!("write `{wanted}`"))
    } else {
        return None;
    };
    Some(Finding::new(Code::HeadingSkipped, range.clone(), message).help(help))
}

fn vague_link(link: &BodyLink) -> Option<Finding> {
    if link.kind == LinkKind::Wiki {
        return None;
    }
    let text = link.text.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let message = if text.is_empty() {
        words::LINK_WITHOUT_TEXT.to_owned()
    } else if words::VAGUE.contains(&text.as_str()) {
        said(words::LINK_VAGUE, &[("text", &link.text)])
    } else {
        return None;
    };
    Some(Finding::new(Code::VagueLink, link.range.clone(), message).help(words::LINK_HELP))
}

/// The first unreadable character, for all of them. A zero character is shown as one.
fn garbled(body: &str) -> Option<Finding> {
    let mut garbled = body.match_indices([char::REPLACEMENT_CHARACTER, '\0']);
    let (at, character) = garbled.next()?;
    let message = match garbled.count() {
        0 => "a character that could not be read".to_owned(),
        more => format!("{} characters that could not be read; the first is here", more + 1),
    };
    let help = "type it again, and save the file as UTF-8";
    Some(Finding::new(Code::Garbled, at..at + character.len(), message).help(help))
}

/// Whether an event ends a block of text, so that words on both sides do not belong together.
pub(super) fn ends_block(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::End(
            TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::CodeBlock
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition
        ) | Event::Start(Tag::List(_) | Tag::CodeBlock(_))
            | Event::Html(_)
            | Event::Rule
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> Vec<(&'static str, &str)> {
        outline(body)
            .findings
            .into_iter()
            .map(|finding| (finding.code.as_str(), &body[finding.range]))
            .collect()
    }

    /// No finding.
    const NOTHING: [(&str, &str); 0] = [];

    #[test]
    fn headings_links_and_images_are_listed() {
        let outline =
            outline("## A *b*\n\n[the `x`](../x.md#y) [[evidence/z]] [[plan|our plan]] ![a *c*](d.png)\n");
        assert_eq!(
            outline.headings,
            [Heading { level: 2, id: "a-b".into(), text: "A b".into(), range: 0..9 }]
        );
        let links: Vec<_> = outline
            .links
            .iter()
            .map(|link| (link.destination.as_str(), link.text.as_str(), link.kind))
            .collect();
        assert_eq!(
            links,
            [
                ("../x.md#y", "the x", LinkKind::Inline),
                ("evidence/z", "", LinkKind::Wiki),
                ("plan", "our plan", LinkKind::Wiki)
            ]
        );
        assert_eq!(outline.images.len(), 1);
        assert_eq!(
            (outline.images[0].destination.as_str(), outline.images[0].alt.as_str()),
            ("d.png", "a c")
        );
        assert_eq!(outline.findings, []);
    }

    #[test]
    fn heading_levels() {
        assert_eq!(found("## a\n\n### b\n\n## c\n"), NOTHING);
        assert_eq!(found("# a\n"), [("W202", "# a\n")]);
        assert_eq!(found("### a\n"), [("W202", "### a\n")]);
        assert_eq!(found("## a\n\n#### b\n\n##### c\n"), [("W202", "#### b\n")]);
        assert_eq!(found("# a\n\n### b\n").len(), 1, "a level 1 is shown as level 2");
    }

    #[test]
    fn images() {
        assert_eq!(found("![](a.png)"), [("W201", "![](a.png)")]);
        assert_eq!(found("![[a.png]]"), [("W201", "![[a.png]]")]);
        assert_eq!(
            found("![[a.png|a shelf]] ![](measure:orf) ![](walkthrough:may) ![](referrals:2026-27#triangle)"),
            NOTHING
        );
        assert_eq!(found("![x](https://example.org/a.png)"), [("W205", "![x](https://example.org/a.png)")]);
    }

    #[test]
    fn links() {
        assert_eq!(found("[here](a.md), [Read more…](b.md), [**this**](c.md), [](d.md)").len(), 4);
        assert_eq!(found("[time on task](a.md) [[x]] <https://example.org>"), NOTHING);
        assert_eq!(found("[![a shelf](a.png)](b.md)").len(), 0, "the image's text names the link");
    }

    #[test]
    fn unreadable_characters_are_one_finding() {
        assert_eq!(found("Jos\u{fffd} and Mar\u{fffd}a"), [("W209", "\u{fffd}")]);
    }
}
