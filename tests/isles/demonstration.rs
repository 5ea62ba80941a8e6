//! The demonstration district: complete, clean, and every link leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use isles::audience::Audience;
use isles::input::Options;
use isles::output::Build;
use scraper::{Html, Selector};

use crate::site::{line, load, repository, text_of, today};

fn demonstration(audience: Audience) -> Build {
    let options = Options { audience: Some(audience), ..Options::as_of(today()) };
    isles::build(&load(&repository()), &options)
}

#[test]
fn it_builds_for_every_audience_without_a_finding() {
    for audience in Audience::ALL {
        let build = demonstration(audience);
        let found: Vec<String> = build
            .diagnostics
            .iter()
            .filter(|found| found.level != isles::diagnostic::Level::Note)
            .map(line)
            .collect();
        assert!(found.is_empty(), "{audience}:\n{}", found.join("\n"));
        assert!(!build.outputs.is_empty());
    }
}

#[test]
fn every_audience_sees_the_pages_it_should() {
    for audience in Audience::ALL {
        let build = demonstration(audience);
        let mut lines = Vec::new();
        for output in &build.outputs {
            let title = match output.path.ends_with(".html") {
                true => format!("  {}", heading(text_of(&build, &output.path))),
                false => String::new(),
            };
            lines.push(format!("{}{title}\n", without_hash(&output.path)));
        }
        lines.sort();
        let overview = lines.concat();
        let path = repository().join(format!("tests/golden/{audience}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &overview).expect("the overview is rewritten");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let (was, is): (BTreeSet<&str>, BTreeSet<&str>) =
            (expected.lines().collect(), overview.lines().collect());
        let gone: Vec<&str> = was.difference(&is).copied().collect();
        let new: Vec<&str> = is.difference(&was).copied().collect();
        assert!(
            expected == overview,
            "UPDATE=1 rewrites {}\ngone:\n{}\nnew:\n{}",
            path.display(),
            gone.join("\n"),
            new.join("\n")
        );
    }
}

#[test]
fn every_link_and_anchor_leads_somewhere() {
    for audience in Audience::ALL {
        let broken = broken_links(&demonstration(audience));
        assert!(broken.is_empty(), "{audience}:\n{}", broken.join("\n"));
    }
}

#[test]
fn a_real_plan_builds_as_it_is() {
    let root = repository().join("../shared/real/discipline-plan");
    if !root.is_dir() {
        return;
    }
    let input = load(&root);
    let build = isles::build(&input, &Options::as_of(isles::date::Date::constant(2015, 10, 26)));
    assert!(!build.has_errors(), "{:?}", build.diagnostics.iter().map(line).collect::<Vec<_>>());
    let broken = broken_links(&build);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    let newer = text_of(&build, "plans/reading-2015-16.html");
    let older = text_of(&build, "plans/reading-2014-15.html");
    assert!(newer.contains("reading-2014-15.html") && older.contains("reading-2015-16.html"));
    assert!(older.contains("Closed"));
}

/// `files/sample-0123456789ab.png` without the part that changes with every byte.
fn without_hash(path: &str) -> String {
    let hashed = path.starts_with("files/") || path.starts_with("theme/harbor-");
    match path.rsplit_once('-').and_then(|(stem, rest)| Some((stem, rest.split_once('.')?.1))) {
        Some((stem, ending)) if hashed => format!("{stem}-….{ending}"),
        _ => path.to_owned(),
    }
}

fn heading(html: &str) -> String {
    let page = Html::parse_document(html);
    let selector = Selector::parse("h1").expect("a selector");
    let heading = page.select(&selector).next().map(|heading| heading.text().collect::<String>());
    heading.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Links, images, styles and scripts of a build that lead to no output, and anchors to no element.
fn broken_links(build: &Build) -> Vec<String> {
    let outputs: BTreeSet<&str> = build.outputs.iter().map(|output| output.path.as_str()).collect();
    let pages: Vec<&str> = outputs.iter().copied().filter(|path| path.ends_with(".html")).collect();
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut links: Vec<(&str, String)> = Vec::new();
    let with_id = Selector::parse("[id]").expect("a selector");
    let with_link = Selector::parse("[href], [src]").expect("a selector");
    for page in pages {
        let html = Html::parse_document(text_of(build, page));
        let of_page =
            html.select(&with_id).filter_map(|element| element.value().attr("id")).map(str::to_owned);
        ids.insert(page, of_page.collect());
        for element in html.select(&with_link) {
            let target = element.value().attr("href").or(element.value().attr("src"));
            links.extend(target.map(|target| (page, target.to_owned())));
        }
    }
    let mut broken = Vec::new();
    for (page, link) in links {
        if link.contains("://") || link.starts_with("mailto:") || link.starts_with("tel:") {
            continue;
        }
        let (path, anchor) =
            link.split_once('#').map_or((link.as_str(), None), |(path, anchor)| (path, Some(anchor)));
        let target = resolve(page, path);
        let missing = !outputs.contains(target.as_str());
        let lost =
            anchor.is_some_and(|anchor| !ids.get(target.as_str()).is_some_and(|ids| ids.contains(anchor)));
        if missing || (lost && anchor != Some("")) {
            broken.push(format!("{page}: {link}"));
        }
    }
    broken
}

fn resolve(page: &str, path: &str) -> String {
    if path.is_empty() {
        return page.to_owned();
    }
    // The page for what is not there starts at the top of the host.
    let mut parts: Vec<&str> = if path.starts_with('/') { vec![""] } else { page.split('/').collect() };
    parts.pop();
    for part in path.trim_start_matches('/').split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}
