//! A short run of every fuzz target on stable Rust: the kept corpus as it is, and changed by chance that is the
//! same each time. Long runs with coverage are `cargo fuzz`'s (SECURITY.md).

use std::path::Path;

use super::targets::{TARGETS, Target};
use crate::site::repository;

/// Changed inputs for each target; `ISLES_FUZZ_RUNS` asks for more.
const RUNS: usize = 40;

/// Numbers that look drawn by chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

fn files_in(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// The words of the dictionary, as libFuzzer reads them: in quotes, with `\xNN`.
fn dictionary() -> Vec<Vec<u8>> {
    let text = std::fs::read_to_string(repository().join("fuzz/dictionary.txt")).unwrap();
    let inner = text.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'));
    inner.map(unescaped).collect()
}

fn unescaped(word: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        if let Some(byte) =
            rest.strip_prefix("\\x").and_then(|hex| u8::from_str_radix(hex.get(..2)?, 16).ok())
        {
            bytes.push(byte);
            rest = &rest[4..];
            continue;
        }
        rest = rest.strip_prefix('\\').unwrap_or(rest);
        let letter = rest.chars().next().unwrap_or(first);
        bytes.extend(letter.to_string().bytes());
        rest = &rest[letter.len_utf8()..];
    }
    bytes
}

fn changed(corpus: &[Vec<u8>], words: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = corpus[chance.below(corpus.len())].clone();
    for _ in 0..=chance.below(5) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + chance.below(40)).min(bytes.len());
        match chance.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.extend_from_within(at..end),
            2 => {
                let other = &corpus[chance.below(corpus.len())];
                let start = chance.below(other.len() + 1);
                let part = other[start..(start + chance.below(80)).min(other.len())].to_vec();
                bytes.splice(at..at, part);
            }
            3 if at < bytes.len() => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
            _ => drop(bytes.splice(at..at, words[chance.below(words.len())].iter().copied())),
        }
    }
    bytes
}

fn run(name: &str, target: Target) {
    let corpus = files_in(&repository().join("fuzz/corpus").join(name));
    let words = dictionary();
    assert!(!corpus.is_empty() && words.len() > 50);
    corpus.iter().for_each(|input| target(input));
    let runs = std::env::var("ISLES_FUZZ_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(RUNS);
    let mut chance = Chance(7);
    for _ in 0..runs {
        let input = changed(&corpus, &words, &mut chance);
        let done = std::panic::catch_unwind(|| target(&input));
        assert!(done.is_ok(), "{name} fails on {:?}", String::from_utf8_lossy(&input));
    }
}

fn named(name: &str) -> Target {
    TARGETS.iter().find(|(target, _)| *target == name).unwrap().1
}

#[test]
fn front_matter_holds() {
    run("front_matter", named("front_matter"));
}

#[test]
fn markdown_holds() {
    run("markdown", named("markdown"));
}

#[test]
fn csv_holds() {
    run("csv", named("csv"));
}

#[test]
fn references_hold() {
    run("references", named("references"));
}

#[test]
fn paths_hold() {
    run("paths", named("paths"));
}

#[test]
fn every_target_is_fuzzed() {
    for (name, _) in TARGETS {
        assert!(repository().join(format!("fuzz/fuzz_targets/{name}.rs")).is_file(), "{name}");
    }
}
