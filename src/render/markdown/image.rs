//! Images, figures and drawings of data.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::ImageAs;
use super::link::opening;
use super::write::{Writer, attribute, escaped, escaped_href};
use crate::markdown::{Spanned, alt_of, end_of};

impl<'a> Writer<'a, '_> {
    /// Prints the image that starts at `at` within a line, and returns what comes after it.
    pub(super) fn image(&mut self, events: &[Spanned<'a>], at: usize) -> usize {
        let end = end_of(events, at);
        let Some(Image { destination, title, alt }) = Image::new(&events[at..=end]) else {
            return end + 1;
        };
        match self.resolve.image(destination, &alt) {
            ImageAs::Picture { src, srcset, width, height } => {
                self.inline(picture(&src, &srcset, &alt, title, width.zip(height)));
            }
            ImageAs::Link { href, text } => {
                let link = if self.in_link() { escaped(&text) } else { link(&href, &text) };
                self.inline(link);
            }
            ImageAs::Text => self.out.push(Event::Text(alt.into())),
        }
        end + 1
    }

    /// Prints a paragraph that holds nothing but an image as a block, and returns what comes after it;
    /// `None` where the paragraph at `at` is another, or its image is no block.
    pub(super) fn lone_image(&mut self, events: &[Spanned<'a>], at: usize) -> Option<usize> {
        let first = at + 1;
        let Some((Event::Start(Tag::Image { .. }), _)) = events.get(first) else {
            return None;
        };
        let end = end_of(events, first);
        let Some((Event::End(TagEnd::Paragraph), _)) = events.get(end + 1) else {
            return None;
        };
        let Image { destination, title, alt } = Image::new(&events[first..=end])?;
        match self.resolve.drawing(destination, &alt, self.drawings + 1) {
            Ok(Some(html)) => {
                self.drawings += 1;
                self.block(format!("{html}\n"));
                return Some(end + 2);
            }
            Ok(None) => {}
            Err(problem) => self.problems.push(*problem),
        }
        match self.resolve.image(destination, &alt) {
            ImageAs::Picture { src, srcset, width, height } => {
                let picture = picture(&src, &srcset, &alt, "", width.zip(height));
                let caption = match title {
                    "" => String::new(),
                    title => format!("<figcaption>{}</figcaption>", escaped(title)),
                };
                self.block(format!("<figure>{picture}{caption}</figure>\n"));
            }
            ImageAs::Link { .. } | ImageAs::Text => return None,
        }
        Some(end + 2)
    }
}

/// What the events of an image say.
struct Image<'e> {
    destination: &'e str,
    title: &'e str,
    alt: String,
}

impl<'e> Image<'e> {
    fn new(events: &'e [Spanned<'_>]) -> Option<Self> {
        match events.first() {
            Some((Event::Start(Tag::Image { dest_url, title, .. }), _)) => {
                Some(Self { destination: dest_url, title, alt: alt_of(events) })
            }
            _ => None,
        }
    }
}

/// How wide a picture stands in a text: as wide as the text, or as the screen.
const SIZES: &str = "(min-width: 60rem) 50rem, 100vw";

fn picture(src: &str, srcset: &str, alt: &str, title: &str, pixels: Option<(u32, u32)>) -> String {
    let size = match pixels {
        Some((width, height)) => format!(" width=\"{width}\" height=\"{height}\""),
        None => String::new(),
    };
    let (src, alt, title) = (escaped_href(src), escaped(alt), attribute("title", title));
    let sources = match srcset {
        "" => String::new(),
        srcset => format!("{} sizes=\"{SIZES}\"", attribute("srcset", srcset)),
    };
    format!("<img src=\"{src}\"{sources} alt=\"{alt}\"{title}{size} loading=\"lazy\" decoding=\"async\">")
}

fn link(href: &str, text: &str) -> String {
    let is_external = ["http://", "https://"].iter().any(|scheme| href.starts_with(scheme));
    format!("{}{}</a>", opening(href, "", is_external), escaped(text))
}
