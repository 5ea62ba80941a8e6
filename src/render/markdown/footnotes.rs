//! Notes at the end of a body, with links there and back.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::write::{Writer, escaped};
use crate::language::Language;
use crate::markdown::Spanned;
use crate::say;

/// The definitions of a body's notes, in the order of the text.
#[derive(Default)]
pub(super) struct Definitions<'a> {
    /// Names in lower case, and events until they are printed.
    notes: Vec<(String, Vec<Spanned<'a>>)>,
    /// Where each name stands among the notes.
    places: BTreeMap<String, usize>,
}

/// The notes of a body, numbered in the order in which they are first referred to.
pub(super) struct Footnotes<'a> {
    prefix: String,
    definitions: Definitions<'a>,
    /// The numbers given so far, by name in lower case.
    numbers: BTreeMap<String, usize>,
    /// By number: the place among the definitions, and how many links lead there.
    order: Vec<(usize, usize)>,
    /// Definitions before this place have been looked through for notes that nothing refers to.
    looked_through: usize,
}

impl<'a> Footnotes<'a> {
    pub(super) fn new(prefix: &str, definitions: Definitions<'a>) -> Self {
        let (numbers, order) = (BTreeMap::new(), Vec::new());
        Self { prefix: prefix.to_owned(), definitions, numbers, order, looked_through: 0 }
    }

    /// What stands before every id.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The number of a note, and how many links lead to it with this one; `None` if it is not defined.
    fn refer(&mut self, name: &str, is_linked: bool) -> Option<(usize, usize)> {
        let name = name.to_lowercase();
        let place = *self.definitions.places.get(&name)?;
        let number = self.number(name, place);
        let (_, links) = self.order.get_mut(number - 1)?;
        *links += usize::from(is_linked);
        Some((number, *links))
    }

    /// The note's number, from 1: its own, or the next.
    fn number(&mut self, name: String, place: usize) -> usize {
        let next = self.order.len() + 1;
        let number = *self.numbers.entry(name).or_insert(next);
        if number == next {
            self.order.push((place, 0));
        }
        number
    }

    /// The events of the note at an index of the order; notes that nothing refers to come last.
    fn take(&mut self, index: usize) -> Option<Vec<Spanned<'a>>> {
        while index == self.order.len() {
            let (name, _) = self.definitions.notes.get(self.looked_through)?;
            self.number(name.clone(), self.looked_through);
            self.looked_through += 1;
        }
        let (place, _) = self.order.get(index)?;
        self.definitions.notes.get_mut(*place).map(|(_, events)| std::mem::take(events))
    }
}

/// The events without the notes' definitions, and the definitions. Of two with one name the first
/// counts, as on a code host.
pub(super) fn apart(events: Vec<Spanned<'_>>) -> (Vec<Spanned<'_>>, Definitions<'_>) {
    let mut definitions = Definitions::default();
    let mut text = Vec::with_capacity(events.len());
    let mut open: Vec<(String, Vec<Spanned<'_>>)> = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => open.push((name.to_lowercase(), Vec::new())),
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((name, events)) = open.pop()
                    && let Entry::Vacant(entry) = definitions.places.entry(name.clone())
                {
                    entry.insert(definitions.notes.len());
                    definitions.notes.push((name, events));
                }
            }
            event => match open.last_mut() {
                Some((_, events)) => events.push((event, range)),
                None => text.push((event, range)),
            },
        }
    }
    (text, definitions)
}

/// The section of notes, or nothing where there are none.
pub(super) fn section(writer: &mut Writer<'_, '_>) -> String {
    let mut notes = Vec::new();
    // A note may refer to further notes; each is printed once, so that a circle ends.
    while let Some(events) = writer.footnotes.take(notes.len()) {
        let note = writer.html(&events);
        notes.push(note);
    }
    if notes.is_empty() {
        return String::new();
    }
    let mut html = format!(
        "<section class=\"footnotes\" aria-label=\"{}\"><ol>\n",
        escaped(writer.language.word("text.footnotes"))
    );
    for (index, note) in notes.into_iter().enumerate() {
        let number = index + 1;
        let references = writer.footnotes.order.get(index).map_or(0, |(_, references)| *references);
        let back = back_links(writer.language, writer.footnotes.prefix(), number, references);
        let id = escaped(&format!("{}fn.{number}", writer.footnotes.prefix()));
        // The links back stand at the end of the last line, where a reader is.
        let item = match note.strip_suffix("</p>\n") {
            Some(text) => format!("{text}{back}</p>\n"),
            None => format!("{note}{back}"),
        };
        writeln!(html, "<li id=\"{id}\">{item}</li>").expect("writing to a string does not fail");
    }
    html.push_str("</ol></section>\n");
    html
}

fn back_links(language: &Language, prefix: &str, number: usize, references: usize) -> String {
    let links = (1..=references).map(|reference| {
        let (sign, name) = match reference {
            1 => ("↩".to_owned(), number.to_string()),
            _ => (format!("↩<sup>{reference}</sup>"), format!("{number}-{reference}")),
        };
        let id = escaped(&reference_id(prefix, number, reference));
        let label = escaped(&say!(language, "text.back-to-reference", name = name));
        format!(" <a class=\"footnote-back\" href=\"#{id}\" aria-label=\"{label}\">{sign}</a>")
    });
    links.collect()
}

/// Ids of notes hold a dot, which no id of a heading does.
fn reference_id(prefix: &str, number: usize, reference: usize) -> String {
    match reference {
        1 => format!("{prefix}fnref.{number}"),
        _ => format!("{prefix}fnref.{number}.{reference}"),
    }
}

impl<'a> Writer<'a, '_> {
    pub(super) fn footnote_reference(&mut self, name: &CowStr<'a>) {
        let is_linked = !self.in_link();
        let Some((number, reference)) = self.footnotes.refer(name, is_linked) else {
            self.out.push(Event::Text(format!("[^{name}]").into()));
            return;
        };
        let prefix = self.footnotes.prefix();
        self.inline(if is_linked {
            let id = escaped(&reference_id(prefix, number, reference));
            let note = escaped(&format!("{prefix}fn.{number}"));
            let label = escaped(&say!(self.language, "text.footnote", number = number));
            format!("<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#{note}\" aria-label=\"{label}\">{number}</a></sup>")
        } else {
            format!("<sup class=\"footnote-ref\">{number}</sup>")
        });
    }
}
