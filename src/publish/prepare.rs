//! What becomes of a file: pictures and documents without what one does not see, plain text as it is.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Objection;
use crate::diagnostic::Code;
use crate::document::{self, Reveal};
use crate::picture;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Jpeg,
    Png,
    Gif,
    WebP,
    Svg,
    Avif,
    Foreign(&'static str),
    Pdf,
    /// With its ending.
    Office(&'static str),
    /// With its ending.
    Text(&'static str),
    /// A web page or program.
    Runs,
    /// Anything else, which cannot be checked.
    Other,
}

/// The kinds of which a result is worth keeping on a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PictureKind {
    Jpeg,
    Png,
    Gif,
    WebP,
    Svg,
    Avif,
}

impl PictureKind {
    pub(super) fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Jpeg => Self::Jpeg,
            Kind::Png => Self::Png,
            Kind::Gif => Self::Gif,
            Kind::WebP => Self::WebP,
            Kind::Svg => Self::Svg,
            Kind::Avif => Self::Avif,
            _ => return None,
        })
    }
}

impl From<PictureKind> for Kind {
    fn from(kind: PictureKind) -> Self {
        match kind {
            PictureKind::Jpeg => Self::Jpeg,
            PictureKind::Png => Self::Png,
            PictureKind::Gif => Self::Gif,
            PictureKind::WebP => Self::WebP,
            PictureKind::Svg => Self::Svg,
            PictureKind::Avif => Self::Avif,
        }
    }
}

/// The ending of a picture's file, where that is one.
pub(super) fn picture_ending(ending: &str) -> Option<&'static str> {
    ["jpg", "png", "gif", "webp", "svg", "avif"].into_iter().find(|known| *known == ending)
}

/// Files of plain text that are published, by their endings.
const TEXTS: [&str; 6] = ["csv", "tsv", "txt", "ics", "vtt", "srt"];
/// Office files, by their endings.
const OFFICE: [&str; 6] = ["docx", "xlsx", "pptx", "docm", "xlsm", "pptm"];
/// Web pages and programs, by their endings.
const RUN: [&str; 25] = [
    "html", "htm", "xhtml", "xht", "mhtml", "xml", "xsl", "xslt", "js", "mjs", "cjs", "wasm", "css", "svgz",
    "swf", "exe", "msi", "bat", "cmd", "ps1", "sh", "jar", "vbs", "hta", "lnk",
];

impl Kind {
    /// The kind of a file, by what it holds, then by its name.
    pub(super) fn of(path: &str, bytes: &[u8]) -> Self {
        match picture::Kind::of(path, bytes) {
            Some(picture::Kind::Jpeg) => return Self::Jpeg,
            Some(picture::Kind::Png) => return Self::Png,
            Some(picture::Kind::Gif) => return Self::Gif,
            Some(picture::Kind::WebP) => return Self::WebP,
            Some(picture::Kind::Svg) => return Self::Svg,
            Some(picture::Kind::Avif) => return Self::Avif,
            Some(picture::Kind::Foreign(name)) => return Self::Foreign(name),
            None => {}
        }
        let ending = picture::ending(path);
        let known = |endings: &'static [&'static str]| endings.iter().copied().find(|known| *known == ending);
        if known(&RUN).is_some() {
            return Self::Runs;
        }
        match document::Kind::of(path, bytes) {
            Some(document::Kind::Pdf) => Self::Pdf,
            Some(document::Kind::Office) => Self::Office(known(&OFFICE).unwrap_or("docx")),
            None => known(&TEXTS).map_or(Self::Other, Self::Text),
        }
    }

    fn picture(self) -> Option<picture::Kind> {
        Some(match self {
            Self::Jpeg => picture::Kind::Jpeg,
            Self::Png => picture::Kind::Png,
            Self::Gif => picture::Kind::Gif,
            Self::WebP => picture::Kind::WebP,
            Self::Svg => picture::Kind::Svg,
            Self::Avif => picture::Kind::Avif,
            Self::Foreign(name) => picture::Kind::Foreign(name),
            _ => return None,
        })
    }

    pub(super) fn is_picture(self) -> bool {
        self.picture().is_some()
    }

    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Text(_))
    }
}

/// What a file became.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The widest picture first.
    pub pieces: Vec<PreparedPiece>,
    pub words: String,
    reveals: Vec<Reveal>,
    /// Whether the file may be published although there is something to be said against it.
    pub may_be_allowed: bool,
}

/// One file beside the pages, without its name.
#[derive(Debug)]
pub(super) struct PreparedPiece {
    pub bytes: Arc<[u8]>,
    /// Its name's ending; `None` is that of the source.
    pub ending: Option<&'static str>,
    pub pixels: Option<(u32, u32)>,
}

/// Why a file is not published.
#[derive(Debug)]
pub(super) struct Refused {
    pub code: Code,
    pub message: String,
    pub help: &'static str,
}

impl From<picture::Refused> for Refused {
    fn from(refused: picture::Refused) -> Self {
        let code = match refused {
            picture::Refused::Broken | picture::Refused::CutOff => Code::PictureBroken,
            picture::Refused::TooLarge | picture::Refused::TooLong => Code::PictureTooLarge,
            picture::Refused::Foreign(_) => Code::PictureForeign,
            picture::Refused::Marked | picture::Refused::Unknown => Code::DocumentReveals,
        };
        Self { code, message: refused.to_string(), help: refused.help() }
    }
}

impl From<document::Refused> for Refused {
    fn from(refused: document::Refused) -> Self {
        Self { code: Code::DocumentBroken, message: refused.to_string(), help: refused.help() }
    }
}

/// Makes a file ready: a pure function of its kind and bytes, so that a result can be kept by their
/// hash; on a disk also by [`picture::VERSION`] and [`document::VERSION`].
pub(super) fn prepare(kind: Kind, bytes: &Arc<[u8]>) -> Result<Prepared, Refused> {
    let as_it_is = |ending| vec![PreparedPiece { bytes: bytes.clone(), ending, pixels: None }];
    let plain = |ending| Prepared {
        pieces: as_it_is(ending),
        words: String::new(),
        reveals: Vec::new(),
        may_be_allowed: !matches!(kind, Kind::Runs),
    };
    if let Some(kind) = kind.picture() {
        let picture::Picture { variants, words } = picture::prepare(kind, bytes)?;
        let pieces = variants.into_iter().map(|variant| PreparedPiece {
            bytes: variant.bytes.into(),
            ending: Some(variant.ending),
            pixels: variant.pixels,
        });
        return Ok(Prepared { pieces: pieces.collect(), words, ..plain(None) });
    }
    let (document, ending) = match kind {
        Kind::Pdf => (document::Kind::Pdf, "pdf"),
        Kind::Office(ending) => (document::Kind::Office, ending),
        Kind::Text(ending) => return text(bytes).map(|()| plain(Some(ending))),
        _ => return Ok(plain(None)),
    };
    let document::Document { bytes: cleaned, reveals, words } = document::prepare(document, bytes)?;
    let mut pieces = as_it_is(Some(ending));
    if let Some(cleaned) = cleaned {
        pieces = vec![PreparedPiece { bytes: cleaned.into(), ending: Some(ending), pixels: None }];
    }
    Ok(Prepared { pieces, words, reveals: reveals.into_iter().collect(), ..plain(None) })
}

/// Whether a file of plain text is one.
fn text(bytes: &[u8]) -> Result<(), Refused> {
    let refused = |_| Refused {
        code: Code::FileUnchecked,
        message: "the file's name says that it is plain text, and it is not".into(),
        help: "save it anew as plain text, or give it the ending of what it is",
    };
    crate::source::decode_text(bytes).map(|_| ()).map_err(refused)
}

impl Prepared {
    /// A picture made ready earlier.
    pub(super) fn picture(pieces: Vec<PreparedPiece>, words: String) -> Self {
        Self { pieces, words, reveals: Vec::new(), may_be_allowed: true }
    }

    /// What is to be said against publishing the file.
    pub(super) fn objection(&self, kind: Kind) -> Option<Objection> {
        match kind {
            Kind::Runs => Some((
                Code::FileUnchecked,
                "web pages and programs are not published: they could run on this site's readers".into(),
                "show what it says in a record, or save it as PDF",
            )),
            Kind::Other => Some((
                Code::FileUnchecked,
                "what this file reveals cannot be checked".into(),
                "save it as PDF or in another kind that can be, keep it elsewhere and link to it, or allow it by its name under `[[privacy.allow]]`",
            )),
            _ if self.reveals.is_empty() => None,
            _ => {
                let help = match kind {
                    Kind::Pdf => {
                        "make the PDF anew without document properties (in Word: Save as PDF > Options; in Acrobat: Redact > Sanitize), or allow it by its name under `[[privacy.allow]]`"
                    }
                    _ => {
                        "take it out (in Office: File > Info > Inspect Document), or allow the file by its name under `[[privacy.allow]]`"
                    }
                };
                Some((
                    Code::DocumentReveals,
                    format!("beside what one reads in it, the file holds {}", listed(&self.reveals)),
                    help,
                ))
            }
        }
    }
}

/// "a, b and c".
fn listed(reveals: &[Reveal]) -> String {
    let words: Vec<&str> = reveals.iter().map(|reveal| reveal.words()).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
