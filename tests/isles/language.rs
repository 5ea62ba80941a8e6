//! The language of a site: every fixed word is in the language file, and every language has them all.

use std::collections::BTreeSet;
use std::sync::Arc;

use isles::input::{Input, InputFile, Options};
use isles::language::{ENGLISH, Language, shipped};
use isles::output::Build;
use scraper::{ElementRef, Html, Node};

use crate::site::{input, line, load, read_main, repository, text_of, today};

const SCHOOL: (&str, &[u8]) = ("content/school.toml", b"name = \"Bay School\"\nlevel = \"elementary\"\n");
const PLAN: (&str, &[u8]) = (
    "content/plans/reading.md",
    b"+++\ntitle = \"Reading\"\nyear = \"2026-27\"\npurpose = \"Every child reads.\"\nstatus = \"draft\"\n+++\n",
);

fn build(input: &Input) -> Build {
    isles::build(input, &Options::as_of(today()))
}

fn with_book(book: &str) -> Input {
    input([SCHOOL, PLAN, ("book.toml", book.as_bytes())])
}

fn lines(build: &Build) -> Vec<String> {
    let lines = build.diagnostics.iter().map(line);
    lines.filter(|line| ["E604", "E605", "W605"].iter().any(|code| line.starts_with(code))).collect()
}

#[test]
fn a_site_speaks_the_language_that_it_names() {
    let build = build(&with_book("[book]\nlanguage = \"es\"\n"));
    assert_eq!(lines(&build), Vec::<String>::new());
    let page = text_of(&build, "plans/reading.html");
    assert!(page.starts_with("<!doctype html>\n<html lang=\"es\">"), "{}", &page[..60]);
    let text = read_main(page);
    for words in ["Todavía no hay metas.", "¿Qué queremos lograr?", "Every child reads."] {
        assert!(text.contains(words), "{words} is not in:\n{text}");
    }
    assert!(page.contains("mar 24 nov 2026"), "dates follow the language");
}

#[test]
fn a_region_takes_the_words_of_its_language() {
    let build = build(&with_book("[book]\nlanguage = \"es-MX\"\n"));
    assert_eq!(lines(&build), Vec::<String>::new());
    let page = text_of(&build, "plans/reading.html");
    assert!(page.contains("<html lang=\"es-MX\">") && page.contains("Todavía no hay metas."));
}

#[test]
fn a_site_says_single_words_in_its_own_way() {
    let build = build(&with_book("[output.html.words]\n\"plan.no-goals\" = \"No aims so far.\"\n"));
    assert_eq!(lines(&build), Vec::<String>::new());
    assert!(read_main(text_of(&build, "plans/reading.html")).contains("No aims so far."));
}

#[test]
fn a_word_that_nothing_asks_for_is_an_error_at_its_place() {
    let build = build(&with_book(
        "[output.html.words]\n\"plan.no-gaols\" = \"None.\"\n\"now.next-review\" = \"Review of {plam}\"\n",
    ));
    assert_eq!(
        lines(&build),
        [
            "E605 error book.toml 2:19-2:26 there are no words of the key `plan.no-gaols` | did you mean `plan.no-goals`?",
            "E605 error book.toml 3:21-3:39 `now.next-review` has no place `{plam}` | did you mean `{plan}`?",
        ]
    );
}

#[test]
fn a_language_that_nobody_has_is_an_error_and_one_that_a_site_adds_is_not() {
    let build_without = build(&with_book("[book]\nlanguage = \"ee\"\n"));
    assert!(lines(&build_without)[0].starts_with("E604 error book.toml 2:12-2:16 there is no language `ee`"));
    let own = ("themes/harbor/languages/ee.toml", "[plan]\nno-goals = \"Taɖodzinu aɖeke meli o.\"\n");
    let book = ("book.toml", "[book]\nlanguage = \"ee\"\n".as_bytes());
    let build = build(&input([SCHOOL, PLAN, book, (own.0, own.1.as_bytes())]));
    let told = lines(&build);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("W605 warning themes/harbor/languages/ee.toml"), "{}", told[0]);
    let text = read_main(text_of(&build, "plans/reading.html"));
    assert!(text.contains("Taɖodzinu aɖeke meli o.") && text.contains("What are we trying to do?"));
}

#[test]
fn every_key_is_asked_for() {
    let mut sources = String::new();
    for folder in ["src", "themes/harbor/templates"] {
        for entry in walkdir::WalkDir::new(repository().join(folder)) {
            let entry = entry.expect("an entry");
            if entry.file_type().is_file() {
                sources.push_str(&std::fs::read_to_string(entry.path()).unwrap_or_default());
            }
        }
    }
    // Put together from the name of a report, a kind, a relation or a choice.
    let put_together = ["method.", "kind.", "relation.", "choice.", "hidden.", "form.entry."];
    let english = Language::english();
    let unused: Vec<&str> = english
        .keys()
        .into_keys()
        .filter(|key| !put_together.iter().any(|start| key.starts_with(start)))
        .filter(|key| !sources.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unused.is_empty(), "nothing asks for {unused:?}");
}

/// The demonstration in a language whose every text stands between rare brackets.
fn demonstration_in_brackets() -> Input {
    let mut input = load(&repository());
    let texts = shipped(ENGLISH).expect("English is shipped");
    // Whatever a template puts in a place stands between the brackets of the words around it.
    let wrapped = |text: &str| format!("⟦{text}⟧").replace('{', "⟧{").replace('}', "}⟦");
    let file: String = texts.iter().map(|(key, text)| format!("{key} = {:?}\n", wrapped(text))).collect();
    input.themes.push(InputFile {
        path: "themes/harbor/languages/qq.toml".into(),
        bytes: Arc::from(file.replace("\\'", "'").into_bytes()),
    });
    let book = String::from_utf8(input.config.as_deref().expect("settings").to_vec()).expect("text");
    input.config = Some(Arc::from(book.replace("language = \"en\"", "language = \"qq\"").into_bytes()));
    input
}

/// What may stand outside the brackets and in no text file of the demonstration: a cell of a workbook.
const ALLOWED: [&str; 1] = ["Testing week"];

#[test]
fn what_no_record_says_is_in_the_language_file() {
    let input = demonstration_in_brackets();
    let mut records = String::new();
    for file in input
        .content
        .iter()
        .chain([&InputFile { path: String::new(), bytes: input.config.clone().expect("settings") }])
    {
        let text = isles::source::decode_text(&file.bytes).unwrap_or_default();
        records.push_str(&plain(&without_addresses(&text)));
        records.push(' ');
    }
    let mut found = BTreeSet::new();
    for audience in isles::audience::Audience::ALL {
        let options = Options { audience: Some(audience), ..Options::as_of(today()) };
        let build = isles::build(&input, &options);
        assert!(!build.has_errors(), "{:?}", build.diagnostics.iter().map(line).collect::<Vec<_>>());
        for output in build.outputs.iter().filter(|output| output.path.ends_with(".html")) {
            let page = Html::parse_document(std::str::from_utf8(output.bytes.as_slice()).expect("text"));
            for text in visible(&page) {
                let strange = |words: &String| !pieces(words).iter().all(|piece| records.contains(piece));
                found.extend(outside(&text).into_iter().filter(strange));
            }
        }
    }
    found.retain(|words| !ALLOWED.contains(&words.as_str()));
    assert!(found.is_empty(), "{}", found.into_iter().collect::<Vec<_>>().join("\n"));
}

/// The attributes that are read out, or that the script of a form shows.
const SAID: [&str; 6] = ["alt", "aria-label", "title", "data-entry", "data-first", "data-further"];

/// Whether it stands in a part of a form that says it is English in every language: the help, the examples and the
/// bounds of fields come from the schema, whose words `check` and the manual share and which nobody translates.
fn is_english(parents: &[ElementRef<'_>]) -> bool {
    let is_form = |parent: &ElementRef<'_>| parent.value().name() == "form";
    parents.iter().any(is_form) && parents.iter().any(|parent| parent.attr("lang") == Some(ENGLISH))
}

/// A text without the `{places}` that a script fills.
fn without_places(text: &str) -> String {
    let is_place = |name: &str| !name.is_empty() && name.bytes().all(|letter| letter.is_ascii_lowercase());
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| match part.split_once('}') {
        Some((name, rest)) if is_place(name) => kept + rest,
        _ => kept + "{" + part,
    })
}

/// Every text that a page shows or reads out.
fn visible(page: &Html) -> Vec<String> {
    let mut texts = Vec::new();
    for node in page.tree.nodes() {
        match node.value() {
            Node::Text(text) if !text.trim().is_empty() => {
                let parents: Vec<ElementRef<'_>> = node.ancestors().filter_map(ElementRef::wrap).collect();
                match parents.first().map(|parent| parent.value().name()) {
                    // A parser that knows scripts leaves its markup as text.
                    Some("noscript") => texts.extend(visible(&Html::parse_fragment(text))),
                    // The folder of a file is no word.
                    Some("code") if text.starts_with("content/") => {}
                    _ if is_english(&parents) => {}
                    _ => texts.push(without_places(text)),
                }
            }
            Node::Element(element) => {
                let said = SAID.iter().filter_map(|name| element.attr(name));
                texts.extend(said.map(str::to_owned));
            }
            _ => {}
        }
    }
    texts
}

/// The runs of words outside the brackets.
fn outside(text: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    let mut depth = 0_usize;
    for letter in text.chars() {
        match letter {
            '⟦' => depth += 1,
            '⟧' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            letter => {
                if let Some(run) = runs.last_mut() {
                    run.push(letter);
                }
                continue;
            }
        }
        if runs.last().is_some_and(|run| !run.is_empty()) {
            runs.push(String::new());
        }
    }
    let is_word = |run: &String| run.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    let trimmed = runs.into_iter().filter(is_word);
    trimmed.map(|run| run.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned()).collect()
}

/// The parts of a run that was put together from several texts of records, by the marks between them.
fn pieces(run: &str) -> Vec<String> {
    let parts = run.split(['·', ',', ';', ':', '.', '?', '!', '“', '”', '(', ')']).map(plain);
    let parts = parts.map(|part| part.trim_matches(|letter: char| !letter.is_alphabetic()).to_owned());
    parts.filter(|part| part.chars().count() > 1).collect()
}

/// Markdown without the addresses of its links: where a link is hidden, its text stands in its sentence.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once(')').map_or(part, |(_, rest)| rest))
}

/// A text without its markup, its capitals and its line breaks.
fn plain(text: &str) -> String {
    let bare = text.replace('’', "'").to_lowercase();
    let bare: String = bare.chars().filter(|letter| !"*_`[]()#>\\\"".contains(*letter)).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
