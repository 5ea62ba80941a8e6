//! What no generator can do without: walking, reading and rendering the Markdown; writing as many bytes.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

/// Walks, reads and renders every Markdown file, and keeps nothing.
pub fn markdown(site: &Path) {
    let files: Vec<_> = walkdir::WalkDir::new(site).into_iter().filter_map(Result::ok).collect();
    let bytes: usize = files
        .par_iter()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let bytes = fs::read(entry.path()).expect("a file");
            let Ok(text) = std::str::from_utf8(&bytes) else { return 0 };
            let body = text.splitn(3, "+++").last().unwrap_or_default();
            let mut html = String::new();
            pulldown_cmark::html::push_html(
                &mut html,
                pulldown_cmark::Parser::new_ext(body, pulldown_cmark::Options::ENABLE_TABLES),
            );
            html.len()
        })
        .sum();
    std::hint::black_box(bytes);
}

/// Writes as many files as there are records, of the size that a page of Isles has.
pub fn write(site: &Path, out: &Path) {
    let records = walkdir::WalkDir::new(site).into_iter().filter_map(Result::ok);
    let records =
        records.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "md")).count();
    let page = vec![b'x'; 12_000];
    fs::create_dir_all(out).expect("a folder");
    (0..records / 100 + 1)
        .for_each(|folder| fs::create_dir_all(out.join(folder.to_string())).expect("a folder"));
    (0..records).into_par_iter().for_each(|number| {
        fs::write(out.join((number / 100).to_string()).join(format!("{number}.html")), &page)
            .expect("a file");
    });
}
