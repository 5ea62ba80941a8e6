//! Names and numbers of people: found wherever they would be published, and repeated nowhere.

use isles::input::{Input, Options};
use isles::output::Build;

use crate::photo;
use crate::site::{input, line, today};

const SCHOOL: &str = "name = \"X\"\nlevel = \"other\"\n";
const ROSTER: &str = "# grade 3\nZoë Quillfeather\nFitzwibble, Amara\n";
/// The roster's names as no message may hold them.
const NAMES: [&str; 4] = ["Quillfeather", "Fitzwibble", "quillfeather", "fitzwibble"];

fn site<'a>(files: &[(&'a str, &'a [u8])]) -> Input {
    let school = [("content/school.toml", SCHOOL.as_bytes())];
    Input { roster: Some(ROSTER.into()), ..input(school.into_iter().chain(files.iter().copied())) }
}

fn built(files: &[(&str, &[u8])]) -> Build {
    isles::build(&site(files), &Options::as_of(today()))
}

/// Code, file, line and column of everything found about people; nothing found repeats a name.
fn found(files: &[(&str, &[u8])]) -> Vec<String> {
    let build = built(files);
    for problem in &build.diagnostics {
        let said = format!("{} {:?}", line(problem), problem.replacement);
        assert!(NAMES.iter().all(|name| !said.contains(name)), "{said}");
    }
    let about_people =
        build.diagnostics.iter().filter(|found| matches!(found.code.as_str(), "E407" | "E408"));
    let place = |found: &isles::diagnostic::Diagnostic| match &found.place {
        Some(place) => {
            format!("{} {} {}:{}", found.code.as_str(), found.file, place.start.line, place.start.column)
        }
        None => format!("{} {}", found.code.as_str(), found.file),
    };
    about_people.map(place).collect()
}

fn page(fields: &str, body: &str) -> Vec<u8> {
    format!("+++\ntitle = \"P\"\n{fields}+++\n\n{body}\n").into_bytes()
}

#[test]
fn a_name_is_found_in_every_text_of_a_record() {
    let of = |fields: &str, body: &str| found(&[("content/pages/p.md", &page(fields, body))]);
    for (fields, body, place) in [
        ("summary = \"By Zoë Quillfeather.\"\n", "", "3:15"),
        ("summary = \"By Zo\\u00eb Quillfeather.\"\n", "", "3:11"),
        ("tags = [\"reading\", \"amara fitzwibble\"]\n", "", "3:21"),
        ("", "So **ZOE** Quillfeather read.", "5:6"),
        ("", "So ZO&Euml;\nQuillfeather read.", "5:1"),
        ("", "See [Amara\nFitzwibble](https://example.org).", "5:6"),
        ("", "[x](https://example.org/amara-fitzwibble)", "5:25"),
        ("", "| a | b |\n|---|---|\n| Fitzwibble, Amara | 3 |", "7:3"),
        ("", "> Word[^1]\n\n[^1]: Amara F. Fitzwibble", "7:7"),
        ("", "## Amara Fitzwibble", "5:4"),
    ] {
        assert_eq!(of(fields, body), [format!("E407 content/pages/p.md {place}")], "{fields}{body}");
    }
    for clean in [
        "Zoë read.",
        "Quillfeather",
        "Amara\n\nFitzwibble",
        "<!-- Amara Fitzwibble -->",
        "Zoë and Quillfeather",
    ] {
        assert_eq!(of("", clean), Vec::<String>::new(), "{clean}");
    }
}

#[test]
fn a_name_is_found_in_the_names_of_files() {
    let drawing = photo::drawing(40, 30);
    let text = page("", "![A sheet](sheet-zoe_quillfeather.png)");
    assert_eq!(
        found(&[("content/pages/p.md", &text), ("content/pages/sheet-zoe_quillfeather.png", &drawing)]),
        ["E407 content/pages/sheet-….png"]
    );
    assert_eq!(found(&[("content/pages/amara-fitzwibble.md", &page("", ""))]), ["E407 content/pages/….md"]);
    assert_eq!(found(&[("content/pages/zoe-q.md", &page("", ""))]), Vec::<String>::new());
}

#[test]
fn a_name_is_found_in_what_files_say() {
    let of = |name: &str, bytes: &[u8]| {
        let text = page("", &format!("[x]({name})"));
        found(&[("content/pages/p.md", &text), (&format!("content/pages/{name}"), bytes)])
    };
    assert_eq!(of("t.csv", "who,n\nx,1\nZoë Quillfeather,2\n".as_bytes()), ["E407 content/pages/t.csv 3:1"]);
    assert_eq!(of("t.pdf", &photo::pdf("/Title (Amara Fitzwibble)")), ["E407 content/pages/t.pdf"]);
    let split = "<w:p><w:t>Amara Fitz</w:t><w:t>wibble</w:t></w:p><w:p><w:t>x</w:t></w:p>";
    assert_eq!(of("t.docx", &photo::office(&[("word/document.xml", split)])), ["E407 content/pages/t.docx"]);
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><text><tspan>Amara</tspan><tspan>Fitzwibble</tspan></text></svg>";
    assert_eq!(of("t.svg", svg.as_bytes()), ["E407 content/pages/t.svg"]);
    let unused = [
        ("content/pages/p.md", page("", "Words")),
        ("content/pages/t.csv", b"Zo\xC3\xAB Quillfeather\n".to_vec()),
    ];
    let unused: Vec<(&str, &[u8])> = unused.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
    assert_eq!(found(&unused), Vec::<String>::new(), "a file that is not published");
}

#[test]
fn a_name_is_found_in_data_that_pages_show() {
    let measure = "+++\ntitle = \"M\"\nkind = \"outcome\"\nunit = \"count\"\nbetter = \"higher\"\ndata = \"m.csv\"\n+++\n";
    let values = "date,value,note\n2026-10-05,3,\n2026-10-12,4,Zoe Quillfeather was away\n";
    assert_eq!(
        found(&[
            ("content/measures/m.md", measure.as_bytes()),
            ("content/measures/m.csv", values.as_bytes())
        ]),
        ["E407 content/measures/m.csv 3:14"]
    );
    let evidence = "+++\ntitle = \"E\"\ndate = 2026-10-05\ntype = \"data\"\nfor = []\nclaim = \"C\"\nseries = { file = \"e.csv\", x = \"who\", y = \"n\" }\n+++\n";
    let series = "who,n\nAmara Fitzwibble,3\n";
    assert_eq!(
        found(&[
            ("content/evidence/e.md", evidence.as_bytes()),
            ("content/evidence/e.csv", series.as_bytes())
        ]),
        ["E407 content/evidence/e.csv 2:1"]
    );
}

#[test]
fn numbers_of_people_are_found_without_a_roster() {
    let settings = "[book]\ntitle = \"Call 212-555-0123\"\n[privacy]\nstudent-numbers = [\"S####\"]\n";
    let body = "Write to zoe@school.example.\n\nS4471, born on 3/4/2015, [call](tel:+12125550123) 2026-27.";
    let page = page("", body);
    assert_eq!(
        found(&[("book.toml", settings.as_bytes()), ("content/pages/p.md", &page)]),
        [
            "E408 book.toml 2:9",
            "E408 content/pages/p.md 5:10",
            "E408 content/pages/p.md 7:1",
            "E408 content/pages/p.md 7:8",
            "E408 content/pages/p.md 7:37",
        ]
    );
}

#[test]
fn what_is_allowed_by_name_may_stand() {
    let settings = "[[privacy.allow]]\ntext = \"office@school.example\"\nreason = \"The office's own\"\n[[privacy.allow]]\ntext = \"Amara Fitzwibble Hall\"\nreason = \"A building\"\n";
    let body = "Write to office@school.example or come to Amara Fitzwibble Hall. Amara Fitzwibble does not.";
    let page = page("", body);
    assert_eq!(
        found(&[("book.toml", settings.as_bytes()), ("content/pages/p.md", &page)]),
        ["E407 content/pages/p.md 5:66"]
    );
}

#[test]
fn no_other_message_repeats_a_name() {
    let body = "![](amara-fitzwibble.png) and [[zoe quillfeather]]";
    let build = built(&[("content/pages/p.md", &page("sumary = \"Amara Fitzwibble\"\n", body))]);
    assert!(build.has_errors());
    for problem in &build.diagnostics {
        assert!(NAMES.iter().all(|name| !line(problem).contains(name)), "{}", line(problem));
    }
}
