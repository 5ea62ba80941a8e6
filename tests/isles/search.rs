//! The search index: what it holds, and that it holds nothing that the pages do not print.

use std::collections::{BTreeMap, BTreeSet};

use isles::audience::Audience;
use isles::input::{Input, Options};
use isles::output::Build;
use scraper::{Html, Selector};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::site::{input, load, repository, text_of, today};

fn built(input: &Input, audience: Audience) -> Build {
    let build = isles::build(input, &Options { audience: Some(audience), ..Options::as_of(today()) });
    assert!(!build.has_errors(), "{:?}", build.diagnostics);
    build
}

/// The data of every file of a family, by the name it is given.
fn parts(build: &Build, family: &str) -> Vec<(String, Value)> {
    let start = format!("islesSearch.{family}(");
    let files = build.outputs.iter().filter(|output| output.path.starts_with(&format!("search/{family}")));
    let data = files.map(|output| {
        let text = text_of(build, &output.path);
        let inside =
            text.strip_prefix(&start).and_then(|rest| rest.strip_suffix(");\n")).expect(&output.path);
        let both: Value = serde_json::from_str(&format!("[{inside}]")).expect(&output.path);
        (both[0].as_str().expect("a name").to_owned(), both[1].clone())
    });
    data.collect()
}

/// Every word with its hits.
fn words(build: &Build) -> BTreeMap<String, String> {
    let parts = parts(build, "hits").into_iter();
    let of_part = |(_, part): (String, Value)| part.as_object().expect("words").clone().into_iter();
    parts.flat_map(of_part).map(|(word, hits)| (word, hits.as_str().expect("hits").to_owned())).collect()
}

/// What is shown of every document, by its address.
fn shown(build: &Build) -> BTreeMap<String, Value> {
    let parts = parts(build, "shown").into_iter();
    let of_part = |(_, part): (String, Value)| part.as_object().expect("documents").clone().into_iter();
    parts.flat_map(of_part).map(|(_, one)| (one[1].as_str().expect("an address").to_owned(), one)).collect()
}

/// Without capitals and accents.
fn folded(text: &str) -> String {
    let plain = text.nfkd().filter(|letter| !is_combining_mark(*letter)).collect::<String>().to_lowercase();
    plain.replace('ø', "o")
}

/// The words of a text, as one line: quotes and dashes are drawn otherwise on a page than they are typed.
fn plain(text: &str) -> String {
    let letters = folded(text).replace(|letter: char| !letter.is_alphanumeric(), " ");
    let words: Vec<&str> = letters.split_whitespace().collect();
    if words.is_empty() { String::new() } else { format!(" {} ", words.join(" ")) }
}

#[test]
fn what_is_shown_stands_on_the_page_it_leads_to() {
    let text = Selector::parse("body").expect("a selector");
    let with_id = Selector::parse("[id]").expect("a selector");
    for audience in Audience::ALL {
        let build = built(&load(&repository()), audience);
        let shown = shown(&build);
        assert!(shown.len() > 40, "{audience}: {}", shown.len());
        for (url, one) in shown {
            let html = Html::parse_document(text_of(&build, &url));
            let page = plain(&html.select(&text).next().expect("a body").text().collect::<Vec<_>>().concat());
            let ids: BTreeSet<&str> =
                html.select(&with_id).filter_map(|one| one.value().attr("id")).collect();
            let said = |index: usize| plain(one[index].as_str().expect("a text").trim_end_matches(" …"));
            for index in [0, 5] {
                assert!(
                    page.contains(&said(index)),
                    "{audience} {url}: “{}” is not on the page",
                    said(index)
                );
            }
            for heading in one[6].as_array().expect("headings") {
                let (text, anchor) = match heading {
                    Value::String(text) => {
                        let dashed = text.to_ascii_lowercase().replace(' ', "-");
                        (
                            text,
                            dashed
                                .chars()
                                .filter(|one| one.is_ascii_alphanumeric() || "-_".contains(*one))
                                .collect(),
                        )
                    }
                    pair => match (&pair[0], &pair[1]) {
                        (Value::String(text), Value::String(anchor)) => (text, anchor.clone()),
                        other => panic!("a heading: {other:?}"),
                    },
                };
                assert!(page.contains(&plain(text)), "{audience} {url}: {text}");
                assert!(ids.contains(anchor.as_str()), "{audience} {url}: #{anchor}");
            }
        }
    }
}

#[test]
fn every_word_stands_on_some_page() {
    let with_alt = Selector::parse("[alt]").expect("a selector");
    for audience in Audience::ALL {
        let build = built(&load(&repository()), audience);
        let pages = build.outputs.iter().filter(|output| output.path.ends_with(".html"));
        let mut all = String::new();
        for page in pages {
            let html = Html::parse_document(text_of(&build, &page.path));
            html.root_element().text().for_each(|text| {
                all.push_str(text);
                all.push(' ');
            });
            for picture in html.select(&with_alt) {
                all.push_str(picture.value().attr("alt").unwrap_or_default());
                all.push(' ');
            }
        }
        let all = folded(&all);
        let words = words(&build);
        assert!(words.len() > 300, "{audience}: {}", words.len());
        let missing: Vec<&String> =
            words.keys().filter(|word| !word.contains(':') && !all.contains(word.as_str())).collect();
        assert!(missing.is_empty(), "{audience}: {missing:?}");
    }
}

const BOOK: (&str, &[u8]) = ("book.toml", b"[book]\ntitle = \"A school\"\n");
const SCHOOL: (&str, &[u8]) = ("content/school.toml", b"name = \"Northgate\"\nlevel = \"elementary\"\n");
const NOTE: (&str, &[u8]) = (
    "content/pages/note.md",
    "+++\ntitle = \"Quiet mornings\"\naudience = \"public\"\ntags = [\"Año nuevo\"]\n+++\n\nWe open [the doors](https://hidden.example/address \
     \"tip\") <!-- walrus --> at [[pages/secret]].\n\n## What ni\u{f1}os say\n\n[inside](secret.md) and `code` &eacute;t&eacute;\n"
        .as_bytes(),
);
const SECRET: (&str, &[u8]) = (
    "content/pages/secret.md",
    b"+++\ntitle = \"Zeppelin\"\naudience = \"leadership\"\n+++\n\nOnly narwhals know.\n",
);

#[test]
fn nothing_hidden_is_found() {
    let site = input([BOOK, SCHOOL, NOTE, SECRET]);
    let everyone = words(&built(&site, Audience::Public));
    for found in [
        "quiet",
        "mornings",
        "ano",
        "nuevo",
        "doors",
        "ninos",
        "inside",
        "code",
        "ete",
        "tag:ano-nuevo",
        "kind:page",
    ] {
        assert!(everyone.contains_key(found), "{found} of {:?}", everyone.keys());
    }
    for hidden in ["hidden", "address", "walrus", "secret", "zeppelin", "narwhals", "eacute", "the"] {
        assert!(!everyone.contains_key(hidden), "{hidden}");
    }
    let leadership = words(&built(&site, Audience::Leadership));
    assert!(leadership.contains_key("zeppelin") && leadership.contains_key("narwhals"));
}

#[test]
fn one_more_record_changes_the_parts_of_its_own_words_alone() {
    let page = |index: usize| {
        let text = format!(
            "+++\ntitle = \"Page {index}\"\naudience = \"public\"\n+++\n\nword{index} other{index} third{index} shared\n"
        );
        (format!("content/pages/page-{index}.md"), text)
    };
    let site = |pages: &[(String, String)]| {
        let files = pages.iter().map(|(path, text)| (path.as_str(), text.as_bytes()));
        built(&input(files.chain([BOOK, SCHOOL])), Audience::Public)
    };
    let mut pages: Vec<_> = (0..3_000).map(page).collect();
    let before = site(&pages);
    let lone = "+++\ntitle = \"Lone\"\naudience = \"public\"\n+++\n\nOstrich\n";
    pages.push(("content/pages/a-lone-one.md".into(), lone.into()));
    let after = site(&pages);
    let hits = |build: &Build| -> BTreeMap<String, Value> { parts(build, "hits").into_iter().collect() };
    let (before, after) = (hits(&before), hits(&after));
    let changed = after.iter().filter(|(name, part)| before.get(*name) != Some(part)).count();
    // Its words are "lone", "ostrich" and the name of its kind, and its field is that kind; a part may be split anew.
    assert!(after.len() > 15 && (1..=5).contains(&changed), "{changed} of {}", after.len());
}
