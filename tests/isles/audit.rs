//! Every output is read back: leaks stop a build, false alarms do not, and pages that keep readers out are named.

use std::sync::Arc;

use isles::audience::Audience;
use isles::diagnostic::Level;
use isles::input::{Input, InputFile, Options};
use isles::output::{Build, Bytes, Output};
use isles::publish::Kept;
use isles::render::audit::{Audited, Hidden, Sighting, audit, near, read_page};
use isles::view::View;

use crate::site::{input, line, load, read_main, repository, text_of, today};

/// A record that only staff may see.
const HIDDEN: &str = "+++\ntitle = \"What we fear about the bells\"\ndate = 2026-10-05\naudience = \"staff\"\nsummary = \"Nobody \\\"likes\\\" it.\"\n+++\n\nTwo of the older colleagues said that they will leave if José’s plan comes.\n\n## A heading of its own\n\n- Keep the *quiet* quarter hour after lunch\n";
const OPEN: &str = "+++\ntitle = \"Open page\"\n+++\n\nSee [our talk](../updates/fear-of-new-bells.md) and [[updates/fear-of-new-bells]]. It moves slowly, as all things do here.\n";
const SCHOOL: &str = "name = \"Open School\"\nlevel = \"elementary\"\n";
const RECORD: &str = "content/updates/fear-of-new-bells.md";

/// A small site with a hidden record and what else is given.
fn site(others: &[(&str, &str)]) -> Input {
    let own = [("content/school.toml", SCHOOL), ("content/pages/open.md", OPEN), (RECORD, HIDDEN)];
    let all = own.into_iter().chain(others.iter().copied());
    input(all.map(|(path, text)| (path, text.as_bytes())))
}

fn built(input: &Input, audience: Audience) -> Build {
    isles::build(input, &Options { audience: Some(audience), ..Options::as_of(today()) })
}

/// What is said of leaks in a site for everyone.
fn leaks(others: &[(&str, &str)]) -> Vec<String> {
    let build = built(&site(others), Audience::Public);
    let found: Vec<String> =
        build.diagnostics.iter().filter(|found| found.level == Level::Error).map(line).collect();
    assert_eq!(found.is_empty(), !build.outputs.is_empty(), "with a leak nothing is written");
    assert!(found.iter().all(|found| found.starts_with("E410 ")), "{found:?}");
    found
}

/// The theme's template of that name, with something written below its end.
fn template(name: &str, added: &str) -> String {
    let path = repository().join("themes/harbor/templates").join(name);
    std::fs::read_to_string(path).unwrap().replace("</body>", &format!("{added}\n</body>"))
}

fn planted(added: &str) -> Vec<String> {
    leaks(&[("themes/harbor/templates/base.html", &template("base.html", added))])
}

#[test]
fn a_leak_planted_in_a_template_stops_the_build() {
    let [found] = &planted("<p>What we fear about the bells</p>")[..] else { panic!("one leak") };
    let expected = "E410 error content/updates/fear-of-new-bells.md 2:9-2:39 line ";
    assert!(found.starts_with(expected), "{found}");
    assert!(found.contains("of `404.html` of the public site would give away what stands here"), "{found}");
    assert!(
        found.contains("which is for staff, and so would ") && found.contains(" other files | "),
        "{found}"
    );
    assert!(!found.contains("fear about"), "what is hidden is not repeated: {found}");
    assert_eq!(planted("<p>What we hope about the bells</p>"), Vec::<String>::new());
}

#[test]
fn no_wrapping_hides_a_leak() {
    for added in [
        "<p>WHAT <b>we</b> fear<br>about&nbsp;the&#32;bells</p>",
        "<i title=\"What we fear about the bells\"></i>",
        "<!-- What we fear about the bells -->",
        "<a href=\"a.html?q=What%20we%20fear%20about%20the%20bells\">Link</a>",
        "<a href=\"updates/fear-of-new-bells.html\">Link</a>",
        "<p>of the older colleagues said that they will leave</p>",
        "<p>will leave if Jos&eacute;&rsquo;s … they will leave if Jos&#xE9;&rsquo;s plan comes</p>",
        "<p>A heading of its own</p>",
        "<p>Keep the quiet quarter hour after lunch</p>",
    ] {
        assert_eq!(planted(added).len(), 1, "{added}");
    }
    let script = "/* what we fear about the bells */";
    assert_eq!(leaks(&[("themes/harbor/js/90-more.js", script)]).len(), 1, "a script");
    assert_eq!(leaks(&[("themes/harbor/css/98-more.css", script)]).len(), 1, "a style sheet");
}

#[test]
fn a_file_of_a_hidden_record_is_recognized_by_its_bytes_and_its_name() {
    let input = site(&[
        (
            "content/updates/the-bell-survey-2026.txt",
            "Forty answers, one to a line, of which three are written here.\n",
        ),
        (RECORD, &HIDDEN.replace("Two of", "[All answers](the-bell-survey-2026.txt). Two of")),
    ]);
    let output = |path: &str, text: &str| Output {
        path: path.to_owned(),
        bytes: Bytes::Made(text.as_bytes().to_vec()),
    };
    let seen = |output: &Output| with_hidden(&input, Audience::Public, |hidden| hidden.scan(output).len());
    let text = "Forty answers, one to a line, of which three are written here.\n";
    assert!(seen(&output("files/x.bin", text)) > 0, "the same bytes");
    assert_eq!(seen(&output("files/x.bin", "Other bytes, which stand in no hidden file at all.")), 0);
    assert!(seen(&output("files/the-bell-survey-2026-0123456789ab.txt", "")) > 0, "its name");
    assert_eq!(with_hidden(&input, Audience::Staff, |hidden| hidden.scan(&output("x.txt", text)).len()), 0);
}

#[test]
fn rows_are_recognized_in_a_site_for_anyone() {
    let input = load(&repository());
    let rows = "<td>R02</td><td>in place</td><td>emerging</td><td>yes</td>";
    let output = Output { path: "x.html".into(), bytes: Bytes::Made(rows.as_bytes().to_vec()) };
    for audience in Audience::ALL {
        assert_eq!(with_hidden(&input, audience, |hidden| hidden.scan(&output).len()), 1, "{audience}");
    }
}

#[test]
fn a_leak_in_the_program_itself_is_no_false_alarm() {
    let survey = "content/updates/the-bell-survey-2026.txt";
    let record = HIDDEN.replace("Two of", "[All answers](the-bell-survey-2026.txt). Two of");
    let input = site(&[(survey, "Forty answers, one to a line.\n"), (RECORD, &record)]);
    // Outputs of a program that also writes what it is handed of one file: its path, or a part of its text.
    let leaky = |input: &Input, from: &dyn Fn(&Input) -> String| {
        let mut outputs = built(input, Audience::Public).outputs;
        outputs.push(Output { path: "x.json".into(), bytes: Bytes::Made(from(input).into_bytes()) });
        outputs
    };
    let said = |from: &dyn Fn(&Input) -> String| {
        with_audited(&input, Audience::Public, |audited| {
            let again = |input: &Input, _: &std::collections::BTreeSet<String>| leaky(input, from);
            audit(audited, &leaky(&input, from), &again).iter().map(line).collect::<Vec<_>>()
        })
    };
    let hidden = |input: &Input| {
        let file =
            input.content.iter().find(|file| file.path.contains("/updates/") && file.path.ends_with(".md"));
        file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default()
    };
    let title = said(&|input| hidden(input).lines().nth(1).unwrap_or_default().to_owned());
    assert!(
        title.len() == 1 && title[0].starts_with("E410 error content/updates/fear-of-new-bells.md 2:9-2:39"),
        "{title:?}"
    );
    let body = said(&|input| hidden(input).lines().last().unwrap_or_default().to_owned());
    assert!(body.len() == 1 && body[0].contains("fear-of-new-bells.md 12:1-"), "{body:?}");
    let paths = |ending: &'static str| {
        move |input: &Input| {
            let paths = input.content.iter().map(|file| file.path.as_str());
            paths.filter(|path| path.contains("/updates/") && path.ends_with(ending)).collect::<String>()
        }
    };
    let id = said(&paths(".md"));
    assert!(id.len() == 1 && id[0].contains("the id of this record"), "{id:?}");
    let name = said(&paths(".txt"));
    assert!(
        name.len() == 1 && name[0].starts_with("E410 error content/updates/the-bell-survey-2026.txt "),
        "{name:?}"
    );
    // The same words, whatever the records say.
    assert_eq!(
        said(&|_| "What we fear about the bells; the bell survey 2026; fear-of-new-bells".to_owned()),
        Vec::<String>::new()
    );
}

fn with_hidden<R>(input: &Input, audience: Audience, look: impl FnOnce(&Hidden) -> R) -> R {
    with_audited(input, audience, |audited| look(&Hidden::of(audited)))
}

fn with_audited<R>(input: &Input, audience: Audience, look: impl FnOnce(&Audited<'_, '_>) -> R) -> R {
    let options = Options { audience: Some(audience), ..Options::as_of(today()) };
    let checked = isles::read(input, &options).unwrap();
    let everything = View::of_everything(&checked.catalog, &checked.language);
    let view = View::new(&checked.catalog, &checked.language, audience, false);
    let (published, ..) = isles::publish::prepare(&everything, &checked.config.names, &Kept::default());
    let (config, everything, view) = (&checked.config, &everything, &view);
    look(&Audited { input, config, everything, view, published: &published })
}

#[test]
fn what_the_site_says_of_itself_is_no_leak() {
    // What a leader copies from the site into a record for fewer people.
    let build = built(&load(&repository()), Audience::Staff);
    let pages = build.outputs.iter().filter(|output| output.path.contains("/reports/"));
    let said: Vec<String> = pages.map(|page| read_main(text_of(&build, &page.path))).collect();
    let said: Vec<&str> = said.iter().flat_map(|page| page.lines()).filter(|line| line.len() > 60).collect();
    assert!(said.len() > 50, "{}", said.len());
    let record = format!(
        "+++\ntitle = \"Skip to the page\"\ndate = 2026-10-05\naudience = \"leadership\"\nsummary = \"Prepared and followed through\"\n+++\n\n## How this is computed\n\n{}\n",
        said.join("\n\n").replace(['<', '[', '&', '*', '_'], " ")
    );
    let mut input = load(&repository());
    let file = InputFile {
        path: "content/harbor-view/updates/what-changed-and-why.md".into(),
        bytes: Arc::from(record.into_bytes()),
    };
    let at = input.content.partition_point(|other| other.path < file.path);
    input.content.insert(at, file);
    let build = built(&input, Audience::Staff);
    let found: Vec<String> =
        build.diagnostics.iter().filter(|found| found.code.as_str() == "E410").map(line).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(!build.outputs.is_empty());
}

#[test]
fn what_everyone_may_read_is_no_leak() {
    let same =
        "+++\ntitle = \"What we fear about the bells\"\n+++\n\n- Keep the quiet quarter hour after lunch\n";
    let title = "<p>What we fear about the bells. Keep the quiet quarter hour after lunch</p>";
    let base = template("base.html", title);
    let leaks = leaks(&[("content/pages/same.md", same), ("themes/harbor/templates/base.html", &base)]);
    assert_eq!(leaks, Vec::<String>::new());
}

#[test]
fn a_site_for_more_people_is_the_same_without_the_records_for_fewer() {
    // Conversations, evidence, updates and pages: nothing counts them.
    let input = load(&repository());
    let mut without = input.clone();
    let quiet = ["/conversations/", "/updates/", "/pages/", "/evidence/"];
    let hides = |file: &InputFile| {
        let text = String::from_utf8_lossy(&file.bytes);
        quiet.iter().any(|folder| file.path.contains(folder)) && text.contains("audience = \"leadership\"")
    };
    without.content.retain(|file| !hides(file));
    assert!(without.content.len() < input.content.len());
    let (with, without) = (built(&input, Audience::Staff), built(&without, Audience::Staff));
    let differing: Vec<&str> = with
        .outputs
        .iter()
        .zip(&without.outputs)
        .filter(|(one, other)| one != other)
        .map(|(one, _)| one.path.as_str())
        .collect();
    assert_eq!(differing, Vec::<&str>::new());
    assert!(with.outputs.len() == without.outputs.len() && with.outputs.len() > 100);
}

/// The codes and messages of what is wrong with a page, which holds `main` and `after` it.
fn faults(main: &str, after: &str) -> Vec<String> {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><title>A page</title></head><body><main>{main}</main>{after}</body></html>"
    );
    faults_of(&html)
}

fn faults_of(html: &str) -> Vec<String> {
    let output = Output { path: "x.html".into(), bytes: Bytes::Made(html.as_bytes().to_vec()) };
    read_page(&output.path, output.bytes.as_slice())
        .into_iter()
        .map(|fault| format!("{} {}", fault.code.as_str(), fault.message))
        .collect()
}

#[test]
fn every_fault_of_a_page_is_found() {
    let h1 = "<h1>One</h1>";
    for (html, expected) in [
        ("<p>Words</p>", "W602 a page has no heading of level 1"),
        ("<h1>One</h1><h1>Two</h1>", "W602 a page has two headings of level 1"),
        ("<h1>One</h1><h3>Three</h3>", "W602 a heading of level 3 follows one of level 1"),
        ("<h2>Two</h2><h1>One</h1>", "W602 a page starts with a heading of level 2"),
        ("<h1>One</h1><p id=\"a\"></p><p id=\"a\"></p>", "W602 the id `a` stands twice on one page"),
        ("<h1>One</h1></main><main>", "W602 a page has more than one main part (`<main>`)"),
        (
            "<h1>One</h1><nav></nav><nav aria-label=\"b\"></nav>",
            "W602 two menus of a page are told apart by no name",
        ),
        (
            "<h1>One</h1><nav aria-label=\"b\"></nav><nav aria-label=\"b\"></nav>",
            "W602 two menus of a page are told apart by no name",
        ),
        ("<h1><br></h1>", "W603 a heading has no words"),
        ("<h1>One</h1><a href=\"b\"> </a>", "W603 a link has no words"),
        ("<h1>One</h1><a href=\"b\"><img src=\"c\" alt=\"\"></a>", "W603 a link has no words"),
        ("<h1>One</h1><a href=\"b\"><span aria-hidden=\"true\">x</span></a>", "W603 a link has no words"),
        ("<h1>One</h1><a href=\"b\">Read more</a>", "W603 a link does not say where it leads: “Read more”"),
        ("<h1>One</h1><button type=\"button\"></button>", "W603 a button has no words"),
        (
            "<h1>One</h1><details><summary></summary></details>",
            "W603 what opens and closes a part has no words",
        ),
        ("<h1>One</h1><img src=\"c\">", "W603 a picture has no alternative text (`alt`)"),
        ("<h1>One</h1><svg role=\"img\"><path/></svg>", "W603 a drawing has no name"),
        ("<h1>One</h1><table><tr><td>1</td></tr></table>", "W603 a table has no headers"),
        (
            "<h1>One</h1><table><tr><th>1</th></tr></table>",
            "W603 a table's header does not say of what (`scope`)",
        ),
        ("<h1>One</h1><input id=\"a\">", "W603 a field has no label"),
    ] {
        assert_eq!(faults(html, ""), [expected], "{html}");
    }
    let plain = format!("<html><head></head><body>{h1}</body></html>");
    let expected = [
        "W602 a page has no main part (`<main>`)",
        "W602 a page does not say its language (`lang`)",
        "W602 a page has no title",
    ];
    assert_eq!(faults_of(&plain), expected);
    let good = "<h1>One <small>more</small></h1><h2>Two</h2><h3>Three</h3><h2>Two</h2>\
        <a href=\"b\" aria-label=\"Words\"></a><a href=\"b\"><img src=\"c\" alt=\"Words\"></a><a id=\"d\"></a>\
        <svg role=\"img\" aria-labelledby=\"t\"><title id=\"t\">Words</title></svg><svg aria-hidden=\"true\"><a href=\"x\"/></svg>\
        <table><tr><th scope=\"col\">1</th></tr></table><label for=\"a\">A</label><input id=\"a\"><label>B <input></label>\
        <div class=\"prose\"><h4>Four</h4><div></div><h6>Six</h6></div><img src=\"c\" alt=\"\"><input type=\"hidden\">";
    assert_eq!(faults(good, ""), Vec::<String>::new());
}

#[test]
fn a_theme_that_keeps_readers_out_is_named_once() {
    let base = template("base.html", "<img src=\"x.png\"><a href=\"y.html\">here</a>");
    let colors = ":root { --ink: #999; }\n";
    let input =
        site(&[("themes/harbor/templates/base.html", &base), ("themes/harbor/css/05-ours.css", colors)]);
    let build = built(&input, Audience::Public);
    assert!(!build.outputs.is_empty(), "these are warnings");
    let found: Vec<String> = build
        .diagnostics
        .iter()
        .filter(|found| ["W602", "W603", "W604"].contains(&found.code.as_str()))
        .map(line)
        .collect();
    let [link, picture, ink_1, ink_2, ..] = &found[..] else { panic!("{found:#?}") };
    assert!(
        ink_1.starts_with("W604 warning themes/harbor/css/05-ours.css 1:9-1:14 `--ink` on `--"),
        "{ink_1}"
    );
    assert!(ink_2.contains(":1 by day; it needs 4.5:1"), "{ink_2}");
    let both = [link, picture].map(|line| line.split(", on line").next().unwrap_or_default());
    let expected = [
        "W603 warning themes/harbor a link does not say where it leads: “here”",
        "W603 warning themes/harbor a picture has no alternative text (`alt`)",
    ];
    assert_eq!(both, expected);
    assert!(link.contains("of `404.html` and ") && link.contains(" other pages | "), "{link}");
}

#[test]
fn the_theme_of_the_program_keeps_nobody_out() {
    let sheet = isles::render::theme::Theme::load(
        "harbor",
        &std::sync::Arc::new(isles::language::Language::english().clone()),
        &[],
    )
    .ok()
    .unwrap()
    .0;
    let sheet = sheet.outputs.iter().find(|output| output.path.ends_with(".css")).unwrap();
    assert_eq!(near(std::str::from_utf8(sheet.bytes.as_slice()).unwrap()), []);
}

/// `cargo test --release -- --ignored how_fast_an_audit_is --nocapture` prints it.
#[test]
#[ignore = "measures"]
fn how_fast_an_audit_is() {
    let root = std::env::var_os("ISLES_SITE").map_or_else(repository, Into::into);
    let input = load(&root);
    for audience in Audience::ALL {
        let outputs = built(&input, audience).outputs;
        let texts: Vec<&Output> =
            outputs.iter().filter(|output| !output.path.starts_with("files/")).collect();
        let megabytes = texts.iter().map(|output| output.bytes.as_slice().len()).sum::<usize>() as f64 / 1e6;
        let start = std::time::Instant::now();
        with_hidden(&input, audience, |hidden| {
            let gathered = start.elapsed();
            let start = std::time::Instant::now();
            let hits: Vec<Sighting> = texts.iter().flat_map(|output| hidden.scan(output)).collect();
            let scanned = start.elapsed();
            let start = std::time::Instant::now();
            let faults: usize =
                texts.iter().map(|output| read_page(&output.path, output.bytes.as_slice()).len()).sum();
            let read = start.elapsed();
            let speed = |time: std::time::Duration| megabytes / time.as_secs_f64();
            println!(
                "{audience}: {} outputs, {megabytes:.1} MB; all gathered {gathered:.2?} (with reading the site); scanned at {:.0} MB/s, {} hits; pages read at {:.0} MB/s, {faults} faults",
                texts.len(),
                speed(scanned),
                hits.len(),
                speed(read),
            );
        });
    }
}
