//! Input made to break parsers or to smuggle script: every case of `tests/hostile/` comes to what is written in
//! it, and no output of any holds what runs, loads or leads away.

mod case;
mod folders;
mod fuzz;
mod large;
mod oracle;
mod peak;
mod targets;

use isles::audience::Audience;
use isles::diagnostic::{Diagnostic, Level};
use isles::input::Options;
use isles::output::Build;
use isles::render::markdown::anchor;
use rayon::prelude::*;

use self::case::Case;
use crate::site::today;

/// The codes of problems, each once. What an incomplete plan is told is no matter here.
fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    let told = diagnostics.iter().filter(|found| found.level != Level::Note);
    let mut codes: Vec<&str> =
        told.map(|found| found.code.as_str()).filter(|code| !code.starts_with("W1")).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Everything in what a case came to that is not as it should be.
fn judge(case: &Case, build: &Build) -> Vec<String> {
    let mut faults = oracle::faults(build);
    let found = codes(&build.diagnostics);
    if found != case.codes {
        let told = build.diagnostics.iter().map(crate::site::line);
        let told = told.map(|line| line.chars().take(300).collect()).take(12).collect::<Vec<String>>();
        faults.push(format!("expected {:?}, found {found:?}:\n{}", case.codes, told.join("\n")));
    }
    let page = build.outputs.iter().find(|output| output.path == "pages/p.html");
    let page =
        page.map(|page| String::from_utf8_lossy(page.bytes.as_slice()).into_owned()).unwrap_or_default();
    let read = crate::site::read_main(&page);
    for text in case.shows.iter().filter(|text| !read.contains(text.as_str()) && !build.has_errors()) {
        faults.push(format!(
            "the page does not say {text:?}, but:\n{}",
            read.chars().take(1000).collect::<String>()
        ));
    }
    for part in case.html.iter().filter(|part| !page.contains(part.as_str())) {
        faults.push(format!("the page does not hold {part:?}"));
    }
    for output in build.outputs.iter().filter(|output| !output.path.starts_with("theme/")) {
        let held = case.lacks.iter().filter(|part| {
            let bytes = output.bytes.as_slice();
            bytes.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
        });
        faults.extend(held.map(|part| format!("{} holds {part:?}", output.path)));
    }
    faults
}

#[test]
fn every_hostile_case_comes_to_what_is_written_in_it() {
    let cases = case::all();
    assert!(cases.len() > 100, "{} cases", cases.len());
    let faulty: Vec<String> = cases
        .par_iter()
        .filter(|case| !case.slow)
        .map(|case| (case, judge(case, &isles::build(&case.input(), &Options::as_of(today())))))
        .filter(|(_, faults)| !faults.is_empty())
        .map(|(case, faults)| format!("{}: {}\n{}\n", case.name, case.why, faults.join("\n")))
        .collect();
    assert!(faulty.is_empty(), "{} of {} cases:\n{}", faulty.len(), cases.len(), faulty.join("\n"));
}

#[test]
fn every_page_of_the_demonstration_passes_the_oracle() {
    let input = crate::site::load(&crate::site::repository());
    for audience in [Audience::Public, Audience::Staff, Audience::Leadership] {
        let options = Options { audience: Some(audience), ..Options::as_of(today()) };
        let build = isles::build(&input, &options);
        assert!(build.outputs.len() > 100);
        assert_eq!(oracle::faults(&build), [""; 0], "{audience}");
    }
}

#[test]
fn no_heading_has_an_id_of_the_theme() {
    let templates = crate::site::repository().join("themes/harbor/templates");
    let mut ids = std::collections::BTreeSet::new();
    for entry in walkdir::WalkDir::new(templates) {
        let entry = entry.unwrap();
        // Pages of these templates show no body of a record.
        let name = entry.file_name().to_string_lossy().into_owned();
        let elsewhere =
            ["form", "contribute", "search", "filter"].iter().any(|start| name.starts_with(start));
        if name.ends_with(".html") && !elsewhere {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            ids.extend(
                text.split(" id=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())),
            );
        }
    }
    // Pages of these templates show no body of a record.
    let elsewhere = ["by-grade", "by-practice", "letter-"];
    for id in ids {
        let fixed = id.split("{{").next().unwrap_or_default();
        let is_known = fixed.is_empty() || elsewhere.contains(&fixed);
        assert!(is_known || anchor(fixed) != fixed, "{id}: a heading may have this id; name it in THEME_IDS");
    }
    assert_eq!(anchor("evidence"), "evidence.");
    assert_eq!(anchor("goal-1"), "goal-1.");
    assert_eq!(anchor("block-1"), "block-1.", "the pieces of a page are numbered");
    assert_eq!(anchor("what-we-saw"), "what-we-saw");
}

#[test]
fn the_oracle_sees_what_it_is_asked_to_see() {
    for harmful in [
        "<script>x</script>",
        "<b onclick=x>a</b>",
        "<a href='java&#10;script:x'>a</a>",
        "<a href='//evil.example'>a</a>",
        "<img src='https://evil.example/x.png'>",
        "<img srcset='a.png 1x, //evil.example/x.png 2x'>",
        "<p style='x'>a</p>",
        "<form><input></form>",
        "<iframe></iframe>",
        "<base href='https://evil.example'>",
        "<meta http-equiv=refresh content='0; url=https://evil.example'>",
        "<svg><a xlink:href='javascript:x'/></svg>",
        "<svg><animate attributeName=href to='javascript:x'/></svg>",
        "<noscript><p title='</noscript><img src=x onerror=x>'></noscript>",
        "<!-- note -->",
        "</main>",
        "<p>a<p>b</b>",
        "<a href=a><a href=b>c</a></a>",
        "<p>a\0</p>",
        "<math><mtext><table><mglyph><style><img src=x onerror=x>",
    ] {
        assert!(!oracle::fragment_faults(harmful).is_empty(), "{harmful}");
    }
    assert_eq!(
        oracle::fragment_faults("<p>a <a href=\"b.html#c\">d</a></p>\n<ul>\n<li>e</li>\n</ul>"),
        [""; 0]
    );
    for harmful in [
        "<svg><style>a{fill:\\75rl(https://evil.example)}</style></svg>",
        "<svg><style>@\\69mport 'x'</style></svg>",
        "<svg><rect fill='u\\rl(x.svg)'/></svg>",
        "<svg><use href='https://evil.example/x.svg#a'/></svg>",
        "<svg><g></svg>",
        "<svg><a href='j&#97;vascript:x'/></svg>",
    ] {
        assert!(!oracle::drawing_faults(harmful).is_empty(), "{harmful}");
    }
    assert_eq!(oracle::drawing_faults("<svg><rect fill=\"url(#a)\"/></svg>"), [""; 0]);
}
