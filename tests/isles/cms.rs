//! Web editors: what they are told about records, and what they make of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use isles::diagnostic::Level;
use isles::id::Id;
use isles::input::{Input, InputFile, Options};
use isles::record::{Key, Kind, Parsed, Schemas, parse};
use isles::schema::{Shape, Table};
use isles::source::Source;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::command_line::{isles, starter, tree, write};
use crate::site::{line, load, repository, today};

const EDITORS: [&str; 2] = ["sveltia", "decap"];

/// A starter site with an editor.
pub fn with_editor(editor: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let ran = isles(folder.path(), &["init", "--cms", editor]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    folder
}

/// The configuration below a site, which is JSON below its comments.
pub fn config(root: &Path) -> Value {
    let text = fs::read_to_string(root.join("admin/config.yml")).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    serde_json::from_str(&lines.join("\n")).unwrap_or_else(|error| panic!("{error}"))
}

/// The fields of a collection, or of its one file.
pub fn fields<'c>(config: &'c Value, name: &str) -> Option<&'c Value> {
    let collection =
        config["collections"].as_array()?.iter().find(|collection| collection["name"] == name)?;
    Some(if collection["fields"].is_array() {
        &collection["fields"]
    } else {
        &collection["files"][0]["fields"]
    })
}

/// The paths of fields, with `hidden` ones as a whole.
pub fn names(fields: &Value, within: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for field in fields.as_array().unwrap() {
        let path = format!("{within}{}", field["name"].as_str().unwrap());
        if field["fields"].is_array() {
            all.extend(names(&field["fields"], &format!("{path}.")));
        }
        all.insert(path);
    }
    all
}

pub fn table_names(table: &Table, within: &str, hidden: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for field in &table.fields {
        let path = format!("{within}{}", field.name);
        let inner = match &field.shape {
            Shape::List(item) => item,
            other => other,
        };
        if let Shape::Table(table) = inner
            && !hidden(&path)
        {
            all.extend(table_names(table, &format!("{path}."), hidden));
        }
        all.insert(path);
    }
    all
}

#[test]
fn every_field_of_every_kind_is_in_the_form() {
    for editor in EDITORS {
        let site = with_editor(editor);
        let config = config(site.path());
        for kind in Kind::ALL {
            let row = kind.row();
            let form = fields(&config, row.folder.unwrap_or(row.name));
            // A starter is a school; and Decap's TOML cannot read a school's closed days.
            let left_out = matches!(kind, Kind::District) || (*kind == Kind::School && editor == "decap");
            let Some(form) = form.filter(|_| !left_out) else {
                assert!(left_out && form.is_none(), "{editor}: {kind}");
                continue;
            };
            let hidden = |path: &str| {
                let top = path.split('.').next().unwrap();
                let is = |field: &Value| field["name"] == top && field["widget"] == "hidden";
                form.as_array().unwrap().iter().any(is)
            };
            let mut expected = table_names(&kind.fields(), "", &hidden);
            if !matches!(kind, Kind::School) {
                expected.insert("body".into());
            }
            assert_eq!(names(form, ""), expected, "{editor}: {kind}");
        }
    }
}

#[test]
fn every_widget_is_one_that_the_editor_has_with_what_it_needs() {
    const BOTH: [&str; 12] = [
        "string", "text", "markdown", "boolean", "number", "select", "datetime", "file", "list", "object",
        "relation", "hidden",
    ];
    for editor in EDITORS {
        let site = with_editor(editor);
        let config = config(site.path());
        let collections = config["collections"].as_array().unwrap();
        let known: Vec<&Value> = collections.iter().map(|collection| &collection["name"]).collect();
        let mut todo: Vec<&Value> = Vec::new();
        for collection in collections {
            let name = collection["name"].as_str().unwrap();
            let format = if name == "school" { "toml" } else { "toml-frontmatter" };
            assert_eq!(collection["format"], format, "{editor}: {name}");
            todo.extend(fields(&config, name).unwrap().as_array().unwrap());
        }
        while let Some(field) = todo.pop() {
            let widget = field["widget"].as_str().unwrap();
            let of_sveltia = widget == "keyvalue" && editor == "sveltia";
            assert!(BOTH.contains(&widget) || of_sveltia, "{editor}: {field}");
            match widget {
                "relation" => {
                    assert!(known.contains(&&field["collection"]), "{field}");
                    assert_eq!(field["value_field"], "{{slug}}");
                    assert!(field["search_fields"].is_array());
                }
                "select" => assert!(!field["options"].as_array().unwrap().is_empty()),
                "list" => {
                    assert!(field["fields"].is_array() != field["field"].is_object(), "{field}");
                    todo.extend(field["field"].is_object().then_some(&field["field"]));
                }
                _ => {}
            }
            todo.extend(field["fields"].as_array().into_iter().flatten());
            // Decap makes an entry of a list where one of its fields has a default.
            assert!(field["default"].is_null() || widget == "boolean", "{field}");
        }
    }
}

#[test]
fn a_relation_leads_to_what_the_reader_follows() {
    let site = with_editor("sveltia");
    let config = config(site.path());
    let of = |kind: &str, name: &str| {
        let form = fields(&config, kind).unwrap().as_array().unwrap();
        form.iter().find(|field| field["name"] == name).unwrap().clone()
    };
    assert_eq!(of("initiatives", "plan")["collection"], "plans");
    assert_eq!(of("walkthroughs", "session")["collection"], "sessions");
    assert_eq!(of("evidence", "for")["widget"], "list", "an initiative or a plan");
    assert_eq!(of("reviews", "looked-at")["widget"], "list", "anything");
    let goals = of("plans", "goals");
    let measure =
        goals["fields"].as_array().unwrap().iter().find(|field| field["name"] == "measure").unwrap();
    assert_eq!(measure["collection"], "measures");
}

#[test]
fn the_page_loads_one_exact_script() {
    for (editor, script) in [("sveltia", "@sveltia/cms@"), ("decap", "decap-cms@")] {
        let site = with_editor(editor);
        let page = fs::read_to_string(site.path().join("admin/index.html")).unwrap();
        let html = scraper::Html::parse_document(&page);
        let selector = scraper::Selector::parse("script").unwrap();
        let scripts: Vec<_> = html.select(&selector).collect();
        let [only] = &scripts[..] else { panic!("{} scripts", scripts.len()) };
        let source = only.value().attr("src").unwrap();
        let version =
            source.strip_prefix("https://unpkg.com/").and_then(|rest| rest.strip_prefix(script)).unwrap();
        assert!(
            version.split('/').next().unwrap().split('.').all(|part| part.parse::<u32>().is_ok()),
            "{source}"
        );
        assert!(only.value().attr("integrity").unwrap().starts_with("sha384-"));
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    }
}

#[test]
fn a_site_that_is_there_gets_the_editor_and_nothing_else() {
    let site = starter();
    let before = tree(site.path());
    let settings = fs::read_to_string(site.path().join("book.toml")).unwrap();
    let address = "[output.html]\ngit-repository-url = \"https://gitlab.com/schools/harbor/plans.git\"\n";
    write(site.path(), "book.toml", &settings.replace("[output.html]\n", address));
    let ran = isles(site.path(), &["init", "--cms", "sveltia"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("fill in `backend`"), "{}", ran.out);
    let added: Vec<String> = tree(site.path())
        .into_iter()
        .map(|(path, _)| path)
        .filter(|path| !before.iter().any(|(known, _)| known == path))
        .collect();
    assert_eq!(added, ["admin/config.yml", "admin/index.html"]);
    assert_eq!(config(site.path())["backend"], json!({ "name": "gitlab", "repo": "schools/harbor/plans" }));
    let again = isles(site.path(), &["init", "--cms", "decap"]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("these files are there: admin/index.html, admin/config.yml"), "{}", again.err);
    assert_eq!(isles(site.path(), &["check"]).code, Some(0));
}

#[test]
fn a_district_has_collections_for_each_of_its_places() {
    let here = tempfile::tempdir().unwrap();
    for file in [
        "book.toml",
        "content/district.toml",
        "content/harbor-view/school.toml",
        "content/cedar-point/school.toml",
    ] {
        write(here.path(), file, &fs::read_to_string(repository().join(file)).unwrap());
    }
    assert_eq!(isles(here.path(), &["init", "--cms", "sveltia"]).code, Some(0));
    let config = config(here.path());
    let plans: Vec<(&str, &str)> = config["collections"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|collection| collection["label_singular"] == "Plan")
        .map(|collection| (collection["name"].as_str().unwrap(), collection["folder"].as_str().unwrap()))
        .collect();
    assert_eq!(
        plans,
        [
            ("plans", "content/plans"),
            ("harbor-view-plans", "content/harbor-view/plans"),
            ("cedar-point-plans", "content/cedar-point/plans"),
        ]
    );
    let district = fields(&config, "district").unwrap().as_array().unwrap();
    assert_eq!(district[0]["name"], "name");
    let plan = fields(&config, "harbor-view-initiatives").unwrap().as_array().unwrap();
    let plan = plan.iter().find(|field| field["name"] == "plan").unwrap();
    assert_eq!(plan["widget"], "string", "it may be the district's");
    assert_eq!(config["backend"]["repo"], "example/plans");
}

/// What people enter where only some words can be meant, by the record's folder and the field's path.
fn entered(folder: &str, path: &str) -> Option<Value> {
    Some(match (folder, path) {
        (_, "for.item" | "supports") => json!("reading-conferences"),
        (_, "to" | "changes.to") => json!("reading-conferences"),
        ("initiatives", "goals.item") => json!("fluency"),
        ("exemplars", "look-fors.item") | ("support", "for-look-for") => json!("notes"),
        ("reviews", "looked-at.item") => json!("plans/every-reader"),
        ("evidence", "series.file") | ("measures", "data") => json!("data.csv"),
        // Student work needs a consent, which is asked of nothing else.
        ("evidence", "type") => json!("observation"),
        ("evidence", "series.x") => json!("date"),
        ("evidence", "series.y") => json!("value"),
        (_, "files.path") => json!("sample.png"),
        ("referrals", "totals.of") => json!("2026-27"),
        ("referrals", "totals.by") => json!("year"),
        ("initiatives", "look-fors.levels.item") => json!("a level"),
        ("initiatives", "look-fors.goal-level") => json!("a level"),
        (_, "aliases.item") => json!("old/page.html"),
        (_, "year") => json!("2026-27"),
        _ => return None,
    })
}

/// Fields that say the same as another, or name a record that a starter does not have.
const LEFT_OUT: [(&str, &str); 10] = [
    ("walkthroughs", "rows"),
    ("walkthroughs", "session"),
    ("referrals", "file"),
    ("referrals", "columns"),
    ("referrals", "date-format"),
    ("initiatives", "supports"),
    ("plans", "replaces"),
    ("reviews", "due"),
    ("evidence", "consent-expires"),
    ("initiatives", "actions.dropped"),
];

/// The value that an editor writes for a field that somebody fills in.
fn filled(field: &Value, folder: &str, path: &str, known: &dyn Fn(&str) -> Value) -> Value {
    if let Some(value) = entered(folder, path) {
        return value;
    }
    let several = |value: Value| if field["multiple"] == true { json!([value]) } else { value };
    match field["widget"].as_str().unwrap() {
        "string" if field["pattern"][1].as_str().is_some_and(|help| help.contains("2026-10-05")) => {
            json!("2026-10-05")
        }
        "string" if field["pattern"].is_array() => json!("an-id"),
        "datetime" => json!("2026-10-05"),
        "boolean" => json!(false),
        "number" => json!(field["max"].as_i64().map_or(3, |most| most.min(3))),
        "select" => several(field["options"][0]["value"].clone()),
        "relation" => several(known(field["collection"].as_str().unwrap())),
        "object" => record(&field["fields"], folder, &format!("{path}."), known, true),
        "list" if field["field"].is_object() => {
            json!([filled(&field["field"], folder, &format!("{path}.item"), known)])
        }
        "list" => json!([record(&field["fields"], folder, &format!("{path}."), known, true)]),
        "keyvalue" => json!({ "a name": "3" }),
        _ => json!("Some words"),
    }
}

/// What an editor writes where somebody fills in everything, or only what is asked for.
fn record(
    fields: &Value,
    folder: &str,
    within: &str,
    known: &dyn Fn(&str) -> Value,
    everything: bool,
) -> Value {
    let mut values = Map::new();
    for field in fields.as_array().unwrap() {
        let name = field["name"].as_str().unwrap();
        let path = format!("{within}{name}");
        let hidden = field["widget"] == "hidden" || name == "body";
        if hidden || LEFT_OUT.contains(&(folder, &path)) || (field["required"] != true && !everything) {
            continue;
        }
        values.insert(name.to_owned(), filled(field, folder, &path, known));
    }
    values.into()
}

/// The starter's record of each kind.
fn known(collection: &str) -> Value {
    json!(match collection {
        "plans" => "every-reader",
        "initiatives" => "reading-conferences",
        "measures" => "reading-at-benchmark",
        "exemplars" => "conferences-in-20-minutes",
        other => panic!("the starter has no record in {other}"),
    })
}

/// The errors of a site with one more record in it.
fn errors(input: &Input, folder: &str, fields: &Value, more: &str) -> Vec<String> {
    let mut input = input.clone();
    let text = format!("+++\n{}{more}+++\nWords.\n", toml::to_string(fields).unwrap());
    let drawing = repository().join("content/harbor-view/exemplars/conference-notes.png");
    let png = fs::read(fs::canonicalize(drawing).unwrap()).unwrap();
    let files = [
        ("written.md", text.clone().into_bytes()),
        ("data.csv", b"date,value\n2026-10-05,5\n".to_vec()),
        ("sample.png", png),
    ];
    for (name, bytes) in files {
        let path = format!("content/{folder}/{name}");
        input.content.push(InputFile { path, bytes: bytes.into() });
    }
    let read =
        isles::read(&input, &Options::as_of(today())).unwrap_or_else(|problems| panic!("{problems:?}"));
    let errors = read.diagnostics.iter().filter(|problem| problem.level == Level::Error);
    errors.map(|problem| format!("{}\n{text}", line(problem))).collect()
}

/// What is added where one of several fields is needed: editors cannot know.
fn one_of(folder: &str) -> &'static str {
    match folder {
        "conversations" => "initiative = \"reading-conferences\"\n",
        "reviews" => "date = \"2026-10-05\"\n",
        "walkthroughs" => "counts = [{ look-for = \"notes\", levels = { \"in place\" = \"3\" } }]\n",
        "referrals" => "totals = [{ by = \"year\", of = \"2026-27\", count = 30 }]\n",
        _ => "",
    }
}

#[test]
fn every_file_that_an_editor_writes_checks_clean() {
    for editor in EDITORS {
        let site = with_editor(editor);
        let (config, input) = (config(site.path()), load(site.path()));
        let mut written = 0;
        for collection in config["collections"].as_array().unwrap() {
            if collection["create"] != true {
                continue;
            }
            let folder = collection["name"].as_str().unwrap();
            let full = record(&collection["fields"], folder, "", &known, true);
            assert_eq!(errors(&input, folder, &full, ""), [""; 0], "{editor}: everything");
            let least = record(&collection["fields"], folder, "", &known, false);
            assert_eq!(
                errors(&input, folder, &least, one_of(folder)),
                [""; 0],
                "{editor}: what is asked for"
            );
            written += 1;
        }
        assert_eq!(written, 14, "{editor} starts every kind but walkthroughs, whose levels it cannot show");
    }
}

fn parsed(kind: Kind, text: &str) -> Parsed {
    let key = Key { school: None, kind, id: Id::new("x").unwrap() };
    parse(key, Source::new("content/plans/x.md", text), &Schemas::new())
}

#[test]
fn what_is_cleared_in_a_form_counts_as_left_out() {
    for editor in EDITORS {
        let site = with_editor(editor);
        let config = config(site.path());
        for kind in Kind::with_folder() {
            let folder = kind.row().folder.unwrap();
            let form = fields(&config, folder).unwrap();
            let mut values = record(form, folder, "", &known, false);
            for field in form.as_array().unwrap().iter().filter(|field| field["required"] == false) {
                let name = field["name"].as_str().unwrap();
                values[name] = match field["widget"].as_str().unwrap() {
                    "list" => json!([]),
                    "select" | "relation" if field["multiple"] == true => json!([]),
                    "boolean" => json!(false),
                    "object" => {
                        let inner = field["fields"].as_array().unwrap().iter();
                        inner
                            .map(|field| (field["name"].as_str().unwrap().to_owned(), json!("")))
                            .collect::<Map<_, _>>()
                            .into()
                    }
                    "keyvalue" => json!({}),
                    "markdown" => continue,
                    _ => json!(""),
                };
            }
            let text = format!("+++\n{}+++\n", toml::to_string(&values).unwrap());
            let Parsed { record, problems } = parsed(kind, &text);
            assert_eq!(problems, [], "{editor} {kind}\n{text}");
            assert!(record.unwrap().common.summary.is_none());
        }
    }
}

/// A plan as each editor saved it, after its title was changed in the form.
const SAVED: [(&str, &str); 2] = [
    (
        "Decap CMS: no comments, the fields of a goal in no order",
        "+++
title = \"Every reader\"
summary = \"\"
year = \"2026-27\"
status = \"active\"
level = \"school\"
purpose = \"Every child reads.\"
team = [\"Principal\"]
starts = 2026-08-24
ends = \"2027-06-11\"
draft = false

[[goals]]
baseline = 41
statement = \"Sixty percent read.\"
target = \"\"
baseline-date = 2026-05-20
by = \"\"
id = \"fluency\"
measure = \"\"
group = \"Grade 3\"
+++

Words.
",
    ),
    (
        "Sveltia CMS: dates as text, with a time where they had one",
        "+++
title = \"Every reader\"
year = \"2026-27\"
status = \"active\"
level = \"school\"
purpose = \"Every child reads.\"
team = [ \"Principal\" ]
starts = \"2026-08-24T00:00:00.000Z\"
ends = \"2027-06-11T00:00:00Z\"
draft = false

[[goals]]
id = \"fluency\"
statement = \"Sixty percent read.\"
baseline = 41.0
baseline-date = \"2026-05-20\"
group = \"Grade 3\"
+++
Words.
",
    ),
];

#[test]
fn a_saved_plan_is_read_whatever_the_editor() {
    for (editor, text) in SAVED {
        let Parsed { record, problems } = parsed(Kind::Plan, text);
        assert_eq!(problems, [], "{editor}");
        let record = record.unwrap();
        let isles::record::Data::Plan(plan) = &record.data else { panic!("{editor}") };
        let day = |when: Option<isles::date::When>| {
            when.and_then(isles::date::When::day).map(|day| day.to_string())
        };
        assert_eq!(day(plan.starts).as_deref(), Some("2026-08-24"), "{editor}");
        assert_eq!(day(plan.ends).as_deref(), Some("2027-06-11"), "{editor}");
        let goal = &plan.goals[0];
        assert_eq!(
            (goal.baseline, goal.target, goal.by, goal.measure.is_none()),
            (Some(41.0), None, None, true)
        );
        assert_eq!(day(goal.baseline_date).as_deref(), Some("2026-05-20"), "{editor}");
    }
}

/// A walkthrough with counts as Sveltia CMS saved it: the file with rows, which there is not, is an empty table.
const SAVED_COUNTS: &str = "+++
title = \"Counted\"
date = \"2026-10\"
initiative = \"reading-conferences\"
eligible = 18
draft = false

[rows.columns]
[[counts]]
look-for = \"notes\"
not-observable = 1

[counts.levels]
\"in place\" = 5
\"not yet\" = \"4\"
+++
";

#[test]
fn an_empty_table_of_a_saved_walkthrough_counts_as_left_out() {
    let Parsed { record, problems } = parsed(Kind::Walkthrough, SAVED_COUNTS);
    assert_eq!(problems, []);
    let isles::record::Data::Walkthrough(wave) = record.unwrap().data else { panic!("another kind") };
    assert!(wave.rows.is_none());
    assert_eq!(wave.counts[0].levels.len(), 2);
}

#[test]
fn a_file_that_an_editor_emptied_is_told_with_the_way_back() {
    for text in ["", "\n", "+++\n\n+++\n"] {
        let Parsed { record, problems } = parsed(Kind::Plan, text);
        assert!(record.is_none());
        let [problem] = &problems[..] else { panic!("{text:?}: {problems:?}") };
        assert_eq!(
            line(problem),
            "E106 error content/plans/x.md this record is empty | write it, or delete the file; if it held \
             something, `git log -- content/plans/x.md` lists the versions to bring back"
        );
    }
}

#[test]
fn what_an_editor_cannot_mean_is_told_at_its_place() {
    let text = "+++\ntitle = \"\"\nyear = \"2026-27\"\nstatus = \"\"\nlevel = \"school\"\npurpose = \"x\"\nreview-days = \"28\"\nstarts = \"10/05/2026\"\n+++\n";
    let problems = parsed(Kind::Plan, text).problems;
    let told: Vec<String> = problems.iter().map(line).collect();
    assert_eq!(
        told,
        [
            "E212 error content/plans/x.md 2:9-2:11 `title` is empty | The heading of the record's page.",
            "E212 error content/plans/x.md 4:10-4:12 `status` is empty | choose one of: draft, active, closed",
            "E203 error content/plans/x.md 7:15-7:19 `review-days` should be a whole number, but this is text | write 28",
            "E205 error content/plans/x.md 8:10-8:22 `starts` is not a date: `10/05/2026` | write a day as 2026-10-05, a month as \"2026-10\", a school year as \"2026-27\"",
        ]
    );
}
