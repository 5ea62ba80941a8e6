//! The forms of the site: every field of the kinds they write, choices of what the reader sees, and the
//! words of `check`.

use std::collections::BTreeSet;

use isles::audience::Audience;
use isles::input::Options;
use isles::output::Build;
use isles::record::{Kind, is_needed};
use isles::schema::{Shape, Table};
use isles::site::CONTRIBUTED_KINDS;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Map, Value};

use crate::cms::{config, fields, names, table_names, with_editor};
use crate::command_line::{isles, starter};
use crate::site::{input, load, repository, text_of, today};

fn select<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).collect()
}

fn attribute<'h>(element: &ElementRef<'h>, name: &str) -> &'h str {
    element.value().attr(name).unwrap_or_default()
}

fn demonstration(audience: Audience) -> Build {
    let options = Options { audience: Some(audience), ..Options::as_of(today()) };
    let build = isles::build(&load(&repository()), &options);
    assert!(!build.has_errors());
    build
}

fn form(build: &Build, place: &str, kind: Kind) -> Html {
    let path = format!("{place}contribute/{}.html", kind.row().name);
    Html::parse_document(text_of(build, &path))
}

/// A site of one school with an initiative, and with what `more` adds to it.
fn small(more: &[(&str, &str)]) -> Build {
    let school: [(&str, &str); 3] = [
        ("content/school.toml", "name = \"S\"\nlevel = \"other\"\n"),
        (
            "content/plans/p.md",
            "+++\ntitle = \"P\"\nyear = \"2026-27\"\nstatus = \"draft\"\nlevel = \"school\"\npurpose = \"x\"\n+++\n",
        ),
        (
            "content/initiatives/i.md",
            "+++\ntitle = \"I\"\nplan = \"p\"\ngoals = []\naudience = \"staff\"\n+++\n",
        ),
    ];
    let files = school.iter().chain(more).map(|(path, text)| (*path, text.as_bytes()));
    isles::build(&input(files), &Options::as_of(today()))
}

#[test]
fn every_field_of_every_kind_is_in_its_form_once() {
    for (build, place) in [(demonstration(Audience::Staff), "harbor-view/"), (small(&[]), "")] {
        for kind in CONTRIBUTED_KINDS {
            let html = form(&build, place, kind);
            let found = select(&html, "form [data-field]");
            let paths: Vec<&str> = found.iter().map(|field| attribute(field, "data-field")).collect();
            let mut expected = table_names(&kind.fields(), "", &|_| false);
            expected.insert(String::new());
            assert_eq!(paths.len(), expected.len(), "{place}{kind}: a field stands twice");
            assert_eq!(
                paths.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(),
                expected,
                "{place}{kind}"
            );
        }
    }
}

#[test]
fn what_a_record_needs_is_marked() {
    let build = demonstration(Audience::Staff);
    for kind in CONTRIBUTED_KINDS {
        let html = form(&build, "harbor-view/", kind);
        let table = kind.fields();
        for field in select(&html, "form [data-field]") {
            let path = attribute(&field, "data-field");
            let is_marked = attribute(&field, "data-need") == "needed";
            let either = attribute(&field, "data-need") == "either";
            assert_eq!(
                is_marked || either,
                needs(&table, path) || is_needed(kind, path) || path == "plan",
                "{kind}: {path}"
            );
            let said: String = select(&html, "form .need").iter().flat_map(ElementRef::text).collect();
            assert!(said.contains("needed"), "{kind} says so in words");
        }
    }
}

fn needs(table: &Table, path: &str) -> bool {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let Some(field) = table.field(name) else { return false };
    let inner = match &field.shape {
        Shape::List(item) => item,
        other => other,
    };
    match (rest, inner) {
        (None, _) => field.required,
        (Some(rest), Shape::Table(inner)) => needs(inner, rest),
        (Some(_), other) => panic!("{path} lies in {other:?}"),
    }
}

#[test]
fn every_field_can_be_found_by_those_who_cannot_see_it() {
    let build = demonstration(Audience::Leadership);
    for kind in CONTRIBUTED_KINDS {
        let html = form(&build, "cedar-point/", kind);
        let ids: Vec<&str> = select(&html, "[id]").iter().map(|element| attribute(element, "id")).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{kind}: an id stands twice");
        let labels: BTreeSet<&str> =
            select(&html, "label").iter().map(|label| attribute(label, "for")).collect();
        for control in select(&html, "form input:not([aria-hidden]), form textarea, form select") {
            assert!(labels.contains(attribute(&control, "id")), "{kind}: {} has no label", control.html());
            let described = attribute(&control, "aria-describedby").split_whitespace();
            assert!(described.into_iter().all(|id| unique.contains(id)), "{kind}: {}", control.html());
        }
        assert!(
            select(&html, "script:not([src]), style, [style], [onclick]").is_empty(),
            "{kind} keeps to the policy"
        );
        assert_eq!(select(&html, "script[src]").len(), 2, "{kind}");
    }
    let other = Html::parse_document(text_of(&build, "cedar-point/contribute/index.html"));
    assert_eq!(select(&other, "script[src]").len(), 1, "only forms load the script of forms");
}

/// The words of a choice in the table of a kind.
fn words(table: &Table, name: &str) -> Vec<String> {
    match &table.field(name).unwrap().shape {
        Shape::Choice(choices) => choices.iter().map(|choice| choice.word.clone()).collect(),
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn choices_are_those_of_the_schema() {
    let build = demonstration(Audience::Staff);
    let mut seen = 0;
    for kind in CONTRIBUTED_KINDS {
        let html = form(&build, "harbor-view/", kind);
        for field in select(&html, "form [data-input=choice]") {
            let radio = Selector::parse("input[type=radio]").unwrap();
            let values: Vec<String> = field
                .select(&radio)
                .map(|radio| attribute(&radio, "value").to_owned())
                .filter(|value| !value.is_empty())
                .collect();
            assert_eq!(values, words(&kind.fields(), attribute(&field, "data-field")), "{kind}");
            seen += 1;
        }
    }
    assert_eq!(
        seen, 10,
        "consent, audience; type, consent, audience; focus, audience; format, audience; audience"
    );
}

#[test]
fn references_are_to_what_the_reader_sees_and_lead_there() {
    for audience in Audience::ALL {
        let build = demonstration(audience);
        let records = records(&build);
        for (place, kind) in ["", "harbor-view/", "north-shore/"]
            .into_iter()
            .flat_map(|place| CONTRIBUTED_KINDS.map(|kind| (place, kind)))
        {
            let html = form(&build, place, kind);
            for option in select(&html, "form [data-kind]") {
                let text: String = match option.value().name() {
                    "option" => option.text().collect(),
                    _ => label_of(&html, attribute(&option, "id")),
                };
                let of_kind = attribute(&option, "data-kind");
                assert!(
                    records.contains(&(of_kind.to_owned(), text.trim().to_owned())),
                    "{audience}: {place}{kind}: {text}"
                );
            }
        }
    }
    let staff = form(&demonstration(Audience::Staff), "harbor-view/", Kind::Conversation);
    let leadership = form(&demonstration(Audience::Leadership), "harbor-view/", Kind::Conversation);
    let supports = |html: &Html| select(html, "form [data-kind=support]").len();
    assert!(supports(&staff) == 0 && supports(&leadership) > 0, "support is for the leadership alone");
}

fn label_of(html: &Html, id: &str) -> String {
    let label = select(html, "label").into_iter().find(|label| attribute(label, "for") == id).unwrap();
    label.text().collect()
}

/// The kinds and titles of the records that a site tells of.
fn records(build: &Build) -> BTreeSet<(String, String)> {
    let all: Value = serde_json::from_str(text_of(build, "records.json")).unwrap();
    let records = all["records"].as_array().unwrap().iter();
    records
        .map(|record| {
            (record["kind"].as_str().unwrap().to_owned(), record["title"].as_str().unwrap().to_owned())
        })
        .collect()
}

/// What the script of a form is told.
fn rules(html: &Html) -> Value {
    let form = select(html, "form[data-rules]");
    serde_json::from_str(attribute(&form[0], "data-rules")).unwrap()
}

/// The kind whose form says it, the words and what stands in their gaps.
type Said = (Kind, &'static str, &'static [(&'static str, &'static str)]);

#[test]
fn what_is_said_in_a_form_is_what_check_says() {
    let build = small(&[]);
    let said = |kind: Kind| {
        let rules = rules(&form(&build, "", kind));
        let absences = rules["absences"].as_array().unwrap().iter();
        let mut all: BTreeSet<String> =
            absences.map(|absence| absence["message"].as_str().unwrap().to_owned()).collect();
        let words = rules["words"].as_object().unwrap().values();
        all.extend(words.map(|words| words.as_str().unwrap().to_owned()));
        all
    };
    let bad = small(&[
        (
            "content/exemplars/x.md",
            "+++\ntitle = \"X\"\nteacher = \"A room\"\nconsent = \"on-file\"\ninitiative = \"i\"\nfirst-step = \"y\"\naudience = \"public\"\nfiles = [{ path = \"a.png\" }]\n+++\n\n# H\n\n[here](y) ORF <blink>\n\n![](a.png)\n",
        ),
        (
            "content/evidence/e.md",
            "+++\ntitle = \"E\"\ndate = 2026-05-14\ntype = \"student-work\"\nfor = []\nconsent-expires = 2026-01-05\n+++\n\nWrite to x@y.org.\n",
        ),
        (
            "content/conversations/c.md",
            "+++\ntitle = \"C\"\ndate = 2026-05-14\nformat = \"survey\"\ngroup = \"All\"\nbarriers = [{ text = \"T\", strength = 3 }]\n+++\n",
        ),
        ("content/updates/u.md", "+++\ndate = \"soon\"\n+++\n"),
    ]);
    let expected: [Said; 17] = [
        (Kind::Exemplar, "this exemplar names no look-for", &[]),
        (Kind::Exemplar, "this exemplar has no conditions", &[]),
        (Kind::Exemplar, "a heading of level 1 (`#`) inside the text", &[]),
        (Kind::Exemplar, "the link “{text}” does not say where it leads", &[("text", "here")]),
        (Kind::Exemplar, "`{word}` is not explained in this text", &[("word", "ORF")]),
        (Kind::Exemplar, "`<{name}>` is not shown", &[("name", "blink")]),
        (Kind::Exemplar, "the image `{address}` has no alternative text", &[("address", "a.png")]),
        (Kind::Exemplar, "the image `{value}` has no alternative text", &[("value", "a.png")]),
        (
            Kind::Exemplar,
            "this is for the {audience} audience, but the {kind} “{title}” it belongs to is for {limit}",
            &[("audience", "public"), ("kind", "initiative"), ("title", "I"), ("limit", "staff")],
        ),
        (Kind::Evidence, "this evidence supports nothing", &[]),
        (Kind::Evidence, "this evidence claims nothing", &[]),
        (Kind::Evidence, "this student work has no consent", &[]),
        (Kind::Evidence, "the consent expired on {value}", &[("value", "2026-01-05")]),
        (Kind::Evidence, "an e-mail address", &[]),
        (Kind::Conversation, "`initiative` or `plan` is missing", &[]),
        (
            Kind::Conversation,
            "the barrier “{text}” has no {missing}",
            &[("text", "T"), ("missing", "answer and no owner")],
        ),
        (Kind::Update, "`{field}` is missing", &[("field", "title")]),
    ];
    let found: BTreeSet<String> = bad.diagnostics.iter().map(|problem| problem.message.clone()).collect();
    for (kind, words, values) in expected {
        assert!(said(kind).contains(words), "the form of {kind} does not say “{words}”");
        let message = isles::schema::said(words, values);
        assert!(found.contains(&message), "check does not say “{message}”: {found:#?}");
    }
    assert!(found.contains("`date` is not a date: `soon`"));
}

#[test]
fn a_record_is_sent_where_the_settings_say() {
    let plain = small(&[]);
    let page = text_of(&plain, "contribute/exemplar.html");
    let rules_of = |build: &Build| rules(&form(build, "", Kind::Exemplar));
    assert_eq!((&rules_of(&plain)["email"], &rules_of(&plain)["host"]), (&Value::Null, &Value::Null));
    assert!(!page.contains("mailto:") && !page.contains("id=\"host\""));
    assert_eq!(rules_of(&plain)["folder"], "content/exemplars/");

    let settings = "[output.html]\ncontribute-email = \"plans@school.example\"\nedit-url-template = \"https://gitlab.com/o/r/-/edit/main/{path}\"\n";
    let told = small(&[("book.toml", settings)]);
    assert_eq!(rules_of(&told)["email"], "plans@school.example");
    let host = &rules_of(&told)["host"];
    assert_eq!(host["url"], "https://gitlab.com/o/r/-/new/main/content/exemplars");
    let page = text_of(&told, "contribute/exemplar.html");
    assert!(page.contains("Mail it to plans@school.example") && page.contains("Open it on GitLab"));

    let wrong =
        small(&[("book.toml", "[output.html]\ncontribute-email = \"plans@school.example?bcc=x@y.org\"\n")]);
    let lines: Vec<_> = wrong.diagnostics.iter().map(crate::site::line).collect();
    assert!(lines[0].starts_with("E114 error book.toml 2:20-"), "{lines:?}");
}

#[test]
fn a_form_can_be_filled_in_where_nothing_can_be_chosen() {
    let files: [(&str, &[u8]); 1] = [("content/school.toml", b"name = \"S\"\nlevel = \"other\"\n")];
    let build = isles::build(&input(files), &Options::as_of(today()));
    let html = form(&build, "", Kind::Exemplar);
    assert_eq!(select(&html, "[data-field=initiative] input[type=text]").len(), 1);
    assert_eq!(select(&html, "[data-field=look-fors] textarea").len(), 1);
    let index = text_of(&build, "index.html");
    assert!(index.contains("href=\"contribute/index.html\""), "every page leads to the forms");
}

/// The paths of the fields of a JSON Schema.
fn schema_names(properties: &Map<String, Value>, within: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (name, schema) in properties {
        let path = format!("{within}{name}");
        let inner = schema["items"]["properties"].as_object().or(schema["properties"].as_object());
        all.extend(inner.map(|inner| schema_names(inner, &format!("{path}."))).unwrap_or_default());
        all.insert(path);
    }
    all
}

#[test]
fn schema_manual_new_files_forms_and_web_editors_have_the_same_fields() {
    let site = starter();
    let build = small(&[]);
    let editors = ["sveltia", "decap"].map(with_editor);
    for kind in CONTRIBUTED_KINDS {
        let row = kind.row();
        let expected = table_names(&kind.fields(), "", &|_| false);
        assert_eq!(
            schema_names(kind.json_schema()["properties"].as_object().unwrap(), ""),
            expected,
            "{kind}"
        );
        let html = form(&build, "", kind);
        let mut of_form: BTreeSet<String> = select(&html, "form [data-field]")
            .iter()
            .map(|field| attribute(field, "data-field").to_owned())
            .collect();
        assert!(of_form.remove(""), "the text");
        assert_eq!(of_form, expected, "{kind}");
        for editor in &editors {
            let mut of_editor = names(fields(&config(editor.path()), row.folder.unwrap()).unwrap(), "");
            assert!(of_editor.remove("body"), "the text");
            assert_eq!(of_editor, expected, "{kind}");
        }
        let ran = isles(site.path(), &["new", row.name, "A new one"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let new = std::fs::read_to_string(site.path().join(ran.out.trim())).unwrap();
        let manual = isles(site.path(), &["schema", "--format", "markdown"]).out;
        for path in expected {
            let name = path.rsplit('.').next().unwrap();
            assert!(
                [format!("{name} = "), format!("[{name}]")].iter().any(|line| new.contains(line)),
                "{kind}: {path}"
            );
            assert!(manual.contains(&format!("| `{name}`")), "{kind}: {path}");
        }
    }
}
