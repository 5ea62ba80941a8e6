//! From pixels to the pictures of a page, in several widths.

use std::collections::{BTreeMap, HashSet};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbaImage;

use super::decode::Original;
use super::{Refused, Variant, WIDTHS};

/// How well photos are kept, of 100. Measured on two photos of 9 and 12 megapixels: as near to the
/// original as JPEG at 76, in two thirds of its bytes.
const PHOTO_QUALITY: f32 = 82.0;
/// How hard drawings are packed, of 100; no loss at any value.
const DRAWING_EFFORT: f32 = 75.0;
/// Most pixels down: more does not fit into a WebP file.
const TALLEST: u32 = 8_000;
/// Most different colors of a drawing.
const MOST_DRAWN_COLORS: usize = 16_384;
/// A drawing of fewer bytes is not made narrower: with its shades it would hardly be smaller.
const SMALL_DRAWING: usize = 24_000;
/// Most different colors that a PNG can number.
const MOST_NUMBERED_COLORS: usize = 256;

/// The picture in every width that it has and that is worth a file, the widest first.
pub(super) fn variants(original: &Original) -> Result<Vec<Variant>, Refused> {
    let is_drawing = !original.lossy && is_drawing(&original.pixels);
    let (width, height) = fitting(original.pixels.dimensions());
    let mut pixels = resized(&original.pixels, width, height)?;
    if let Some(profile) = original.profile.as_ref() {
        profile.to_web_colors(&mut pixels);
    }
    let mut variants = vec![encoded(&pixels, is_drawing)?];
    let narrower = WIDTHS.into_iter().rev().filter(|narrower| narrower * 5 <= width * 4);
    for narrower in narrower {
        let is_small = variants.last().is_some_and(|wider| wider.bytes.len() < SMALL_DRAWING);
        if is_drawing && is_small {
            break;
        }
        let height = scaled(height, narrower, width);
        pixels = resized(&pixels, narrower, height)?;
        let variant = encoded(&pixels, is_drawing)?;
        // A narrower drawing has more shades and may need more bytes than the whole one.
        if variants.last().is_some_and(|wider| variant.bytes.len() < wider.bytes.len()) {
            variants.push(variant);
        }
    }
    Ok(variants)
}

/// The size nearest to the original's that is published.
fn fitting((width, height): (u32, u32)) -> (u32, u32) {
    let widest = WIDTHS[WIDTHS.len() - 1];
    let (width, height) =
        if width > widest { (widest, scaled(height, widest, width)) } else { (width, height) };
    if height > TALLEST { (scaled(width, TALLEST, height), TALLEST) } else { (width, height) }
}

/// `length` times `to` ÷ `from`, rounded, at least 1.
fn scaled(length: u32, to: u32, from: u32) -> u32 {
    let scaled = (u64::from(length) * u64::from(to) + u64::from(from) / 2) / u64::from(from).max(1);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

fn resized(pixels: &RgbaImage, width: u32, height: u32) -> Result<RgbaImage, Refused> {
    if pixels.dimensions() == (width, height) {
        return Ok(pixels.clone());
    }
    let from = ImageRef::new(pixels.width(), pixels.height(), pixels.as_raw(), PixelType::U8x4)
        .map_err(|_| Refused::Broken)?;
    let mut to = Image::new(width, height, PixelType::U8x4);
    let is_opaque = pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    let options =
        ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(!is_opaque);
    Resizer::new().resize(&from, &mut to, &options).map_err(|_| Refused::Broken)?;
    RgbaImage::from_raw(width, height, to.into_vec()).ok_or(Refused::Broken)
}

/// Whether a picture repeats a few colors, as screenshots and drawings do.
fn is_drawing(pixels: &RgbaImage) -> bool {
    let few = (pixels.as_raw().len() / 4 / 8).clamp(MOST_NUMBERED_COLORS, MOST_DRAWN_COLORS);
    let mut seen = HashSet::new();
    let mut last = None;
    for pixel in pixels.pixels() {
        if last.replace(pixel.0) != Some(pixel.0) {
            seen.insert(pixel.0);
            if seen.len() > few {
                return false;
            }
        }
    }
    true
}

fn encoded(pixels: &RgbaImage, is_drawing: bool) -> Result<Variant, Refused> {
    let (width, height) = pixels.dimensions();
    let (ending, bytes) = match numbered_colors(pixels).filter(|_| is_drawing) {
        Some(colors) => ("png", png(pixels, &colors).map_err(|_| Refused::Broken)?),
        None => ("webp", webp(pixels, is_drawing)?),
    };
    Ok(Variant { pixels: Some((width, height)), ending, bytes })
}

fn webp(pixels: &RgbaImage, is_drawing: bool) -> Result<Vec<u8>, Refused> {
    let (width, height) = pixels.dimensions();
    let quality = if is_drawing { DRAWING_EFFORT } else { PHOTO_QUALITY };
    let encoder = webp::Encoder::from_rgba(pixels.as_raw(), width, height);
    encoder.encode_simple(is_drawing, quality).map(|bytes| bytes.to_vec()).map_err(|_| Refused::Broken)
}

/// The colors of a picture and their numbers, those that let something through first; `None` where
/// there are too many.
fn numbered_colors(pixels: &RgbaImage) -> Option<BTreeMap<(u8, [u8; 3]), u8>> {
    let mut colors = BTreeMap::new();
    let mut last = None;
    for pixel in pixels.pixels().filter(|pixel| last.replace(pixel.0) != Some(pixel.0)) {
        if colors.insert(by_alpha(pixel.0), 0).is_none() && colors.len() > MOST_NUMBERED_COLORS {
            return None;
        }
    }
    for (number, color) in (0..=u8::MAX).zip(colors.values_mut()) {
        *color = number;
    }
    Some(colors)
}

fn by_alpha([red, green, blue, alpha]: [u8; 4]) -> (u8, [u8; 3]) {
    (alpha, [red, green, blue])
}

fn png(pixels: &RgbaImage, colors: &BTreeMap<(u8, [u8; 3]), u8>) -> Result<Vec<u8>, png::EncodingError> {
    let (width, height) = pixels.dimensions();
    let (depth, bits) = match colors.len() {
        0..=2 => (png::BitDepth::One, 1),
        3..=4 => (png::BitDepth::Two, 2),
        5..=16 => (png::BitDepth::Four, 4),
        _ => (png::BitDepth::Eight, 8),
    };
    let palette: Vec<u8> = colors.keys().flat_map(|(_, rgb)| *rgb).collect();
    let alphas: Vec<u8> =
        colors.keys().map(|(alpha, _)| *alpha).take_while(|alpha| *alpha < u8::MAX).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(depth);
    encoder.set_palette(palette);
    if !alphas.is_empty() {
        encoder.set_trns(alphas);
    }
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&packed(pixels, colors, bits))?;
    writer.finish()?;
    Ok(bytes)
}

/// The numbers of the colors, row by row, so many bits each.
fn packed(pixels: &RgbaImage, colors: &BTreeMap<(u8, [u8; 3]), u8>, bits: usize) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut known = ([0; 4], colors.get(&by_alpha([0; 4])).copied().unwrap_or_default());
    for row in pixels.rows() {
        let start = packed.len();
        for (at, pixel) in row.enumerate() {
            if pixel.0 != known.0 {
                known = (pixel.0, colors.get(&by_alpha(pixel.0)).copied().unwrap_or_default());
            }
            let (byte, shift) = (at * bits / 8, 8 - bits - at * bits % 8);
            if start + byte == packed.len() {
                packed.push(0);
            }
            packed[start + byte] |= known.1 << shift;
        }
    }
    packed
}
