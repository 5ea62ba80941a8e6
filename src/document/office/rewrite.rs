//! The XML of an Office file, written anew: what names a computer's folders goes, the rest stays as it
//! is, and what still tells of people is told.

use std::collections::BTreeSet;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::part::is_left_out;
use crate::document::Reveal;

/// A part written anew, and what it tells.
pub(super) struct Told {
    pub text: String,
    pub reveals: BTreeSet<Reveal>,
    /// Its words, a line for each paragraph or cell.
    pub words: String,
}

/// Elements that are left out with all that is in them: the folder that a workbook was saved in.
const LEFT_OUT: [&str; 1] = ["absPath"];
/// Elements after which the words belong to another paragraph or cell.
const PARAGRAPHS: [&str; 5] = ["p", "si", "is", "c", "comment"];
/// Elements of tracked changes.
const CHANGES: [&str; 10] = [
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
];
/// What a change is called where nobody's name is left in it.
const NOBODY: [&str; 2] = ["", "Author"];

/// Writes a part anew; `None` where it cannot be read.
pub(super) fn rewrite(name: &str, text: &str) -> Option<Told> {
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(text.len()));
    let mut told = Told { text: String::new(), reveals: BTreeSet::new(), words: String::new() };
    let mut skipping = 0_usize;
    loop {
        let event = match reader.read_event().ok()? {
            Event::Eof => break,
            Event::Start(element) if skipping > 0 || is_out(&element) => {
                skipping += 1;
                drop(element);
                continue;
            }
            Event::End(_) if skipping > 0 => {
                skipping -= 1;
                continue;
            }
            Event::Empty(element) if skipping > 0 || is_out(&element) => continue,
            _ if skipping > 0 => continue,
            Event::Start(element) => Event::Start(told.element(name, element)?),
            Event::Empty(element) => Event::Empty(told.element(name, element)?),
            Event::End(element) => {
                if PARAGRAPHS.contains(&element.local_name().as_ref()) {
                    told.words.push('\n');
                }
                Event::End(element)
            }
            Event::Text(text) => {
                told.words.push_str(&text);
                Event::Text(text)
            }
            Event::GeneralRef(name) => {
                let known = quick_xml::escape::resolve_predefined_entity(&name);
                let character = name.resolve_char_ref().ok()?.map(String::from);
                told.words.push_str(&character.or(known.map(str::to_owned))?);
                Event::GeneralRef(name)
            }
            Event::CData(text) => {
                told.words.push_str(&text);
                Event::CData(text)
            }
            Event::Comment(_) | Event::PI(_) => continue,
            // A file that brings its own entities is none of Office's.
            Event::DocType(_) => return None,
            event @ Event::Decl(_) => event,
        };
        writer.write_event(event).ok()?;
    }
    told.text = String::from_utf8(writer.into_inner()).ok()?;
    Some(told)
}

/// Whether an element is left out: it names a folder, or a part that is left out.
fn is_out(element: &BytesStart<'_>) -> bool {
    let value = |name: &str| {
        let attribute = element.try_get_attribute(name).ok().flatten();
        attribute.map(|attribute| attribute.value.trim_start_matches('/').to_owned())
    };
    match element.local_name().as_ref() {
        "Relationship" => value("Target").is_some_and(|target| is_left_out(&target)),
        "Override" => value("PartName").is_some_and(|part| is_left_out(&part)),
        local => LEFT_OUT.contains(&local),
    }
}

impl Told {
    /// An element without folders of a computer; notes what it tells.
    fn element<'e>(&mut self, part: &str, element: BytesStart<'e>) -> Option<BytesStart<'e>> {
        let local = element.local_name().as_ref().to_owned();
        let attributes: Vec<Attribute<'_>> = element.attributes().collect::<Result<_, _>>().ok()?;
        let has = |name: &str| {
            let found = attributes.iter().find(|attribute| attribute.key.local_name().as_ref() == name);
            found.is_some_and(|attribute| !NOBODY.contains(&attribute.value.trim()))
        };
        self.reveals.extend(reveal_of(part, &local, &has));
        if local == "br" || local == "tab" || local == "cr" {
            self.words.push(' ');
        }
        let leads_to_disk = |attribute: &Attribute<'_>| {
            let value = attribute.value.to_ascii_lowercase();
            local == "Relationship"
                && attribute.key.as_ref() == "Target"
                && (value.starts_with("file:") || value.starts_with("\\\\") || value.get(1..3) == Some(":\\"))
        };
        if !attributes.iter().any(leads_to_disk) {
            return Some(element);
        }
        let mut rewritten = BytesStart::new(element.name().as_ref().to_owned());
        for attribute in &attributes {
            if leads_to_disk(attribute) {
                rewritten.push_attribute(("Target", "file:///"));
            } else {
                rewritten.push_attribute(attribute.clone());
            }
        }
        Some(rewritten)
    }
}

/// What an element tells of people, or hides.
fn reveal_of(part: &str, local: &str, has: &dyn Fn(&str) -> bool) -> Option<Reveal> {
    let file = part.rsplit('/').next().unwrap_or(part);
    let is_comments =
        file.starts_with("comments") || part.contains("/comments/") || part.contains("threadedcomments");
    match local {
        "comment" | "threadedComment" | "cm" if is_comments => Some(Reveal::Comments),
        "author" | "cmAuthor" | "person" if is_list_of_people(file, part) => {
            (has("author") || has("name") || has("displayName")).then_some(Reveal::Comments)
        }
        local if CHANGES.contains(&local) && part.starts_with("word/") => {
            has("author").then_some(Reveal::Changes)
        }
        "sheet" if part.ends_with("xl/workbook.xml") => has("state").then_some(Reveal::Inside),
        "pivotCacheDefinition" => has("refreshedBy").then_some(Reveal::People),
        "fileSharing" => has("userName").then_some(Reveal::People),
        "SharedWithUsers" | "DisplayName" | "UserInfo" if part.starts_with("customxml/") => {
            Some(Reveal::People)
        }
        "mailMerge" if part.starts_with("word/") => Some(Reveal::Inside),
        _ => None,
    }
}

fn is_list_of_people(file: &str, part: &str) -> bool {
    file == "people.xml"
        || file == "authors.xml"
        || file == "commentauthors.xml"
        || part.contains("/persons/")
}
