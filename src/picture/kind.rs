//! What kind of picture a file is, by what it holds and not by its name.

use super::HEIC;

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A photo, as cameras save it.
    Jpeg,
    /// A screenshot or drawing.
    Png,
    /// A drawing with few colors, often moving.
    Gif,
    /// Either, smaller.
    WebP,
    /// A drawing in lines.
    Svg,
    /// Either, smaller still.
    Avif,
    /// A kind that browsers do not show, by what people call it.
    Foreign(&'static str),
}

/// Bytes at the start of files of kinds that browsers do not show.
const FOREIGN: [(&[u8], &str); 8] = [
    (b"II*\0", "a TIFF or a camera's raw picture"),
    (b"MM\0*", "a TIFF or a camera's raw picture"),
    (b"8BPS", "a Photoshop file"),
    (b"\xFF\x0A", "a JPEG XL picture"),
    (b"\0\0\0\x0CJXL ", "a JPEG XL picture"),
    (b"\0\0\0\x0CjP  ", "a JPEG 2000 picture"),
    (b"%!PS", "a PostScript file"),
    (b"\xD7\xCD\xC6\x9A", "a Windows metafile"),
];

impl Kind {
    /// The kind of a file; `None` where it is no picture.
    pub fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\xFF\xD8\xFF") {
            return Some(Self::Jpeg);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
            return Some(Self::Png);
        }
        if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            return Some(Self::Gif);
        }
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Some(Self::WebP);
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return Self::of_brands(bytes);
        }
        if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
            return Some(Self::Foreign("a BMP picture"));
        }
        if let Some((_, name)) = FOREIGN.iter().find(|(start, _)| bytes.starts_with(start)) {
            return Some(Self::Foreign(name));
        }
        if is_svg(name, bytes) { Some(Self::Svg) } else { Self::of_name(name) }
    }

    /// The kind of a file that starts like none: damaged, or not what its name says.
    fn of_name(name: &str) -> Option<Self> {
        match ending(name).as_str() {
            "jpg" | "jpeg" | "jpe" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "gif" => Some(Self::Gif),
            "webp" => Some(Self::WebP),
            "avif" => Some(Self::Avif),
            "heic" | "heif" => Some(Self::Foreign(HEIC)),
            _ => None,
        }
    }

    /// AVIF and HEIC are one container; its brands tell them apart.
    fn of_brands(bytes: &[u8]) -> Option<Self> {
        let length = bytes.get(..4).and_then(|length| <[u8; 4]>::try_from(length).ok())?;
        let end = (u32::from_be_bytes(length) as usize).clamp(12, 256).min(bytes.len());
        let brands = bytes.get(8..end)?.chunks(4).collect::<Vec<_>>();
        let has = |known: &[&[u8; 4]]| brands.iter().any(|brand| known.iter().any(|name| *brand == *name));
        if has(&[b"avif", b"avis"]) {
            return Some(Self::Avif);
        }
        has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"])
            .then_some(Self::Foreign(HEIC))
    }
}

/// The part of a name after its last point, in small letters.
pub fn ending(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

fn is_svg(name: &str, bytes: &[u8]) -> bool {
    if ending(name) == "svg" {
        return true;
    }
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let start = String::from_utf8_lossy(start);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<svg")
        || (start.starts_with("<?xml") || start.starts_with("<!")) && start.contains("<svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_by_its_first_bytes() {
        let kind = |bytes: &[u8]| Kind::of("x", bytes);
        assert_eq!(kind(b"\xFF\xD8\xFF\xE0"), Some(Kind::Jpeg));
        assert_eq!(kind(b"\x89PNG\r\n\x1A\n"), Some(Kind::Png));
        assert_eq!(kind(b"RIFF\x10\0\0\0WEBPVP8 "), Some(Kind::WebP));
        assert_eq!(kind(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"), Some(Kind::Foreign(HEIC)));
        assert_eq!(kind(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Some(Kind::Foreign(HEIC)));
        assert_eq!(kind(b"\0\0\0\x1Cftypavif\0\0\0\0avifmif1miaf"), Some(Kind::Avif));
        assert_eq!(kind(b"\0\0\0\x18ftypisom\0\0\0\0isommp42"), None, "a film");
        assert_eq!(kind(b"<?xml version='1.0'?><svg/>"), Some(Kind::Svg));
        assert_eq!(kind(b"<html><svg></svg></html>"), None);
        assert_eq!(kind(b""), None);
        assert_eq!(Kind::of("a/photo.JPG", b"\xFF\xD8\xFF"), Some(Kind::Jpeg));
        assert_eq!(
            Kind::of("photo.jpg", b"<html>"),
            Some(Kind::Jpeg),
            "which it is not: it cannot be opened"
        );
        assert_eq!(Kind::of("photo.png", b"\xFF\xD8\xFF"), Some(Kind::Jpeg), "whatever its name says");
    }
}
