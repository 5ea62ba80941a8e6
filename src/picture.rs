//! Pictures as they are published: from the bytes of a file to the pictures of a page, without
//! anything the file says beside what one sees.
//!
//! [`prepare`] is a pure function of bytes. Whoever keeps its results keys them by the bytes' hash
//! and [`VERSION`].

mod avif;
mod decode;
mod encode;
mod gif;
mod kind;
mod marks;
mod svg;
mod svg_links;
mod webp;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use kind::{Kind, ending};
pub use marks::{Mark, marks_of_jpeg, plain_jpeg, plain_png};

/// Changes whenever the same bytes would become other pictures.
pub const VERSION: u32 = 2;

/// Widths in pixels that pictures are made in, where the file has them. The last is the widest.
pub const WIDTHS: [u32; 3] = [480, 960, 1600];

/// Most pixels of a picture, its width times its height.
pub const MOST_PIXELS: u64 = 64_000_000;

/// One picture of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Width and height in pixels; `None` where a drawing does not say.
    pub pixels: Option<(u32, u32)>,
    /// The ending of its file name.
    pub ending: &'static str,
    /// What its file holds.
    pub bytes: Vec<u8>,
}

/// What a file becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The same picture in several widths, the widest first. Never empty.
    pub variants: Vec<Variant>,
    /// The words that it holds as text.
    pub words: String,
}

/// Why a picture is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is damaged, cut off or something else than its name says.
    #[error("the picture cannot be opened: it is damaged, or something else than its name says")]
    Broken,
    /// It has no end.
    #[error("the picture is cut off: the rest of the file is missing")]
    CutOff,
    /// It unpacks to more than can be opened.
    #[error("the picture is too large to be opened: more than {} million pixels, or fewer that are transparent or finer than screens show", MOST_PIXELS / 1_000_000)]
    TooLarge,
    /// A drawing in lines that is too long to be read.
    #[error("the drawing has more than {} MB", svg::MOST_BYTES / 1_000_000)]
    TooLong,
    /// A kind of picture that browsers do not show.
    #[error("this is {0}, which web browsers do not show")]
    Foreign(&'static str),
    /// It is passed on as it is, and it holds more than a picture.
    #[error("the picture holds more than what one sees, such as when, where or with what it was taken")]
    Marked,
    /// A moving picture that is passed on as it is, and has a part that is not known.
    #[error("the moving picture has parts that cannot be checked")]
    Unknown,
}

impl Refused {
    /// What to do about it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Broken | Self::CutOff => {
                "copy it here again from where it came, or save it anew as JPEG or PNG"
            }
            Self::TooLarge => "make it smaller: 1600 pixels across is enough for a page",
            Self::TooLong => "save it as PNG, or take photos out of it",
            Self::Foreign(HEIC) => {
                "save it as JPEG: open it in your photo program and export it. On an iPhone, Settings > Camera > Formats > Most Compatible makes JPEG from now on"
            }
            Self::Foreign(_) | Self::Marked => "save it as JPEG or PNG",
            Self::Unknown => "save it anew as GIF",
        }
    }
}

/// What the pictures of iPhones are called.
pub(crate) const HEIC: &str = "a HEIC picture";

/// Makes a file ready for a page.
///
/// Photos become WebP without loss that one sees, drawings with few colors PNG and others WebP
/// without any loss; moving pictures, drawings in SVG and AVIF stay what they are. The same bytes
/// give the same pictures.
///
/// # Errors
/// [`Refused`] where the file is broken, too large or of a kind that browsers do not show.
pub fn prepare(kind: Kind, bytes: &[u8]) -> Result<Picture, Refused> {
    // Decoders have been made to panic by broken files before; one picture may not end the program.
    catch_unwind(AssertUnwindSafe(|| prepare_kind(kind, bytes))).unwrap_or(Err(Refused::Broken))
}

fn prepare_kind(kind: Kind, bytes: &[u8]) -> Result<Picture, Refused> {
    match kind {
        Kind::Svg => return svg::clean(bytes),
        Kind::Avif => return avif::checked(bytes).map(as_it_is),
        Kind::Foreign(name) => return Err(Refused::Foreign(name)),
        Kind::Gif if gif::is_animated(bytes) => return gif::plain(bytes).map(as_it_is),
        Kind::WebP if webp::is_animated(bytes) => return webp::plain(bytes).map(as_it_is),
        Kind::Jpeg if !marks::has_end(bytes) => return Err(Refused::CutOff),
        Kind::Jpeg | Kind::Png | Kind::Gif | Kind::WebP => {}
    }
    let original = decode::decode(kind, bytes)?;
    let variants = encode::variants(&original)?;
    Ok(Picture { variants, words: String::new() })
}

fn as_it_is(variant: Variant) -> Picture {
    Picture { variants: vec![variant], words: String::new() }
}

/// Whether a picture of that size may be opened.
fn check_size(width: u32, height: u32) -> Result<(), Refused> {
    if width == 0 || height == 0 {
        return Err(Refused::Broken);
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS { Err(Refused::TooLarge) } else { Ok(()) }
}
