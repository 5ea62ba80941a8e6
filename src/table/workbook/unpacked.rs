//! How far a workbook unpacks: a small file can hold gigabytes, and say that it holds more.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Refused;

/// Most bytes of all parts of a workbook together.
pub(super) const MOST_BYTES: usize = 256_000_000;
/// Most bytes of the texts that cells share: they are held in memory all at once.
const MOST_SHARED_TEXT: usize = 64_000_000;
/// Most texts that cells share: room for that many is made before the first is read.
const MOST_SHARED_TEXTS: usize = 5_000_000;
/// Most bytes of the styles, each of which becomes a struct many times its size.
const MOST_STYLES: usize = 2_000_000;
/// Longest name in the styles: every style that uses a font has a copy of its name.
const LONGEST_NAME: usize = 1_024;

/// Unpacks every part once, to nowhere, so that what the reader will hold is known to be bounded.
///
/// The sizes that the file itself states are not believed.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Broken)?;
    let mut left = MOST_BYTES;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| Refused::Broken)?;
        let name = part.name().map_err(|_| Refused::Broken)?.to_ascii_lowercase();
        left -= if name.ends_with("sharedstrings.xml") {
            check_shared_texts(&unpack(&mut part, left.min(MOST_SHARED_TEXT))?)?
        } else if name.ends_with("styles.xml") {
            check_styles(&unpack(&mut part, left.min(MOST_STYLES))?)?
        } else {
            measure(&mut part, left)?
        };
    }
    Ok(())
}

/// The bytes of a part, unless there are more than `most`.
fn unpack(part: &mut impl Read, most: usize) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    part.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|_| Refused::Broken)?;
    if bytes.len() > most { Err(Refused::Unpacks) } else { Ok(bytes) }
}

/// The size of a part, unless it is more than `most`.
fn measure(part: &mut impl Read, most: usize) -> Result<usize, Refused> {
    let size =
        std::io::copy(&mut part.take(most as u64 + 1), &mut std::io::sink()).map_err(|_| Refused::Broken)?;
    usize::try_from(size).ok().filter(|size| *size <= most).ok_or(Refused::Unpacks)
}

/// The size of the shared texts, unless they claim to be more than they are.
fn check_shared_texts(part: &[u8]) -> Result<usize, Refused> {
    // Without zero bytes, UTF-16 reads like UTF-8 here.
    let plain: Vec<u8> = part.iter().copied().filter(|byte| *byte != 0).collect();
    let claims = b"uniqueCount";
    let exceeds = plain.windows(claims.len()).enumerate().any(|(at, window)| {
        window == claims && number_after(&plain[at + claims.len()..]) > part.len().min(MOST_SHARED_TEXTS)
    });
    if exceeds { Err(Refused::Unpacks) } else { Ok(part.len()) }
}

/// The number in `="12"`; 0 where there is none.
fn number_after(text: &[u8]) -> usize {
    text.iter()
        .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\''))
        .take_while(|byte| byte.is_ascii_digit())
        .fold(0, |number: usize, digit| number.saturating_mul(10).saturating_add(usize::from(digit - b'0')))
}

/// The size of the styles, unless a name in them is too long to be copied many times.
fn check_styles(part: &[u8]) -> Result<usize, Refused> {
    let too_long = part.split(|byte| matches!(byte, b'"' | b'\'')).any(|piece| piece.len() > LONGEST_NAME);
    if too_long { Err(Refused::Unpacks) } else { Ok(part.len()) }
}
