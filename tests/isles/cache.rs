//! What a build leaves for the next one, as the command line uses it.

use std::fs;
use std::path::Path;

use crate::command_line::{isles, tree};

const PLAN: &str = "content/plans/every-reader.md";

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

fn starter() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(isles(folder.path(), &["init", "."]).code, Some(0));
    folder
}

/// The files that changed are the plan's page, its packet, what programs read of it, and a few parts of the search.
fn is_little(changes: &str) -> bool {
    let changed = changes.strip_suffix(" changed").and_then(|number| number.parse::<usize>().ok());
    changed.is_some_and(|changed| (2..12).contains(&changed))
}

/// Builds and says what changed.
fn build(site: &Path) -> String {
    let ran = isles(site, &["build", "--date", "2026-11-24"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let (_, changes) = ran.err.rsplit_once(" s: ").expect("the last line says what changed");
    changes.split(" → ").next().unwrap_or_default().to_owned()
}

fn edit(site: &Path) {
    let plan = site.join(PLAN);
    let text = fs::read_to_string(&plan).expect("the plan");
    fs::write(&plan, text + "\nOne more sentence.\n").expect("a file");
}

/// The same site built where nothing was left.
fn from_nothing(site: &Path) -> Vec<(String, Vec<u8>)> {
    let ran = isles(site, &["build", "--date", "2026-11-24", "-d", "clean"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let clean = tree(&site.join("clean")).into_iter().collect();
    fs::remove_dir_all(site.join("clean")).expect("a folder of this test");
    clean
}

fn built(site: &Path) -> Vec<(String, Vec<u8>)> {
    tree(&site.join("site")).into_iter().collect()
}

#[test]
fn a_fresh_checkout_with_the_cache_and_the_site_builds_only_what_changed() {
    let first = starter();
    build(first.path());
    // Another folder, and other times: a cache restored on another computer.
    let second = tempfile::tempdir().expect("a folder");
    copy(first.path(), second.path());
    assert_eq!(build(second.path()), "nothing changed");
    edit(second.path());
    let changes = build(second.path());
    assert!(is_little(&changes), "{changes}");
    assert!(built(second.path()) == from_nothing(second.path()));
}

#[test]
fn without_the_site_the_cache_builds_the_whole_site() {
    let site = starter();
    build(site.path());
    let whole = built(site.path());
    fs::remove_dir_all(site.path().join("site")).expect("the built site");
    assert!(build(site.path()).ends_with(" new"));
    assert!(built(site.path()) == whole);
}

#[test]
fn what_somebody_changed_in_the_site_is_put_right() {
    let site = starter();
    build(site.path());
    let whole = built(site.path());
    fs::write(site.path().join("site/index.html"), "mine").expect("a page");
    fs::remove_file(site.path().join("site/a-z.html")).expect("a page");
    assert_eq!(build(site.path()), "1 new, 1 changed");
    assert!(built(site.path()) == whole);
    fs::write(site.path().join("site/a-z.html"), "mine").expect("a page");
    edit(site.path());
    let changes = build(site.path());
    assert!(is_little(&changes), "{changes}");
    assert!(built(site.path()) == from_nothing(site.path()));
}

#[test]
fn a_damaged_cache_harms_nothing() {
    let site = starter();
    build(site.path());
    let cache = site.path().join(".isles/cache");
    for file in fs::read_dir(&cache).expect("a cache").filter_map(Result::ok) {
        if file.path().is_file() {
            fs::write(file.path(), b"isles cache 1\nnonsense").expect("a file");
        }
    }
    edit(site.path());
    let changes = build(site.path());
    assert!(is_little(&changes), "{changes}");
    assert!(built(site.path()) == from_nothing(site.path()));
}

#[test]
fn what_was_said_is_said_again() {
    let site = starter();
    let plan = site.path().join(PLAN);
    let text = fs::read_to_string(&plan).expect("the plan");
    fs::write(&plan, text + "\n![](picture.png)\n").expect("a file");
    let say = || isles(site.path(), &["build", "--date", "2026-11-24"]);
    let (first, second) = (say(), say());
    assert_eq!((first.code, second.code), (Some(1), Some(1)), "{}", first.err);
    assert_eq!(first.err, second.err);
    fs::write(
        &plan,
        fs::read_to_string(&plan).expect("the plan").replace("![](picture.png)", "<b>so</b> <i on=1>"),
    )
    .expect("a file");
    let (first, second) = (say(), say());
    let warnings = |text: &str| text.split("\n\n").filter(|part| part.contains("warning")).count();
    assert!(warnings(&first.err) > 0, "{}", first.err);
    assert_eq!(warnings(&first.err), warnings(&second.err));
    assert!(second.err.contains("nothing changed"), "{}", second.err);
}

#[test]
fn a_build_that_is_verified_says_so() {
    let site = starter();
    build(site.path());
    edit(site.path());
    let ran = isles(site.path(), &["build", "--date", "2026-11-24", "--verify"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.starts_with("verified: "), "{}", ran.err);
}

#[test]
fn a_build_that_is_verified_believes_no_time() {
    let site = starter();
    build(site.path());
    let page = site.path().join("site/index.html");
    let (good, modified) = (fs::read(&page).unwrap(), fs::metadata(&page).unwrap().modified().unwrap());
    fs::write(&page, [&[good[0] ^ 1], &good[1..]].concat()).unwrap();
    fs::File::options().write(true).open(&page).unwrap().set_modified(modified).unwrap();
    let ran = isles(site.path(), &["build", "--date", "2026-11-24", "--verify"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(fs::read(&page).unwrap(), good, "{}", ran.err);
}
