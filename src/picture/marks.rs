//! What the files of cameras say beside what one sees, and the same files without it.
//!
//! JPEG: ITU-T T.81, annex B; EXIF: CIPA DC-008; PNG: <https://www.w3.org/TR/png-3/>.

use std::collections::BTreeSet;
use std::ops::Range;

/// What a picture says beside what one sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Where it was taken.
    Place,
    /// When, with what or by whom it was taken, or what was noted about it.
    Origin,
}

const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;
const COMMENT: u8 = 0xFE;

/// A part of a JPEG file: its marker, and where it lies with the marker before it.
struct Segment {
    marker: u8,
    whole: Range<usize>,
    contents: Range<usize>,
}

/// The parts of a JPEG file up to its end mark; whether there is one. What follows it, such as a
/// second picture or a film, is no part of the picture.
fn segments(bytes: &[u8]) -> (Vec<Segment>, bool) {
    let mut segments = Vec::new();
    let mut at = 2;
    while let Some(marker) = next_marker(bytes, &mut at) {
        let start = at - 2;
        match marker {
            END_OF_IMAGE => return (segments, true),
            0x01 | 0xD0..=0xD7 => continue,
            _ => {}
        }
        let Some(length) =
            bytes.get(at..at + 2).map(|length| usize::from(length[0]) << 8 | usize::from(length[1]))
        else {
            break;
        };
        let contents = at + 2..(at + length.max(2)).min(bytes.len());
        at = contents.end;
        if marker == START_OF_SCAN {
            at = end_of_scan(bytes, at);
        }
        segments.push(Segment { marker, whole: start..at, contents });
    }
    (segments, false)
}

/// Moves behind the next marker. Between parts there may be filling.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        let pair = bytes.get(*at..*at + 2)?;
        if pair[0] == 0xFF && pair[1] != 0 && pair[1] != 0xFF {
            *at += 2;
            return Some(pair[1]);
        }
        *at += 1;
    }
}

/// Where the pixels end that start at `at`: at a marker that is no part of them.
fn end_of_scan(bytes: &[u8], mut at: usize) -> usize {
    while let Some(pair) = bytes.get(at..at + 2) {
        if pair[0] == 0xFF && !matches!(pair[1], 0 | 0xFF | 0xD0..=0xD7) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// Whether a JPEG file comes in several passes over all its pixels, which are then kept until the last (T.81, annex G).
pub(super) fn is_progressive(bytes: &[u8]) -> bool {
    segments(bytes).0.iter().any(|segment| matches!(segment.marker, 0xC2 | 0xC6 | 0xCA | 0xCE))
}

/// Whether a JPEG file is there to its end.
pub(super) fn has_end(bytes: &[u8]) -> bool {
    segments(bytes).1
}

/// What a JPEG file says beside what one sees.
pub fn marks_of_jpeg(bytes: &[u8]) -> BTreeSet<Mark> {
    let (segments, _) = segments(bytes);
    let mut marks = BTreeSet::new();
    for segment in &segments {
        let contents = &bytes[segment.contents.clone()];
        match segment.marker {
            0xE1 => match contents.strip_prefix(b"Exif\0\0") {
                Some(exif) => marks.extend(marks_of_exif(exif)),
                None => {
                    marks.insert(Mark::Origin);
                }
            },
            0xED | COMMENT if !contents.is_empty() => {
                marks.insert(Mark::Origin);
            }
            _ => {}
        }
    }
    marks
}

/// The tags of EXIF that say how pixels are laid out, and those that lead to further tags.
const PLAIN_TAGS: [u16; 18] = [
    0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0112, 0x0115, 0x011A, 0x011B, 0x0128, 0x0213, 0x8769, 0x9000,
    0x9101, 0xA000, 0xA001, 0xA002, 0xA003,
];
const EXIF_TAGS: u16 = 0x8769;
const GPS_TAGS: u16 = 0x8825;

fn marks_of_exif(exif: &[u8]) -> BTreeSet<Mark> {
    let mut marks = BTreeSet::new();
    let little = exif.starts_with(b"II");
    let number = |at: usize, length: usize| -> Option<u32> {
        let bytes = exif.get(at..at.checked_add(length)?)?;
        let digit = |number: u32, byte: &u8| number << 8 | u32::from(*byte);
        Some(if little { bytes.iter().rev().fold(0, digit) } else { bytes.iter().fold(0, digit) })
    };
    let mut lists = vec![number(4, 4)];
    // The second list describes the small picture inside, which is a picture of its own.
    let mut left = 8;
    while let Some(Some(list)) = lists.pop() {
        left -= 1;
        let list = list as usize;
        for entry in 0..number(list, 2).unwrap_or_default() as usize {
            let at = list.saturating_add(2 + entry * 12);
            let Some(tag) = number(at, 2).and_then(|tag| u16::try_from(tag).ok()) else {
                break;
            };
            match tag {
                GPS_TAGS => marks.extend([Mark::Place]),
                EXIF_TAGS if left > 0 => lists.push(number(at + 8, 4)),
                tag if PLAIN_TAGS.contains(&tag) => {}
                _ => marks.extend([Mark::Origin]),
            }
        }
        if left == 0 {
            break;
        }
    }
    marks
}

/// A JPEG file with its pixels, its colors and nothing else; `None` where it has no end.
///
/// Where the picture must be turned to stand upright, `None` too: nothing else would say so.
pub fn plain_jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let (segments, has_end) = segments(bytes);
    if !has_end || is_turned(bytes, &segments) {
        return None;
    }
    let mut plain = bytes.get(..2)?.to_vec();
    for segment in &segments {
        let contents = &bytes[segment.contents.clone()];
        let stays = match segment.marker {
            // Without the small picture that may stand in it.
            0xE0 => contents.starts_with(b"JFIF\0") && contents.len() == 14,
            0xE2 => contents.starts_with(b"ICC_PROFILE\0"),
            0xEE => contents.starts_with(b"Adobe"),
            0xE1..=0xEF | COMMENT => false,
            _ => true,
        };
        if stays {
            plain.extend_from_slice(&bytes[segment.whole.clone()]);
        }
    }
    plain.extend([0xFF, END_OF_IMAGE]);
    Some(plain)
}

fn is_turned(bytes: &[u8], segments: &[Segment]) -> bool {
    let exif = segments.iter().filter(|segment| segment.marker == 0xE1).find_map(|segment| {
        let contents = &bytes[segment.contents.clone()];
        contents.strip_prefix(b"Exif\0\0")
    });
    let orientation = exif.and_then(image::metadata::Orientation::from_exif_chunk);
    orientation.is_some_and(|orientation| orientation != image::metadata::Orientation::NoTransforms)
}

/// A PNG file with its pixels, its colors and nothing else; `None` where it is broken.
pub fn plain_png(bytes: &[u8]) -> Option<Vec<u8>> {
    const STAY: [&[u8; 4]; 12] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"bKGD",
        b"sBIT",
    ];
    let mut plain = bytes.get(..8)?.to_vec();
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let end = at.checked_add(length)?.checked_add(12)?;
        let (name, chunk) = (bytes.get(at + 4..at + 8)?, bytes.get(at..end)?);
        if STAY.iter().any(|stays| name == *stays) {
            plain.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(plain);
        }
        at = end;
    }
}
