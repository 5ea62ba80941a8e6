//! Small sites in memory, and what one sees on their pages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use isles::date::Date;
use isles::diagnostic::Diagnostic;
use isles::input::{Input, InputFile};
use isles::observe::{Moment, Observer};
use isles::output::Build;
use scraper::{ElementRef, Html, Node, Selector};

/// The day on which tests happen.
pub fn today() -> Date {
    Date::constant(2026, 11, 24)
}

/// The repository's folder.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// An input made of files by path.
pub fn input<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Input {
    let files: BTreeMap<&str, &[u8]> = files.into_iter().collect();
    let mut input = Input::default();
    for (path, bytes) in files {
        let file = InputFile { path: path.to_owned(), bytes: Arc::from(bytes) };
        match path {
            "book.toml" => input.config = Some(file.bytes),
            path if path.starts_with("themes/") => input.themes.push(file),
            _ => input.content.push(file),
        }
    }
    input
}

/// The input of a site on disk.
pub fn load(root: &Path) -> Input {
    isles::load::load(root).unwrap_or_else(|error| panic!("{error}")).input
}

/// A diagnostic as one line: `E201 error content/a.md 3:1-3:5 message | help`.
pub fn line(diagnostic: &Diagnostic) -> String {
    let Diagnostic { code, level, file, place, message, help, replacement: _ } = diagnostic;
    let place = place.as_ref().map_or_else(String::new, |place| {
        let (start, end) = (place.start, place.end);
        format!(" {}:{}-{}:{}", start.line, start.column, end.line, end.column)
    });
    let help = help.as_ref().map(|help| format!(" | {help}")).unwrap_or_default();
    format!("{} {} {file}{place} {message}{help}", code.as_str(), level.as_str())
}

/// The text of an output.
pub fn text_of<'b>(build: &'b Build, path: &str) -> &'b str {
    let output = build.outputs.iter().find(|output| output.path == path);
    let output = output.unwrap_or_else(|| panic!("there is no output {path}"));
    std::str::from_utf8(output.bytes.as_slice()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What one reads in the main part of a page, a line for every block.
pub fn read_main(html: &str) -> String {
    let page = Html::parse_document(html);
    let main = Selector::parse("main").expect("a selector");
    let Some(main) = page.select(&main).next() else {
        return String::new();
    };
    let mut text = String::new();
    collect(main, &mut text);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

const INLINE: [&str; 17] = [
    "a", "abbr", "b", "cite", "code", "del", "em", "i", "input", "kbd", "label", "mark", "q", "span",
    "strong", "sup", "time",
];

fn collect(element: ElementRef<'_>, text: &mut String) {
    let name = element.value().name();
    let cell = matches!(name, "td" | "th");
    let inline = INLINE.contains(&name);
    if name == "img" {
        text.push_str(&format!("[{}]", element.value().attr("alt").unwrap_or_default()));
    }
    if !inline && !cell {
        text.push('\n');
    }
    for child in element.children() {
        match child.value() {
            Node::Text(words) => text.push_str(&words.replace('\n', " ")),
            Node::Element(_) => {
                if let Some(child) = ElementRef::wrap(child) {
                    collect(child, text);
                }
            }
            _ => {}
        }
    }
    if cell {
        text.push_str(" · ");
    } else if !inline {
        text.push('\n');
    }
}

/// Counts the pages that are rendered.
#[derive(Debug, Default)]
pub struct Pages(pub AtomicUsize);

impl Observer for Pages {
    fn now(&self) -> Moment {
        Moment::default()
    }

    fn stage(&self, _: &'static str, _: Moment) {}

    fn page(&self, _: &'static str, _: Moment) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}
