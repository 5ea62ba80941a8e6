//! The gallery of components: complete, readable, and in no site.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, LazyLock};

use isles::audience::Audience;
use isles::diagnostic::Diagnostic;
use isles::input::InputFile;
use isles::language::Language;
use isles::output::Output;
use isles::render::audit::read_page;
use isles::render::gallery::{Component, Gallery, Group, gallery};
use isles::render::theme::HARBOR;
use scraper::{Html, Selector};
use toml::Value;

use crate::command_line::{isles, tree, write};
use crate::site::{input, line, load, repository};

static HARBORS: LazyLock<Gallery> =
    LazyLock::new(|| made(HARBOR, &[]).unwrap_or_else(|wrong| panic!("{wrong:?}")));

fn made(theme: &str, files: &[(&str, &str)]) -> Result<Gallery, Vec<Diagnostic>> {
    let file =
        |(path, text): &(&str, &str)| InputFile { path: (*path).into(), bytes: Arc::from(text.as_bytes()) };
    let files: Vec<InputFile> = files.iter().map(file).collect();
    gallery(theme, "A site", &Language::english().clone().into(), &files)
}

fn component<'g>(gallery: &'g Gallery, name: &str) -> &'g Component {
    gallery.components.iter().find(|one| one.name == name).unwrap_or_else(|| panic!("no component {name}"))
}

fn text(output: &Output) -> &str {
    std::str::from_utf8(output.bytes.as_slice()).unwrap()
}

fn pages(gallery: &Gallery) -> impl Iterator<Item = (&str, &str)> {
    let pages = gallery.outputs.iter().filter(|output| output.path.ends_with(".html"));
    pages.map(|page| (page.path.as_str(), text(page)))
}

fn page<'g>(gallery: &'g Gallery, path: &str) -> &'g str {
    pages(gallery).find(|(own, _)| *own == path).unwrap_or_else(|| panic!("no page {path}")).1
}

/// The templates of components by name.
fn templates() -> BTreeMap<String, String> {
    let folder = fs::read_dir(repository().join("themes/harbor/templates/components")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let named = paths.filter(|path| path.extension().is_some_and(|ending| ending == "html")).map(|path| {
        (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap())
    });
    named.collect()
}

#[test]
fn every_component_says_what_it_is_for_and_has_states_of_different_names() {
    let shown: BTreeSet<&str> = HARBORS.components.iter().map(|component| component.name.as_str()).collect();
    assert_eq!(shown, templates().keys().map(String::as_str).collect(), "a template holds one component");
    for component in &HARBORS.components {
        let name = &component.name;
        assert!(
            component.about.ends_with('.') && component.group != Group::Others,
            "{name}: {}",
            component.about
        );
        let names: BTreeSet<&str> = component.states.iter().map(|state| state.name.as_str()).collect();
        assert!(!names.is_empty(), "{name} has no state");
        assert_eq!(names.len(), component.states.len(), "two states of {name} have one name");
    }
}

#[test]
fn every_argument_is_given_in_a_state_and_what_may_be_left_out_is_left_out_in_one() {
    let mut wrong = Vec::new();
    for component in &HARBORS.components {
        // The way to the top of the site is the same on all pages of components.
        for argument in component.arguments.iter().filter(|argument| argument.name != "root") {
            let given =
                component.states.iter().filter(|state| state.arguments.contains_key(&argument.name)).count();
            let name = format!("{} {}", component.name, argument.name);
            if given == 0 {
                wrong.push(format!("{name} is never given"));
            } else if !argument.is_needed && given == component.states.len() {
                wrong.push(format!("{name} is never left out"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text of a source from a phrase to the next that ends it.
fn excerpt(path: &str, from: &str, to: &str) -> String {
    let source = fs::read_to_string(repository().join(path)).unwrap();
    let (_, rest) = source.split_once(from).unwrap_or_else(|| panic!("{path} does not say `{from}`"));
    rest.split_once(to).unwrap_or_else(|| panic!("{path} does not end `{from}`")).0.to_owned()
}

/// The variants of an enum as serde writes them, capitals parted by `separator`.
fn variants(path: &str, name: &str, separator: &str) -> BTreeSet<String> {
    let body = excerpt(path, &format!("pub enum {name}"), "\n}");
    let lines = body.lines().filter_map(|line| line.strip_prefix("    "));
    let named = lines.filter(|line| line.starts_with(|letter: char| letter.is_ascii_uppercase()));
    let written = |line: &str| {
        let mut made = String::new();
        for letter in line.chars().take_while(char::is_ascii_alphanumeric) {
            if letter.is_ascii_uppercase() && !made.is_empty() {
                made.push_str(separator);
            }
            made.push(letter.to_ascii_lowercase());
        }
        made
    };
    let found: BTreeSet<String> = named.map(written).collect();
    assert!(found.len() > 2, "{path}: {found:?}");
    found
}

/// The words in quotes that a source chooses from after a phrase; keys of the language, which have a dot, are none.
fn words(path: &str, from: &str, to: &str) -> BTreeSet<String> {
    let body = excerpt(path, from, to);
    let quoted = body.split('"').skip(1).step_by(2).filter(|word| !word.contains('.'));
    let found: BTreeSet<String> = quoted.map(str::to_owned).collect();
    assert!(found.len() > 1, "{path}: {found:?}");
    found
}

/// Every text under a key, however deep.
fn under(value: &Value, key: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Table(table) => {
            found.extend(table.get(key).and_then(Value::as_str).map(str::to_owned));
            table.values().for_each(|value| under(value, key, found));
        }
        Value::Array(items) => items.iter().for_each(|value| under(value, key, found)),
        _ => {}
    }
}

#[test]
fn every_kind_and_status_that_the_program_knows_has_a_state() {
    let follow = ("src/site/report/follow_through.rs", "fn mark(standing: Standing)");
    let steps = ("src/site/initiative/lines.rs", "state: match step.state {");
    let wanted = [
        ("figure", "type", variants("src/site/figure.rs", "Chart", "_")),
        ("thread", "shape", variants("src/site/figure/thread.rs", "Shape", "_")),
        ("thread", "shape", words("src/site/thread/words.rs", "fn legend", "\n}")),
        ("blocks", "shape", variants("src/site/blocks.rs", "Block", "")),
        (
            "form_field",
            "input",
            &variants("src/site/contribute/form.rs", "Input", "") - &["group".to_owned()].into(),
        ),
        ("form_item", "input", ["group".to_owned()].into()),
        ("form_field", "need", variants("src/site/contribute/form.rs", "Need", "")),
        ("form_label", "need", variants("src/site/contribute/form.rs", "Need", "")),
        ("tick", "state", words(follow.0, follow.1, "\n}")),
        ("checklist", "state", words(follow.0, follow.1, "\n}")),
        ("half", "state", words(follow.0, follow.1, "\n}")),
        ("mark_row", "state", words(follow.0, follow.1, "\n}")),
        ("action", "state", words(steps.0, steps.1, "}")),
        ("now", "state", words("src/site/home/now.rs", "state: if line.due", "\n")),
        ("footer", "audience", Audience::ALL.map(|audience| audience.as_str().to_owned()).into()),
    ];
    let mut wrong = Vec::new();
    for (name, key, wanted) in wanted {
        let mut found = BTreeSet::new();
        for state in &component(&HARBORS, name).states {
            under(&Value::Table(state.arguments.clone()), key, &mut found);
        }
        let missing: Vec<&String> = wanted.difference(&found).collect();
        if !missing.is_empty() {
            wrong.push(format!("{name}: no state with the {key} {missing:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_class_that_a_component_may_write_is_seen_in_a_state_of_it() {
    let mut wrong = Vec::new();
    for (name, template) in templates() {
        let shown: String =
            component(&HARBORS, &name).states.iter().map(|state| state.source.as_str()).collect();
        let seen: BTreeSet<&str> = shown
            .split("class=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .flat_map(str::split_whitespace)
            .collect();
        let written = template.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for class in written.filter(|classes| !classes.contains('{')).flat_map(str::split_whitespace) {
            if !seen.contains(class) {
                wrong.push(format!("{name}: no state shows `{class}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_sample_says_what_no_component_asks_for() {
    fn check(value: &Value, asked: &str, name: &str, wrong: &mut BTreeSet<String>) {
        match value {
            // A drawing is read by the program, which refuses what it does not know.
            Value::Table(table) if table.get("chart").is_some_and(|chart| chart.get("type").is_some()) => {}
            Value::Table(table) => {
                for (key, value) in table {
                    if name != "places" && !asked.contains(&format!(".{key}")) {
                        wrong.insert(key.clone());
                    }
                    check(value, asked, key, wrong);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| check(item, asked, name, wrong)),
            _ => {}
        }
    }
    let asked: String = templates().into_values().collect();
    for component in &HARBORS.components {
        let mut wrong = BTreeSet::new();
        for value in component.states.iter().flat_map(|state| state.arguments.iter().map(|(_, value)| value))
        {
            check(value, &asked, "", &mut wrong);
        }
        assert!(wrong.is_empty(), "{}: nothing asks for {wrong:?}", component.name);
    }
}

#[test]
fn nothing_keeps_a_reader_out_and_nothing_leads_astray() {
    let files: BTreeSet<&str> = HARBORS.outputs.iter().map(|output| output.path.as_str()).collect();
    let linked = Selector::parse("[href], [src]").unwrap();
    for output in &HARBORS.outputs {
        assert_eq!(read_page(&output.path, output.bytes.as_slice()), [], "{}", output.path);
    }
    for (path, html) in pages(&HARBORS) {
        let page = Html::parse_document(html);
        let root = if path.contains('/') { "" } else { "./" };
        for element in page.select(&linked) {
            let address = element.attr("href").or_else(|| element.attr("src")).unwrap();
            let target = match (address.strip_prefix("../"), root) {
                _ if address.starts_with('#') => continue,
                (Some(target), "") => target,
                _ => address,
            };
            assert!(files.contains(target), "{path} asks for {address}");
        }
    }
}

#[test]
fn a_gallery_is_made_of_the_same_bytes_each_time() {
    let again = made(HARBOR, &[]).unwrap();
    assert!(again.outputs == HARBORS.outputs);
}

#[test]
fn no_site_has_anything_of_the_gallery() {
    let site = isles::build(&load(&repository()), &isles::input::Options::as_of(crate::site::today()));
    assert!(!site.outputs.is_empty());
    for output in &site.outputs {
        assert!(!output.path.starts_with("samples/") && !output.path.starts_with("theme/harbor-components"));
        let is_text = [".css", ".js", ".html"].iter().any(|ending| output.path.ends_with(ending));
        assert!(!is_text || !text(output).contains("state-shown"), "{}", output.path);
    }
}

const OURS: &str = "{% component greeting(name: string) %}<p class=\"greeting\">Hello {{ name }}</p>{% endcomponent greeting %}";

#[test]
fn a_theme_of_a_school_shows_its_own_components() {
    let template = ("themes/ours/templates/components/greeting.html", OURS);
    let without = made("ours", &[template]).unwrap();
    let greeting = component(&without, "greeting");
    assert_eq!((greeting.group, greeting.states.len()), (Group::Others, 0));
    assert!(
        page(&without, "components/greeting.html")
            .contains("put <code>greeting.toml</code> beside its template")
    );
    let sample = "about = \"Says hello.\"\ngroup = \"text\"\n[[state]]\nname = \"To a class\"\narguments.name = \"Room <14>\"\n";
    let with = made("ours", &[template, ("themes/ours/templates/components/greeting.toml", sample)]).unwrap();
    let html = page(&with, "components/greeting.html");
    assert!(html.contains("<p class=\"greeting\">Hello Room &lt;14&gt;</p>"), "{html}");
    assert_eq!(with.components.len(), HARBORS.components.len() + 1);
}

#[test]
fn what_is_wrong_with_a_sample_is_told_at_its_place() {
    let told = |sample: &str| {
        let files = [
            ("themes/ours/templates/components/greeting.html", OURS),
            ("themes/ours/templates/components/greeting.toml", sample),
        ];
        let wrong = made("ours", &files).unwrap_err();
        wrong.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let head = "about = \"Says hello.\"\ngroup = \"text\"\n";
    let lacking = told(&format!("{head}[[state]]\nname = \"To nobody\"\n"));
    assert!(
        lacking.starts_with("E602 error themes/ours/templates/components/greeting.toml 4:1-"),
        "{lacking}"
    );
    assert!(lacking.contains("name") && lacking.contains("“To nobody”"), "{lacking}");
    let typo = told(&format!("{head}states = []\n"));
    assert!(typo.starts_with("E601 error themes/ours/templates/components/greeting.toml 3:1-"), "{typo}");
    let stray =
        made("ours", &[("themes/ours/templates/components/gone.toml", &format!("{head}state = []\n"))]);
    assert!(line(&stray.unwrap_err()[0]).contains("no component is called `gone`"));
}

#[test]
fn components_speak_the_language_of_the_site() {
    let book = "[book]\ntitle = \"Un sitio\"\nlanguage = \"es\"\n";
    let site = input([("book.toml", book.as_bytes())]);
    let config = isles::config::Config::parse(site.config.as_deref().unwrap()).unwrap();
    let (language, problems) = isles::language::load(&config, None, &[]);
    assert!(problems.is_empty());
    let words = language.word("now.nothing").to_owned();
    assert_ne!(words, Language::english().word("now.nothing"));
    let spanish = gallery(HARBOR, "Un sitio", &language.into(), &[]).unwrap();
    let html = page(&spanish, "components/now.html");
    assert!(html.contains("<html lang=\"es\">") && html.contains(&words));
}

#[test]
fn the_command_writes_a_folder_that_opens_by_itself() {
    let here = tempfile::tempdir().unwrap();
    let ran = isles(here.path(), &["theme", "gallery"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let states: usize = HARBORS.components.iter().map(|component| component.states.len()).sum();
    let said = format!("{} components in {states} states → gallery/index.html", HARBORS.components.len());
    assert!(ran.err.replace('\\', "/").contains(&said), "{}", ran.err);
    let written: BTreeSet<String> =
        tree(&here.path().join("gallery")).into_iter().map(|(path, _)| path).collect();
    for output in &HARBORS.outputs {
        assert!(written.contains(&output.path), "{}", output.path);
    }
    let ran = isles(here.path(), &["theme", "gallery", "nowhere"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
}

#[test]
fn the_command_follows_the_theme_of_a_site_and_keeps_off_its_site() {
    let site = crate::command_line::starter();
    write(site.path(), "themes/harbor/templates/components/greeting.html", OURS);
    let ran = isles(site.path(), &["theme", "gallery"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(site.path().join("gallery/components/greeting.html").is_file());
    let ran = isles(site.path(), &["theme", "gallery", "-d", "site"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("the site itself is built into `site`"), "{}", ran.err);
    write(site.path(), "themes/harbor/templates/components/greeting.toml", "about = 1\n");
    let ran = isles(site.path(), &["theme", "gallery"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("greeting.toml:1:9"), "{}", ran.err);
}
