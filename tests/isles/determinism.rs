//! Same input, same bytes: in two processes, two folders, with one thread and with eight.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::site::repository;

#[test]
fn two_processes_with_other_threads_and_folders_write_the_same_bytes() {
    let here = tempfile::tempdir().expect("a folder");
    let copy = here.path().join("elsewhere");
    for folder in ["content", "book.toml"] {
        copy_all(&repository().join(folder), &copy.join(folder));
    }
    let (one, eight) = (here.path().join("one"), here.path().join("eight"));
    build(&repository(), &one, "1");
    build(&copy, &eight, "8");
    let (one, eight) = (tree(&one), tree(&eight));
    assert!(one.len() > 100, "{} files", one.len());
    let differing: Vec<&PathBuf> =
        one.iter().filter(|(path, bytes)| eight.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    assert!(differing.is_empty() && one.len() == eight.len(), "{differing:?}");
}

#[test]
fn touching_one_record_writes_only_what_changed() {
    let here = tempfile::tempdir().expect("a folder");
    let (site, dest) = (here.path().join("site"), here.path().join("out"));
    for folder in ["content", "book.toml"] {
        copy_all(&repository().join(folder), &site.join(folder));
    }
    build(&site, &dest, "2");
    let before = times(&dest);
    let record = site.join("content/harbor-view/index.md");
    let text = fs::read_to_string(&record).expect("a record");
    fs::write(&record, format!("{text}\nOne more sentence.\n")).expect("the record is changed");
    build(&site, &dest, "2");
    let changed: Vec<PathBuf> = times(&dest)
        .into_iter()
        .filter(|(path, time)| before.get(path) != Some(time))
        .map(|(path, _)| path)
        .collect();
    let pages: Vec<_> =
        changed.iter().filter(|path| path.extension().is_some_and(|ending| ending == "html")).collect();
    assert_eq!(pages, [Path::new("harbor-view/index.html")], "{changed:?}");
}

fn build(site: &Path, dest: &Path, jobs: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_isles"))
        .args(["build", "--date", "2026-11-24", "--audience", "staff", "--jobs", jobs, "--dest-dir"])
        .arg(dest)
        .arg(site)
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_file() {
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder is made");
        fs::copy(from, to).expect("a file is copied");
        return;
    }
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        copy_all(&entry.path(), &to.join(entry.file_name()));
    }
}

/// The files of a folder by path, without the program's own.
fn paths(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if path.is_dir() {
                open.push(path);
            } else if !hidden {
                found.push(path.strip_prefix(folder).expect("inside").to_path_buf());
            }
        }
    }
    found
}

fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    paths(folder)
        .into_iter()
        .map(|path| (path.clone(), fs::read(folder.join(path)).expect("a file")))
        .collect()
}

fn times(folder: &Path) -> BTreeMap<PathBuf, std::time::SystemTime> {
    let time =
        |path: &Path| fs::metadata(folder.join(path)).and_then(|data| data.modified()).expect("a time");
    paths(folder).into_iter().map(|path| (path.clone(), time(&path))).collect()
}
