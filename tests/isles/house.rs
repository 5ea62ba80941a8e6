//! The rules of the house: floors, sizes, words, documentation.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::site::repository;

/// The floor of every module at the top of `src`.
const FLOORS: [(u8, &[&str]); 7] = [
    (
        0,
        &[
            "source",
            "diagnostic",
            "config",
            "audience",
            "date",
            "id",
            "count",
            "table",
            "schema",
            "input",
            "observe",
            "align",
            "output",
            "picture",
            "document",
            "language",
        ],
    ),
    (1, &["record", "layout", "markdown"]),
    (2, &["catalog", "view", "dataset", "calendar"]),
    (3, &["report", "check", "publish"]),
    (4, &["site"]),
    (5, &["render"]),
    (6, &["cli", "load", "write", "watch", "serve"]),
];

/// Longest file, in lines.
const LONGEST: usize = 450;

#[test]
fn a_module_uses_its_own_floor_and_those_below() {
    let floor_of =
        |module: &str| FLOORS.iter().find(|(_, modules)| modules.contains(&module)).map(|(floor, _)| *floor);
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let module = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default().to_owned();
        if module == "lib" || module == "main" {
            continue;
        }
        let own = floor_of(&module).unwrap_or_else(|| panic!("{path} stands on no floor"));
        for used in text.split("crate::").skip(1) {
            let used: String =
                used.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            let floor = match used.as_str() {
                "say" => 0,
                "read" | "build" | "rebuild" | "Kept" | "Checked" => 5,
                module => floor_of(module)
                    .unwrap_or_else(|| panic!("{path} uses crate::{module}, which stands on no floor")),
            };
            if floor > own {
                broken.push(format!("{path} (floor {own}) uses crate::{used} (floor {floor})"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn only_a_view_holds_a_catalog() {
    for (path, text) in sources() {
        let below = ["src/catalog", "src/view.rs", "src/lib.rs"].iter().any(|own| path.starts_with(own));
        let named = text.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "Catalog");
        assert!(below || !named, "{path} names Catalog: it should receive a View");
    }
}

#[test]
fn only_suppression_reads_a_count() {
    for (path, text) in sources() {
        let allowed = ["src/count.rs", "src/report/suppress", "src/dataset", "src/check"];
        let reads = text.contains("for_suppression()");
        assert!(!reads || allowed.iter().any(|own| path.starts_with(own)), "{path} reads a count of people");
    }
}

#[test]
fn only_the_rim_touches_the_world() {
    const WORLD: [&str; 7] =
        ["std::fs", "std::env", "std::net", "std::process", "SystemTime", "Instant::now", "Zoned::now"];
    for (path, text) in sources() {
        let rim = ["src/cli", "src/load", "src/write", "src/watch", "src/serve", "src/main.rs"]
            .iter()
            .any(|own| path.starts_with(own));
        let found = WORLD.iter().find(|word| code(&text).contains(**word));
        assert!(rim || found.is_none(), "{path} touches the world: {}", found.unwrap_or(&""));
    }
}

#[test]
fn files_are_small_and_say_what_lives_in_them() {
    let sources = sources();
    for (path, text) in &sources {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{path} has {lines} lines, more than {LONGEST}");
        assert!(text.starts_with("//! "), "{path} does not start by saying what lives there");
    }
    let mut lengths: Vec<usize> = sources.values().map(|text| text.lines().count()).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 160, "the median file has {median} lines");
}

#[test]
fn no_promise_is_left_open() {
    // Put together here, so that this file does not find itself.
    let banned = ["todo", "unimplemented", "dbg"].map(|word| format!("{word}!("));
    for (path, text) in sources() {
        for word in &banned {
            assert!(!code(&text).contains(word.as_str()), "{path} holds {word}");
        }
        assert!(!code(&text).contains(".unwrap()"), "{path} unwraps outside its tests");
    }
}

/// A source without its tests, which stand at its end.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

/// The sources of the crate by path from the repository's folder, without files of tests.
fn sources() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect(&repository().join("src"), &mut found);
    assert!(found.len() > 30, "the sources were not found");
    found
}

fn collect(folder: &Path, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let relative = path.strip_prefix(repository()).expect("inside the repository");
            let name = relative.to_string_lossy().replace('\\', "/");
            let is_test = ["tests.rs", "proof.rs", "examples.rs"].iter().any(|test| name.ends_with(test));
            if !is_test {
                found.insert(name, fs::read_to_string(&path).expect("a source"));
            }
        }
    }
}
