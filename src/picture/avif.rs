//! AVIF: passed on as it is where it holds a picture and nothing else, since making it anew takes
//! seconds.
//!
//! The container: ISO/IEC 14496-12 and 23008-12.

use super::{Refused, Variant, check_size};

/// Kinds of items that are pixels, or how they lie.
const PIXELS: [&[u8; 4]; 4] = [b"av01", b"grid", b"iovl", b"iden"];

/// Starts of what cameras and programs write, wherever in the file it may lie.
const NOTES: [&[u8]; 5] = [b"Exif\0\0", b"ns.adobe.com", b"<x:xmpmeta", b"<rdf:RDF", b"Photoshop 3.0"];

/// The file, where nothing in it is known to be more than a picture.
pub(super) fn checked(bytes: &[u8]) -> Result<Variant, Refused> {
    let mut has_pixels = false;
    for (name, contents) in boxes(bytes)? {
        match name {
            b"ftyp" | b"mdat" => {}
            b"meta" => {
                // Version and flags stand before the boxes inside.
                for (name, contents) in boxes(contents.get(4..).ok_or(Refused::CutOff)?)? {
                    match name {
                        b"iinf" => has_pixels = check_items(contents)?,
                        b"hdlr" | b"pitm" | b"iloc" | b"iprp" | b"iref" | b"idat" | b"grpl" => {}
                        _ => return Err(Refused::Marked),
                    }
                }
            }
            b"moov" => return Err(Refused::Unknown),
            _ => return Err(Refused::Marked),
        }
    }
    if !has_pixels {
        return Err(Refused::Broken);
    }
    if NOTES.iter().any(|note| bytes.windows(note.len()).any(|window| window == *note)) {
        return Err(Refused::Marked);
    }
    let size = imagesize::blob_size(bytes).map_err(|_| Refused::Broken)?;
    let side = |length| u32::try_from(length).map_err(|_| Refused::TooLarge);
    let (width, height) = (side(size.width)?, side(size.height)?);
    check_size(width, height)?;
    Ok(Variant { pixels: Some((width, height)), ending: "avif", bytes: bytes.to_vec() })
}

/// Whether there are pixels among the items, where there is nothing else.
fn check_items(contents: &[u8]) -> Result<bool, Refused> {
    let version = *contents.first().ok_or(Refused::CutOff)?;
    let items = contents.get(if version == 0 { 6 } else { 8 }..).ok_or(Refused::CutOff)?;
    let mut has_pixels = false;
    for (_, item) in boxes(items)? {
        // Version 2 has a number of two bytes, version 3 of four; then two bytes, then the kind.
        let at = match item.first() {
            Some(2) => 8,
            Some(3) => 10,
            _ => return Err(Refused::Marked),
        };
        let kind = item.get(at..at + 4).ok_or(Refused::CutOff)?;
        if !PIXELS.iter().any(|known| kind == *known) {
            return Err(Refused::Marked);
        }
        has_pixels = true;
    }
    Ok(has_pixels)
}

/// The boxes of a container by their names.
fn boxes(mut bytes: &[u8]) -> Result<Vec<(&[u8; 4], &[u8])>, Refused> {
    let mut boxes = Vec::new();
    while !bytes.is_empty() {
        let (header, _) = bytes.split_first_chunk::<8>().ok_or(Refused::CutOff)?;
        let (Some(length), Some(name)) = (header.first_chunk::<4>(), header.last_chunk::<4>()) else {
            break;
        };
        let (start, length) = match u32::from_be_bytes(*length) as usize {
            0 => (8, bytes.len()),
            1 => {
                let long = bytes.get(8..16).and_then(|long| <[u8; 8]>::try_from(long).ok());
                let long = long.map(u64::from_be_bytes).ok_or(Refused::CutOff)?;
                (16, usize::try_from(long).map_err(|_| Refused::CutOff)?)
            }
            length => (8, length),
        };
        if length < start {
            return Err(Refused::Broken);
        }
        boxes.push((name, bytes.get(start..length).ok_or(Refused::CutOff)?));
        bytes = bytes.get(length..).unwrap_or_default();
    }
    Ok(boxes)
}
