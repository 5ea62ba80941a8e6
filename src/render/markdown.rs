//! A body as HTML.
//!
//! The events of [`crate::markdown::events`] are harmless already. Here they become the site's own
//! markup where Markdown's plain HTML would not be usable by everyone: notes that lead back, boxes with
//! labels, tables that can be scrolled with the keyboard, images that do not jump.

mod footnotes;
mod image;
mod link;
mod list;
mod table;
#[cfg(test)]
mod tests;
mod write;

use std::borrow::Cow;

use serde::Serialize;

use self::footnotes::Footnotes;
use self::write::Writer;
pub(super) use self::write::escaped;
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::markdown::events;

/// How a body is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options<'a> {
    /// Stands before every id in the HTML: empty where a page holds one body, else different for each.
    pub id_prefix: &'a str,
    /// The language of what stands beside the author's words.
    pub language: &'a Language,
}

/// Where the links and images of a body lead, as this site shows it.
pub trait Resolve {
    /// What a link's address becomes.
    fn link(&self, destination: &str) -> LinkAs;
    /// What the target of `[[target]]` becomes.
    fn wiki(&self, target: &str) -> WikiAs;
    /// What an image's address becomes; `alt` is its alternative text.
    fn image(&self, destination: &str, alt: &str) -> ImageAs;
    /// The drawing of data that an image's address names, as a block of our own markup, where there is one: it takes
    /// the place of an image that stands alone. `alt` is what its author calls it; `number` counts the drawings of a
    /// body from 1, so that ids differ.
    ///
    /// # Errors
    /// What the theme's template fails on.
    fn drawing(&self, destination: &str, alt: &str, number: usize)
    -> Result<Option<String>, Box<Diagnostic>>;
}

/// What a link becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkAs {
    /// A link within the site.
    Href(String),
    /// A link to another site, a mail address or a telephone number.
    External(String),
    /// Its text, without a link.
    Text,
}

/// What a wiki link becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WikiAs {
    /// A link within the site.
    Page {
        /// Where it leads.
        href: String,
        /// What it says where the author gave no text.
        title: String,
    },
    /// The author's text, or "not shown here", without a link.
    Hidden,
}

/// What an image becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImageAs {
    /// A picture of this site.
    Picture {
        /// Its address, in its widest form.
        src: String,
        /// The same picture in several widths, as HTML writes it; empty where there is only one.
        srcset: String,
        /// In pixels.
        width: Option<u32>,
        /// In pixels.
        height: Option<u32>,
    },
    /// A link, such as one to another site's image.
    Link {
        /// Where it leads.
        href: String,
        /// What it says.
        text: String,
    },
    /// Its alternative text.
    Text,
}

/// A body as HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Blocks, to stand below the page's `<h1>`.
    pub html: String,
    /// The headings, in the order of the text.
    pub contents: Vec<ContentsEntry>,
    /// What could not be drawn.
    pub problems: Vec<Diagnostic>,
}

/// A heading, for a table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContentsEntry {
    /// As shown: 2 to 6.
    pub level: u8,
    /// With the prefix.
    pub id: String,
    /// Without markup.
    pub text: String,
}

/// The ids of the theme's own elements on pages that show a body, and how those begin of which there are many.
/// (`tests/isles/hostile.rs` compares them with the templates.)
pub const THEME_IDS: [&str; 22] = [
    "actions",
    "block-",
    "changes",
    "connected",
    "evidence",
    "goal-",
    "in-words",
    "initiative-",
    "islands",
    "look-for-",
    "look-fors",
    "main-content",
    "menu-",
    "method",
    "now",
    "packet-",
    "pilots",
    "plan-",
    "schools",
    "site-search",
    "thread",
    "why",
];

/// The id that a heading has on a page: its own, with a dot where the theme could have the same, so that a link to
/// either leads there and no script takes one for the other.
pub fn anchor(heading: &str) -> Cow<'_, str> {
    let is_taken = |own: &&str| heading == *own || (own.ends_with('-') && heading.starts_with(*own));
    if THEME_IDS.iter().any(is_taken) { Cow::Owned(format!("{heading}.")) } else { Cow::Borrowed(heading) }
}

/// Renders a body. Nothing in it can break the page or run in it; only what `resolve` returns as
/// a drawing is taken as it is.
pub fn render(body: &str, options: &Options<'_>, resolve: &dyn Resolve) -> Rendered {
    let (events, _) = events(body);
    let (text, definitions) = footnotes::apart(events);
    let mut writer = Writer::new(resolve, options.language, Footnotes::new(options.id_prefix, definitions));
    let mut html = writer.html(&text);
    html.push_str(&footnotes::section(&mut writer));
    // CommonMark, 2.3: a zero character stands for one that cannot be read.
    let html = if html.contains('\0') { html.replace('\0', "\u{fffd}") } else { html };
    let mut contents = writer.contents;
    // A heading without words, of which the author is told, would be a link without words.
    contents.retain(|entry| !entry.text.trim().is_empty());
    Rendered { html, contents, problems: writer.problems }
}
