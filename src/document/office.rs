//! Office files, packed anew without what one does not read in them.
//!
//! The format: ECMA-376 (parts 1 and 2): a zip of parts in XML and of pictures.

mod part;
mod rewrite;

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use self::part::Part;
use super::{Document, Refused, Reveal};

/// Most bytes of all parts of a file together.
const MOST_BYTES: u64 = 120_000_000;
/// Most bytes of the parts in XML together, which are read, written and kept at once.
const MOST_XML: u64 = 40_000_000;
/// Most parts of a file.
const MOST_PARTS: usize = 20_000;
/// The start of files of the old kind; files with a password are wrapped in one.
const OLD: &[u8] = b"\xD0\xCF\x11\xE0";

/// Packs a file anew.
pub(super) fn clean(bytes: &[u8]) -> Result<Document, Refused> {
    if bytes.starts_with(OLD) {
        let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|letter| [letter, 0]).collect();
        let is_locked = bytes.windows(name.len()).any(|window| window == name);
        return Err(if is_locked { Refused::Locked } else { Refused::Old });
    }
    let parts = unpack(bytes)?;
    if !parts.iter().any(|(name, _)| name == "[Content_Types].xml") {
        return Err(Refused::Broken);
    }
    let mut document = Document::default();
    let mut words = Vec::new();
    let mut kept = Vec::new();
    for (name, bytes) in parts {
        let Part { bytes, reveals, words: said } = part::clean(&name, bytes)?;
        document.reveals.extend(reveals);
        words.extend(said);
        kept.extend(bytes.map(|bytes| (name, bytes)));
    }
    let names: BTreeSet<&str> = kept.iter().map(|(name, _)| name.as_str()).collect();
    document.reveals.extend(reveals_of_names(&names));
    document.words = words.join("\n");
    document.bytes = Some(pack(&kept).map_err(|_| Refused::Broken)?);
    Ok(document)
}

/// What the presence of a part says.
fn reveals_of_names(names: &BTreeSet<&str>) -> BTreeSet<Reveal> {
    let mut reveals = BTreeSet::new();
    for name in names {
        let lower = name.to_ascii_lowercase();
        let within = |folder: &str| lower.contains(folder);
        if within("/embeddings/") || within("/externallinks/") || within("/pivotcache/pivotcacherecords") {
            reveals.insert(Reveal::Inside);
        }
        if within("vbaproject") || within("/activex/") || within("/macrosheets/") {
            reveals.insert(Reveal::Programs);
        }
        if within("/revisions/") {
            reveals.insert(Reveal::Changes);
        }
    }
    reveals
}

/// The parts of a file by name, in the file's order.
fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Broken)?;
    if archive.len() > MOST_PARTS {
        return Err(Refused::TooLarge);
    }
    let (mut left, mut left_of_xml) = (MOST_BYTES, MOST_XML);
    let mut parts = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => Refused::Locked,
            _ => Refused::Broken,
        })?;
        let name = part.name().map_err(|_| Refused::Broken)?.to_string();
        if part.is_dir() {
            continue;
        }
        // Whoever unpacks the file must get no part outside the folder (ECMA-376-2, 6.2.2.2: no such part names).
        if name.starts_with('/')
            || name.contains(['\\', ':', '\0'])
            || name.split('/').any(|step| step == "..")
        {
            return Err(Refused::Broken);
        }
        let mut unpacked = Vec::new();
        // The size that the file itself states is not believed.
        (&mut part).take(left + 1).read_to_end(&mut unpacked).map_err(|_| Refused::Broken)?;
        left = left.checked_sub(unpacked.len() as u64).ok_or(Refused::TooLarge)?;
        if part::is_xml(&name) {
            left_of_xml = left_of_xml.checked_sub(unpacked.len() as u64).ok_or(Refused::TooLarge)?;
        }
        parts.push((name, unpacked));
    }
    Ok(parts)
}

/// A zip of parts that says nothing about the computer it was made on, or when.
fn pack(parts: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests;
