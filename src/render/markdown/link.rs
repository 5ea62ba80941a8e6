//! Links and wiki links.

use super::write::{Writer, attribute, escaped, escaped_href};
use super::{LinkAs, WikiAs};
use crate::markdown::{Spanned, end_of, text_of};

impl<'a> Writer<'a, '_> {
    pub(super) fn begin_link(&mut self, destination: &str, title: &str) {
        let tag = match self.resolve.link(destination) {
            _ if self.in_link() => None,
            LinkAs::Href(href) => Some(opening(&href, title, false)),
            LinkAs::External(href) => Some(opening(&href, title, true)),
            LinkAs::Text => None,
        };
        self.links.push(tag.is_some());
        if let Some(tag) = tag {
            self.inline(tag);
        }
    }

    pub(super) fn end_link(&mut self) {
        if self.links.pop() == Some(true) {
            self.inline("</a>".into());
        }
    }

    /// Prints a wiki link's start, or all of it where the author gave no text.
    pub(super) fn wiki_link(
        &mut self,
        target: &str,
        has_text: bool,
        events: &[Spanned<'a>],
        at: usize,
    ) -> usize {
        let end = end_of(events, at);
        let has_text = has_text && !text_of(&events[at..=end]).is_empty();
        let page = match self.resolve.wiki(target) {
            WikiAs::Page { href, title } => Some((href, title)),
            WikiAs::Hidden => None,
        };
        if has_text {
            let opening = page.filter(|_| !self.in_link()).map(|(href, _)| opening(&href, "", false));
            self.links.push(opening.is_some());
            if let Some(opening) = opening {
                self.inline(opening);
            }
            return at + 1;
        }
        self.inline(match page {
            Some((_, title)) if self.in_link() => escaped(&title),
            Some((href, title)) => format!("{}{}</a>", opening(&href, "", false), escaped(&title)),
            // The author gave no text either.
            None => escaped(self.language.word("word.not-shown-here")),
        });
        end + 1
    }
}

/// The opening tag of a link. Another site learns nothing of the page that the link stands on.
pub(super) fn opening(href: &str, title: &str, is_external: bool) -> String {
    let rel = if is_external { " rel=\"noopener external\"" } else { "" };
    format!("<a href=\"{}\"{}{rel}>", escaped_href(href), attribute("title", title))
}
