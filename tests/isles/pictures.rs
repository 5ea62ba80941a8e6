//! What becomes of published files: pictures, documents, and those that are refused.

use image::RgbaImage;
use isles::input::Options;
use isles::output::Build;

use crate::photo::{self, TOLD};
use crate::site::{input, line, text_of, today};

const SCHOOL: &str = "name = \"X\"\nlevel = \"other\"\n";
const PAGE: &str = "+++\ntitle = \"P\"\n+++\n\n";

/// A school with one page that shows and links to files.
fn build(body: &str, settings: &str, files: &[(&str, &[u8])]) -> Build {
    let page = format!("{PAGE}{body}\n");
    let mut all = vec![
        ("book.toml", settings.as_bytes()),
        ("content/school.toml", SCHOOL.as_bytes()),
        ("content/pages/p.md", page.as_bytes()),
    ];
    let paths: Vec<String> = files.iter().map(|(name, _)| format!("content/pages/{name}")).collect();
    all.extend(paths.iter().map(String::as_str).zip(files.iter().map(|(_, bytes)| *bytes)));
    isles::build(&input(all), &Options::as_of(today()))
}

/// The published files, the widest first among those of one name.
fn published(build: &Build) -> Vec<(&str, &[u8])> {
    let files = build.outputs.iter().filter(|output| output.path.starts_with("files/"));
    files.map(|output| (output.path.as_str(), output.bytes.as_slice())).collect()
}

fn only(build: &Build) -> (&str, &[u8]) {
    let found: Vec<String> = build.diagnostics.iter().map(line).collect();
    assert!(!build.has_errors(), "{found:?}");
    match published(build).as_slice() {
        [only] => *only,
        other => panic!("{:?}", other.iter().map(|(path, _)| path).collect::<Vec<_>>()),
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn decoded(bytes: &[u8]) -> RgbaImage {
    image::load_from_memory(bytes).unwrap().into_rgba8()
}

/// The codes and messages of errors.
fn errors(build: &Build) -> Vec<String> {
    assert_eq!(build.outputs.is_empty(), build.has_errors());
    let errors = build.diagnostics.iter().filter(|found| found.code.as_str().starts_with('E'));
    errors.map(|found| format!("{} {} {}", found.code.as_str(), found.file, found.message)).collect()
}

#[test]
fn no_byte_of_the_site_says_where_a_photo_was_taken() {
    let photo = photo::photo(700, 1250);
    assert!(TOLD.iter().all(|told| holds(&photo, told)), "the photo itself tells");
    let build =
        build("![A reading corner](IMG_20260514_093012.jpg)", "", &[("IMG_20260514_093012.jpg", &photo)]);
    let files = published(&build);
    assert_eq!(files.len(), 3, "{:?}", build.diagnostics.iter().map(line).collect::<Vec<_>>());
    for output in &build.outputs {
        for told in TOLD {
            assert!(!holds(output.bytes.as_slice(), told), "{} holds {told:?}", output.path);
        }
        assert!(!output.path.contains("20260514"), "{}", output.path);
    }
    for (path, bytes) in files {
        let picture = decoded(bytes);
        let (width, height) = picture.dimensions();
        assert!(path.starts_with("files/photo-"), "{path}");
        assert_eq!(height, (width * 700 + 625) / 1250, "it stands upright: {width} × {height}");
        // It was turned to the right, so what was left is above.
        let (above, below) =
            (picture.get_pixel(width / 2, height / 8), picture.get_pixel(width / 2, height * 7 / 8));
        assert!(above.0[0] > 150 && above.0[2] < 100, "{above:?}");
        assert!(below.0[2] > 150 && below.0[0] < 100, "{below:?}");
    }
}

#[test]
fn a_page_offers_a_photo_in_several_widths() {
    let photo = photo::jpeg(&photo::pixels(2000, 1000));
    let first = build("![A shelf](shelf.jpg \"By the door\")", "", &[("shelf.jpg", &photo)]);
    let page = text_of(&first, "pages/p.html");
    let files: Vec<&str> = published(&first).into_iter().map(|(path, _)| path).collect();
    let named = |start: &str| files.iter().find(|path| path.starts_with(start)).copied().unwrap_or_default();
    let (narrow, middle) = (named("files/shelf-480-"), named("files/shelf-960-"));
    let wide = files.iter().find(|path| **path != narrow && **path != middle).copied().unwrap_or_default();
    assert!(files.len() == 3 && files.iter().all(|path| path.ends_with(".webp")), "{files:?}");
    let picture = format!(
        "<img src=\"../{wide}\" srcset=\"../{narrow} 480w, ../{middle} 960w, ../{wide} 1600w\" sizes=\"(min-width: 60rem) 50rem, 100vw\" alt=\"A shelf\" width=\"1600\" height=\"800\" loading=\"lazy\" decoding=\"async\">"
    );
    assert!(page.contains(&picture), "{page}");
    let again = build("![A shelf](shelf.jpg \"By the door\")", "", &[("shelf.jpg", &photo)]);
    assert_eq!(first.outputs, again.outputs);
}

#[test]
fn a_picture_is_never_made_larger() {
    for (width, widths) in
        [(300, vec![300]), (500, vec![500]), (700, vec![480, 700]), (1600, vec![480, 960, 1600])]
    {
        let photo = photo::jpeg(&photo::pixels(width, 60));
        let build = build("![A shelf](shelf.jpg)", "", &[("shelf.jpg", &photo)]);
        let mut found: Vec<u32> =
            published(&build).into_iter().map(|(_, bytes)| decoded(bytes).width()).collect();
        found.sort_unstable();
        assert_eq!(found, widths);
    }
}

#[test]
fn a_drawing_keeps_every_pixel_and_tells_nothing() {
    let drawing = photo::drawing(200, 120);
    assert!(holds(&drawing, b"SecretCam"));
    let build = build("![A plan](plan.png)", "", &[("plan.png", &drawing)]);
    let (path, bytes) = only(&build);
    assert!(path.ends_with(".png") && bytes.len() < drawing.len(), "{path}");
    for told in TOLD {
        assert!(!holds(bytes, told), "{told:?}");
    }
    // It says that it is to be turned to the right.
    let (before, after) = (image::imageops::rotate90(&decoded(&drawing)), decoded(bytes));
    assert_eq!(after.dimensions(), (120, 200));
    assert_eq!(after.get_pixel(119, 0).0, [0; 4], "what cannot be seen is not there");
    let differ =
        before.pixels().zip(after.pixels()).filter(|(before, after)| before.0[3] > 0 && before != after);
    assert_eq!(differ.count(), 0);
}

#[test]
fn colors_are_those_of_the_web() {
    let wide = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    image::ImageEncoder::set_icc_profile(&mut encoder, wide).unwrap();
    let pixels = [200, 100, 50].repeat(16);
    image::ImageEncoder::write_image(encoder, &pixels, 4, 4, image::ExtendedColorType::Rgb8).unwrap();
    let build = build("![A color](color.png)", "", &[("color.png", &bytes)]);
    let (_, published) = only(&build);
    assert!(!holds(published, b"iCCP"));
    // Computed with the matrices of CSS Color 4: color(display-p3 .784 .392 .196) is rgb(215, 93, 31).
    let [red, green, blue, _] = decoded(published).get_pixel(0, 0).0;
    let near = |color: u8, wanted: u8| color.abs_diff(wanted) <= 2;
    assert!(near(red, 215) && near(green, 93) && near(blue, 31), "{red} {green} {blue}");
}

#[test]
fn a_moving_picture_moves_and_tells_nothing() {
    let moving = photo::moving();
    assert!(holds(&moving, b"SecretCam") && holds(&moving, b"XMP Data"));
    let build = build("![A wheel](wheel.gif)", "", &[("wheel.gif", &moving)]);
    let (path, bytes) = only(&build);
    assert!(path.ends_with(".gif") && !holds(bytes, b"SecretCam") && !holds(bytes, b"48.85"), "{path}");
    assert!(holds(bytes, b"NETSCAPE2.0"), "it repeats");
    let decoder = image::codecs::gif::GifDecoder::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(image::AnimationDecoder::into_frames(decoder).count(), 2);
}

#[test]
fn a_drawing_in_lines_does_not_run() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10' onload='alert(1)'><script>alert(1)</script><path d='M0 0h9'/></svg>";
    let build = build("![Lines](lines.svg)", "", &[("lines.svg", svg)]);
    let (path, bytes) = only(&build);
    assert!(path.ends_with(".svg") && !holds(bytes, b"alert") && holds(bytes, b"M0 0h9"), "{path}");
    assert!(text_of(&build, "pages/p.html").contains("width=\"20\" height=\"10\""));
}

#[test]
fn what_cannot_be_shown_is_told_with_its_way_out() {
    let photo = photo::photo(300, 200);
    let cut = &photo[..photo.len() / 2];
    let mut broken = photo::drawing(50, 50);
    let middle = broken.len() - 60;
    broken[middle..].fill(0x55);
    let files: [(&str, &[u8], &str, &str); 9] = [
        ("cut.jpg", cut, "E521", "copy it here again"),
        ("broken.png", &broken, "E521", "copy it here again"),
        ("page.jpg", b"<html>not a picture</html>", "E521", "copy it here again"),
        ("empty.png", b"", "E521", "copy it here again"),
        ("bomb.png", &photo::bomb(), "E523", "make it smaller"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "E522", "save it as JPEG"),
        ("scan.tif", b"II*\0\x08\0\0\0", "E522", "save it as JPEG or PNG"),
        ("old.bmp", b"BM\x00\x01\0\0\0\0\0\0", "E522", "save it as JPEG or PNG"),
        ("lines.svg", b"<svg", "E521", "copy it here again"),
    ];
    for (name, bytes, code, help) in files {
        let build = build(&format!("![x]({name})"), "", &[(name, bytes)]);
        let found: Vec<_> = build.diagnostics.iter().filter(|found| found.code.as_str() == code).collect();
        assert_eq!(found.len(), 1, "{name}: {:?}", build.diagnostics.iter().map(line).collect::<Vec<_>>());
        assert_eq!(&*found[0].file, format!("content/pages/{name}"));
        assert!(found[0].help.as_ref().unwrap().contains(help), "{name}: {:?}", found[0].help);
        assert!(build.outputs.is_empty());
    }
}

#[test]
fn documents_are_cleaned_or_named() {
    let clean = photo::pdf("/Title (A template) /Producer (Writer)");
    let published = build("[template](t.pdf)", "", &[("t.pdf", &clean)]);
    assert_eq!(only(&published).1, clean, "a PDF is not touched");

    let author = "<cp:coreProperties xmlns:dc='d'><dc:creator>SecretCam</dc:creator></cp:coreProperties>";
    let docx =
        photo::office(&[("docProps/core.xml", author), ("word/document.xml", "<w:p><w:t>Words</w:t></w:p>")]);
    let published = build("[plan](Plan%202026.docx)", "", &[("Plan 2026.docx", &docx)]);
    let (path, bytes) = only(&published);
    assert!(path.starts_with("files/plan-2026-") && path.ends_with(".docx"), "{path}");
    let again = build("[plan](Plan%202026.docx)", "", &[("Plan 2026.docx", bytes)]);
    assert_eq!(only(&again).1, bytes, "nothing more can be taken out");

    let told = |name: &str, bytes: &[u8]| errors(&build(&format!("[x]({name})"), "", &[(name, bytes)]));
    assert_eq!(
        told("t.pdf", &photo::pdf("/Author (SecretCam)")),
        ["E405 content/pages/t.pdf beside what one reads in it, the file holds who wrote or saved it"]
    );
    let comments = photo::office(&[("word/comments.xml", "<w:c><w:comment w:author='SecretCam'/></w:c>")]);
    assert_eq!(
        told("t.docx", &comments),
        ["E405 content/pages/t.docx beside what one reads in it, the file holds comments with their authors"]
    );
    for (name, bytes, code) in [
        ("t.pdf", b"%PDF-1.4 cut".as_slice(), "E524"),
        ("t.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "E524"),
        ("t.docx", b"no zip", "E524"),
        ("t.html", b"<script>alert(1)</script>", "E406"),
        ("t.mp4", b"\0\0\0\x18ftypisom", "E406"),
        ("t.csv", b"a\0b", "E406"),
    ] {
        let found = told(name, bytes);
        assert!(found.len() == 1 && found[0].starts_with(code), "{name}: {found:?}");
    }
}

#[test]
fn a_file_is_allowed_by_its_name_with_a_reason() {
    let allow =
        |name: &str| format!("[[privacy.allow]]\ntext = \"{name}\"\nreason = \"The families agreed\"\n");
    let film = build("[film](t.mp4)", &allow("t.mp4"), &[("t.mp4", b"\0\0\0\x18ftypisom")]);
    assert!(only(&film).0.ends_with(".mp4"));
    let pdf = photo::pdf("/Author (SecretCam)");
    assert!(only(&build("[x](t.pdf)", &allow("pages/t.pdf"), &[("t.pdf", &pdf)])).0.ends_with(".pdf"));
    let page = build("[x](t.html)", &allow("t.html"), &[("t.html", b"<script></script>")]);
    assert_eq!(errors(&page).len(), 1, "a page of a site of its own is never published");
    let unused = build("Words", &allow("t.mp4"), &[]);
    let found: Vec<_> = unused.diagnostics.iter().map(|found| (found.code.as_str(), &*found.file)).collect();
    assert_eq!(found, [("W401", "book.toml")]);
}

#[test]
fn a_build_that_is_handed_what_another_kept_writes_the_same_bytes() {
    let (first, second) = (photo::photo(300, 200), photo::drawing(60, 40));
    let pages = |body: &str| {
        let page = format!("{PAGE}{body}\n");
        let school = ("content/school.toml", SCHOOL.as_bytes());
        let files = [("content/pages/a.jpg", first.as_slice()), ("content/pages/b.png", second.as_slice())];
        input([school, ("content/pages/p.md", page.as_bytes())].into_iter().chain(files))
    };
    let options = Options::as_of(today());
    let mut kept = isles::Kept::default();
    for body in ["![x](a.jpg)", "![x](a.jpg) ![y](b.png)", "![y](b.png)", "![x](a.jpg)"] {
        let input = pages(body);
        let (build, keep) = isles::rebuild(&input, &options, &kept, &isles::observe::Unobserved);
        let clean = isles::build(&input, &options);
        assert!(build.outputs == clean.outputs && build.diagnostics == clean.diagnostics, "{body}");
        kept = keep;
    }
}
