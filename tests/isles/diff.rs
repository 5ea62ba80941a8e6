//! `isles diff` over what builds write.

use std::fs;

use isles::audience::Audience;
use isles::input::Options;

use crate::command_line::{isles, starter, write};
use crate::site::{load, repository, text_of, today};

#[test]
fn an_edit_of_a_plan_is_told_in_words() {
    let site = starter();
    let root = site.path();
    let build = |to: &str, date: &str| {
        let ran = isles(root, &["build", "--date", date, "-d", to]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    };
    build("old", "2026-11-23");
    let plan = fs::read_to_string(root.join("content/plans/every-reader.md")).unwrap();
    assert!(plan.contains("\ntarget = 60\n"), "{plan}");
    write(root, "content/plans/every-reader.md", &plan.replace("\ntarget = 60\n", "\ntarget = 65\n"));
    build("new", "2026-11-24");
    let ran = isles(root, &["diff", "old/records.json", "new/records.json", "--format", "markdown"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("The target is now 65 %; it was 60 %."), "{}", ran.out);
    assert!(ran.out.contains(" 1 change."), "{}", ran.out);
    let purpose = plan.lines().find(|line| line.starts_with("purpose = ")).unwrap();
    write(root, "content/plans/every-reader.md", &plan.replace(purpose, "purpose = \"Another one.\""));
    build("newest", "2026-11-24");
    let ran = isles(root, &["diff", "old", "newest/records.json"]);
    assert!(ran.out.contains("Fields that are not listed here were edited."), "{}", ran.out);
    assert!(ran.out.contains("1 change."), "{}", ran.out);
    let ran = isles(root, &["diff", "new/records.json", "new/records.json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("Nothing changed: no goal, date, action, decision, record or text, and no other field of a plan, an initiative, an exemplar or a pilot."), "{}", ran.out);
}

#[test]
fn a_file_that_is_not_there_is_the_disks_affair_and_another_file_is_the_users() {
    let site = starter();
    let ran = isles(site.path(), &["diff", "content", "content"]);
    assert_eq!(ran.code, Some(3), "a folder without a built site: {}", ran.err);
    let ran = isles(site.path(), &["diff", "none.json", "book.toml"]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    let ran = isles(site.path(), &["diff", "book.toml", "book.toml"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("is no JSON"), "{}", ran.err);
}

#[test]
fn the_list_of_records_says_what_the_demonstration_decided() {
    let input = load(&repository());
    let build = isles::build(&input, &Options { audience: Some(Audience::Staff), ..Options::as_of(today()) });
    let file: serde_json::Value = serde_json::from_str(text_of(&build, "records.json")).unwrap();
    assert_eq!(file["version"], 3);
    assert_eq!((&file["audience"], &file["as_of"]), (&"staff".into(), &"2026-11-24".into()));
    let records = file["records"].as_array().unwrap();
    for name in [
        "goals",
        "actions",
        "decisions",
        "changes",
        "dates",
        "status",
        "stage",
        "outcome",
        "text_hash",
        "fields_hash",
    ] {
        assert!(records.iter().any(|record| !record[name].is_null()), "{name}");
    }
}
