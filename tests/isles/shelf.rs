//! Large sites: files wait on the disk until all of them are made, and reports are made when it is their turn. It
//! shows nowhere.

use std::collections::BTreeMap;
use std::fs;

use isles::Kept;
use isles::input::Options;
use isles::observe::Unobserved;
use isles::write::{Folder, MANIFEST, Shelf, Standing};

use crate::command_line::tree;
use crate::site::{input, load, repository, today};

#[test]
fn what_waited_on_the_disk_is_written_to_the_byte_and_left_alone_where_it_is_the_same() {
    let (input, options) = (load(&repository()), Options::as_of(today()));
    let expected: BTreeMap<String, Vec<u8>> = isles::build(&input, &options)
        .outputs
        .into_iter()
        .map(|output| (output.path, output.bytes.as_slice().to_vec()))
        .collect();
    let folder = tempfile::tempdir().expect("a folder");
    let dest = folder.path().join("site");
    let write = || {
        let shelf = Shelf::new(100_000, tempfile::tempfile);
        let (build, _) = isles::rebuild(&input, &options, &Kept::default(), &Unobserved, &shelf);
        let pages = |path: &&String| path.ends_with(".html");
        assert!(build.outputs.iter().any(|output| output.path.ends_with(".html")), "some stay in memory");
        assert!(build.aside.keys().filter(pages).count() > 50, "most wait on the disk");
        Folder::open(&dest).expect("a folder").write(&build, &shelf).expect("a site")
    };
    assert_eq!(write().created, expected.len());
    let found: BTreeMap<String, Vec<u8>> =
        tree(&dest).into_iter().filter(|(path, _)| !path.starts_with(".isles-")).collect();
    assert!(found.keys().eq(expected.keys()));
    let differs = expected.iter().find(|(path, bytes)| found[*path] != **bytes);
    assert_eq!(differs.map(|(path, _)| path), None);
    assert_eq!(write().unchanged, expected.len());
    let page = dest.join("index.html");
    fs::write(&page, "somebody's").expect("a file");
    assert_eq!(write().changed, 1);
    assert_eq!(fs::read(&page).expect("the page"), expected["index.html"]);
    assert!(dest.join(MANIFEST).is_file());
}

#[test]
fn what_stands_already_waits_nowhere() {
    let (input, options) = (load(&repository()), Options::as_of(today()));
    let shelf = Shelf::new(0, tempfile::tempfile);
    let (first, kept) = isles::rebuild(&input, &options, &Kept::default(), &Unobserved, &shelf);
    assert!(!first.has_errors());
    let standing: Standing = first.aside.iter().map(|(path, aside)| (path.clone(), aside.hash)).collect();
    // The pages are made anew, as for another day, and come to what stands there.
    let mut pages = isles::render::kept::Kept::default();
    pages.standing = standing.clone();
    let before = Kept { pages, audit: kept.audit, ..Kept::default() };
    let (second, _) = isles::rebuild(&input, &options, &before, &Unobserved, &Shelf::none());
    assert!(second.standing == standing, "something that stands was made anew");
    assert!(second.outputs.iter().all(|output| !standing.contains_key(&output.path)));
}

#[test]
fn the_last_of_many_schools_has_the_reports_of_the_first() {
    let school = b"name = \"A school\"\nlevel = \"elementary\"\n[[years]]\nname = \"2026-27\"\nstarts = 2026-08-24\nends = 2027-06-11\n";
    let plan = b"+++\ntitle = \"Readers\"\nyear = \"2026-27\"\nstatus = \"active\"\npurpose = \"Every child reads.\"\nteam = [\"Principal\"]\nstarts = 2026-08-24\nends = 2027-06-11\n[[goals]]\nid = \"fluency\"\nstatement = \"Children read.\"\nbaseline = 41\nbaseline-date = 2026-05-20\ntarget = 60\nby = 2027-05-28\n+++\nText.\n";
    let mut files: Vec<(String, &[u8])> = vec![("content/district.toml".into(), b"name = \"A district\"\n")];
    for number in 10..50 {
        files.push((format!("content/school-{number}/school.toml"), school));
        files.push((format!("content/school-{number}/plans/readers.md"), plan));
    }
    let input = input(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)));
    let build = isles::build(&input, &Options::as_of(today()));
    assert!(!build.has_errors(), "{:#?}", build.diagnostics);
    let reports = |number: usize| -> Vec<(String, String)> {
        let name = format!("school-{number}");
        let folder = format!("{name}/reports/");
        let own = build.outputs.iter().filter(|output| output.path.starts_with(&folder));
        own.map(|output| {
            let text = String::from_utf8_lossy(output.bytes.as_slice()).replace(&name, "school");
            (output.path.replace(&name, "school"), text)
        })
        .collect()
    };
    let (first, last) = (reports(10), reports(49));
    assert_eq!(first.len(), 2, "goals and the review brief");
    let paths = |reports: &[(String, String)]| -> Vec<String> {
        reports.iter().map(|(path, _)| path.clone()).collect()
    };
    assert_eq!(paths(&first), paths(&last));
    assert!(first == last, "a report that is made at its turn is another one");
}
