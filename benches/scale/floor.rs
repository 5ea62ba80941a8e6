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

/// The sizes of all files below a folder, in bytes.
pub fn sizes_below(folder: &Path) -> Vec<u64> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries
        .filter_map(|entry| entry.metadata().ok())
        .filter(fs::Metadata::is_file)
        .map(|data| data.len())
        .collect()
}

/// Where the sizes of a site's files are noted.
fn list_of(out: &Path) -> std::path::PathBuf {
    out.with_extension("sizes")
}

/// Notes the sizes of a site's files, to write as many bytes.
pub fn note_sizes(out: &Path) {
    let sizes: Vec<String> = sizes_below(out).iter().map(u64::to_string).collect();
    fs::write(list_of(out), sizes.join("\n")).expect("a list");
}

/// Writes as many files of the same sizes as a site has, a hundred a folder.
pub fn write(out: &Path) {
    let list = fs::read_to_string(list_of(out)).expect("the sizes of a built site");
    let sizes: Vec<usize> = list.lines().map(|size| size.parse().expect("a number")).collect();
    let page = vec![b'x'; sizes.iter().copied().max().unwrap_or_default()];
    let out = out.with_extension("floor");
    for folder in 0..=sizes.len() / 100 {
        fs::create_dir_all(out.join(folder.to_string())).expect("a folder");
    }
    sizes.par_iter().enumerate().for_each(|(number, size)| {
        let path = out.join((number / 100).to_string()).join(format!("{number}.html"));
        fs::write(path, &page[..*size]).expect("a file");
    });
}
