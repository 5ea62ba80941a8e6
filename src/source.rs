//! A file's text and path, and places in it.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Why bytes could not be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes hold a zero byte and no byte-order mark: this is no text file.
    #[error("this is not a text file")]
    Binary,
}

/// One text file: where it lies and what it says.
///
/// The path runs from the site's root (the folder of `book.toml`) and uses `/` on every system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    path: Arc<str>,
    text: Arc<str>,
    /// Where each block of [`BLOCK`] bytes starts, so that thousands of places cost no more than one reading.
    blocks: Arc<[Position]>,
}

/// Bytes between two places that are known.
const BLOCK: usize = 512;

/// A place in a text, counted as people count: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    const START: Self = Self { line: 1, column: 1 };

    /// The place behind these bytes, which start here.
    fn after(self, bytes: &[u8]) -> Self {
        // Every character has one byte that continues none.
        let characters = |bytes: &[u8]| bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        match bytes.iter().rposition(|byte| *byte == b'\n') {
            None => Self { line: self.line, column: self.column + characters(bytes) },
            Some(last) => {
                let newlines = bytes[..=last].iter().filter(|byte| **byte == b'\n').count();
                Self { line: self.line + newlines, column: characters(&bytes[last + 1..]) + 1 }
            }
        }
    }
}

impl Source {
    /// A source from text that is known to be text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let mut next = Position::START;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let start = next;
            next = start.after(block);
            start
        });
        let blocks = blocks.collect();
        Self { path: path.into(), text, blocks }
    }

    /// Reads bytes as text: a byte-order mark decides, else UTF-8, else Windows-1252.
    ///
    /// # Errors
    /// [`DecodeError::Binary`] where the bytes are no text in any of these.
    pub fn decode(path: impl Into<Arc<str>>, bytes: &[u8]) -> Result<Self, DecodeError> {
        Ok(Self::new(path, decode_text(bytes)?))
    }

    /// The path from the site's root, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path, to be held without being copied.
    pub(crate) fn shared_path(&self) -> &Arc<str> {
        &self.path
    }

    /// The whole text, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a byte offset lies. An offset past the end is the end; one inside a character moves back
    /// to its start.
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor_boundary(&self.text, offset);
        // A text that ends with a block has no block after it.
        let block = (offset / BLOCK).min(self.blocks.len().saturating_sub(1));
        let start = self.blocks.get(block).copied().unwrap_or(Position::START);
        start.after(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// `range`, moved onto character boundaries inside `text`.
pub fn clamp(text: &str, range: Range<usize>) -> Range<usize> {
    let start = floor_boundary(text, range.start);
    let end = floor_boundary(text, range.end).max(start);
    start..end
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Bytes as text: a byte-order mark decides, else UTF-8, else Windows-1252 (what spreadsheets on
/// school computers still write).
///
/// # Errors
/// [`DecodeError::Binary`] where there is a zero byte and no byte-order mark.
pub fn decode_text(bytes: &[u8]) -> Result<String, DecodeError> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    if bytes.contains(&0) {
        return Err(DecodeError::Binary);
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let source = Source::new("x", "eins\nzwölf é!");
        let at = |offset| source.position(offset);
        assert_eq!(at(source.text().find('!').unwrap()), Position { line: 2, column: 8 });
        assert_eq!(at(999), Position { line: 2, column: 9 });
        assert_eq!(at(8), Position { line: 2, column: 3 }, "inside the two bytes of ö");
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(at(4), Position { line: 1, column: 5 }, "the line's end belongs to the line");
        assert_eq!(at(5), Position { line: 2, column: 1 });
        assert_eq!(Source::new("x", "").position(3), Position { line: 1, column: 1 });
        for text in ["é\n".repeat(5000), "ab".repeat(BLOCK), "\n".repeat(BLOCK) + "é"] {
            let source = Source::new("x", text.as_str());
            for offset in (0..text.len() + 2).step_by(7).chain([BLOCK - 1, BLOCK, BLOCK + 1]) {
                let before = &text[..floor_boundary(&text, offset)];
                let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
                let line = before.matches('\n').count() + 1;
                assert_eq!(source.position(offset), Position { line, column }, "{offset}");
            }
        }
    }

    #[test]
    fn every_encoding_a_school_writes_is_read() {
        assert_eq!(decode_text("José".as_bytes()).unwrap(), "José");
        assert_eq!(decode_text(b"\xEF\xBB\xBFJos\xC3\xA9").unwrap(), "José");
        assert_eq!(decode_text(b"Jos\xE9 \x96 ok").unwrap(), "José – ok");
        assert_eq!(decode_text(b"\xFF\xFEJ\0o\0").unwrap(), "Jo");
        assert_eq!(decode_text(b"\xFE\xFF\0J\0o").unwrap(), "Jo");
        assert_eq!(decode_text(b"PK\x03\x04\0\0"), Err(DecodeError::Binary));
    }
}
