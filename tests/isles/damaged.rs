//! Files damaged in every way: nothing panics, nothing hangs, nothing told slips through.

use isles::document;
use isles::picture;

use crate::photo;

/// Numbers that look drawn by chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

/// A file with bytes changed, doubled and cut out.
fn damaged(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len());
        match chance.below(5) {
            0 => bytes.truncate(at),
            1 => bytes.drain(at..(at + chance.below(40)).min(bytes.len())).for_each(drop),
            2 => bytes.extend_from_within(at..(at + chance.below(200)).min(bytes.len())),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = [0, 0xFF, 0x7F, b'<'][chance.below(4)];
                }
            }
        }
    }
    bytes
}

#[test]
fn damaged_pictures_are_shown_or_refused() {
    let svg =
        b"<svg xmlns='http://www.w3.org/2000/svg'><style>.a{fill:url(#b)}</style><text>a&amp;b</text></svg>"
            .to_vec();
    let files = [photo::photo(60, 40), photo::drawing(60, 40), photo::moving(), svg, photo::webp(60, 40)];
    let mut chance = Chance(1);
    for (index, file) in files.iter().enumerate() {
        for _ in 0..60 {
            let bytes = damaged(file, &mut chance);
            let Some(kind) = picture::Kind::of("x", &bytes) else {
                continue;
            };
            if let Ok(picture) = picture::prepare(kind, &bytes) {
                let raster =
                    picture.variants.iter().filter(|variant| matches!(variant.ending, "png" | "webp"));
                for variant in raster {
                    assert!(image::load_from_memory(&variant.bytes).is_ok(), "file {index}");
                }
            }
        }
    }
}

#[test]
fn damaged_documents_are_read_or_refused() {
    let docx = photo::office(&[
        ("docProps/core.xml", "<a>who</a>"),
        ("word/document.xml", "<w:p><w:ins w:author='x'/><w:t>a &amp; b</w:t></w:p>"),
    ]);
    let pdf = photo::pdf("/Author (A) /Kids [1 0 R << /T <FF> >>] /Title (a\\(b)");
    let mut chance = Chance(2);
    for (kind, file) in [(document::Kind::Office, docx), (document::Kind::Pdf, pdf)] {
        for _ in 0..300 {
            let _ = document::prepare(kind, &damaged(&file, &mut chance));
        }
    }
}
