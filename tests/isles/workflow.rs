//! `isles init --ci`, and what the program says of itself.

use std::fs;

use crate::command_line::{isles, starter, tree};

#[test]
fn a_site_that_is_there_gets_only_the_workflow_and_keeps_its_own() {
    for (service, path) in [("github", ".github/workflows/plans.yml"), ("gitlab", ".gitlab-ci.yml")] {
        let site = starter();
        let before = tree(site.path()).len();
        let ran = isles(site.path(), &["init", "--ci", service]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.out.contains(path), "{}", ran.out);
        assert_eq!(tree(site.path()).len(), before + 1);
        fs::write(site.path().join(path), "mine").unwrap();
        let ran = isles(site.path(), &["init", "--ci", service]);
        assert_eq!(ran.code, Some(2), "{}", ran.out);
        assert_eq!(fs::read_to_string(site.path().join(path)).unwrap(), "mine");
    }
    let site = starter();
    assert_eq!(
        isles(site.path(), &["init", "--ci", "none"]).code,
        Some(2),
        "no workflow, and the rest is there"
    );
}

#[test]
fn a_new_site_has_a_workflow_if_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for (name, more) in [("with", 1), ("without", 0)] {
        let service = if more == 1 { "github" } else { "none" };
        let ran = isles(folder.path(), &["init", name, "--ci", service]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    assert_eq!(tree(&folder.path().join("with")).len(), tree(&folder.path().join("without")).len() + 1);
    assert_eq!(
        isles(&folder.path().join("with"), &["check", "--strict", "--date", "2026-11-24"]).code,
        Some(0)
    );
}

#[test]
fn the_version_names_the_theme_too() {
    let folder = tempfile::tempdir().unwrap();
    let said = isles(folder.path(), &["--version"]).out;
    assert_eq!(said.trim(), format!("isles {} (theme harbor 0.1.0)", env!("CARGO_PKG_VERSION")));
}
