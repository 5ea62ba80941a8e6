use super::*;
use crate::date::Date;
use crate::input::InputFile;

fn input(files: &[(&str, &str)]) -> Input {
    let file =
        |(path, text): &(&str, &str)| InputFile { path: (*path).into(), bytes: text.as_bytes().into() };
    Input { content: files.iter().map(file).collect(), ..Input::default() }
}

fn options() -> Options {
    Options::as_of(Date::constant(2026, 11, 24))
}

fn leave(cache: &Cache, whole: blake3::Hash) {
    cache.leave(whole, Vec::new(), Stamps::new(), Kept::default()).expect("room for a file");
}

#[test]
fn what_a_build_left_is_found_by_what_it_was_made_from_and_by_nothing_else() {
    let root = tempfile::tempdir().expect("a folder");
    let cache = Cache::of(root.path(), &root.path().join("site")).expect("a program");
    let one = cache.whole(&input(&[("a", "1"), ("b", "2")]), &options());
    assert!(cache.left().said_of(one).is_none(), "nothing was left yet");
    leave(&cache, one);
    assert!(cache.left().said_of(one).is_some());
    for other in [&[("a", "1"), ("b", "3")][..], &[("a", "1b"), ("", "2")], &[("a", "1")]] {
        assert!(cache.left().said_of(cache.whole(&input(other), &options())).is_none(), "{other:?}");
    }
    let later = Options::as_of(Date::constant(2026, 11, 25));
    assert!(cache.left().said_of(cache.whole(&input(&[("a", "1"), ("b", "2")]), &later)).is_none());
    let elsewhere = Cache::of(root.path(), &root.path().join("public")).expect("a program");
    assert!(elsewhere.left().said_of(one).is_none(), "each output folder has its own");
}

#[test]
fn what_is_damaged_or_of_another_program_counts_as_not_there() {
    let root = tempfile::tempdir().expect("a folder");
    let cache = Cache::of(root.path(), &root.path().join("site")).expect("a program");
    let whole = cache.whole(&input(&[]), &options());
    leave(&cache, whole);
    let good = fs::read(&cache.file).expect("the file just written");
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1;
        fs::write(&cache.file, &bad).expect("a file");
        assert!(cache.left().said_of(whole).is_none(), "byte {at} of {}", good.len());
        fs::write(&cache.file, &good[..at]).expect("a file");
        assert!(cache.left().said_of(whole).is_none(), "cut off at {at}");
    }
    fs::write(&cache.file, &good).expect("a file");
    assert!(cache.left().said_of(whole).is_some());
    let newer = Cache { program: blake3::hash(b"another program"), ..cache };
    assert!(newer.left().said_of(whole).is_none());
}

#[test]
fn only_a_cache_is_deleted() {
    let root = tempfile::tempdir().expect("a folder");
    assert!(!remove(root.path()).expect("nothing to delete"));
    fs::create_dir_all(root.path().join(FOLDER)).expect("a folder");
    assert!(!remove(root.path()).expect("somebody else's folder stays"));
    let cache = Cache::of(root.path(), &root.path().join("site")).expect("a program");
    leave(&cache, blake3::hash(b""));
    assert!(remove(root.path()).expect("the cache is deleted"));
    assert!(!root.path().join(".isles").exists());
    fs::create_dir_all(root.path().join(".isles/schema")).expect("a folder");
    leave(&cache, blake3::hash(b""));
    assert!(remove(root.path()).expect("the cache is deleted"));
    assert!(root.path().join(".isles/schema").exists(), "what is not the cache stays");
}

#[test]
fn of_a_cache_only_what_builds_left_is_deleted() {
    let root = tempfile::tempdir().expect("a folder");
    let cache = Cache::of(root.path(), &root.path().join("site")).expect("a program");
    leave(&cache, blake3::hash(b""));
    let folder = root.path().join(FOLDER);
    fs::write(folder.join("thesis.docx"), "precious").expect("a file");
    fs::create_dir(folder.join("pictures")).expect("a folder");
    fs::write(folder.join("pictures/holiday.jpg"), "precious").expect("a file");
    fs::write(folder.join("pictures").join("0f".repeat(32)), "made").expect("a file");
    assert!(remove(root.path()).expect("the cache is deleted"));
    let left = |folder: &Path| {
        let mut names: Vec<_> =
            fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a name").file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(left(&folder), ["pictures", "thesis.docx"]);
    assert_eq!(left(&folder.join("pictures")), ["holiday.jpg"]);
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_site() {
    use std::os::unix::fs::symlink;
    let (root, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let cache = Cache::of(elsewhere.path(), &root.path().join("site")).expect("a program");
    leave(&cache, blake3::hash(b""));
    for (link, to) in [(".isles", ".isles"), (FOLDER, FOLDER)] {
        let link = root.path().join(link);
        fs::create_dir_all(link.parent().expect("a folder")).expect("a folder");
        symlink(elsewhere.path().join(to), &link).expect("a link");
        assert!(Cache::of(root.path(), &root.path().join("site")).is_none(), "nothing is left behind a link");
        assert!(!remove(root.path()).expect("nothing is deleted behind a link"));
        assert!(cache.file.exists());
        fs::remove_file(&link).expect("a link");
    }
}
