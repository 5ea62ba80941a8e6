//! Whole small sites in one text file each, with what they are expected to say.
//!
//! A file under `tests/cases/` starts with a sentence. Sections follow, each after a line
//! `=== NAME`: a path is a file of the site, `options` sets the audience or date of the run,
//! `diagnostics` is what is found, and `page PATH` is what one reads in the main part of a page.
//! `UPDATE=1 cargo test` rewrites the expectations; read the difference before you commit it.

use std::fs;

use isles::check::{self, Context};
use isles::diagnostic::Level;
use isles::input::{Input, Options};
use isles::view::View;

use crate::site::{input, line, read_main, repository, text_of, today};

#[test]
fn every_case_says_what_it_is_expected_to_say() {
    let folder = repository().join("tests/cases");
    let update = std::env::var_os("UPDATE").is_some();
    let mut failures = Vec::new();
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "there are no cases");
    for path in paths {
        let expected = fs::read_to_string(&path).expect("a case");
        let actual = run(&expected);
        if actual != expected {
            if update {
                fs::write(&path, &actual).expect("a case is rewritten");
            } else {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                failures.push(format!("--- {name}\n{}", difference(&expected, &actual)));
            }
        }
    }
    assert!(failures.is_empty(), "UPDATE=1 rewrites what is expected\n{}", failures.join("\n"));
}

/// A case with its expectations replaced by what happened.
fn run(case: &str) -> String {
    let sections = sections(case);
    let files = sections.iter().filter(|(name, _)| name.contains('.') && !name.starts_with("page "));
    let input = input(files.map(|(name, text)| (*name, text.as_bytes())));
    let mut options = Options::as_of(today());
    for (_, text) in sections.iter().filter(|(name, _)| *name == "options") {
        for setting in text.lines() {
            match setting.split_once(" = ") {
                Some(("audience", word)) => options.audience = Some(word.parse().expect("an audience")),
                Some(("drafts", word)) => options.drafts = word == "true",
                Some(("date", word)) => options.date = word.parse().expect("a date"),
                _ => panic!("{setting} is no setting"),
            }
        }
    }
    advises_no_error(&input, &options);
    let build = isles::build(&input, &options);
    let mut actual = case.split("\n=== ").next().expect("a first part").to_owned();
    for (name, text) in &sections {
        actual.push_str(&format!("\n=== {name}\n"));
        if *name == "diagnostics" {
            for diagnostic in &build.diagnostics {
                actual.push_str(&line(diagnostic));
                actual.push('\n');
            }
        } else if let Some(path) = name.strip_prefix("page ") {
            match build.outputs.iter().any(|output| output.path == path) {
                true => actual.push_str(&format!("{}\n", read_main(text_of(&build, path)))),
                false => actual.push_str("(no such page)\n"),
            }
        } else {
            actual.push_str(text);
        }
    }
    actual
}

/// A preview shows pages before it has asked for advice.
fn advises_no_error(input: &Input, options: &Options) {
    let Ok(checked) = isles::read(input, options) else { return };
    let view = View::of_everything(&checked.catalog, &checked.language);
    let context = Context { view: &view, today: options.date, cadence: checked.config.cadence };
    let errors = check::advise(context).into_iter().filter(|found| found.level == Level::Error);
    assert_eq!(errors.collect::<Vec<_>>(), [], "a check that finds errors stands among those that judge");
}

/// The sections of a case with their text; a text ends in a newline.
fn sections(case: &str) -> Vec<(&str, &str)> {
    let mut sections = Vec::new();
    for section in case.split("\n=== ").skip(1) {
        let (name, text) = section.split_once('\n').unwrap_or((section, ""));
        sections.push((name, text));
    }
    sections
}

fn difference(expected: &str, actual: &str) -> String {
    let expected: Vec<&str> = expected.lines().collect();
    let actual: Vec<&str> = actual.lines().collect();
    let missing = expected.iter().filter(|line| !actual.contains(line)).map(|line| format!("- {line}"));
    let added = actual.iter().filter(|line| !expected.contains(line)).map(|line| format!("+ {line}"));
    missing.chain(added).collect::<Vec<_>>().join("\n")
}
