//! A body as its readers read it, with the place of every word in the source.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::catalog::percent_decode;
use crate::markdown::{events, is_inline};

/// Stands between blocks, where words do not belong together.
const BREAK: char = '\u{1e}';

/// A body without its markup.
pub(super) struct Plain<'b> {
    body: &'b str,
    /// What one reads.
    pub text: String,
    pieces: Vec<Piece>,
}

/// A part of the text and where it comes from.
struct Piece {
    text: Range<usize>,
    body: Range<usize>,
    /// Whether both are the same, letter by letter.
    is_same: bool,
}

impl<'b> Plain<'b> {
    /// Reads a body; what is dropped from pages is left out.
    pub(super) fn of(body: &'b str) -> Self {
        let mut plain = Self { body, text: String::with_capacity(body.len()), pieces: Vec::new() };
        let (events, _) = events(body);
        for (event, range) in events {
            match event {
                Event::Text(text) | Event::Code(text) => plain.push(&text, range),
                Event::SoftBreak | Event::HardBreak => plain.push(" ", range),
                Event::Html(html) | Event::InlineHtml(html) if is_line_break(&html) => plain.push(" ", range),
                // Attributes are read too; tags do not part words.
                Event::Html(html) | Event::InlineHtml(html) if html.contains('"') => {
                    plain.aside(&html, range);
                }
                Event::Start(tag) => {
                    if let Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. } = &tag {
                        if dest_url.contains(':') {
                            plain.aside(dest_url, range.clone());
                            plain.aside(&as_read(dest_url).unwrap_or_default(), range.clone());
                        }
                        plain.aside(title, range);
                    }
                    if !is_inline(tag.to_end()) && tag != Tag::TableCell {
                        plain.text.push(BREAK);
                    }
                }
                // A name may have a column for each of its words.
                Event::End(TagEnd::TableCell) => plain.text.push(' '),
                Event::End(tag) if !is_inline(tag) => plain.text.push(BREAK),
                Event::FootnoteReference(_) => plain.text.push(BREAK),
                _ => {}
            }
        }
        plain
    }

    /// Adds words, which stand in that part of the body.
    fn push(&mut self, text: &str, range: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        let source = &self.body[range.clone()];
        // Code stands between its marks.
        let offset = if source == text { Some(0) } else { source.find(text) };
        let offset = offset.filter(|_| !text.trim().is_empty());
        let (body, is_same) = match offset {
            Some(offset) => (range.start + offset..range.start + offset + text.len(), true),
            None => (range, false),
        };
        self.pieces.push(Piece { text: start..self.text.len(), body, is_same });
    }

    /// Adds what does not stand among the words. A text that is being read is not interrupted by it.
    fn aside(&mut self, text: &str, range: Range<usize>) {
        if !text.is_empty() {
            self.text.push(BREAK);
            self.push(text, range);
            self.text.push(BREAK);
        }
    }

    /// Where a part of the text stands in the body.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let piece = |at: usize| {
            let index = self.pieces.partition_point(|piece| piece.text.end <= at);
            self.pieces.get(index).filter(|piece| piece.text.start <= at)
        };
        let (Some(first), Some(last)) = (piece(range.start), piece(range.end.saturating_sub(1))) else {
            return 0..0;
        };
        if first.is_same && last.is_same {
            let start = first.body.start + range.start - first.text.start;
            return start..last.body.start + range.end - last.text.start;
        }
        // Typographic quotes and the like: the same words, somewhere in the piece.
        let within = first.body.start..last.body.end.max(first.body.start);
        let found = self.body.get(within.clone()).and_then(|source| source.find(&self.text[range.clone()]));
        found.map_or(within.clone(), |at| within.start + at..within.start + at + range.len())
    }
}

/// An address as browsers and forms read it, where that is another text.
fn as_read(address: &str) -> Option<String> {
    let read = match address.split_once('?') {
        Some((path, query)) => percent_decode(&format!("{path}?{}", query.replace('+', " "))),
        None => percent_decode(address),
    };
    read.filter(|read| read != address)
}

/// Whether a piece of HTML is the tag of a line break.
fn is_line_break(html: &str) -> bool {
    let name = html.trim().trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    name.eq_ignore_ascii_case("br")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places<'b>(body: &'b str, words: &str) -> Vec<&'b str> {
        let plain = Plain::of(body);
        let found = plain.text.match_indices(words).map(|(at, _)| plain.place(&(at..at + words.len())));
        found.map(|range| &body[range]).collect()
    }

    #[test]
    fn words_are_read_across_markup_and_found_where_they_stand() {
        assert_eq!(places("So **Ana** Nguyen read", "Ana Nguyen"), ["Ana** Nguyen"]);
        assert_eq!(places("So [Ana](x.md)\n*Nguyen*", "Ana Nguyen"), ["Ana](x.md)\n*Nguyen"]);
        assert_eq!(places("A*na* `Nguyen`", "Ana Nguyen"), ["A*na* `Nguyen"]);
        assert_eq!(places("\"So\" said Ana -- 'yes'", "Ana"), ["Ana"]);
        assert_eq!(places("![a *b*](c.png \"d e\")", "a b"), ["a *b"]);
        assert_eq!(places("![a](c.png \"d e\")", "d e"), ["d e"]);
        assert_eq!(places("<abbr title=\"Ana\">A</abbr>", "Ana"), ["Ana"]);
        assert_eq!(places("[write](mailto:a@b.org)", "a@b.org"), ["a@b.org"]);
        assert_eq!(places("&eacute;t&eacute;", "été").len(), 1);
        assert_eq!(places("Ana<br>Nguyen", "Ana Nguyen"), ["Ana<br>Nguyen"]);
        assert_eq!(places("| A | B |\n|---|---|\n| Ana | Nguyen |\n", "Ana Nguyen"), ["Ana | Nguyen"]);
        let address = "[a](https://a.example/Ana%20Nguyen/x.pdf?q=Ana+Nguyen)";
        assert_eq!(places(address, "Ana Nguyen").len(), 2, "as browsers read it");
    }

    #[test]
    fn blocks_part_words() {
        assert!(!Plain::of("Ana\n\nNguyen").text.contains("Ana Nguyen"));
        assert!(!Plain::of("- Ana\n- Nguyen").text.contains("Ana Nguyen"));
        assert!(!Plain::of("| A |\n|---|\n| Ana |\n| Nguyen |\n").text.contains("Ana Nguyen"), "two rows");
        assert!(Plain::of("<!-- Ana -->").text.trim_matches(BREAK).is_empty());
    }
}
