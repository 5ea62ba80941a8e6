//! Office files by hand, and what is left of them.

use super::*;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="t"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/thumbnail.jpeg" ContentType="image/jpeg"/></Types>"#;

fn office(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("[Content_Types].xml", TYPES.as_bytes())].iter().chain(parts) {
        let time = DateTime::from_date_and_time(2026, 5, 14, 9, 30, 12).unwrap();
        archive.start_file(*name, SimpleFileOptions::default().last_modified_time(time)).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.set_comment("made by Ana").unwrap();
    archive.finish().unwrap().into_inner()
}

fn part(document: &Document, name: &str) -> Option<String> {
    let parts = unpack(document.bytes.as_ref().unwrap()).unwrap();
    parts
        .into_iter()
        .find(|(own, _)| own == name)
        .map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
}

#[test]
fn nothing_says_who_made_a_file_or_where() {
    let core = "<cp:coreProperties xmlns:cp='c'><dc:creator>Ana Nguyen</dc:creator><cp:lastModifiedBy>Ana</cp:lastModifiedBy></cp:coreProperties>";
    let relations = r#"<Relationships><Relationship Id="a" Type="http://x/thumbnail" Target="docProps/thumbnail.jpeg"/><Relationship Id="b" Type="http://x/attachedTemplate" Target="file:///C:\Users\Ana\Normal.dotm" TargetMode="External"/><Relationship Id="c" Target="https://example.org/?a=1&amp;b=2" TargetMode="External"/></Relationships>"#;
    let book = r#"<workbook xmlns:x15ac="x"><x15ac:absPath url="C:\Users\Ana\"/><sheets><sheet name="Data"/></sheets></workbook>"#;
    let file = office(&[
        ("_rels/.rels", relations.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        ("docProps/app.xml", b"<Properties><Company>Ana's school</Company></Properties>"),
        ("docProps/custom.xml", b"<Properties><property name='Ana'/></Properties>"),
        ("docProps/thumbnail.jpeg", b"\xFF\xD8Ana"),
        ("xl/workbook.xml", book.as_bytes()),
        ("word/document.xml", b"<w:p><w:t>Our te</w:t><w:t>mplate &amp; more</w:t></w:p><!-- Ana -->"),
    ]);
    let document = clean(&file).unwrap();
    assert_eq!(document.reveals, BTreeSet::new());
    assert_eq!(document.words.trim(), "Our template & more");
    let packed = document.bytes.clone().unwrap();
    let unpacked: Vec<u8> = unpack(&packed).unwrap().into_iter().flat_map(|(_, bytes)| bytes).collect();
    for bytes in [&packed, &unpacked] {
        assert!(!bytes.windows(3).any(|window| window.eq_ignore_ascii_case(b"ana")));
    }
    assert!(!part(&document, "[Content_Types].xml").unwrap().contains("thumbnail"));
    assert!(part(&document, "_rels/.rels").unwrap().contains("https://example.org/?a=1&amp;b=2"));
    assert_eq!(part(&document, "docProps/thumbnail.jpeg"), None);
    assert_eq!(clean(&packed).unwrap().bytes.unwrap(), packed, "there is nothing more to take out");
}

#[test]
fn what_cannot_be_taken_out_is_told() {
    let reveals = |name: &str, text: &str| {
        let document =
            clean(&office(&[(name, text.as_bytes())])).unwrap_or_else(|refused| panic!("{refused}"));
        document.reveals.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(
        reveals("word/comments.xml", "<w:comments><w:comment w:author='Ana'/></w:comments>"),
        [Reveal::Comments]
    );
    assert_eq!(reveals("word/comments.xml", "<w:comments/>"), []);
    assert_eq!(reveals("word/document.xml", "<w:ins w:author='Ana'><w:r/></w:ins>"), [Reveal::Changes]);
    assert_eq!(reveals("word/document.xml", "<w:ins w:author='Author'><w:r/></w:ins>"), []);
    assert_eq!(reveals("ppt/commentAuthors.xml", "<p:x><p:cmAuthor name='Ana'/></p:x>"), [Reveal::Comments]);
    assert_eq!(
        reveals("xl/workbook.xml", "<workbook><sheet name='x' state='hidden'/></workbook>"),
        [Reveal::Inside]
    );
    assert_eq!(reveals("xl/pivotCache/pivotCacheRecords1.xml", "<r/>"), [Reveal::Inside]);
    assert_eq!(reveals("ppt/embeddings/book1.xlsx", "x"), [Reveal::Inside]);
    assert_eq!(reveals("word/vbaProject.bin", "x"), [Reveal::Programs]);
}

#[test]
fn what_is_no_office_file_is_refused() {
    assert_eq!(clean(b""), Err(Refused::Broken));
    assert_eq!(clean(b"PK\x03\x04 and no more"), Err(Refused::Broken));
    assert_eq!(clean(b"\xD0\xCF\x11\xE0\xA1\xB1"), Err(Refused::Old));
    assert_eq!(
        clean(b"\xD0\xCF\x11\xE0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
        Err(Refused::Locked)
    );
    let entities = office(&[("word/document.xml", b"<!DOCTYPE d [<!ENTITY e 'x'>]><d>&e;</d>")]);
    assert_eq!(clean(&entities), Err(Refused::Broken));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("mimetype", SimpleFileOptions::default()).unwrap();
    let other = archive.finish().unwrap().into_inner();
    assert_eq!(clean(&other), Err(Refused::Broken));
}
