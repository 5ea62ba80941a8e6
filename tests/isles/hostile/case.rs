//! The cases of `tests/hostile/`: a file each, with its input and what comes of it.

use std::path::Path;
use std::sync::Arc;

use isles::input::{Input, InputFile};
use serde::Deserialize;

use super::large;
use crate::site::repository;

/// A small site that means harm, and what comes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The file's path below `tests/hostile/`, without its ending.
    #[serde(skip)]
    pub name: String,
    /// What it tries.
    pub why: String,
    /// Every code that is told, in order; without an error there is a site.
    pub codes: Vec<String>,
    /// Whether it is judged only where memory is measured.
    #[serde(default)]
    pub slow: bool,
    /// The body of `content/pages/p.md`.
    body: Option<String>,
    /// Further fields of that page, as TOML.
    #[serde(default)]
    fields: String,
    /// The page's title.
    #[serde(default = "title")]
    title: String,
    /// Further files.
    #[serde(default, rename = "file")]
    files: Vec<CaseFile>,
    /// What one reads on the page.
    #[serde(default)]
    pub shows: Vec<String>,
    /// What stands in the page's HTML.
    #[serde(default)]
    pub html: Vec<String>,
    /// What stands in no output, capitals aside.
    #[serde(default)]
    pub lacks: Vec<String>,
}

fn title() -> String {
    "P".to_owned()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    path: String,
    /// As text …
    text: Option<String>,
    /// … as bytes, two digits each …
    hex: Option<String>,
    /// … as pieces and how often each …
    parts: Option<Vec<(String, usize)>>,
    /// … or made by the function of that name in `large.rs`.
    made: Option<String>,
}

impl CaseFile {
    fn bytes(&self) -> Vec<u8> {
        let Self { path, text, hex, parts, made } = self;
        match (text, hex, parts, made) {
            (Some(text), None, None, None) => text.as_bytes().to_vec(),
            (None, Some(hex), None, None) => {
                let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
                let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
                digits.chunks(2).map(byte).collect()
            }
            (None, None, Some(parts), None) => {
                parts.iter().map(|(text, times)| text.repeat(*times)).collect::<String>().into_bytes()
            }
            (None, None, None, Some(name)) => large::made(name),
            _ => panic!("{path} is one of `text`, `hex`, `parts` and `made`"),
        }
    }
}

impl Case {
    /// What a build reads.
    pub fn input(&self) -> Input {
        let mut input = Input::default();
        let mut add = |path: &str, bytes: Vec<u8>| {
            let file = InputFile { path: path.to_owned(), bytes: Arc::from(bytes) };
            if path == "book.toml" { input.config = Some(file.bytes) } else { input.content.push(file) }
        };
        for file in &self.files {
            add(&file.path, file.bytes());
        }
        let is_there = |path: &str| self.files.iter().any(|file| file.path == path);
        if !is_there("content/school.toml") && !is_there("content/district.toml") {
            add("content/school.toml", b"name = \"X\"\nlevel = \"other\"\n".to_vec());
        }
        if let Some(body) = &self.body {
            let title = toml::Value::from(self.title.as_str());
            add(
                "content/pages/p.md",
                format!("+++\ntitle = {title}\n{}\n+++\n\n{body}", self.fields).into_bytes(),
            );
        }
        input.content.sort_by(|a, b| a.path.cmp(&b.path));
        input
    }
}

/// Every case, by name.
pub fn all() -> Vec<Case> {
    let root = repository().join("tests/hostile");
    let mut cases = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|ending| ending == "toml") {
            cases.push(read(&root, entry.path()));
        }
    }
    cases
}

/// The case of that name.
pub fn named(name: &str) -> Case {
    let root = repository().join("tests/hostile");
    read(&root, &root.join(format!("{name}.toml")))
}

fn read(root: &Path, path: &Path) -> Case {
    let text = std::fs::read_to_string(path).unwrap();
    let mut case: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    case.name = path.strip_prefix(root).unwrap().with_extension("").to_string_lossy().replace('\\', "/");
    case
}
