//! Reading a site, from a real disk.

use super::*;

/// A folder with these files, empty where no text is given.
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn paths(files: &[InputFile]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_str()).collect()
}

fn problems(loaded: &Loaded) -> Vec<(Code, &str)> {
    loaded.input.problems.iter().map(|problem| (problem.code, &*problem.file)).collect()
}

#[test]
fn files_are_sorted_by_path_and_hidden_ones_left_out() {
    let root = site(&[
        ("book.toml", "[book]\ntitle = \"A\"\n"),
        ("content/b/x.md", "x"),
        ("content/b-a.md", "y"),
        ("content/.git/config", ""),
        ("content/.hidden.md", ""),
        ("content/old.md~", ""),
        ("content/#draft.md#", ""),
        ("content/plans/~$plan.docx", ""),
        ("content/photos/Thumbs.db", ""),
        ("content/Desktop.ini", ""),
        ("content/#.md", "z"),
        ("themes/own/theme.toml", ""),
        ("elsewhere/x.md", ""),
    ]);
    let loaded = load(root.path()).unwrap();
    assert_eq!(paths(&loaded.input.content), ["content/#.md", "content/b-a.md", "content/b/x.md"]);
    assert_eq!(&*loaded.input.content[1].bytes, b"y");
    assert_eq!(paths(&loaded.input.themes), ["themes/own/theme.toml"]);
    assert_eq!(loaded.input.config.as_deref(), Some(&b"[book]\ntitle = \"A\"\n"[..]));
    assert_eq!(problems(&loaded), []);
    assert_eq!(loaded.build_dir, root.path().join("site"));
}

#[test]
fn the_folder_of_records_may_have_another_name() {
    let root = site(&[("book.toml", "[book]\nsrc = \"./our/records/\"\n"), ("our/records/a.md", "")]);
    let loaded = load(root.path()).unwrap();
    assert_eq!(paths(&loaded.input.content), ["our/records/a.md"]);
    assert_eq!(loaded.content, root.path().join("our/records"));
}

#[test]
fn a_faulty_book_toml_is_left_for_the_build_to_report() {
    let root = site(&[("book.toml", "[book\nsrc = \"records\""), ("records/a.md", "")]);
    let loaded = load(root.path()).unwrap();
    assert!(loaded.input.config.is_some() && loaded.input.content.is_empty());
}

#[test]
fn a_missing_folder_of_records_is_named_with_advice() {
    let root = site(&[("book.toml", "")]);
    let message = load(root.path()).unwrap_err().to_string();
    assert!(message.contains("content`") && message.contains("isles init"), "{message}");
    let root = site(&[("book.toml", "[book]\nsrc = \".\"\n")]);
    assert!(matches!(load(root.path()), Err(LoadError::ContentOutside { .. })));
}

#[test]
fn a_built_site_inside_the_records_is_not_read() {
    let root = site(&[
        ("book.toml", "[build]\nbuild-dir = \"./content/out\"\n"),
        ("content/a.md", ""),
        ("content/out/index.html", ""),
        ("content/copy/.isles-manifest", ""),
        ("content/copy/index.html", ""),
    ]);
    let loaded = load(root.path()).unwrap();
    assert_eq!(paths(&loaded.input.content), ["content/a.md"]);
    let skipped = Code::BuiltSiteInSource;
    assert_eq!(problems(&loaded), [(skipped, "content/copy"), (skipped, "content/out")]);
}

#[test]
fn a_file_too_large_is_a_problem_and_not_read() {
    let root = site(&[("content/a.md", "")]);
    let film = File::create(root.path().join("content/film.mp4")).unwrap();
    film.set_len(MAX_FILE_BYTES + 1).unwrap();
    let loaded = load(root.path()).unwrap();
    assert_eq!(paths(&loaded.input.content), ["content/a.md"]);
    assert_eq!(problems(&loaded), [(Code::TooLarge, "content/film.mp4")]);
    assert!(loaded.input.problems[0].message.contains("201 MB"));
}

#[test]
fn the_root_is_found_upward_and_book_toml_counts_first() {
    let root = site(&[("a/book.toml", ""), ("a/b/content/c/x.md", "")]);
    let root = fs::canonicalize(root.path()).unwrap();
    let inside = root.join("a/b/content/c");
    assert_eq!(find_root(&inside), Some(root.join("a")));
    assert_eq!(find_root(&inside.join("../c")), Some(root.join("a")));
    fs::remove_file(root.join("a/book.toml")).unwrap();
    assert_eq!(find_root(&inside), Some(root.join("a/b")));
    assert_eq!(find_root(&root.join("a/typo")), None);
}

#[cfg(unix)]
#[test]
fn links_are_named_and_never_followed() {
    use std::os::unix::fs::symlink;
    let outside = site(&[("secret.md", "secret"), ("deep/x.md", "secret")]);
    let root = site(&[("content/a.md", "")]);
    let at = |path: &str| root.path().join(path);
    symlink(outside.path().join("secret.md"), at("content/file.md")).unwrap();
    symlink(outside.path().join("deep"), at("content/folder")).unwrap();
    symlink("nowhere", at("content/broken.md")).unwrap();
    symlink(outside.path(), at("themes")).unwrap();
    symlink(outside.path().join("secret.md"), at("book.toml")).unwrap();
    let loaded = load(root.path()).unwrap();
    assert_eq!(paths(&loaded.input.content), ["content/a.md"]);
    assert_eq!((loaded.input.themes.len(), &loaded.input.config), (0, &None));
    let link = Code::SymlinkIgnored;
    let expected = [
        (Code::Unreadable, "book.toml"),
        (link, "content/broken.md"),
        (link, "content/file.md"),
        (link, "content/folder"),
        (link, "themes"),
    ];
    assert_eq!(problems(&loaded), expected);

    fs::remove_dir_all(at("content")).unwrap();
    symlink(outside.path(), at("content")).unwrap();
    assert!(matches!(load(root.path()), Err(LoadError::ContentIsLink { .. })));
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_is_a_problem_and_not_skipped() {
    use std::os::unix::ffi::OsStrExt;
    let root = site(&[("content/a.md", "")]);
    let content = root.path().join("content");
    let _socket = std::os::unix::net::UnixListener::bind(content.join("socket")).unwrap();
    let strange = content.join(std::ffi::OsStr::from_bytes(b"caf\xE9"));
    fs::create_dir(&strange).unwrap();
    fs::write(strange.join("x.md"), "").unwrap();
    let loaded = load(root.path()).unwrap();
    assert_eq!(paths(&loaded.input.content), ["content/a.md"]);
    let unreadable = Code::Unreadable;
    assert_eq!(problems(&loaded), [(unreadable, "content/caf\u{FFFD}"), (unreadable, "content/socket")]);
}
