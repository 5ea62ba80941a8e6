//! What lies beside a district's records: settings, theme, roster and pictures.

use super::draw::Draw;
use super::words::Files;
use crate::site::repository;

/// Files of a theme that a site changes: what they say is harbor's with a word more.
const THEMED: [&str; 4] = [
    "templates/record.html",
    "templates/components/meta.html",
    "templates/fragments/figure.html",
    "css/10-base.css",
];

/// `book.toml`.
pub fn settings(draw: &mut Draw, files: &Files) -> Vec<u8> {
    let themed = files.keys().any(|path| path.starts_with("themes/own/")) && draw.happens(70);
    let mut text = format!("[book]\ntitle = \"Plans {}\"\n", draw.below(2));
    text += &draw.maybe(8, "src = \"content/a\"\n");
    text += &format!("[build]\naudience = \"{}\"\n", draw.one(&["staff", "public", "leadership"]));
    text += "[output.html]\n";
    text += if themed { "theme = \"own\"\n" } else { "" };
    text += &draw.maybe(30, "site-url = \"https://plans.example/sub/\"\n");
    text += &draw.maybe(30, "edit-url-template = \"https://code.example/{path}\"\n");
    text += &format!("[privacy]\nmin-students = {}\n", draw.one(&[10, 10, 5, 20]));
    text += &draw.maybe(30, "[[privacy.allow]]\ntext = \"Quill Vantage\"\nreason = \"the hall\"\n");
    text += &draw.maybe(30, "[cadence]\nreview-days = 14\n");
    text.into_bytes()
}

/// The roster, where there is one.
pub fn roster(draw: &mut Draw) -> Option<&'static str> {
    *draw.one(&[None, Some("Quill Vantage\n"), Some("Quill Vantage\nCount Read\n")])
}

/// A file of the theme, by its path from the site's root, with what it says.
pub fn themed(draw: &mut Draw) -> (String, Vec<u8>) {
    let path = *draw.one(&THEMED);
    let file = repository().join("themes/harbor").join(path);
    let mut text = std::fs::read_to_string(file).expect("a file of the theme");
    let more: &[&str] = match path.rsplit('.').next() {
        Some("css") => &["", "p { color: CanvasText; }\n"],
        // The last two fail: one as the theme is read, one as a page is rendered.
        _ => &["", "<!-- {{ 1 }} -->", "<!-- {{ 2 }} -->", "{{ nothing.", "{{ nothing }}"],
    };
    let more = *draw.one(more);
    match text.find("{% endblock").or_else(|| text.find("{% endcomponent")) {
        Some(end) => text.insert_str(end, more),
        None => text.push_str(more),
    }
    (format!("themes/own/{path}"), text.into_bytes())
}

/// A small picture of one color.
pub fn picture(color: usize) -> Vec<u8> {
    let color = image::Rgb([[200, 30, 30], [30, 30, 200], [30, 160, 60]][color]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(6, 4, color)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    bytes.into_inner()
}
