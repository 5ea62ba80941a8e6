//! List items with boxes to tick.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::write::Writer;
use crate::markdown::Spanned;

impl<'a> Writer<'a, '_> {
    pub(super) fn begin_item(&mut self, events: &[Spanned<'a>], at: usize) {
        let mut inside = events[at + 1..].iter().map(|(event, _)| event);
        let is_task = match inside.next() {
            Some(Event::Start(Tag::Paragraph)) => matches!(inside.next(), Some(Event::TaskListMarker(_))),
            first => matches!(first, Some(Event::TaskListMarker(_))),
        };
        self.labels.push(false);
        if is_task {
            self.block("<li class=\"task\">".into());
        } else {
            self.out.push(Event::Start(Tag::Item));
        }
    }

    pub(super) fn end_item(&mut self) {
        self.labels.pop();
        self.out.push(Event::End(TagEnd::Item));
    }

    /// Prints a box, whose label is the text up to the end of its line or paragraph.
    pub(super) fn task(&mut self, done: bool) {
        let checked = if done { " checked" } else { "" };
        self.inline(format!("<label><input type=\"checkbox\" disabled{checked}> "));
        match self.labels.last_mut() {
            Some(is_open) => *is_open = true,
            None => self.inline("</label>".into()),
        }
    }

    /// A label ends before anything that is no text.
    pub(super) fn end_label(&mut self) {
        if let Some(is_open) = self.labels.last_mut()
            && std::mem::take(is_open)
        {
            self.inline("</label>".into());
        }
    }
}
