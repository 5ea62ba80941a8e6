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
    let (mut has_pixels, mut has_data) = (false, false);
    for (name, contents) in boxes(bytes)? {
        match name {
            b"ftyp" => {}
            b"mdat" => has_data = true,
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
    if !has_pixels || !has_data {
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

/// A box: its name and what it holds.
type Named<'b> = (&'b [u8; 4], &'b [u8]);

/// The boxes of a container by their names.
fn boxes(mut bytes: &[u8]) -> Result<Vec<Named<'_>>, Refused> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn container(name: &str, contents: &[u8]) -> Vec<u8> {
        let length = u32::try_from(contents.len() + 8).unwrap().to_be_bytes();
        [length.as_slice(), name.as_bytes(), contents].concat()
    }

    /// A picture of 40 × 30 pixels with items of those kinds, without any pixel.
    fn avif(items: &[&str], more: &[u8]) -> Vec<u8> {
        let mut list = vec![0, 0, 0, 0, 0, u8::try_from(items.len()).unwrap()];
        for kind in items {
            list.extend(container("infe", &[&[2, 0, 0, 0, 0, 1, 0, 0], kind.as_bytes(), &[0]].concat()));
        }
        let size = [[0; 4], 40_u32.to_be_bytes(), 30_u32.to_be_bytes()].concat();
        let properties = container("iprp", &container("ipco", &container("ispe", &size)));
        let meta = [vec![0; 4], container("hdlr", b"x"), container("iinf", &list), properties].concat();
        let start = container("ftyp", b"avif\0\0\0\0avifmif1miaf");
        [start, container("meta", &meta), container("mdat", b"pixels"), more.to_vec()].concat()
    }

    #[test]
    fn a_picture_and_nothing_else_is_passed_on() {
        let clean = avif(&["av01", "av01"], b"");
        let variant = checked(&clean).unwrap();
        assert_eq!((variant.pixels, variant.ending, variant.bytes), (Some((40, 30)), "avif", clean));
        for marked in [
            avif(&["av01", "Exif"], b""),
            avif(&["av01", "mime"], b""),
            avif(&["av01"], &container("udta", b"a place")),
            avif(&["av01"], &container("mdat", b"left over: Exif\0\0II*\0")),
        ] {
            assert_eq!(checked(&marked), Err(Refused::Marked));
        }
    }

    #[test]
    fn what_is_cut_off_or_empty_is_refused() {
        let clean = avif(&["av01"], b"");
        for length in 0..clean.len() {
            assert!(checked(&clean[..length]).is_err(), "{length}");
        }
        assert_eq!(checked(&avif(&[], b"")), Err(Refused::Broken));
    }
}
