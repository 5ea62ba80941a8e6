//! What each part of an Office file is, and what is left of it.

use std::collections::BTreeSet;

use super::rewrite::{Told, rewrite};
use crate::document::{Refused, Reveal};
use crate::picture;

/// A part as it is published.
#[derive(Default)]
pub(super) struct Part {
    /// Its bytes; `None` where it is left out.
    pub bytes: Option<Vec<u8>>,
    pub reveals: BTreeSet<Reveal>,
    /// The words that one reads in it.
    pub words: Option<String>,
}

/// Properties without a value.
const NO_CORE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>";
const NO_EXTENDED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>";
const NO_CUSTOM: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>";

/// Whether a part is left out: small pictures of the first page, and labels of a district's account.
pub(super) fn is_left_out(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("docprops/thumbnail.") || name.starts_with("docmetadata/")
}

/// Whether a part is read as XML.
pub(super) fn is_xml(name: &str) -> bool {
    matches!(picture::ending(name).as_str(), "xml" | "rels" | "vml")
}

/// Cleans a part.
pub(super) fn clean(name: &str, bytes: Vec<u8>) -> Result<Part, Refused> {
    let lower = name.to_ascii_lowercase();
    let replaced = |text: &str| Ok(Part { bytes: Some(text.as_bytes().to_vec()), ..Part::default() });
    match lower.as_str() {
        _ if is_left_out(name) => return Ok(Part::default()),
        "docprops/core.xml" => return replaced(NO_CORE),
        "docprops/app.xml" => return replaced(NO_EXTENDED),
        "docprops/custom.xml" => return replaced(NO_CUSTOM),
        _ => {}
    }
    if is_xml(&lower) {
        xml(&lower, &bytes)
    } else if lower.contains("/media/") {
        Ok(media(&lower, bytes))
    } else {
        Ok(Part { bytes: Some(bytes), ..Part::default() })
    }
}

fn xml(name: &str, bytes: &[u8]) -> Result<Part, Refused> {
    let text = crate::source::decode_text(bytes).map_err(|_| Refused::Broken)?;
    let Told { text, reveals, words } = rewrite(name, &text).ok_or(Refused::Broken)?;
    let mut part = Part { bytes: Some(text.into_bytes()), reveals, words: None };
    if !words.trim().is_empty() {
        part.words = Some(words);
    }
    Ok(part)
}

/// A picture, without what its camera said where that can be taken out.
fn media(name: &str, bytes: Vec<u8>) -> Part {
    let kind = picture::Kind::of(name, &bytes);
    let (plain, is_plain) = match kind {
        Some(picture::Kind::Jpeg) => {
            let is_plain = picture::marks_of_jpeg(&bytes).is_empty();
            (picture::plain_jpeg(&bytes), is_plain)
        }
        Some(picture::Kind::Png) => (picture::plain_png(&bytes), false),
        Some(kind @ (picture::Kind::Svg | picture::Kind::Gif)) => match picture::prepare(kind, &bytes) {
            Ok(picture) => {
                let same_kind = picture.variants.into_iter().find(|variant| name.ends_with(variant.ending));
                let words = Some(picture.words).filter(|words| !words.is_empty());
                return Part {
                    bytes: Some(same_kind.map_or(bytes, |variant| variant.bytes)),
                    words,
                    ..Part::default()
                };
            }
            Err(_) => (None, false),
        },
        Some(picture::Kind::Foreign(_)) => (None, !bytes.starts_with(b"II") && !bytes.starts_with(b"MM")),
        _ => (None, true),
    };
    let reveals = match (&plain, is_plain) {
        (None, false) => BTreeSet::from([Reveal::Photo]),
        _ => BTreeSet::new(),
    };
    Part { bytes: Some(plain.unwrap_or(bytes)), reveals, words: None }
}
