//! What a PDF file reveals. Every object in the file is read, those of earlier savings too, since
//! programs that take something out often leave it in the file.
//!
//! The format: ISO 32000-1.

mod object;
mod xmp;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use self::object::{Dictionary, Reader, Value};
use super::{Document, Refused, Reveal};
use crate::picture::{Mark, marks_of_jpeg};

/// Most bytes that the packed parts of a file may unpack to.
const MOST_UNPACKED: u64 = 64_000_000;

/// Reads a PDF file; its bytes stay as they are.
pub(super) fn check(bytes: &[u8]) -> Result<Document, Refused> {
    let start = bytes.windows(5).take(1024).position(|window| window == b"%PDF-").ok_or(Refused::Broken)?;
    let has_end = bytes.windows(5).rev().take(2048).any(|window| window == b"%%EOF");
    let mut found = Found { left: MOST_UNPACKED, ..Found::default() };
    found.file(&bytes[start..])?;
    if found.is_locked {
        return Err(Refused::Locked);
    }
    if !has_end || found.objects == 0 {
        return Err(Refused::Broken);
    }
    Ok(found.finish())
}

/// What has been found so far.
#[derive(Default)]
struct Found {
    reveals: BTreeSet<Reveal>,
    words: Vec<String>,
    /// The numbers of the objects that describe the document.
    descriptions: BTreeSet<u64>,
    /// What describes something, by the numbers of its objects: properties with values.
    described: Vec<(u64, Dictionary)>,
    /// Texts that are objects of their own, by their numbers.
    texts: BTreeMap<u64, Vec<u8>>,
    objects: usize,
    is_locked: bool,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl Found {
    fn file(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        let mut reader = Reader::new(bytes);
        while let Some((number, value)) = reader.next_object() {
            self.objects += 1;
            let stream = match &value {
                Value::Dictionary(dictionary) => reader.stream(dictionary),
                _ => None,
            };
            self.object(number, &value);
            if let (Value::Dictionary(dictionary), Some(stream)) = (&value, stream) {
                self.stream(dictionary, stream)?;
            }
        }
        Ok(())
    }

    /// Notes what an object says; `number` is 0 for the trailer.
    fn object(&mut self, number: u64, value: &Value) {
        match value {
            Value::Dictionary(dictionary) => {
                self.visit(value);
                if let Some(Value::Reference(info)) = dictionary.get("Info") {
                    self.descriptions.insert(*info);
                }
                self.is_locked |= number == 0 && dictionary.has("Encrypt");
                self.is_locked |= dictionary.is("Type", "XRef") && dictionary.has("Encrypt");
                if !dictionary.has("Type") && (dictionary.has("Author") || dictionary.has("Producer")) {
                    self.descriptions.insert(number);
                }
                if !dictionary.has("Type") || dictionary.has("Author") {
                    self.described.push((number, dictionary.clone()));
                }
            }
            Value::Text(text) => {
                self.texts.insert(number, text.clone());
            }
            Value::Array(_) => self.visit(value),
            _ => {}
        }
    }

    /// Notes what stands in a value, and in the values within.
    fn visit(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.visit(value)),
            Value::Dictionary(dictionary) => {
                if dictionary.has("JS") || dictionary.is("S", "JavaScript") || dictionary.is("S", "Launch") {
                    self.reveals.insert(Reveal::Programs);
                }
                if dictionary.has("EF") || dictionary.is("Type", "EmbeddedFile") {
                    self.reveals.insert(Reveal::Inside);
                }
                if dictionary.has("PieceInfo") {
                    self.reveals.insert(Reveal::History);
                }
                if is_comment(dictionary) {
                    self.reveals.insert(Reveal::Comments);
                }
                dictionary.values().for_each(|value| self.visit(value));
            }
            _ => {}
        }
    }

    fn stream(&mut self, dictionary: &Dictionary, bytes: &[u8]) -> Result<(), Refused> {
        if dictionary.filters().last().is_some_and(|filter| filter == "DCTDecode") {
            let marks = if dictionary.filters().len() == 1 { marks_of_jpeg(bytes) } else { BTreeSet::new() };
            if marks.contains(&Mark::Place) || marks.contains(&Mark::Origin) {
                self.reveals.insert(Reveal::Photo);
            }
        } else if dictionary.is("Type", "Metadata") || dictionary.is("Subtype", "XML") {
            match self.unpacked(dictionary, bytes)?.as_deref().and_then(xmp::read) {
                Some(found) => {
                    self.reveals.extend(found.reveals);
                    self.words.extend(found.words);
                }
                None => {
                    self.reveals.insert(Reveal::Unread);
                }
            }
        } else if dictionary.is("Type", "ObjStm") {
            match self.unpacked(dictionary, bytes)? {
                Some(objects) => self.packed_objects(dictionary, &objects),
                None => {
                    self.reveals.insert(Reveal::Unread);
                }
            }
        }
        Ok(())
    }

    /// The objects of a stream of objects: pairs of a number and a place first, then the objects.
    fn packed_objects(&mut self, dictionary: &Dictionary, bytes: &[u8]) {
        let mut reader = Reader::new(bytes);
        let count = dictionary.number("N").unwrap_or_default().min(bytes.len());
        let first = dictionary.number("First").unwrap_or_default();
        let pairs: Vec<(usize, usize)> =
            (0..count).map_while(|_| Some((reader.whole_number()?, reader.whole_number()?))).collect();
        if pairs.len() < count {
            self.reveals.insert(Reveal::Unread);
        }
        for (number, offset) in pairs {
            let object = bytes.get(first.saturating_add(offset)..).unwrap_or_default();
            match Reader::new(object).value() {
                Some(value) => {
                    self.objects += 1;
                    self.object(number as u64, &value);
                }
                None => {
                    self.reveals.insert(Reveal::Unread);
                }
            }
        }
    }

    /// What a stream holds; `None` where it is packed in a way that is not known here.
    fn unpacked(&mut self, dictionary: &Dictionary, bytes: &[u8]) -> Result<Option<Vec<u8>>, Refused> {
        match dictionary.filters().as_slice() {
            [] => Ok(Some(bytes.to_vec())),
            [filter] if filter == "FlateDecode" && !dictionary.predicts() => {
                let mut unpacked = Vec::new();
                let mut packed = flate2::read::ZlibDecoder::new(bytes).take(self.left + 1);
                // What can be read of a broken stream is read.
                let whole = packed.read_to_end(&mut unpacked).is_ok();
                let length = unpacked.len() as u64;
                self.left = self.left.checked_sub(length).ok_or(Refused::TooLarge)?;
                Ok(whole.then_some(unpacked))
            }
            _ => Ok(None),
        }
    }

    fn finish(mut self) -> Document {
        let described = std::mem::take(&mut self.described);
        for (number, dictionary) in described {
            if self.descriptions.contains(&number) {
                self.description(&dictionary);
            }
        }
        Document { bytes: None, reveals: self.reveals, words: self.words.join("\n") }
    }

    /// Notes what a description of the document says.
    fn description(&mut self, dictionary: &Dictionary) {
        for (name, value) in dictionary.entries() {
            let text = match value {
                Value::Text(text) => Some(text.as_slice()),
                Value::Reference(number) => self.texts.get(number).map(Vec::as_slice),
                _ => None,
            };
            let Some(text) = text.map(object::decode_text).filter(|text| !text.trim().is_empty()) else {
                continue;
            };
            match name {
                "Title" | "Subject" | "Keywords" => self.words.push(text),
                "Producer" | "Creator" | "CreationDate" | "ModDate" | "Trapped" | "PTEX.Fullbanner" => {}
                "Author" | "Company" | "Manager" | "LastSavedBy" => {
                    self.reveals.insert(Reveal::People);
                }
                _ => {
                    self.reveals.insert(Reveal::Properties);
                }
            }
        }
    }
}

/// Whether something is a comment with a name.
fn is_comment(dictionary: &Dictionary) -> bool {
    const COMMENTS: [&str; 16] = [
        "Text",
        "FreeText",
        "Line",
        "Square",
        "Circle",
        "Polygon",
        "PolyLine",
        "Highlight",
        "Underline",
        "Squiggly",
        "StrikeOut",
        "Stamp",
        "Caret",
        "Ink",
        "FileAttachment",
        "Redact",
    ];
    let is_comment = COMMENTS.iter().any(|kind| dictionary.is("Subtype", kind));
    let has_name = match dictionary.get("T") {
        Some(Value::Text(name)) => !name.is_empty(),
        Some(Value::Reference(_)) => true,
        _ => false,
    };
    is_comment && has_name
}

#[cfg(test)]
mod tests;
