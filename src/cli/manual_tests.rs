//! What the manual and the README tell people to type is what the program understands.

#![cfg(feature = "serve")]

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;

use super::args::Arguments;

/// The README, the page "How to" and the guides that it leads to.
fn texts() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guides = fs::read_dir(root.join("content/pages/how-to")).unwrap();
    let guides = guides.map(|entry| entry.unwrap().path());
    [root.join("README.md"), root.join("content/pages/how-to.md")].into_iter().chain(guides).collect()
}

/// The lines in blocks of `sh` that call the program, without comments and without the file that the output goes to.
fn commands(text: &str) -> Vec<String> {
    let mut is_shell = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        match line.trim().strip_prefix("```") {
            Some(language) => is_shell = language == "sh",
            None if is_shell && line.starts_with("isles ") => {
                let end = [" #", " > "].iter().filter_map(|mark| line.find(mark)).min().unwrap_or(line.len());
                commands.push(line[..end].trim_end().to_owned());
            }
            None => {}
        }
    }
    commands
}

/// The words of a line as a shell parts them: at blanks outside of double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            letter => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_understood(line: &str) -> bool {
    Arguments::try_parse_from(words(line)).is_ok()
}

#[test]
fn every_command_of_the_manual_is_understood() {
    let mut seen = 0;
    let mut refused = Vec::new();
    for path in texts() {
        for command in commands(&fs::read_to_string(&path).unwrap()) {
            seen += 1;
            if !is_understood(&command) {
                refused.push(format!("{}: {command}", path.display()));
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(seen > 30, "the manual tells of {seen} commands only");
}

#[test]
fn a_slip_in_a_command_is_seen() {
    assert!(is_understood("isles new exemplar \"Two readers before lunch\" --for reading-conferences"));
    assert!(!is_understood("isles new exemplar Two readers before lunch"));
    assert!(!is_understood("isles bulid"));
    assert_eq!(
        commands(
            "isles a\n```sh\nisles b  # why\nisles words > c.toml\n  isles c\n```\nisles d\n```text\nisles e\n```\n"
        ),
        ["isles b", "isles words"]
    );
}
