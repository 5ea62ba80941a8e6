//! The words of a body as its page prints them, in pieces: nothing of addresses, markup and what is left out.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Spanned, end_of};

/// A piece of a body's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the body.
    start: u32,
    end: u32,
    /// How many headings have begun before its end; at most 255.
    pub section: u8,
    /// Whether it is part of that heading.
    pub in_heading: bool,
    /// Whether a new block or line begins before it.
    pub begins: bool,
    /// What it says, where the body writes that in another way (`&eacute;`, straight quotes).
    said: Option<Box<str>>,
}

impl Piece {
    /// What it says; `body` is the text that it is a piece of.
    pub fn text<'a>(&'a self, body: &'a str) -> &'a str {
        match &self.said {
            Some(said) => said,
            None => body.get(self.start as usize..self.end as usize).unwrap_or_default(),
        }
    }
}

/// The pieces of a body, in the order of the text.
pub(super) fn pieces(body: &str, events: &[Spanned<'_>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut section, mut in_heading, mut begins) = (0_u8, false, true);
    let mut at = 0;
    while let Some((event, range)) = events.get(at) {
        match event {
            // What stands there is an address: the page has the title of what it leads to, or nothing.
            Event::Start(
                Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. }
                | Tag::Image { link_type: LinkType::WikiLink { has_pothole: false }, .. },
            ) => at = end_of(events, at),
            Event::Start(Tag::Heading { .. }) => {
                section = section.saturating_add(1);
                (in_heading, begins) = (true, true);
            }
            Event::End(TagEnd::Heading(_)) => (in_heading, begins) = (false, true),
            Event::Text(text) | Event::Code(text) => {
                pieces.extend(piece(body, range, text).map(|piece| Piece {
                    section,
                    in_heading,
                    begins,
                    ..piece
                }));
                begins = false;
            }
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock) => {
                begins = true;
            }
            _ => {}
        }
        at += 1;
    }
    pieces
}

fn piece(body: &str, range: &Range<usize>, text: &str) -> Option<Piece> {
    let (start, end) = (u32::try_from(range.start).ok()?, u32::try_from(range.end).ok()?);
    let said = (body.get(range.clone())? != text).then(|| text.into());
    Some(Piece { start, end, section: 0, in_heading: false, begins: false, said })
}

#[cfg(test)]
mod tests {
    use super::super::outline;

    #[test]
    fn pieces_are_the_words_that_a_page_prints() {
        let body = "One [two](three.md) [[four]] [[five|six]] ![[seven.png]] ![eight](nine.png)\n\n\
                    caf&eacute; \"au lait\" <!-- ten --> `code`\n\n## A *b*\n\nlast\n";
        let outline = outline(body);
        let said: Vec<_> =
            outline.pieces.iter().map(|piece| (piece.text(body).trim(), piece.section)).collect();
        let said: Vec<_> = said.into_iter().filter(|(text, _)| !text.is_empty()).collect();
        assert_eq!(
            said,
            [
                ("One", 0),
                ("two", 0),
                ("six", 0),
                ("eight", 0),
                ("café “au lait”", 0),
                ("code", 0),
                ("A", 1),
                ("b", 1),
                ("last", 1)
            ]
        );
        let headings: Vec<_> =
            outline.pieces.iter().filter(|piece| piece.in_heading).map(|piece| piece.text(body)).collect();
        assert_eq!(headings, ["A ", "b"]);
    }
}
