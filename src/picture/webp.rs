//! Moving pictures in WebP: their frames, and nothing else.
//!
//! The format: RFC 9649.

use super::{Refused, Variant, check_size};

/// The flags of the header that stay: it moves, and it lets something through.
const MOVES: u8 = 0x02;
const LETS_THROUGH: u8 = 0x10;

/// Whether the file holds frames.
pub(super) fn is_animated(bytes: &[u8]) -> bool {
    bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & MOVES != 0)
}

/// The frames without the notes of cameras and programs.
pub(super) fn plain(bytes: &[u8]) -> Result<Variant, Refused> {
    let number = |at: usize| -> Result<u32, Refused> {
        let bytes = bytes.get(at..at + 3).ok_or(Refused::CutOff)?;
        Ok(u32::from(bytes[0]) | u32::from(bytes[1]) << 8 | u32::from(bytes[2]) << 16)
    };
    let (width, height) = (number(24)? + 1, number(27)? + 1);
    check_size(width, height)?;
    let mut plain = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut frames = 0;
    for (name, contents) in chunks(bytes.get(12..).unwrap_or_default())? {
        match name {
            b"VP8X" => {
                let mut header = contents.to_vec();
                let flags = header.first_mut().ok_or(Refused::Broken)?;
                *flags &= MOVES | LETS_THROUGH;
                write_chunk(&mut plain, name, &header);
            }
            b"ANIM" => write_chunk(&mut plain, name, contents),
            b"ANMF" => {
                frames += 1;
                write_chunk(&mut plain, name, &frame(contents)?);
            }
            b"EXIF" | b"XMP " | b"ICCP" => {}
            _ => return Err(Refused::Unknown),
        }
    }
    if frames == 0 {
        return Err(Refused::Broken);
    }
    let length = u32::try_from(plain.len() - 8).map_err(|_| Refused::TooLarge)?;
    plain[4..8].copy_from_slice(&length.to_le_bytes());
    Ok(Variant { pixels: Some((width, height)), ending: "webp", bytes: plain })
}

/// A frame: its place and time, and its pixels.
fn frame(contents: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut frame = contents.get(..16).ok_or(Refused::CutOff)?.to_vec();
    for (name, contents) in chunks(&contents[16..])? {
        if matches!(name, b"ALPH" | b"VP8 " | b"VP8L") {
            write_chunk(&mut frame, name, contents);
        }
    }
    Ok(frame)
}

/// A part: its name and what it holds.
type Named<'b> = (&'b [u8; 4], &'b [u8]);

/// The parts of a container by their names.
fn chunks(mut bytes: &[u8]) -> Result<Vec<Named<'_>>, Refused> {
    let mut chunks = Vec::new();
    while let Some((header, rest)) = bytes.split_first_chunk::<8>() {
        let (Some(name), Some(length)) = (header.first_chunk::<4>(), header.last_chunk::<4>()) else {
            break;
        };
        let length = u32::from_le_bytes(*length) as usize;
        chunks.push((name, rest.get(..length).ok_or(Refused::CutOff)?));
        // Each part has an even length; the byte that makes it so is not counted.
        bytes = rest.get(length + length % 2..).unwrap_or_default();
    }
    Ok(chunks)
}

fn write_chunk(to: &mut Vec<u8>, name: &[u8; 4], contents: &[u8]) {
    to.extend_from_slice(name);
    to.extend_from_slice(&u32::try_from(contents.len()).unwrap_or(u32::MAX).to_le_bytes());
    to.extend_from_slice(contents);
    if contents.len() % 2 == 1 {
        to.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8; 4], contents: &[u8]) -> Vec<u8> {
        let mut chunk = Vec::new();
        write_chunk(&mut chunk, name, contents);
        chunk
    }

    fn moving(flags: u8, more: &[u8]) -> Vec<u8> {
        let frame = [vec![0; 16], chunk(b"VP8L", b"pixels"), chunk(b"note", b"a place")].concat();
        let header = [flags, 0, 0, 0, 39, 0, 0, 29, 0, 0];
        let parts = [chunk(b"VP8X", &header), chunk(b"ANIM", &[0; 6]), chunk(b"ANMF", &frame), more.to_vec()]
            .concat();
        let length = u32::try_from(parts.len() + 4).unwrap().to_le_bytes();
        [b"RIFF", length.as_slice(), b"WEBP", &parts].concat()
    }

    #[test]
    fn frames_stay_and_notes_go() {
        let notes = [chunk(b"EXIF", b"odd"), chunk(b"XMP ", b"where"), chunk(b"ICCP", b"who")].concat();
        let told = moving(MOVES | 0x2C, &notes);
        assert!(is_animated(&told) && !is_animated(&moving(0x2C, b"")));
        let variant = plain(&told).unwrap();
        assert_eq!(variant.pixels, Some((40, 30)));
        let kept = chunks(&variant.bytes[12..]).unwrap();
        let names: Vec<&[u8; 4]> = kept.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, [b"VP8X", b"ANIM", b"ANMF"]);
        assert_eq!(kept[0].1[0], MOVES, "the header promises no notes");
        assert!(!variant.bytes.windows(4).any(|window| window == b"note"));
        assert_eq!(plain(&variant.bytes).unwrap(), variant);
        assert_eq!(plain(&moving(MOVES, &chunk(b"????", b""))), Err(Refused::Unknown));
        for length in 30..told.len() {
            let _ = plain(&told[..length]);
        }
    }
}
