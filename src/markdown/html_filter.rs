//! Raw HTML: a few harmless tags pass where they are balanced; the rest is left out and said so.

mod allowed;
mod token;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use self::allowed::{Place, hides_content, place, written};
use self::token::{OpenTag, Token, tokens};
use super::depth::DEEPEST;
use super::words::TAG_NOT_SHOWN;
use super::{Finding, Spanned, is_inline};
use crate::diagnostic::Code;
use crate::schema::said;

/// The same events, with raw HTML reduced to balanced tags of the allow-list.
///
/// A pair passes only if both tags stand in one element of Markdown with nothing left open between
/// them, so that no page can be broken by one. Blocks of HTML become ordinary events: their text stands
/// in paragraphs, and `HtmlBlock` does not occur any more. Tags within a line are `InlineHtml`, those of
/// blocks are `Html`.
pub(super) fn allow<'a>(
    events: impl Iterator<Item = Spanned<'a>>,
    findings: &mut Vec<Finding>,
) -> Vec<Spanned<'a>> {
    let mut filter = Filter {
        out: Vec::new(),
        findings,
        stack: Vec::new(),
        opens: Vec::new(),
        nested: 0,
        hidden_by: None,
        block: None,
        in_block: false,
        in_paragraph: false,
        left_out: BTreeMap::new(),
    };
    for (event, range) in events {
        filter.event(event, range);
    }
    filter.finish()
}

struct Filter<'a, 'f> {
    out: Vec<Spanned<'a>>,
    findings: &'f mut Vec<Finding>,
    /// Elements of Markdown and tags that are open, outermost first.
    stack: Vec<Entry>,
    /// Every tag that might pass.
    opens: Vec<Pair>,
    /// How many of `opens` are on the stack.
    nested: usize,
    /// The tag whose content must not appear, while it is open.
    hidden_by: Option<String>,
    /// The block of HTML whose lines are being gathered.
    block: Option<Block>,
    /// Whether the tags at hand stand in a block of HTML.
    in_block: bool,
    /// Whether text of a block of HTML stands in a paragraph of ours.
    in_paragraph: bool,
    /// How many opening tags of each name were left out and said so.
    left_out: BTreeMap<String, usize>,
}

enum Entry {
    /// An element of Markdown, and whether its start was printed.
    Markdown { kept: bool },
    /// An index into the pairs.
    Html(usize),
}

/// An opening tag, and where its closing tag was found.
struct Pair {
    name: String,
    place: Place,
    /// The container that it belongs to, for a [`Place::PartOf`].
    parent: Option<usize>,
    open_at: usize,
    close_at: Option<usize>,
    range: Range<usize>,
}

/// The lines of a block of HTML, without the marks of the quotes and lists around them.
#[derive(Default)]
struct Block {
    html: String,
    /// Where each line starts in `html` and in the body.
    lines: Vec<(usize, usize)>,
}

impl Block {
    fn in_body(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let line = self.lines.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            self.lines.get(line).map_or(at, |(start, in_body)| in_body + (at - start))
        };
        // The end is told from its last byte, so that it lies in that byte's line.
        place(range.start)..place(range.end.saturating_sub(1)) + 1
    }
}

impl<'a> Filter<'a, '_> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                self.end_line();
                self.block = Some(Block::default());
            }
            Event::Html(line) => {
                if let Some(block) = &mut self.block {
                    block.lines.push((block.html.len(), range.start));
                    block.html.push_str(&line);
                }
            }
            Event::End(TagEnd::HtmlBlock) => self.html_block(&range),
            Event::InlineHtml(html) => {
                for (token, _) in tokens(&html) {
                    self.token(token, range.clone());
                }
            }
            Event::Start(tag) => {
                if !is_inline(tag.to_end()) {
                    self.end_line();
                }
                let kept = self.hidden_by.is_none();
                self.stack.push(Entry::Markdown { kept });
                if kept {
                    self.out.push((Event::Start(tag), range));
                }
            }
            Event::End(tag) => self.end(tag, range),
            _ if self.hidden_by.is_some() => {}
            _ => self.out.push((event, range)),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if !is_inline(tag) {
            self.end_line();
        }
        while let Some(entry) = self.stack.pop() {
            match entry {
                Entry::Html(_) => self.nested -= 1,
                Entry::Markdown { kept } => {
                    if kept {
                        self.push_end(tag, range);
                    }
                    return;
                }
            }
        }
    }

    /// Prints an end, or nothing of a paragraph that has come to hold nothing.
    fn push_end(&mut self, tag: TagEnd, range: Range<usize>) {
        let is_empty = || matches!(self.out.last(), Some((Event::Start(Tag::Paragraph), _)));
        if tag == TagEnd::Paragraph && is_empty() {
            self.out.pop();
        } else {
            self.out.push((Event::End(tag), range));
        }
    }

    fn html_block(&mut self, range: &Range<usize>) {
        let block = self.block.take().unwrap_or_default();
        self.in_block = true;
        for (token, place) in tokens(&block.html) {
            self.token(token, block.in_body(&place));
        }
        self.end_line();
        self.end_paragraph(range);
        self.in_block = false;
    }

    fn token(&mut self, token: Token<'_>, range: Range<usize>) {
        if let Some(name) = &self.hidden_by {
            if matches!(&token, Token::Close(closed) if closed == name) {
                self.hidden_by = None;
            }
            return;
        }
        match token {
            Token::Text(text) => self.text(text, range),
            Token::Entity(entity) => self.inline_html(entity.to_owned(), range),
            Token::Open(tag) => self.open(&tag, range),
            Token::Close(name) => self.close(&name, range),
            Token::Unseen => self.leave_out(range, "comments and declarations are not shown", "delete it"),
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let starts_block = self.in_block && !self.in_paragraph && !self.in_part();
        let text = if starts_block { text.trim_start() } else { text };
        if !text.is_empty() {
            self.begin_paragraph(&range);
            self.out.push((Event::Text(text.to_owned().into()), range));
        }
    }

    fn inline_html(&mut self, html: String, range: Range<usize>) {
        self.begin_paragraph(&range);
        self.out.push((Event::InlineHtml(CowStr::from(html)), range));
    }

    fn open(&mut self, tag: &OpenTag<'_>, range: Range<usize>) {
        let name = tag.name.as_str();
        let Some(place) = place(name) else {
            if hides_content(name) {
                self.hidden_by = Some(name.to_owned());
            }
            let help = "write it in Markdown, or leave it out";
            self.leave_out_tag(name, range, said(TAG_NOT_SHOWN, &[("name", name)]), help);
            return;
        };
        let is_line = matches!(place, Place::Void | Place::Inline);
        if !is_line && !self.in_block {
            let help = "put it on a line of its own, after an empty line";
            self.leave_out_tag(name, range, format!("`<{name}>` is not shown within a line of text"), help);
            return;
        }
        if !is_line {
            self.end_line();
            self.end_paragraph(&range);
        }
        let parent = self.innermost().filter(|_| !is_line);
        if let Place::PartOf(container) = place
            && parent.is_none_or(|parent| self.opens[parent].name != container)
        {
            let help = format!("put it directly into `<{container}>`");
            self.leave_out_tag(name, range, format!("`<{name}>` stands outside `<{container}>`"), &help);
            return;
        }
        if self.nested >= DEEPEST {
            self.leave_out_tag(
                name,
                range,
                format!("`<{name}>` is nested too deeply"),
                "leave some of the tags out",
            );
            return;
        }
        let (html, left_out) = written(tag);
        if !left_out.is_empty() {
            let message = format!("the attributes of `<{name}>` are not shown: {}", left_out.join(", "));
            self.leave_out(range.clone(), message, "leave them out");
        }
        if is_line {
            self.inline_html(html, range.clone());
        } else {
            self.out.push((Event::Html(html.into()), range.clone()));
        }
        if place != Place::Void {
            let open_at = self.out.len() - 1;
            self.stack.push(Entry::Html(self.opens.len()));
            self.nested += 1;
            self.opens.push(Pair { name: name.to_owned(), place, parent, open_at, close_at: None, range });
        }
    }

    fn close(&mut self, name: &str, range: Range<usize>) {
        if matches!(place(name), Some(Place::Container)) && self.in_block {
            self.end_line();
            self.end_paragraph(&range);
        }
        let scope = self.stack.iter().rev().map_while(|entry| match entry {
            Entry::Html(pair) => Some(*pair),
            Entry::Markdown { .. } => None,
        });
        let Some(steps) = scope.into_iter().position(|pair| self.opens[pair].name == name) else {
            match self.left_out.get_mut(name) {
                // The opening tag has been reported.
                Some(count) if *count > 0 => *count -= 1,
                _ => {
                    let message = format!("`</{name}>` closes nothing that is open here, and is not shown");
                    self.leave_out(
                        range,
                        message,
                        "delete it, or put both tags into the same paragraph, list item or quote",
                    );
                }
            }
            return;
        };
        for _ in 0..=steps {
            if let Some(Entry::Html(pair)) = self.stack.pop() {
                self.nested -= 1;
                if self.opens[pair].name == name {
                    self.opens[pair].close_at = Some(self.out.len());
                }
            }
        }
        let html = CowStr::from(format!("</{name}>"));
        let is_line = matches!(place(name), Some(Place::Inline));
        self.out.push((if is_line { Event::InlineHtml(html) } else { Event::Html(html) }, range));
    }

    /// What is open within a line ends with the block that the line belongs to.
    fn end_line(&mut self) {
        self.hidden_by = None;
        while let Some(Entry::Html(pair)) = self.stack.last() {
            if self.opens[*pair].place == Place::Container {
                break;
            }
            self.stack.pop();
            self.nested -= 1;
        }
    }

    /// The innermost tag that is open in the same element of Markdown.
    fn innermost(&self) -> Option<usize> {
        match self.stack.last() {
            Some(Entry::Html(pair)) => Some(*pair),
            _ => None,
        }
    }

    /// Whether the text at hand stands in a `<summary>`, `<dt>` or `<dd>`.
    fn in_part(&self) -> bool {
        let open = self.stack.iter().rev().map_while(|entry| match entry {
            Entry::Html(pair) => Some(self.opens[*pair].place),
            Entry::Markdown { .. } => None,
        });
        open.into_iter().any(|place| matches!(place, Place::PartOf(_)))
    }

    fn begin_paragraph(&mut self, range: &Range<usize>) {
        if self.in_block && !self.in_paragraph && !self.in_part() {
            self.in_paragraph = true;
            self.out.push((Event::Start(Tag::Paragraph), range.clone()));
        }
    }

    fn end_paragraph(&mut self, range: &Range<usize>) {
        if std::mem::take(&mut self.in_paragraph) {
            self.push_end(TagEnd::Paragraph, range.clone());
        }
    }

    fn leave_out(&mut self, range: Range<usize>, message: impl Into<String>, help: &str) {
        self.findings.push(Finding::new(Code::HtmlDropped, range, message).help(help));
    }

    fn leave_out_tag(&mut self, name: &str, range: Range<usize>, message: String, help: &str) {
        *self.left_out.entry(name.to_owned()).or_default() += 1;
        self.leave_out(range, message, help);
    }

    /// Takes out the tags that were never closed, and what belongs to them.
    fn finish(mut self) -> Vec<Spanned<'a>> {
        let mut replaced: BTreeMap<usize, Option<Event<'a>>> = BTreeMap::new();
        let mut passes: Vec<bool> = Vec::with_capacity(self.opens.len());
        for pair in std::mem::take(&mut self.opens) {
            let is_part = matches!(pair.place, Place::PartOf(_));
            let has_parent = !is_part || pair.parent.is_some_and(|parent| passes[parent]);
            passes.push(pair.close_at.is_some() && has_parent);
            match pair.close_at {
                Some(_) if has_parent => {}
                Some(close_at) => {
                    // A summary without its details is a paragraph.
                    replaced.insert(pair.open_at, Some(Event::Start(Tag::Paragraph)));
                    replaced.insert(close_at, Some(Event::End(TagEnd::Paragraph)));
                }
                None => {
                    replaced.insert(pair.open_at, None);
                    let message =
                        format!("`<{0}>` is not closed where it was opened, and is not shown", pair.name);
                    let help = format!("write `</{}>` in the same paragraph, list item or quote", pair.name);
                    self.leave_out(pair.range, message, &help);
                }
            }
        }
        let events = self.out.into_iter().enumerate().filter_map(|(index, (event, range))| {
            let event = replaced.remove(&index).unwrap_or(Some(event))?;
            Some((event, range))
        });
        events.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::events;
    use super::*;

    /// The events' own tags and text, with `{}` for the paragraphs and other elements of Markdown.
    fn shown(body: &str) -> String {
        let (events, _) = events(body);
        let parts = events.iter().map(|(event, _)| match event {
            Event::Start(_) => "{".to_owned(),
            Event::End(_) => "}".to_owned(),
            Event::SoftBreak => " ".to_owned(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                text.trim_end_matches('\n').to_owned()
            }
            other => format!("{other:?}"),
        });
        parts.collect()
    }

    #[test]
    fn balanced_tags_of_the_list_pass() {
        assert_eq!(shown("<KBD>x *y*</KBD> H<sub>2</sub>O<br/>"), "{<kbd>x {y}</kbd> H<sub>2</sub>O<br>}");
        assert_eq!(
            shown("<details open>\n<summary>More</summary>\n\ntext\n\n</details>\n"),
            "<details open><summary>More</summary>{text}</details>"
        );
        assert_eq!(
            shown("<dl>\n<dt>A</dt>\n<dd>b &amp; c</dd>\n</dl>"),
            "<dl><dt>A</dt><dd>b &amp; c</dd></dl>"
        );
    }

    #[test]
    fn unbalanced_tags_do_not() {
        assert_eq!(shown("<details>\n\ntext"), "{text}");
        assert_eq!(shown("a <kbd>x *b</kbd>*"), "{a x {b}}");
        assert_eq!(shown("<b>a <i>b</b> c</i>"), "{<b>a b</b> c}");
        assert_eq!(shown("> <details>\n\n</details>"), "{}");
        assert_eq!(shown("<details>\n<summary>Hi</summary>\n"), "{Hi}");
        assert_eq!(shown("</main>\n\nx"), "{x}");
        assert_eq!(shown("a <details> b"), "{a  b}");
        assert_eq!(shown("<summary>x</summary>"), "{x}");
    }

    #[test]
    fn the_content_of_scripts_disappears_and_that_of_other_tags_stays() {
        assert_eq!(shown("<script>\nalert(1) < 2\n</script> after"), "{after}");
        assert_eq!(shown("a<script>alert(1) *x*</script>b"), "{ab}");
        assert_eq!(shown("<scr<script>ipt>alert(1)</script>"), "{<scr}");
        assert_eq!(shown("<div class=x>\nhello <b>you</b>\n</div>"), "{hello <b>you</b>}");
        assert_eq!(shown("*<script>x* y\n\nz"), "{{}}{z}");
        assert_eq!(shown("<!-- <b>x</b> -->"), "");
    }
}
