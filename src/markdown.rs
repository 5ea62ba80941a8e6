//! Markdown read once and made harmless: events that cannot break a page, and what a text holds.
//!
//! [`events()`] is the only way from a body to Markdown events. What it returns holds no script, no
//! unbalanced tag, no address but harmless ones and no nesting without end, so that whoever prints it
//! cannot forget to check. Nothing here prints HTML.

mod acronym;
mod address;
mod depth;
mod events;
mod heading;
mod html_filter;
mod outline;
mod piece;
pub mod words;

use std::ops::Range;

pub use events::events;
pub use outline::{BodyImage, BodyLink, Heading, LinkKind, Outline, alt_of, outline};
pub use piece::Piece;
pub use pulldown_cmark::Event;
use pulldown_cmark::TagEnd;

use crate::diagnostic::Code;

/// An event and the bytes of the body that it comes from.
pub type Spanned<'a> = (Event<'a>, Range<usize>);

/// Something about a body's text that its author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The stable code.
    pub code: Code,
    /// The bytes meant, in the body.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Finding {
    fn new(code: Code, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { code, range, message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// What events say, read aloud: text and code, a blank for a line break, nothing of the markup.
pub fn text_of(events: &[Spanned<'_>]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// Where the element that starts at `events[start]` ends: the index of its end event.
///
/// The events of a body are balanced; should they not be, the element reaches to the last event.
pub fn end_of(events: &[Spanned<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    events.len().saturating_sub(1)
}

/// Whether an element stands within a line, among text.
pub fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
