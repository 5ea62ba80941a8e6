//! One reading of a page, from its first tag to its last.

use rustc_hash::FxHashSet;

use super::Fault;
use super::tags::{Attributes, Part, Parts};
use crate::diagnostic::Code;

/// Everything on a page that keeps readers out, in the order of the page.
pub(super) fn faults(html: &str) -> Vec<Fault> {
    let mut reading = Reading { html, ..Reading::default() };
    for (at, part) in Parts::of(html) {
        match part {
            Part::Start(name, attributes) => reading.start(at, name, attributes),
            Part::End(name) => reading.end(name),
            Part::Text(text) => reading.text(text),
        }
    }
    reading.finish();
    reading.faults
}

/// An element whose words are waited for.
#[derive(Debug)]
struct Open<'h> {
    name: &'h str,
    start: usize,
    has_words: bool,
    /// Its only words, where no tag stands among them.
    words: Option<&'h str>,
}

/// A field of a form that waits for its label.
#[derive(Debug)]
struct Field<'h> {
    start: usize,
    id: Option<&'h str>,
}

#[derive(Debug, Default)]
struct Reading<'h> {
    html: &'h str,
    faults: Vec<Fault>,
    ids: FxHashSet<&'h str>,
    open: Vec<Open<'h>>,
    /// The element that hides its words from those who listen, and how many of its name are open.
    hiding: Option<(&'h str, usize)>,
    /// The element around a text of the content, and how many of its name are open.
    prose: Option<(&'h str, usize)>,
    level: u8,
    first_headings: usize,
    mains: usize,
    has_language: bool,
    has_title: bool,
    navigation_names: Vec<(usize, Option<&'h str>)>,
    labels: usize,
    labeled: FxHashSet<&'h str>,
    fields: Vec<Field<'h>>,
    /// Tables that are open: where they start, and whether a header was met.
    tables: Vec<(usize, bool)>,
}

/// Elements that have no end.
const VOID: [&str; 10] = ["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// Words of links that templates write and that say nothing when they are read out alone. A topic may be called
/// "page"; none is called this.
const VAGUE: [&str; 6] = ["here", "click here", "more", "read more", "see more", "learn more"];

fn is_vague(words: &str) -> bool {
    let words = words.trim_matches(|letter: char| !letter.is_alphanumeric());
    VAGUE.iter().any(|vague| vague.eq_ignore_ascii_case(words))
}

/// Whether classes are those of a text of the content.
fn is_prose(classes: &str) -> bool {
    classes.split(' ').any(|class| class == "prose")
}

impl<'h> Reading<'h> {
    fn fault(&mut self, code: Code, at: usize, message: impl Into<String>) {
        let line = 1 + self.html[..at].matches('\n').count();
        self.faults.push(Fault { code, message: message.into(), line });
    }

    fn start(&mut self, at: usize, name: &'h str, attributes: Attributes<'h>) {
        for within in [&mut self.hiding, &mut self.prose] {
            if let Some((_, depth)) = within.as_mut().filter(|(own, _)| *own == name) {
                *depth += 1;
            }
        }
        let (mut named, mut unseen) = (false, false);
        for (attribute, value) in attributes.iter() {
            match attribute {
                "id" if !self.ids.insert(value) => {
                    self.fault(Code::PageStructure, at, format!("the id `{value}` stands twice on one page"));
                }
                "aria-hidden" if value == "true" => unseen = true,
                // What a script shows later has its words by then.
                "hidden" => unseen = true,
                "class" if name == "div" && self.prose.is_none() && is_prose(value) => {
                    self.prose = Some((name, 1));
                }
                "aria-label" | "aria-labelledby" => named |= !value.trim().is_empty(),
                _ => {}
            }
        }
        if unseen && self.hiding.is_none() && !VOID.contains(&name) {
            self.hiding = Some((name, 1));
        }
        let unseen = unseen || self.hiding.is_some();
        self.open.iter_mut().for_each(|open| open.words = None);
        match name {
            "html" => self.has_language = attributes.says("lang"),
            "main" => self.mains += 1,
            "nav" => self.navigation_names.push((at, attributes.get("aria-label"))),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(at, name),
            "table" => self.tables.push((at, false)),
            "th" => self.header(at, attributes),
            "label" => {
                self.labels += 1;
                self.labeled.extend(attributes.get("for"));
            }
            "input" | "select" | "textarea" if !named && !unseen => self.field(at, attributes),
            "img" => self.image(at, attributes),
            _ => {}
        }
        let needs_words = match name {
            "a" => attributes.get("href").is_some(),
            "svg" => attributes.get("role") == Some("img"),
            "button" | "summary" | "title" => true,
            // Of a text of the content its author is told.
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.prose.is_none(),
            _ => false,
        };
        if needs_words && self.hiding.is_none() {
            self.open.push(Open { name, start: at, has_words: named, words: None });
        }
    }

    fn text(&mut self, text: &'h str) {
        if self.hiding.is_none() && !text.trim().is_empty() {
            for open in &mut self.open {
                open.words = if open.has_words { None } else { Some(text.trim()) };
                open.has_words = true;
            }
        }
    }

    fn end(&mut self, name: &'h str) {
        for within in [&mut self.hiding, &mut self.prose] {
            if let Some((_, depth)) = within.as_mut().filter(|(own, _)| *own == name) {
                *depth -= 1;
            }
            *within = within.take().filter(|(_, depth)| *depth > 0);
        }
        match name {
            "label" => self.labels = self.labels.saturating_sub(1),
            "table" => {
                if let Some((start, false)) = self.tables.pop() {
                    self.fault(Code::WithoutWords, start, "a table has no headers");
                }
            }
            _ => {}
        }
        if self.open.last().is_some_and(|open| open.name == name) {
            self.closed();
        }
    }

    /// Says what is missing of the element that has just ended.
    fn closed(&mut self) {
        let Some(Open { name, start, has_words, words }) = self.open.pop() else {
            return;
        };
        match name {
            "title" => self.has_title |= has_words && self.open.is_empty(),
            _ if !has_words => {
                let what = match name {
                    "a" => "a link has no words",
                    "button" => "a button has no words",
                    "summary" => "what opens and closes a part has no words",
                    "svg" => "a drawing has no name",
                    _ => "a heading has no words",
                };
                self.fault(Code::WithoutWords, start, what);
            }
            "a" if self.prose.is_none() && words.is_some_and(is_vague) => {
                let words = words.unwrap_or_default();
                self.fault(
                    Code::WithoutWords,
                    start,
                    format!("a link does not say where it leads: “{words}”"),
                );
            }
            _ => {}
        }
    }

    fn heading(&mut self, at: usize, name: &str) {
        let level = name.as_bytes()[1] - b'0';
        if level == 1 {
            self.first_headings += 1;
            if self.first_headings == 2 {
                self.fault(Code::PageStructure, at, "a page has two headings of level 1");
            }
        }
        // What stands in a text is its author's, who has been told.
        if level > self.level + 1 && self.prose.is_none() {
            let last = self.level;
            let message = match last {
                0 => format!("a page starts with a heading of level {level}"),
                _ => format!("a heading of level {level} follows one of level {last}"),
            };
            self.fault(Code::PageStructure, at, message);
        }
        self.level = level;
    }

    fn header(&mut self, at: usize, attributes: Attributes<'_>) {
        if let Some((_, has_header)) = self.tables.last_mut() {
            *has_header = true;
        }
        if !attributes.says("scope") {
            self.fault(Code::WithoutWords, at, "a table's header does not say of what (`scope`)");
        }
    }

    fn image(&mut self, at: usize, attributes: Attributes<'_>) {
        match attributes.get("alt") {
            None => self.fault(Code::WithoutWords, at, "a picture has no alternative text (`alt`)"),
            Some(alt) if !alt.trim().is_empty() => self.text("picture"),
            Some(_) => {}
        }
    }

    fn field(&mut self, at: usize, attributes: Attributes<'h>) {
        let kind = attributes.get("type").unwrap_or_default();
        if self.labels == 0 && !matches!(kind, "hidden" | "submit" | "button" | "reset" | "image") {
            self.fields.push(Field { start: at, id: attributes.get("id") });
        }
    }

    /// What can only be told at the end.
    fn finish(&mut self) {
        for Field { start, id } in std::mem::take(&mut self.fields) {
            if !id.is_some_and(|id| self.labeled.contains(id)) {
                self.fault(Code::WithoutWords, start, "a field has no label");
            }
        }
        let names = std::mem::take(&mut self.navigation_names);
        for (index, (start, name)) in names.iter().enumerate() {
            let is_same = names[..index].iter().any(|(_, other)| other == name);
            if names.len() > 1 && (name.is_none() || is_same) {
                self.fault(Code::PageStructure, *start, "two menus of a page are told apart by no name");
                break;
            }
        }
        let missing = [
            (self.first_headings == 0, "a page has no heading of level 1"),
            (self.mains == 0, "a page has no main part (`<main>`)"),
            (self.mains > 1, "a page has more than one main part (`<main>`)"),
            (!self.has_language, "a page does not say its language (`lang`)"),
            (!self.has_title, "a page has no title"),
        ];
        for (_, message) in missing.into_iter().filter(|(is_missing, _)| *is_missing) {
            self.fault(Code::PageStructure, 0, message);
        }
    }
}
