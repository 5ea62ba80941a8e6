//! Photos, drawings and documents as cameras and programs write them, with all that they tell.

use std::io::{Cursor, Write};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};

/// What a photo tells of its place, in every form in which it stands in one.
pub const TOLD: [&[u8]; 7] = [
    b"48.8512963",
    b"2.3499021",
    b"48,51.077778N",
    b"SecretCam",
    b"Exif",
    b"xmpmeta",
    &48_851_296_u32.to_le_bytes(),
];

/// A picture that no few colors make: red on the left, blue on the right, with grain.
pub fn pixels(width: u32, height: u32) -> RgbImage {
    let mut grain = 7_u32;
    RgbImage::from_fn(width, height, |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (grain >> 28) as u8;
        let shade = (y * 60 / height) as u8;
        if x < width / 2 {
            Rgb([200 + noise, 20 + shade, 30 + noise])
        } else {
            Rgb([20 + noise, 30 + shade, 200 + noise])
        }
    })
}

/// A JPEG without anything beside its pixels.
pub fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 85);
    encoder.write_image(pixels.as_raw(), pixels.width(), pixels.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// A WebP without loss.
pub fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut bytes);
    encoder.encode(pixels(width, height).as_raw(), width, height, ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// A photo as a telephone saves it: turned, with its place in EXIF, in a small picture inside, in XMP,
/// in IPTC, in a comment and behind its end.
pub fn photo(width: u32, height: u32) -> Vec<u8> {
    let plain = jpeg(&pixels(width, height));
    let mut bytes = plain[..2].to_vec();
    bytes.extend(segment(0xE1, &[b"Exif\0\0".as_slice(), &exif()].concat()));
    let xmp = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>48,51.077778N</exif:GPSLatitude> 48.8512963, 2.3499021</x:xmpmeta>";
    bytes.extend(segment(0xE1, xmp.as_bytes()));
    bytes.extend(segment(0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x18\x1C\x02\x5A\0\x0A48.8512963"));
    bytes.extend(segment(0xFE, b"taken at 48.8512963 2.3499021 with SecretCam"));
    bytes.extend(&plain[2..]);
    bytes.extend(b"\0\0\0\x18ftypmp42 a film: 48.8512963");
    bytes
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], length.as_slice(), contents].concat()
}

/// EXIF in little-endian order: a camera, an orientation (turn to the right), a place, and a small
/// picture that says the place too.
fn exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    let small = [&[0xFF, 0xD8][..], &segment(0xFE, b"48.8512963"), &[0xFF, 0xD9]].concat();
    let (make, gps, latitude, thumbnail, picture) = (62, 74, 104, 128, 158);
    let mut exif = b"II*\0\x08\0\0\0".to_vec();
    exif.extend(4_u16.to_le_bytes());
    exif.extend(entry(0x010F, 2, 10, make));
    exif.extend(entry(0x0112, 3, 1, 6));
    exif.extend(entry(0x8825, 4, 1, gps));
    exif.extend(entry(0x8769, 4, 1, gps));
    exif.extend(u32::to_le_bytes(thumbnail));
    assert_eq!(exif.len(), make as usize);
    exif.extend(b"SecretCam\0\0\0");
    exif.extend(2_u16.to_le_bytes());
    exif.extend(entry(1, 2, 2, u32::from(b'N')));
    exif.extend(entry(2, 5, 3, latitude));
    exif.extend(0_u32.to_le_bytes());
    assert_eq!(exif.len(), latitude as usize);
    for number in [48_851_296_u32, 1_000_000, 0, 1, 0, 1] {
        exif.extend(number.to_le_bytes());
    }
    assert_eq!(exif.len(), thumbnail as usize);
    exif.extend(2_u16.to_le_bytes());
    exif.extend(entry(0x0201, 4, 1, picture));
    exif.extend(entry(0x0202, 4, 1, u32::try_from(small.len()).unwrap()));
    exif.extend(0_u32.to_le_bytes());
    assert_eq!(exif.len(), picture as usize);
    exif.extend(small);
    exif
}

/// A drawing of sixteen colors, with a hole in it, and chunks that tell.
pub fn drawing(width: u32, height: u32) -> Vec<u8> {
    let drawing = RgbaImage::from_fn(width, height, |x, y| match (x * 4 / width, y * 4 / height) {
        (0, 0) => Rgba([9, 9, 9, 0]),
        (across, down) => Rgba([across as u8 * 60, down as u8 * 60, 128, 255]),
    });
    let mut plain = Vec::new();
    let encoder = PngEncoder::new(&mut plain);
    encoder.write_image(drawing.as_raw(), width, height, ExtendedColorType::Rgba8).unwrap();
    // After the header, which has 33 bytes with the signature.
    let mut bytes = plain[..33].to_vec();
    bytes.extend(chunk(b"tEXt", b"Author\0SecretCam at 48.8512963"));
    bytes.extend(chunk(b"eXIf", &exif()));
    bytes.extend(&plain[33..]);
    bytes.extend(b"behind the end: 48.8512963");
    bytes
}

/// A PNG that says it is enormous.
pub fn bomb() -> Vec<u8> {
    let mut header = 60_000_u32.to_be_bytes().repeat(2);
    header.extend([8, 6, 0, 0, 0]);
    [b"\x89PNG\r\n\x1A\n".to_vec(), chunk(b"IHDR", &header), chunk(b"IDAT", b"x"), chunk(b"IEND", b"")]
        .concat()
}

fn chunk(name: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let body = [name.as_slice(), contents].concat();
    let length = u32::try_from(contents.len()).unwrap().to_be_bytes();
    [length.as_slice(), &body, &check_sum(&body).to_be_bytes()].concat()
}

/// CRC-32 as PNG has it, bit by bit.
fn check_sum(bytes: &[u8]) -> u32 {
    let byte = |sum: u32, byte: &u8| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 },
        )
    };
    !bytes.iter().fold(u32::MAX, byte)
}

/// A moving picture of two frames, with a comment and a program's note.
pub fn moving() -> Vec<u8> {
    let mut plain = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut plain);
        encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
        for shade in [0, 200] {
            let frame = RgbaImage::from_pixel(40, 30, Rgba([shade, 90, 90, 255]));
            encoder.encode_frame(image::Frame::new(frame)).unwrap();
        }
    }
    let end = plain.pop().unwrap();
    plain.extend(b"\x21\xFE\x14SecretCam 48.8512963\0");
    plain.extend(b"\x21\xFF\x0BXMP DataXMP\x0A48.8512963\0");
    plain.push(end);
    plain.extend(b"48.8512963");
    plain
}

/// A zip of parts, as Office writes its files.
pub fn office(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", "<Types/>")].iter().chain(parts) {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A PDF file with a description.
pub fn pdf(description: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n2 0 obj << {description} >> endobj\ntrailer << /Root 1 0 R /Info 2 0 R >>\n%%EOF\n"
    )
    .into_bytes()
}
