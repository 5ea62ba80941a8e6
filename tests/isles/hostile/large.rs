//! Files that are small and claim, or unpack to, more than a computer has.

use std::io::{Cursor, Write};

use crate::photo;

/// The bytes of a file by the name that a case gives it.
pub fn made(name: &str) -> Vec<u8> {
    match name {
        "png-that-claims-60000-by-60000" => photo::bomb(),
        "png-of-64-million-clear-pixels" => png(8000, 8000, png::ColorType::Rgba, png::BitDepth::Eight),
        "png-of-64-million-opaque-pixels" => png(8000, 8000, png::ColorType::Rgb, png::BitDepth::Eight),
        "png-of-49-million-pixels-of-16-bits" => png(7000, 7000, png::ColorType::Rgba, png::BitDepth::Sixteen),
        "png-of-16-million-pixels-of-16-bits" => png(4000, 4000, png::ColorType::Rgba, png::BitDepth::Sixteen),
        "png-of-one-line-of-a-million-pixels" => png(1_000_000, 1, png::ColorType::Rgb, png::BitDepth::Eight),
        "png-with-a-comment-of-200-million-letters" => long_comment(),
        "jpeg-with-a-script-in-its-comment" => jpeg_with_script(),
        "jpeg-that-claims-65535-by-65535" => jpeg_that_claims(),
        "gif-that-is-a-script" => b"GIF89a/*\0\0\0\0\0\0*/=alert(1)//;".to_vec(),
        "webp-with-a-script-behind-its-end" => [photo::webp(20, 20), b"<script>alert(1)</script>".to_vec()].concat(),
        "docx-of-300-million-blanks" => zipped(&[("word/document.xml", &vec![b' '; 300_000_000])]),
        "docx-of-30000-parts" => many_parts(),
        "docx-that-climbs-out" => photo::office(&[("../../../evil.xml", "<x/>"), ("..\\..\\evil.xml", "<x/>"), ("/etc/evil.xml", "<x/>")]),
        "docx-with-entities" => photo::office(&[("word/document.xml", "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><d>&b;</d>")]),
        "docx-nested-100000-deep" => photo::office(&[("word/document.xml", &format!("{}{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000)))]),
        "xlsx-of-300-million-blanks" => zipped(&[("xl/worksheets/sheet1.xml", &vec![b' '; 300_000_000])]),
        "pdf-of-300-million-blanks" => pdf_bomb(),
        "pdf-that-circles" => b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Kids [2 0 R] /Parent 2 0 R >> endobj\nxref\n0 1\ntrailer << /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF\n".to_vec(),
        "pdf-nested-100000-deep" => photo::pdf(&format!("/A {}{}", "[".repeat(100_000), "]".repeat(100_000))),
        "pdf-with-a-script" => photo::pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        other => panic!("nobody makes {other}"),
    }
}

/// A picture of equal pixels, which packs to almost nothing.
fn png(width: u32, height: u32, color: png::ColorType, depth: png::BitDepth) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(depth);
    encoder.set_compression(png::Compression::Fast);
    let mut header = encoder.write_header().unwrap();
    let mut writer = header.stream_writer().unwrap();
    let line =
        vec![0x7F; width as usize * color.samples() * if depth == png::BitDepth::Sixteen { 2 } else { 1 }];
    for _ in 0..height {
        writer.write_all(&line).unwrap();
    }
    writer.finish().unwrap();
    header.finish().unwrap();
    bytes
}

fn long_comment() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 4, 4);
    encoder.set_color(png::ColorType::Rgb);
    encoder.add_ztxt_chunk("Comment".into(), "a".repeat(200_000_000)).unwrap();
    let mut header = encoder.write_header().unwrap();
    header.write_image_data(&[9; 48]).unwrap();
    header.finish().unwrap();
    bytes
}

fn jpeg_with_script() -> Vec<u8> {
    let plain = photo::jpeg(&photo::pixels(40, 30));
    let comment = b"\xFF\xFE\x00\x1B<script>alert(1)</script>";
    [&plain[..2], &comment[..], &plain[2..]].concat()
}

fn jpeg_that_claims() -> Vec<u8> {
    let mut bytes = photo::jpeg(&photo::pixels(40, 30));
    let frame = bytes.windows(2).position(|pair| pair == b"\xFF\xC0").unwrap();
    bytes[frame + 5..frame + 9].fill(0xFF);
    bytes
}

/// A zip of parts beside what every Office file has.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("[Content_Types].xml", &b"<Types/>"[..])].iter().chain(parts) {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn many_parts() -> Vec<u8> {
    let names: Vec<String> = (0..30_000).map(|number| format!("word/part{number}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"<x/>"[..])).collect();
    zipped(&parts)
}

/// A PDF with a packed part that unpacks to far more than it has.
fn pdf_bomb() -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b' '; 300_000_000]).unwrap();
    let packed = packer.finish().unwrap();
    let head = format!(
        "%PDF-1.5\n1 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >> stream\n",
        packed.len()
    );
    [head.as_bytes(), &packed, b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"].concat()
}
