//! Moving pictures in GIF: their frames and how often they repeat, and nothing else.
//!
//! The format: <https://www.w3.org/Graphics/GIF/spec-gif89a.txt>.

use super::{Refused, Variant, check_size};

const EXTENSION: u8 = 0x21;
const FRAME: u8 = 0x2C;
const END: u8 = 0x3B;
/// How long a frame stands, and what in it lets through what is below.
const FRAME_CONTROL: u8 = 0xF9;
const APPLICATION: u8 = 0xFF;
/// Extensions that say how often the frames repeat.
const REPEATS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

/// Whether there is more than one frame.
pub(super) fn is_animated(bytes: &[u8]) -> bool {
    let mut frames = 0;
    // What is broken after its first frame is shown as far as it goes.
    let _ = walk(bytes, &mut |block, _| frames += usize::from(block == FRAME));
    frames > 1
}

/// The frames without comments, hidden texts and the notes of programs.
pub(super) fn plain(bytes: &[u8]) -> Result<Variant, Refused> {
    let size = |at: usize| bytes.get(at..at + 2).map(|size| u32::from(size[0]) | u32::from(size[1]) << 8);
    let (Some(width), Some(height)) = (size(6), size(8)) else {
        return Err(Refused::Broken);
    };
    check_size(width, height)?;
    let mut plain = bytes.get(..header_length(bytes)?).unwrap_or_default().to_vec();
    walk(bytes, &mut |_, part| plain.extend_from_slice(part))?;
    plain.push(END);
    Ok(Variant { pixels: Some((width, height)), ending: "gif", bytes: plain })
}

/// Calls `keep` with every part that belongs to the moving picture.
fn walk<'b>(bytes: &'b [u8], keep: &mut dyn FnMut(u8, &'b [u8])) -> Result<(), Refused> {
    let mut at = header_length(bytes)?;
    loop {
        let start = at;
        let block = *bytes.get(at).ok_or(Refused::CutOff)?;
        match block {
            END => return Ok(()),
            FRAME => {
                let flags = *bytes.get(at + 9).ok_or(Refused::CutOff)?;
                // The frame's place and size, its own colors, and the width of its numbers.
                at = after_sub_blocks(bytes, at + 10 + color_table_length(flags) + 1)?;
                keep(block, bytes.get(start..at).ok_or(Refused::CutOff)?);
            }
            EXTENSION => {
                let label = *bytes.get(at + 1).ok_or(Refused::CutOff)?;
                at = after_sub_blocks(bytes, at + 2)?;
                let part = bytes.get(start..at).ok_or(Refused::CutOff)?;
                if label == FRAME_CONTROL && part.len() == 8 || is_repeat(label, part) {
                    keep(block, part);
                }
            }
            _ => return Err(Refused::Broken),
        }
    }
}

/// Whether an extension says how often the frames repeat, and nothing more.
fn is_repeat(label: u8, part: &[u8]) -> bool {
    label == APPLICATION
        && part.len() == 19
        && part.get(14..16) == Some(&[3, 1])
        && REPEATS.iter().any(|name| part.get(3..14) == Some(*name))
}

/// The header, the size of the whole and the colors that all frames share.
fn header_length(bytes: &[u8]) -> Result<usize, Refused> {
    bytes.get(10).map(|flags| 13 + color_table_length(*flags)).ok_or(Refused::Broken)
}

fn color_table_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where a row of sub-blocks ends that starts at `at`: each says its length, the last has none.
fn after_sub_blocks(bytes: &[u8], mut at: usize) -> Result<usize, Refused> {
    loop {
        let length = usize::from(*bytes.get(at).ok_or(Refused::CutOff)?);
        at += 1 + length;
        if length == 0 {
            return Ok(at);
        }
    }
}
