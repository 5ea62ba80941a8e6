//! `isles fmt`: the same lines in another order, and nothing else.

use std::fs;

use isles::record::{Kind, Schemas, fields_range, in_order};
use isles::source::Source;

use crate::command_line::{Ran, isles, starter, tree, write};
use crate::site::{load, repository};

const PLAN: &str = "content/plans/every-reader.md";

/// A plan as a web editor leaves it: no comments, dates as text, fields in any order.
const MIXED: &str = "\
+++
# Kept by the team.
purpose = \"Every child reads.\" # one sentence
year = \"2026-27\"
[[goals]]
statement = \"Most read.\"
id = \"fluency\"
+++

Words [with](x.md)   and trailing blanks.   \n\n+++\n";

const ORDERED: &str = "\
+++
title = \"Every reader\"
year = \"2026-27\"
status = \"active\"
level = \"school\"
# Kept by the team.
purpose = \"Every child reads.\" # one sentence
[[goals]]
id = \"fluency\"
statement = \"Most read.\"
+++

Words [with](x.md)   and trailing blanks.   \n\n+++\n";

/// The starter site with the plan out of order.
fn mixed() -> tempfile::TempDir {
    let site = starter();
    let rest = "level = \"school\"\nstatus = \"active\"\ntitle = \"Every reader\"\n[[goals]]";
    write(site.path(), PLAN, &MIXED.replace("[[goals]]", rest));
    site
}

fn plan(site: &tempfile::TempDir) -> String {
    fs::read_to_string(site.path().join(PLAN)).unwrap()
}

#[test]
fn a_record_is_put_in_order_and_nothing_else_is_touched() {
    let site = mixed();
    let before = tree(site.path());
    let Ran { code, out, err } = isles(site.path(), &["fmt", "--check"]);
    assert_eq!((code, &*out), (Some(1), "content/plans/every-reader.md\n"), "{err}");
    assert!(tree(site.path()) == before, "--check changes nothing");
    let Ran { code, out, err } = isles(site.path(), &["fmt"]);
    assert_eq!((code, &*out, &*err), (Some(0), "content/plans/every-reader.md\n", "1 record put in order\n"));
    assert_eq!(plan(&site), ORDERED);
    let changed: Vec<String> =
        tree(site.path()).into_iter().filter(|file| !before.contains(file)).map(|(path, _)| path).collect();
    assert_eq!(changed, [PLAN]);
    let Ran { code, out, err } = isles(site.path(), &["fmt", "--check"]);
    assert_eq!((code, &*out, &*err), (Some(0), "", "every record that can be read is in order\n"));
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place_and_left() {
    let site = mixed();
    let broken = "+++\ntitle = \"Talk\ndate = 2026-06-10\n+++\n";
    write(site.path(), "content/conversations/broken.md", broken);
    write(site.path(), "content/pages/empty.md", "");
    let Ran { code, out, err } = isles(site.path(), &["fmt"]);
    assert_eq!((code, &*out), (Some(1), "content/plans/every-reader.md\n"), "the others are put in order");
    for said in [
        "error[E102]",
        "content/conversations/broken.md:2:14",
        "error[E106]: this record is empty",
        "these records are left as they are until they can be read",
    ] {
        assert!(err.contains(said), "{said}: {err}");
    }
    assert_eq!(fs::read_to_string(site.path().join("content/conversations/broken.md")).unwrap(), broken);
}

#[test]
fn a_byte_order_mark_is_kept_and_other_encodings_are_left() {
    let site = mixed();
    let text = plan(&site);
    write(site.path(), PLAN, &format!("\u{feff}{text}"));
    let old = "+++\ndate = 2026-06-10\ntitle = \"Caf\u{e9}\"\n+++\n";
    let old: Vec<u8> = old.chars().map(|letter| letter as u8).collect();
    fs::create_dir(site.path().join("content/updates")).unwrap();
    fs::write(site.path().join("content/updates/cafe.md"), &old).unwrap();
    let ran = isles(site.path(), &["fmt"]);
    assert_eq!(plan(&site), format!("\u{feff}{ORDERED}"));
    assert!(ran.err.contains("content/updates/cafe.md is not UTF-8 and is left as it is"), "{}", ran.err);
    assert_eq!(fs::read(site.path().join("content/updates/cafe.md")).unwrap(), old);
}

#[cfg(unix)]
#[test]
fn who_may_read_a_record_stays_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let site = mixed();
    let path = site.path().join(PLAN);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(isles(site.path(), &["fmt"]).code, Some(0));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn what_new_and_init_write_is_in_order() {
    let site = starter();
    for kind in Kind::with_folder() {
        let ran = isles(site.path(), &["new", kind.row().name, "A new one"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    let ran = isles(site.path(), &["fmt", "--check"]);
    assert_eq!((ran.code, &*ran.out), (Some(0), ""), "{}", ran.err);
}

/// The fields of a record as a program writes that keeps neither order nor comments: backward.
fn backward(fields: &toml::Table) -> String {
    let fields: toml::Table =
        fields.iter().rev().map(|(name, value)| (name.clone(), value.clone())).collect();
    toml::to_string(&fields).unwrap()
}

#[test]
fn every_record_of_the_demonstration_says_the_same_in_order() {
    let schemas = Schemas::new();
    let input = load(&repository());
    for (key, file) in &isles::layout::layout("content", &input.content).records {
        let table = schemas.of(key.kind);
        let source = Source::decode(file.path, file.bytes).unwrap();
        let (range, _) = fields_range(&source);
        let (head, body) = (&source.text()[..range.start], &source.text()[range.end..]);
        let fields: toml::Table = toml::from_str(&source.text()[range.clone()]).unwrap();
        for text in [source.text().to_owned(), format!("{head}{}{body}", backward(&fields))] {
            let mixed = Source::new(file.path, text.as_str());
            let ordered = in_order(&mixed, table).unwrap().unwrap_or_else(|| text.clone());
            let ordered = Source::new(file.path, ordered);
            let (range, _) = fields_range(&ordered);
            assert_eq!(fields, toml::from_str(&ordered.text()[range.clone()]).unwrap(), "{}", file.path);
            assert_eq!((&ordered.text()[..range.start], &ordered.text()[range.end..]), (head, body));
            assert_eq!(lines(&text), lines(ordered.text()), "{}", file.path);
            assert_eq!(in_order(&ordered, table).unwrap(), None, "{}: once is enough", file.path);
        }
    }
}

/// The lines of a text that say something, sorted.
fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines
}
