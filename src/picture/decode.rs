//! From a file to upright pixels in the colors of the web.

use std::io::Cursor;

use image::{ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::{Kind, Refused, check_size};

/// Most bytes of pixels that may be held at once, in whatever form: the largest photo as it is read, and as it is
/// used.
const MOST_MEMORY: u64 = super::MOST_PIXELS * 7 + 2_000_000;

/// A picture as pixels, upright.
pub(super) struct Original {
    pub pixels: RgbaImage,
    /// What its colors mean, where they are not those of the web.
    pub profile: Option<Profile>,
    /// Whether it was saved with loss, as photos are.
    pub lossy: bool,
}

/// What the colors of a picture mean.
pub(super) struct Profile(ColorProfile);

pub(super) fn decode(kind: Kind, bytes: &[u8]) -> Result<Original, Refused> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Gif => ImageFormat::Gif,
        _ => ImageFormat::WebP,
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let is_progressive = kind == Kind::Jpeg && super::marks::is_progressive(bytes);
    if memory(&decoder, is_progressive) > MOST_MEMORY {
        return Err(Refused::TooLarge);
    }
    let orientation = decoder.orientation().map_err(|error| refused(&error))?;
    let profile = decoder.icc_profile().ok().flatten().and_then(|profile| Profile::read(&profile));
    let lossy = kind == Kind::Jpeg || (kind == Kind::WebP && is_lossy_webp(bytes));
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    image.apply_orientation(orientation);
    let mut pixels = image.into_rgba8();
    // What lies behind what cannot be seen may be what somebody meant to cut away.
    for pixel in pixels.pixels_mut().filter(|pixel| pixel.0[3] == 0) {
        pixel.0 = [0; 4];
    }
    Ok(Original { pixels, profile, lossy })
}

/// The bytes that a picture takes at the worst moment: while it is read, turned into four bytes a pixel, or made
/// smaller.
fn memory(decoder: &impl ImageDecoder, is_progressive: bool) -> u64 {
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let (read, used) = (decoder.total_bytes(), pixels * 4);
    // A pass of a photo leaves two bytes for each of three colors.
    let passes = if is_progressive { pixels * 6 } else { 0 };
    let turned = if decoder.color_type() == ColorType::Rgba8 { 0 } else { used };
    // What is transparent is made smaller from a copy, with its colors multiplied.
    let smaller = if decoder.color_type().has_alpha() { used * 2 } else { used };
    (read + passes).max(read + turned).max(smaller)
}

fn refused(error: &image::ImageError) -> Refused {
    match error {
        image::ImageError::Limits(_) => Refused::TooLarge,
        _ => Refused::Broken,
    }
}

/// Whether a still WebP was saved with loss.
fn is_lossy_webp(bytes: &[u8]) -> bool {
    bytes.windows(4).take(4096).any(|tag| tag == b"VP8 ")
}

impl Profile {
    /// The profile of a picture, where it says anything about red, green and blue.
    fn read(bytes: &[u8]) -> Option<Self> {
        let profile = ColorProfile::new_from_slice(bytes).ok()?;
        (profile.color_space == DataColorSpace::Rgb).then_some(Self(profile))
    }

    /// Turns the colors into those of the web, so that the profile itself need not be published.
    pub(super) fn to_web_colors(&self, pixels: &mut RgbaImage) {
        let web = ColorProfile::new_srgb();
        let options = TransformOptions { prefer_fixed_point: true, ..TransformOptions::default() };
        let Ok(transform) = self.0.create_transform_8bit(Layout::Rgba, &web, Layout::Rgba, options) else {
            return;
        };
        let mut converted = vec![0; pixels.as_raw().len()];
        if transform.transform(pixels.as_raw(), &mut converted).is_ok() {
            pixels.copy_from_slice(&converted);
        }
    }
}
