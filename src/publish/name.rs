//! What published files are called: their own names, unless a camera gave them, and a hash.

/// Words with which cameras, telephones and messengers begin the names of pictures.
const CAMERAS: [&str; 24] = [
    "burst",
    "dji",
    "dsc",
    "dscf",
    "dscn",
    "dscpdc",
    "fb",
    "gopr",
    "image",
    "img",
    "imgp",
    "mvimg",
    "p",
    "photo",
    "picture",
    "psx",
    "pxl",
    "received",
    "sam",
    "screenshot",
    "signal",
    "snapchat",
    "whatsapp",
    "wp",
];
/// Further words in such names.
const FURTHER: [&str; 14] = [
    "at", "am", "pm", "wa", "image", "img", "photo", "picture", "mp", "night", "portrait", "pano", "cover",
    "from",
];

/// Where a file lies below the output folder. `width` is said of narrower pictures.
///
/// Names that cameras give say when a picture was taken and with what, so they are not published.
pub(super) fn url(
    name: &str,
    is_picture: bool,
    width: Option<u32>,
    ending: Option<&str>,
    bytes: &[u8],
) -> String {
    let (stem, own_ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let stem = match crate::id::slug(stem) {
        _ if is_picture && is_of_camera(name) => "photo".to_owned(),
        slug if slug.is_empty() => "file".to_owned(),
        slug => slug,
    };
    let ending = ending.map_or_else(|| crate::id::slug(own_ending), str::to_owned);
    let width = width.map(|width| format!("-{width}")).unwrap_or_default();
    let hash = blake3::hash(bytes).to_hex();
    format!("files/{stem}{width}-{}.{ending}", &hash[..12])
}

/// Whether a file's name is one that cameras, telephones and messengers give: a word of theirs,
/// numbers, and nothing else.
pub fn is_of_camera(name: &str) -> bool {
    let slug = crate::id::slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let mut words =
        slug.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| !word.is_empty()).peekable();
    let digits = slug.bytes().filter(u8::is_ascii_digit).count();
    let starts_with_word = slug.starts_with(|letter: char| letter.is_ascii_alphabetic());
    match words.peek() {
        None => digits >= 8,
        Some(first) if starts_with_word && CAMERAS.contains(first) => {
            words.skip(1).all(|word| FURTHER.contains(&word)) && digits >= 3
        }
        Some(_) => digits >= 8 && words.all(|word| FURTHER.contains(&word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cameras_are_not_published() {
        for stem in [
            "IMG_20260514_093012",
            "IMG-20260514-WA0003",
            "PXL_20260514_093012345.PORTRAIT",
            "DSC_0123",
            "DSCN1234",
            "P1010001",
            "WhatsApp Image 2026-05-14 at 09.30.12",
            "Screenshot 2026-05-14 at 9.30.12 AM",
            "20260514_093012",
            "2026-05-14 09.30.12",
            "image0001",
        ] {
            assert!(is_of_camera(&format!("{stem}.jpg")), "{stem}");
        }
        for stem in [
            "sample-3",
            "Grade 3 notes 2026-27",
            "image",
            "p 5",
            "october-2026",
            "photo of a shelf 2026",
            "¿",
            "2026-27",
        ] {
            assert!(!is_of_camera(&format!("{stem}.jpg")), "{stem}");
        }
    }

    #[test]
    fn a_narrower_picture_says_its_width() {
        let picture = |name, width| url(name, true, width, Some("webp"), b"");
        assert_eq!(picture("Shelf.PNG", None), "files/shelf-af1349b9f5f9.webp");
        assert_eq!(picture("Shelf.PNG", Some(480)), "files/shelf-480-af1349b9f5f9.webp");
        assert_eq!(picture("IMG_2031.JPG", None), "files/photo-af1349b9f5f9.webp");
        assert_eq!(url("20260514.MP4", false, None, None, b""), "files/20260514-af1349b9f5f9.mp4");
        assert_eq!(url("¿", false, None, None, b""), "files/file-af1349b9f5f9.bin");
    }
}
