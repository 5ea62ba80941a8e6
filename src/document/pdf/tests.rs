//! PDF files by hand, and what they reveal.

use std::io::Write;

use super::*;

fn pdf(objects: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{objects}\nstartxref\n0\n%%EOF\n").into_bytes()
}

fn reveals(objects: &str) -> Vec<Reveal> {
    let document = check(&pdf(objects)).unwrap_or_else(|refused| panic!("{refused}: {objects}"));
    document.reveals.into_iter().collect()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const PAGE: &str = "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n";

#[test]
fn a_plain_file_reveals_nothing() {
    assert_eq!(reveals(&format!("{PAGE}trailer << /Root 1 0 R >>")), []);
    let dated = format!(
        "{PAGE}3 0 obj << /Title (A template) /Producer (Writer) /Creator (Writer) /CreationDate (D:20261005) /Author () >> endobj trailer << /Info 3 0 R >>"
    );
    assert_eq!(reveals(&dated), []);
    assert_eq!(check(&pdf(&dated)).unwrap().words, "A template");
}

#[test]
fn an_author_is_found_however_it_is_written() {
    for info in [
        "<</Author(Ana \\(Grade 3\\))>>",
        "<< /Author <FEFF0041> >>",
        "<< /Aut#68or (A) >>",
        "<< /Author 4 0 R >> endobj 4 0 obj (A)",
        "<< /Title (x) /Company (B) >>",
    ] {
        let file = format!("{PAGE}3 0 obj {info} endobj trailer << /Info 3 0 R >>");
        assert_eq!(reveals(&file), [Reveal::People], "{info}");
    }
    let custom = format!("{PAGE}3 0 obj << /SourceModified (D:2026) >> endobj trailer << /Info 3 0 R >>");
    assert_eq!(reveals(&custom), [Reveal::Properties]);
}

#[test]
fn what_was_taken_out_and_left_in_the_file_is_found() {
    let older = "3 0 obj << /Author (Ana) >> endobj trailer << /Info 3 0 R >>";
    let newer = "3 0 obj << /Author () >> endobj trailer << /Info 3 0 R >>";
    assert_eq!(reveals(&format!("{PAGE}{older}\n%%EOF\n{newer}")), [Reveal::People]);
    let unlinked = format!("{PAGE}3 0 obj << /Author (Ana) >> endobj trailer << /Root 1 0 R >>");
    assert_eq!(reveals(&unlinked), [Reveal::People]);
}

#[test]
fn packed_objects_are_read() {
    let inside = b"7 0 8 20 << /Author (Ana) >>  (a text)";
    let packed = zlib(inside);
    let mut file = format!(
        "%PDF-1.7\n{PAGE}5 0 obj << /Type /ObjStm /N 2 /First 9 /Filter /FlateDecode /Length {} >>\nstream\n",
        packed.len()
    )
    .into_bytes();
    file.extend(&packed);
    file.extend(
        b"\nendstream endobj\n6 0 obj << /Type /XRef /Info 7 0 R >> stream\n\nendstream endobj\n%%EOF",
    );
    assert_eq!(check(&file).unwrap().reveals, BTreeSet::from([Reveal::People]));
    let unknown =
        "5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /LZWDecode >> stream\nxxxx\nendstream endobj";
    assert_eq!(reveals(&format!("{PAGE}{unknown}")), [Reveal::Unread]);
}

#[test]
fn notes_are_read() {
    let notes = |inside: &str| {
        let xml = format!(
            "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='XMP'><rdf:RDF xmlns:rdf='r'><rdf:Description rdf:about='' {inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
        );
        reveals(&format!("{PAGE}4 0 obj << /Type /Metadata /Subtype /XML >> stream\n{xml}\nendstream endobj"))
    };
    assert_eq!(notes("pdf:Producer='Writer'><dc:title><rdf:Alt><rdf:li>T</rdf:li></rdf:Alt></dc:title>"), []);
    assert_eq!(notes("><dc:creator><rdf:Seq><rdf:li>Ana</rdf:li></rdf:Seq></dc:creator>"), [Reveal::People]);
    assert_eq!(
        notes("><xmpMM:History><rdf:Seq><rdf:li stEvt:softwareAgent='X'/></rdf:Seq></xmpMM:History>"),
        [Reveal::History]
    );
    assert_eq!(notes("exif:GPSLatitude='48,51N'>"), [Reveal::Photo]);
    assert_eq!(notes("pdfx:SchoolName='x'>"), [Reveal::Properties]);
    assert_eq!(
        reveals(&format!("{PAGE}4 0 obj << /Type /Metadata >> stream\n<a><b></a>\nendstream endobj")),
        [Reveal::Unread]
    );
}

#[test]
fn what_runs_hides_or_comments_is_told() {
    let of = |object: &str| reveals(&format!("{PAGE}4 0 obj {object} endobj"));
    assert_eq!(of("<< /Type /Action /S /JavaScript /JS (app.alert(1)) >>"), [Reveal::Programs]);
    assert_eq!(of("[ << /A << /S /Launch /F (x.exe) >> >> ]"), [Reveal::Programs]);
    assert_eq!(of("<< /Type /Filespec /EF << /F 5 0 R >> >>"), [Reveal::Inside]);
    assert_eq!(of("<< /Annots [ << /Subtype /Highlight /T (Ana) >> ] >>"), [Reveal::Comments]);
    assert_eq!(of("<< /Subtype /Widget /T (Name of field) >>"), [], "a field of a form");
    assert_eq!(of("<< /Subtype /Link /A << /S /URI /URI (https://example.org) >> >>"), []);
}

#[test]
fn what_cannot_be_checked_is_refused() {
    assert_eq!(check(b"%PDF-1.4\n1 0 obj << >> endobj"), Err(Refused::Broken), "it is cut off");
    assert_eq!(check(b"<html>"), Err(Refused::Broken));
    assert_eq!(check(&pdf("")), Err(Refused::Broken));
    assert_eq!(check(&pdf(&format!("{PAGE}trailer << /Encrypt 9 0 R >>"))), Err(Refused::Locked));
    let deep = format!("{PAGE}3 0 obj {} endobj", "[".repeat(100_000));
    assert!(check(&pdf(&deep)).is_ok());
    let bomb = zlib(&vec![b' '; usize::try_from(MOST_UNPACKED).unwrap() + 2]);
    let mut file =
        format!("%PDF-1.7\n{PAGE}5 0 obj << /Type /ObjStm /N 0 /First 0 /Filter /FlateDecode >>\nstream\n")
            .into_bytes();
    file.extend(&bomb);
    file.extend(b"\nendstream endobj\n%%EOF");
    assert_eq!(check(&file), Err(Refused::TooLarge));
}
