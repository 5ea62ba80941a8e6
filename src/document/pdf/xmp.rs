//! The notes of a PDF file in XMP: which of them say more than what one reads in it.
//!
//! The format: ISO 16684-1.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::document::Reveal;

/// What the notes hold.
#[derive(Default)]
pub(super) struct Notes {
    pub reveals: BTreeSet<Reveal>,
    /// Titles and the like.
    pub words: Vec<String>,
}

/// Elements that only hold others.
const HOLDERS: [&str; 8] = ["xmpmeta", "RDF", "Description", "Seq", "Bag", "Alt", "li", "xapmeta"];
/// What everyone who opens the file reads.
const READ: [&str; 5] = ["title", "description", "subject", "Keywords", "Title"];
/// What says nothing about people, places and earlier work.
const PLAIN: [&str; 26] = [
    "format",
    "language",
    "Producer",
    "CreatorTool",
    "CreateDate",
    "ModifyDate",
    "MetadataDate",
    "DocumentID",
    "InstanceID",
    "VersionID",
    "RenditionClass",
    "part",
    "conformance",
    "amd",
    "rev",
    "corr",
    "Trapped",
    "PDFVersion",
    "Marked",
    "GTS_PDFXVersion",
    "GTS_PDFXConformance",
    "xmptk",
    "about",
    "lang",
    "parseType",
    "rights",
];
const PEOPLE: [&str; 9] = [
    "creator",
    "Author",
    "Authors",
    "AuthorsPosition",
    "CaptionWriter",
    "contributor",
    "Owner",
    "publisher",
    "Company",
];
const HISTORY: [&str; 8] = [
    "History",
    "DerivedFrom",
    "Ingredients",
    "Manifest",
    "Pantry",
    "OriginalDocumentID",
    "Versions",
    "ManagedFrom",
];

/// Reads notes; `None` where they cannot be read.
pub(super) fn read(bytes: &[u8]) -> Option<Notes> {
    let text = crate::source::decode_text(bytes).ok()?;
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\0');
    let mut notes = Notes::default();
    let mut open: Vec<String> = Vec::new();
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => break,
            event @ (Event::Start(_) | Event::Empty(_)) => {
                let (element, is_open) = match &event {
                    Event::Start(element) => (element, true),
                    Event::Empty(element) => (element, false),
                    _ => continue,
                };
                open.push(element.local_name().as_ref().to_owned());
                for attribute in element.attributes() {
                    let attribute = attribute.ok()?;
                    let name = attribute.key.as_ref();
                    if name.starts_with("xmlns") || name.starts_with("rdf:") || name.starts_with("xml:") {
                        continue;
                    }
                    let value = quick_xml::escape::unescape(&attribute.value).ok()?;
                    open.push(attribute.key.local_name().as_ref().to_owned());
                    notes.note(&open, &value);
                    open.pop();
                }
                if !is_open {
                    open.pop();
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => notes.note(&open, &text),
            Event::GeneralRef(name) => notes.note(&open, &name),
            Event::CData(text) => notes.note(&open, &text),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    Some(notes)
}

impl Notes {
    /// Notes a value by the outermost property that it belongs to.
    fn note(&mut self, open: &[String], value: &str) {
        if value.trim().is_empty() {
            return;
        }
        let property = open.iter().map(String::as_str).find(|name| !HOLDERS.contains(name));
        let reveal = match property {
            None => return,
            Some(name) if READ.contains(&name) => {
                self.words.push(value.trim().to_owned());
                return;
            }
            Some(name) if PLAIN.contains(&name) => return,
            Some(name) if PEOPLE.contains(&name) => Reveal::People,
            Some(name) if HISTORY.contains(&name) => Reveal::History,
            Some(name) if name.starts_with("GPS") => Reveal::Photo,
            Some(_) => Reveal::Properties,
        };
        self.reveals.insert(reveal);
    }
}
