//! The writer, on a real disk.

use super::*;
use crate::output::Bytes;

fn outputs(files: &[(&str, &str)]) -> Vec<Output> {
    let output = |(path, text): &(&str, &str)| Output {
        path: (*path).to_owned(),
        bytes: Bytes::Made(text.as_bytes().to_vec()),
    };
    files.iter().map(output).collect()
}

/// Every file below a folder and what it says, without what Isles keeps there for itself.
fn files(dest: &Path) -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new(dest).sort_by_file_name().into_iter().map(Result::unwrap);
    entries
        .filter(|entry| !entry.file_type().is_dir())
        .filter(|entry| entry.path() != dest.join(MANIFEST) && entry.path() != dest.join(lock::NAME))
        .map(|entry| {
            let path = entry.path().strip_prefix(dest).unwrap().to_str().unwrap().replace('\\', "/");
            (path, fs::read_to_string(entry.path()).unwrap_or_default())
        })
        .collect()
}

fn names(dest: &Path) -> Vec<String> {
    files(dest).into_iter().map(|(path, _)| path).collect()
}

fn written(created: usize, changed: usize, unchanged: usize, removed: usize) -> Written {
    Written { created, changed, unchanged, removed }
}

#[test]
fn a_second_build_of_the_same_site_touches_nothing() {
    let root = tempfile::tempdir().unwrap();
    let dest = root.path().join("new/site");
    let site = outputs(&[("plans/a.html", "a"), ("index.html", "home"), ("css/site.css", "")]);
    assert_eq!(write(&dest, &site).unwrap(), written(3, 0, 0, 0));
    let times = || -> Vec<_> {
        let all = [MANIFEST, "index.html", "plans/a.html", "css/site.css", "plans", ""];
        all.iter().map(|path| fs::metadata(dest.join(path)).unwrap().modified().unwrap()).collect()
    };
    let before = times();
    assert_eq!(write(&dest, &site).unwrap(), written(0, 0, 3, 0));
    assert_eq!(times(), before);
}

#[test]
fn only_what_differs_is_written_and_what_is_gone_is_deleted_with_its_folder() {
    let root = tempfile::tempdir().unwrap();
    let dest = root.path();
    write(dest, &outputs(&[("a.html", "a"), ("b.html", "b"), ("old/deep/c.html", "c")])).unwrap();
    let kept = fs::metadata(dest.join("a.html")).unwrap().modified().unwrap();
    fs::write(dest.join("mine.txt"), "mine").unwrap();
    fs::create_dir_all(dest.join("old/mine")).unwrap();

    let site = outputs(&[("a.html", "a"), ("b.html", "B"), ("d.html", "d")]);
    assert_eq!(write(dest, &site).unwrap(), written(1, 1, 1, 1));
    assert_eq!(names(dest), ["a.html", "b.html", "d.html", "mine.txt"]);
    assert_eq!(fs::read(dest.join("b.html")).unwrap(), b"B");
    assert_eq!(fs::metadata(dest.join("a.html")).unwrap().modified().unwrap(), kept);
    assert!(!dest.join("old/deep").exists() && dest.join("old/mine").exists());
}

#[test]
fn the_manifest_lists_paths_in_order_with_their_hashes() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &outputs(&[("b.html", ""), ("a.html", "")])).unwrap();
    // The BLAKE3 hash of nothing, from the test vectors of the algorithm's authors.
    let nothing = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
    let lines = [
        "{",
        "  \"version\": 1,",
        "  \"complete\": true,",
        "  \"files\": {",
        &format!("    \"a.html\": \"{nothing}\","),
        &format!("    \"b.html\": \"{nothing}\""),
        "  }",
        "}",
        "",
    ];
    let expected = lines.join("\n");
    assert_eq!(fs::read_to_string(root.path().join(MANIFEST)).unwrap(), expected);
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_left_alone() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("thesis.doc"), "years").unwrap();
    let error = write(root.path(), &outputs(&[("index.html", "x")])).unwrap_err();
    assert!(matches!(&error, WriteError::Foreign { path, .. } if path == root.path()));
    assert!(error.to_string().contains("`thesis.doc`"), "{error}");
    assert!(matches!(clean(root.path()), Err(WriteError::Foreign { .. })));
    assert_eq!(files(root.path()), [("thesis.doc".to_owned(), "years".to_owned())]);
    assert!(!root.path().join(lock::NAME).exists());

    let error = write(&root.path().join("thesis.doc"), &[]).unwrap_err();
    assert!(matches!(error, WriteError::Destination { .. }), "{error}");
}

#[test]
fn a_file_of_somebody_else_is_never_overwritten() {
    let root = tempfile::tempdir().unwrap();
    let dest = root.path();
    write(dest, &outputs(&[("a.html", "a")])).unwrap();
    fs::write(dest.join("mine.html"), "mine").unwrap();
    let refused = |site: &[(&str, &str)], name: &str| match write(dest, &outputs(site)) {
        Err(WriteError::Foreign { path, .. }) => assert_eq!(path, dest.join(name)),
        other => panic!("{other:?}"),
    };
    refused(&[("b.html", "b"), ("mine.html", "theirs")], "mine.html");
    refused(&[("b.html", "b"), ("mine.html/x.html", "theirs")], "mine.html");
    fs::create_dir(dest.join("folder")).unwrap();
    fs::write(dest.join("folder/notes.txt"), "notes").unwrap();
    refused(&[("b.html", "b"), ("folder", "theirs")], "folder");
    assert_eq!(names(dest), ["a.html", "folder/notes.txt", "mine.html"]);

    assert_eq!(write(dest, &outputs(&[("mine.html", "mine")])).unwrap(), written(0, 0, 1, 1));
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let root = tempfile::tempdir().unwrap();
    let dest = root.path();
    write(dest, &outputs(&[("a", "file"), ("b/c/d.html", "d"), ("b/e.html", "e")])).unwrap();
    let site = outputs(&[("a/x.html", "x"), ("b", "file")]);
    assert_eq!(write(dest, &site).unwrap(), written(2, 0, 0, 3));
    assert_eq!(names(dest), ["a/x.html", "b"]);

    write(dest, &outputs(&[("b/c.html", "c")])).unwrap();
    fs::write(dest.join("b/mine.txt"), "mine").unwrap();
    let error = write(dest, &site).unwrap_err();
    assert!(
        matches!(&error, WriteError::Foreign { path, .. } if *path == dest.join("b/mine.txt")),
        "{error}"
    );
}

#[test]
fn a_build_killed_half_way_leaves_nothing_unowned() {
    let root = tempfile::tempdir().unwrap();
    let dest = root.path();
    write(dest, &outputs(&[("old.html", "old"), ("kept.html", "1")])).unwrap();

    let site = outputs(&[("kept.html", "2"), ("new/page.html", "new"), ("new/never.html", "never")]);
    let owned = Manifest::read(dest).unwrap();
    let none = &Standing::new();
    let plan = Plan::new(dest, owned.as_ref(), site.iter().map(NewFile::of).collect(), none).unwrap();
    begin(dest, owned.as_ref(), &plan).unwrap();
    fs::create_dir(dest.join("new")).unwrap();
    file::replace(&dest.join("new/page.html"), b"new").unwrap();
    fs::write(dest.join("new/.isles-tmp-Ab3"), "half").unwrap();
    // Killed here.
    assert_eq!(fs::read(dest.join("old.html")).unwrap(), b"old", "the last good page still stands");

    let other = outputs(&[("kept.html", "1")]);
    assert_eq!(write(dest, &other).unwrap(), written(0, 0, 1, 2));
    assert_eq!(names(dest), ["kept.html"]);
    assert!(!dest.join("new").exists());
    assert!(Manifest::read(dest).unwrap().unwrap().complete);
}

#[test]
fn a_build_killed_before_its_first_manifest_can_be_repeated() {
    let root = tempfile::tempdir().unwrap();
    for name in [lock::NAME, ".isles-tmp-Xy9", ".DS_Store"] {
        fs::write(root.path().join(name), "").unwrap();
    }
    write(root.path(), &outputs(&[("index.html", "x")])).unwrap();
    assert_eq!(names(root.path()), [".DS_Store", "index.html"]);
}

#[test]
fn two_builds_do_not_write_into_one_folder() {
    let root = tempfile::tempdir().unwrap();
    let site = outputs(&[("index.html", "x")]);
    let lock = Lock::take(root.path()).unwrap();
    let error = write(root.path(), &site).unwrap_err();
    assert!(error.to_string().starts_with("another build is writing to"), "{error}");
    drop(lock);
    write(root.path(), &site).unwrap();
    let _lock = Lock::take(root.path()).unwrap();
    assert!(matches!(clean(root.path()), Err(WriteError::Locked { .. })));
    assert_eq!(names(root.path()), ["index.html"]);
}

#[test]
fn a_manifest_that_was_tampered_with_deletes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let dest = root.path().join("site");
    fs::write(root.path().join("precious.txt"), "precious").unwrap();
    let site = outputs(&[("index.html", "x")]);
    write(&dest, &site).unwrap();
    let absolute = root.path().join("precious.txt");
    for path in ["../precious.txt", "a/../../precious.txt", absolute.to_str().unwrap(), ""] {
        let files = [(path.to_owned(), "00".to_owned())].into();
        Manifest::of(files).save(&dest).unwrap();
        assert!(matches!(write(&dest, &site), Err(WriteError::Unsafe { .. })), "{path}");
        assert!(matches!(clean(&dest), Err(WriteError::Unsafe { .. })), "{path}");
    }
    assert!(absolute.exists() && dest.join("index.html").exists());
}

#[test]
fn a_manifest_that_cannot_be_understood_is_refused_with_a_way_out() {
    let root = tempfile::tempdir().unwrap();
    let site = outputs(&[("index.html", "x")]);
    write(root.path(), &site).unwrap();
    let half = "{\"version\": 1, \"complete\": true, \"fi";
    let newer = "{\"version\": 2, \"pages\": []}";
    for (text, said) in [("", "damaged"), (half, "damaged"), (newer, "version 2")] {
        fs::write(root.path().join(MANIFEST), text).unwrap();
        for error in [write(root.path(), &outputs(&[])).unwrap_err(), clean(root.path()).unwrap_err()] {
            assert!(matches!(error, WriteError::Manifest { .. }));
            let message = error.to_string();
            assert!(message.contains(said) && message.contains("delete the folder"), "{message}");
        }
    }
    assert_eq!(names(root.path()), ["index.html"]);
}

#[test]
fn paths_that_cannot_stand_in_a_site_are_refused_before_anything_is_written() {
    let root = tempfile::tempdir().unwrap();
    let dest = root.path().join("site");
    let refused: [&[(&str, &str)]; 6] = [
        &[("index.html", "x"), ("../x.html", "x")],
        &[("index.html", "x"), (MANIFEST, "x")],
        &[("index.html", "x"), ("index.html", "y")],
        &[("index.html", "x"), ("Index.html", "y")],
        &[("a", "x"), ("a/b.html", "y")],
        &[("A", "x"), ("a/b.html", "y")],
    ];
    for site in refused {
        assert!(matches!(write(&dest, &outputs(site)), Err(WriteError::Unsafe { .. })), "{site:?}");
    }
    assert!(!dest.exists());
}

#[test]
fn clean_deletes_what_isles_wrote_and_nothing_else() {
    let root = tempfile::tempdir().unwrap();
    let dest = root.path().join("site");
    assert_eq!(clean(&dest).unwrap(), 0);
    let site = outputs(&[("index.html", "x"), ("a/b.html", "y")]);
    write(&dest, &site).unwrap();
    fs::write(dest.join("mine.txt"), "mine").unwrap();
    fs::remove_file(dest.join("index.html")).unwrap();
    assert_eq!(clean(&dest).unwrap(), 1);
    assert_eq!(fs::read_dir(&dest).unwrap().count(), 1, "nothing but mine.txt");

    fs::remove_file(dest.join("mine.txt")).unwrap();
    write(&dest, &site).unwrap();
    assert_eq!(clean(&dest).unwrap(), 2);
    assert!(!dest.exists());
}

#[test]
fn files_larger_than_one_reading_are_compared_to_their_end() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("film.mp4");
    let mut bytes = vec![7; 200_000];
    fs::write(&path, &bytes).unwrap();
    assert!(file::holds(&path, &bytes).unwrap());
    bytes[199_999] = 8;
    assert!(!file::holds(&path, &bytes).unwrap());
    assert!(!file::holds(&path, &bytes[..199_999]).unwrap());
    assert!(!file::holds(&path, &[]).unwrap());
}

#[test]
fn an_error_of_the_computer_names_the_file() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("missing/page.html");
    let message = file::replace(&path, b"x").unwrap_err().to_string();
    assert!(message.starts_with(&format!("could not write `{}`", path.display())), "{message}");
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn nothing_is_written_or_deleted_through_a_link() {
        let root = tempfile::tempdir().unwrap();
        let (dest, outside) = (root.path().join("site"), root.path().join("outside"));
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("b.html"), "precious").unwrap();
        write(&dest, &outputs(&[("a/b.html", "ours")])).unwrap();
        fs::remove_dir_all(dest.join("a")).unwrap();
        symlink(&outside, dest.join("a")).unwrap();
        for site in
            [outputs(&[("a/b.html", "ours")]), outputs(&[("x.html", "x")]), outputs(&[("a/c/d.html", "")])]
        {
            assert!(matches!(write(&dest, &site), Err(WriteError::Unsafe { path, .. }) if path == "a"));
        }
        assert!(matches!(clean(&dest), Err(WriteError::Unsafe { .. })));
        assert_eq!(files(&outside), [("b.html".to_owned(), "precious".to_owned())]);
        assert!(!dest.join("x.html").exists());
    }

    #[test]
    fn a_link_in_the_place_of_our_file_is_replaced_and_not_followed() {
        let root = tempfile::tempdir().unwrap();
        let (dest, outside) = (root.path().join("site"), root.path().join("outside.txt"));
        fs::write(&outside, "precious").unwrap();
        write(&dest, &outputs(&[("a.html", "a"), ("b.html", "b")])).unwrap();
        for name in ["a.html", "b.html"] {
            fs::remove_file(dest.join(name)).unwrap();
            symlink(&outside, dest.join(name)).unwrap();
        }
        assert_eq!(write(&dest, &outputs(&[("a.html", "precious")])).unwrap(), written(0, 1, 0, 1));
        assert!(!fs::symlink_metadata(dest.join("a.html")).unwrap().is_symlink());
        assert_eq!(fs::read(&outside).unwrap(), b"precious");

        symlink(&outside, dest.join("c.html")).unwrap();
        let error = write(&dest, &outputs(&[("c.html", "precious")])).unwrap_err();
        assert!(matches!(error, WriteError::Foreign { .. }), "{error}");
    }

    #[test]
    fn a_lock_that_is_a_link_makes_no_file_elsewhere() {
        let root = tempfile::tempdir().unwrap();
        let dest = root.path().join("site");
        fs::create_dir(&dest).unwrap();
        symlink(root.path().join("elsewhere"), dest.join(lock::NAME)).unwrap();
        assert!(matches!(write(&dest, &[]), Err(WriteError::Unsafe { .. })));
        assert!(!root.path().join("elsewhere").exists());
        fs::remove_file(dest.join(lock::NAME)).unwrap();
        fs::create_dir(dest.join(lock::NAME)).unwrap();
        assert!(matches!(write(&dest, &[]), Err(WriteError::Unsafe { .. })), "nor what is no file");
    }

    #[test]
    fn the_output_folder_itself_may_be_a_link() {
        let root = tempfile::tempdir().unwrap();
        let (dest, real) = (root.path().join("site"), root.path().join("real"));
        fs::create_dir(&real).unwrap();
        symlink(&real, &dest).unwrap();
        write(&dest, &outputs(&[("a/b.html", "b")])).unwrap();
        assert_eq!(names(&real), ["a/b.html"]);
        assert_eq!(clean(&dest).unwrap(), 1);
        assert_eq!(fs::read_dir(&real).unwrap().count(), 0);
    }

    /// Two names of one file stand for the one file that `Plan.html` and `plan.html` are on other systems.
    #[test]
    fn a_page_whose_name_changes_only_in_capitals_survives() {
        let root = tempfile::tempdir().unwrap();
        let dest = root.path();
        write(dest, &outputs(&[("Plan.html", "plan")])).unwrap();
        fs::rename(dest.join("Plan.html"), dest.join("plan.html")).unwrap();
        symlink("plan.html", dest.join("Plan.html")).unwrap();
        let site = outputs(&[("plan.html", "plan")]);
        let owned = Manifest::read(dest).unwrap();
        let none = &Standing::new();
        let plan = Plan::new(dest, owned.as_ref(), site.iter().map(NewFile::of).collect(), none).unwrap();
        assert!(plan.blocking.contains("Plan.html") && plan.stale.is_empty(), "deleted first, never last");
        assert_eq!(write(dest, &site).unwrap(), written(1, 0, 0, 1));
        assert_eq!(files(dest), [("plan.html".to_owned(), "plan".to_owned())]);
    }

    #[test]
    fn everybody_may_read_the_site_and_a_folder_that_refuses_is_named() {
        let root = tempfile::tempdir().unwrap();
        let dest = root.path();
        write(dest, &outputs(&[("a/b.html", "b")])).unwrap();
        fs::write(dest.join("usual"), "").unwrap();
        let mode = |path: &str| fs::metadata(dest.join(path)).unwrap().permissions().mode();
        assert_eq!(mode("a/b.html"), mode("usual"));

        fs::set_permissions(dest.join("a"), fs::Permissions::from_mode(0o555)).unwrap();
        let result = write(dest, &outputs(&[("a/b.html", "B")]));
        fs::set_permissions(dest.join("a"), fs::Permissions::from_mode(0o755)).unwrap();
        // The administrator may write everywhere.
        match result {
            Ok(done) => assert_eq!(done, written(0, 1, 0, 0)),
            Err(error) => assert!(error.to_string().contains("b.html"), "{error}"),
        }
        assert!(write(dest, &outputs(&[("a/b.html", "B")])).is_ok());
    }
}
