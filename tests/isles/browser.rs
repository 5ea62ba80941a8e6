//! The demonstration in a real browser: `tests/browser` drives Chromium through what is built here.

use std::process::Command;

use isles::audience::Audience;
use isles::input::Options;
use isles::language::Language;
use isles::render::gallery::gallery;
use isles::render::theme::HARBOR;

use crate::site::{input, load, repository, today};

#[path = "../../benches/scale/district.rs"]
#[allow(dead_code, reason = "the benchmark draws more than a site")]
mod district;

/// Records of the district in which the search is measured.
const LARGE: usize = 10_000;

#[test]
#[ignore = "needs Chromium: see README"]
fn the_demonstration_is_right_in_a_browser() {
    let sites = tempfile::tempdir().expect("a folder for the sites");
    for audience in Audience::ALL {
        let options = Options { audience: Some(audience), ..Options::as_of(today()) };
        let build = isles::build(&load(&repository()), &options);
        assert!(!build.has_errors());
        let site = sites.path().join(audience.as_str());
        isles::write::write(&site, &build.outputs).unwrap_or_else(|error| panic!("{error}"));
    }
    let gallery = gallery(HARBOR, "Harbor", &Language::english().clone().into(), &[]);
    let gallery = gallery.unwrap_or_else(|problems| panic!("{problems:?}"));
    isles::write::write(&sites.path().join("theme-gallery"), &gallery.outputs)
        .unwrap_or_else(|error| panic!("{error}"));
    let files = district::district(LARGE, 7);
    let large = input(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    let mut build = isles::build(&large, &Options::as_of(today()));
    assert!(!build.has_errors());
    build.outputs.retain(|output| output.path.starts_with("search") || output.path.starts_with("theme/"));
    isles::write::write(&sites.path().join("large"), &build.outputs)
        .unwrap_or_else(|error| panic!("{error}"));
    let status = Command::new("node")
        .args(["--test", "--test-concurrency=2"])
        .current_dir(repository().join("tests/browser"))
        .env("ISLES_SITES", sites.path())
        .env("ISLES", env!("CARGO_BIN_EXE_isles"))
        .status()
        .unwrap_or_else(|error| panic!("node, which drives the browser, does not start: {error}"));
    assert!(status.success(), "what the browser found stands above");
}
