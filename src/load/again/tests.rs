//! Reading a site again, from a real disk.

use std::fs::File;

use super::*;
use crate::load::load;

fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        put(root.path(), path, text);
    }
    root
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Gives every file of a site a time so long ago that sizes and times are believed.
fn settle(root: &Path) {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            File::options().write(true).open(entry.path()).unwrap().set_modified(long_ago).unwrap();
        }
    }
}

fn said(changes: &[Change]) -> Vec<String> {
    changes.iter().map(ToString::to_string).collect()
}

fn quick(root: &Path, old: &Loaded) -> (Loaded, Vec<String>) {
    let (new, changes) = reload(root, old, Look::Quick(&BTreeSet::new())).unwrap();
    (new, said(&changes))
}

#[test]
fn a_second_reading_says_what_is_new_changed_and_gone() {
    let root =
        site(&[("book.toml", ""), ("content/a.md", "a"), ("content/b.md", "b"), ("content/c.md", "c")]);
    let old = load(root.path()).unwrap();
    put(root.path(), "content/a.md", "A");
    fs::remove_file(root.path().join("content/b.md")).unwrap();
    put(root.path(), "content/new/deep/d.md", "d");
    put(root.path(), "themes/harbor/css/x.css", "x");
    put(root.path(), "book.toml", "[book]\n");
    let (new, changes) = quick(root.path(), &old);
    let expected = [
        "changed book.toml",
        "changed content/a.md",
        "deleted content/b.md",
        "new content/new/deep/d.md",
        "new themes/harbor/css/x.css",
    ];
    assert_eq!(changes, expected);
    let fresh = load(root.path()).unwrap();
    assert_eq!((new.input.content, new.input.themes), (fresh.input.content, fresh.input.themes));
}

#[test]
fn a_file_saved_with_the_same_text_is_no_change() {
    let root = site(&[("content/a.md", "a")]);
    let old = load(root.path()).unwrap();
    put(root.path(), "content/a.md", "a");
    let (new, changes) = quick(root.path(), &old);
    assert_eq!(changes, [""; 0]);
    assert!(Arc::ptr_eq(&old.input.content[0].bytes, &new.input.content[0].bytes));
}

/// A file of the same size and time as before: only bytes can tell.
fn swapped_behind_the_back(root: &Path) {
    put(root, "content/a.md", "A");
    settle(root);
}

#[test]
fn a_change_that_leaves_size_and_time_is_seen_where_the_file_or_its_folder_is_named() {
    let root = site(&[("content/plans/a.md", "a"), ("content/plans/b.md", "b")]);
    settle(root.path());
    for named in ["content/plans/a.md", "content/plans", "content"] {
        let mut old = load(root.path()).unwrap();
        put(root.path(), "content/plans/a.md", "A");
        settle(root.path());
        // As on disks that keep neither numbers nor times of files.
        blur(root.path(), &mut old);
        assert_eq!(quick(root.path(), &old).1, [""; 0], "nothing tells it");
        let (_, changes) = reload(root.path(), &old, Look::Quick(&[named.to_owned()].into())).unwrap();
        assert_eq!(said(&changes), ["changed content/plans/a.md"], "{named}");
        put(root.path(), "content/plans/a.md", "a");
        settle(root.path());
    }
}

/// Makes every stamp what the disk would say now.
fn blur(root: &Path, loaded: &mut Loaded) {
    for (path, stamp) in &mut loaded.stamps {
        *stamp = Stamp::of(&fs::metadata(root.join(path)).unwrap());
    }
}

#[test]
fn of_named_files_alone_others_are_not_looked_at() {
    let root = site(&[("content/plans/a.md", "a"), ("content/plans/b.md", "b")]);
    let old = load(root.path()).unwrap();
    put(root.path(), "content/plans/a.md", "A");
    put(root.path(), "content/plans/b.md", "B");
    let named = |path: &str| {
        let mut site = old.clone();
        let changes = reread(root.path(), &mut site, &[path.to_owned()].into())?;
        Some((site, changes))
    };
    let (new, changes) = named("content/plans/a.md").unwrap();
    assert_eq!(said(&changes), ["changed content/plans/a.md"]);
    assert_eq!(quick(root.path(), &new).1, ["changed content/plans/b.md"], "the next look finds it");
    put(root.path(), "content/plans/new/c.md", "c");
    fs::remove_file(root.path().join("content/plans/b.md")).unwrap();
    let all = ["changed content/plans/a.md", "deleted content/plans/b.md", "new content/plans/new/c.md"];
    for (path, change) in
        [("content/plans/a.md", all[0]), ("content/plans/b.md", all[1]), ("content/plans/new/c.md", all[2])]
    {
        let (new, changes) = named(path).unwrap();
        assert_eq!(said(&changes), [change]);
        let mut rest = all.to_vec();
        rest.retain(|other| *other != change);
        assert_eq!(quick(root.path(), &new).1, rest, "the next look finds the others");
    }
    let (new, changes) = named("content/plans").unwrap();
    assert_eq!(said(&changes), all, "a folder is read with all that lies in it");
    assert_eq!(quick(root.path(), &new).1, [""; 0]);
    let (new, changes) = named("content/plans/new").unwrap();
    assert_eq!(said(&changes), all[2..]);
    assert_eq!(new.input.content.len(), 3, "{:?}", new.input.content);
    for path in ["content", "book.toml"] {
        assert!(named(path).is_none(), "only a look at all files tells what happened to {path}");
    }
}

#[test]
fn a_named_folder_that_is_gone_takes_its_files_along() {
    let root =
        site(&[("content/plans/a/b.md", "b"), ("content/plans/a.md", "a"), ("content/plans/ab.md", "ab")]);
    let old = load(root.path()).unwrap();
    fs::remove_dir_all(root.path().join("content/plans/a")).unwrap();
    let named = BTreeSet::from(["content/plans/a".to_owned()]);
    let mut new = old;
    let changes = reread(root.path(), &mut new, &named).unwrap();
    assert_eq!(said(&changes), ["deleted content/plans/a/b.md"]);
    assert_eq!(quick(root.path(), &new).1, [""; 0]);
}

#[test]
fn what_a_look_at_all_files_leaves_out_is_left_out_where_it_is_named() {
    let root =
        site(&[("content/plans/a.md", "a"), ("content/built/.isles-manifest", ""), ("themes/t/x.css", "")]);
    let old = load(root.path()).unwrap();
    for path in
        ["content/plans/.b.md", "content/plans/b.md~", "content/built/c.md", "README.md", "themes/.t/x.css"]
    {
        put(root.path(), path, "text");
        let named = BTreeSet::from([path.to_owned()]);
        let mut new = old.clone();
        assert!(reread(root.path(), &mut new, &named).is_none(), "{path}");
        let (new, changes) = quick(root.path(), &new);
        assert_eq!(changes, [""; 0], "{path}");
        assert_eq!(new.input.content, load(root.path()).unwrap().input.content);
    }
}

#[test]
fn a_whole_look_sees_what_sizes_and_times_do_not_tell() {
    let root = site(&[("content/a.md", "a")]);
    settle(root.path());
    let mut old = load(root.path()).unwrap();
    swapped_behind_the_back(root.path());
    blur(root.path(), &mut old);
    let (_, changes) = reload(root.path(), &old, Look::Whole).unwrap();
    assert_eq!(said(&changes), ["changed content/a.md"]);
}

#[test]
fn a_time_of_just_now_is_not_believed() {
    let root = site(&[("content/a.md", "a")]);
    let mut old = load(root.path()).unwrap();
    put(root.path(), "content/a.md", "A");
    blur(root.path(), &mut old);
    assert_eq!(quick(root.path(), &old).1, ["changed content/a.md"], "clocks may be coarse");
}

#[cfg(unix)]
#[test]
fn what_comes_to_be_said_of_a_file_is_a_change_of_it() {
    let root = site(&[("content/a.md", "a")]);
    let old = load(root.path()).unwrap();
    std::os::unix::fs::symlink("a.md", root.path().join("content/link.md")).unwrap();
    let (new, changes) = quick(root.path(), &old);
    assert_eq!(changes, ["changed content/link.md"]);
    fs::remove_file(root.path().join("content/link.md")).unwrap();
    assert_eq!(quick(root.path(), &new).1, ["changed content/link.md"]);
}

#[test]
fn a_site_that_is_gone_is_an_error_and_nothing_else() {
    let root = site(&[("content/a.md", "a")]);
    let old = load(root.path()).unwrap();
    fs::remove_dir_all(root.path().join("content")).unwrap();
    assert!(matches!(reload(root.path(), &old, Look::Whole), Err(LoadError::NoContent { .. })));
    put(root.path(), "content/a.md", "a");
    assert_eq!(quick(root.path(), &old).1, [""; 0], "back as it was");
}

#[test]
fn a_reading_that_is_given_up_comes_to_nothing() {
    let root = site(&[("content/a.md", "a"), ("content/b/c.md", "c")]);
    let old = load(root.path()).unwrap();
    put(root.path(), "content/a.md", "other");
    let reload = |given_up| {
        let given_up = AtomicBool::new(given_up);
        let read = reload_unless(&given_up, root.path(), &old, Look::Whole).unwrap();
        read.map(|(_, changes)| said(&changes))
    };
    assert_eq!(reload(true), None);
    assert_eq!(reload(false), Some(vec!["changed content/a.md".to_owned()]));
}
