//! One schema for all: the JSON Schemas, the reading of records, the manual and the settings of editors agree.

use std::fs;

use isles::id::Id;
use isles::record::{Key, Kind, Schemas, all_json_schemas, fields_range, parse, settings_json_schema};
use isles::schema::{Choice, Field, Shape, Table};
use isles::source::Source;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::command_line::{isles, starter, tree, write};
use crate::site::{load, repository};

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap_or_else(|error| panic!("{error}"))
}

fn of_kind(kind: Kind) -> Validator {
    validator(&kind.json_schema())
}

/// The codes of what the reader finds wrong with the fields.
fn faults(kind: Kind, text: &str, schemas: &Schemas) -> Vec<&'static str> {
    let key = Key { school: None, kind, id: Id::new("x").unwrap() };
    let source = Source::new("content/x/x.toml", text);
    parse(key, source, schemas).problems.iter().map(|problem| problem.code.as_str()).collect()
}

fn toml_of(fields: &Map<String, Value>) -> String {
    toml::to_string(fields).expect("plain values are TOML")
}

/// A record as TOML says it and JSON can: dates as text.
fn json_of(text: &str) -> Value {
    fn plain(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => json!(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(plain).collect(),
            toml::Value::Table(fields) => {
                Value::Object(fields.into_iter().map(|(name, value)| (name, plain(value))).collect())
            }
            other => serde_json::to_value(other).unwrap(),
        }
    }
    plain(toml::Value::Table(toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))))
}

/// A value that satisfies a shape.
fn value(field: &Field) -> Value {
    match (&field.example, &field.shape) {
        (Some(example), shape) if !matches!(shape, Shape::List(_)) => example.clone(),
        (_, shape) => of_shape(shape),
    }
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!("words"),
        Shape::Reference => json!("some-record"),
        Shape::When => json!("2026-10-05"),
        Shape::Choice(choices) => json!(choices.first().map(|Choice { word, .. }| word)),
        Shape::Bool => json!(true),
        Shape::Integer(least, _) | Shape::Number(least, _) => json!(least.unwrap_or(0.0) as i64 + 1),
        Shape::List(item) => json!([of_shape(item)]),
        Shape::Table(table) => Value::Object(full(table)),
        Shape::Map(item) => json!({ "name": of_shape(item) }),
        Shape::Either(shapes) => json!(of_shape(&shapes[0])),
    }
}

fn full(table: &Table) -> Map<String, Value> {
    table.fields.iter().map(|field| (field.name.clone(), value(field))).collect()
}

/// The table with every mistake that can be made in it, one at a time.
fn mistakes(table: &Table) -> Vec<Map<String, Value>> {
    let good = full(table);
    let with = |name: &str, value: Value| {
        let mut wrong = good.clone();
        wrong.insert(name.to_owned(), value);
        wrong
    };
    let mut all = vec![with("no-such-field", json!("x"))];
    for field in &table.fields {
        let mut without = good.clone();
        without.shift_remove(&field.name);
        all.push(without);
        if field.required && !matches!(field.shape, Shape::List(_) | Shape::Map(_)) {
            all.push(with(&field.name, json!("  ")));
        }
        all.extend(wrong_values(&field.shape).into_iter().map(|value| with(&field.name, value)));
    }
    all
}

fn wrong_values(shape: &Shape) -> Vec<Value> {
    let mut wrong = vec![json!([["x"]]), json!([{ "a": "b" }]), json!({ "a": [1] }), json!([true, 1])];
    match shape {
        Shape::Text | Shape::Reference => wrong.extend([json!(1), json!(true), json!(1.5)]),
        Shape::When => {
            let texts = ["soon", "2026-13-05", "26-10-05", "2026-10-05x", "2026-Q5", "2026-10-5", "1776"];
            wrong.extend(texts.map(Value::from));
            wrong.push(json!(2026));
        }
        Shape::Choice(_) => wrong.extend([json!("no such word"), json!(1)]),
        Shape::Bool => wrong.extend([json!("true"), json!(1)]),
        Shape::Integer(least, most) | Shape::Number(least, most) => {
            wrong.extend([json!("5"), json!(true)]);
            wrong.extend(least.map(|least| json!(least as i64 - 1)));
            wrong.extend(most.map(|most| json!(most as i64 + 1)));
            if matches!(shape, Shape::Integer(..)) {
                wrong.push(json!(1.5));
            }
        }
        Shape::List(item) => {
            wrong = vec![json!("x"), json!(1), json!({ "a": "b" })];
            wrong.extend(wrong_values(item).into_iter().map(|value| json!([value])));
        }
        Shape::Table(table) => {
            wrong = vec![json!("x"), json!(1), json!(["x"])];
            wrong.extend(mistakes(table).into_iter().map(Value::Object));
        }
        Shape::Map(item) => {
            wrong = vec![json!("x"), json!([])];
            let texts = json!("5");
            let inner = wrong_values(item).into_iter().filter(|value| *value != texts);
            wrong.extend(inner.map(|value| json!({ "a": value })));
        }
        Shape::Either(shapes) => {
            wrong = vec![json!(1), json!(true)];
            wrong.extend(shapes.iter().flat_map(wrong_values).filter(|value| !value.is_array()));
        }
    }
    wrong
}

#[test]
fn the_schemas_say_what_the_reader_says_of_every_mistake_in_every_field() {
    let schemas = Schemas::new();
    let (mut right, mut wrong) = (0, 0);
    let mut differences = Vec::new();
    for kind in Kind::ALL {
        let validator = of_kind(*kind);
        let table = kind.fields();
        for fields in [full(&table)].into_iter().chain(mistakes(&table)) {
            let text = toml_of(&fields);
            let faults = faults(*kind, &text, &schemas);
            let valid = validator.is_valid(&Value::Object(fields));
            *if valid { &mut right } else { &mut wrong } += 1;
            if valid != faults.is_empty() {
                differences.push(format!("{kind}: valid {valid}, faults {faults:?}\n{text}"));
            }
        }
    }
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
    assert!(right > 200 && wrong > 2000, "{right} right, {wrong} wrong");
}

#[test]
fn every_record_of_the_demonstration_fits_its_schema() {
    let input = load(&repository());
    let records = isles::layout::layout("content", &input.content).records;
    let mut checked = 0;
    for (key, file) in &records {
        let source = Source::decode(file.path, file.bytes).unwrap();
        let (range, _) = fields_range(&source);
        let value = json_of(&source.text()[range]);
        let problems: Vec<String> =
            of_kind(key.kind).iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{}: {problems:?}", file.path);
        checked += 1;
    }
    assert!(checked > 80, "{checked} records");
    let settings = fs::read_to_string(repository().join("book.toml")).unwrap();
    assert!(validator(&settings_json_schema()).is_valid(&json_of(&settings)));
}

#[test]
fn a_pattern_does_not_know_the_calendar_and_a_schema_does_not_read_blanks() {
    let schemas = Schemas::new();
    let plan = |date: &str| {
        format!(
            "title = \"x\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\npurpose = \"x\"\nstarts = {date}\n"
        )
    };
    let valid = |text: &str| of_kind(Kind::Plan).is_valid(&json_of(text));
    for date in ["\"2026-02-30\"", "\"2026-29\""] {
        assert_eq!(
            (valid(&plan(date)), faults(Kind::Plan, &plan(date), &schemas)),
            (true, vec!["E205"]),
            "{date}"
        );
    }
    let blank = plan("\"\"");
    assert_eq!((valid(&blank), faults(Kind::Plan, &blank, &schemas)), (false, vec![]));
    for date in
        ["2026-10-05", "2026-10-05T08:00:00Z", "\"2026-10-05T00:00:00.000Z\"", "\"2026-27\"", "\"2026-q4\""]
    {
        assert_eq!((valid(&plan(date)), faults(Kind::Plan, &plan(date), &schemas)), (true, vec![]), "{date}");
    }
}

/// Paths of all fields of a table, those of tables within it too.
fn paths(table: &Table, within: &str) -> Vec<String> {
    let mut all = Vec::new();
    for field in &table.fields {
        let path = format!("{within}{}", field.name);
        let inner = match &field.shape {
            Shape::List(item) => item,
            other => other,
        };
        if let Shape::Table(table) = inner {
            all.extend(paths(table, &format!("{path}.")));
        }
        all.push(path);
    }
    all
}

/// The property at a path of a schema.
fn property<'s>(schema: &'s Value, path: &str) -> &'s Value {
    path.split('.').fold(schema, |schema, name| {
        let schema = if schema["items"].is_object() { &schema["items"] } else { schema };
        &schema["properties"][name]
    })
}

#[test]
fn every_field_is_in_the_schemas_and_in_the_manual() {
    let all = all_json_schemas();
    let manual = fs::read_to_string(repository().join("content/pages/field-reference.md")).unwrap();
    for kind in Kind::ALL {
        let schema = &all["$defs"][kind.row().name];
        for path in paths(&kind.fields(), "") {
            let property = property(schema, &path);
            let help =
                property["description"].as_str().unwrap_or_else(|| panic!("{kind}.{path}: {property}"));
            let first = help.lines().next().unwrap().replace('|', "\\|");
            let name = path.rsplit('.').next().unwrap();
            let line = manual
                .lines()
                .find(|line| line.starts_with(&format!("| `{name}`")) && line.contains(first.trim_end()));
            assert!(line.is_some(), "{kind}.{path} is not in the manual: {first}");
        }
    }
}

#[test]
fn the_page_of_fields_is_the_one_that_the_program_writes() {
    crate::manual::is_as_printed("field-reference.md", "schema");
}

#[test]
fn a_schema_is_printed_for_one_kind_or_all() {
    let here = tempfile::tempdir().unwrap();
    let print = |arguments: &[&str]| {
        let ran = isles(here.path(), arguments);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{arguments:?}");
        serde_json::from_str::<Value>(&ran.out).unwrap()
    };
    let plan = print(&["schema", "plans"]);
    assert_eq!(plan, Kind::Plan.json_schema());
    assert_eq!(plan["properties"]["status"]["enum"], json!(["draft", "active", "closed"]));
    assert_eq!(plan["required"], json!(["title", "year", "status", "purpose"]));
    assert_eq!(
        plan["properties"]["goals"]["items"]["properties"]["measure"]["description"],
        "The measure that tells whether it was reached. The id of a measure."
    );
    let first: Vec<&String> = plan["properties"].as_object().unwrap().keys().take(4).collect();
    assert_eq!(first, ["title", "summary", "date", "authors"]);
    assert_eq!(
        print(&["schema", "book"])["properties"]["privacy"]["properties"]["min-students"]["minimum"],
        2
    );
    let all = print(&["schema"]);
    assert_eq!(all["$defs"].as_object().unwrap().len(), Kind::ALL.len() + 1);
    assert_eq!(all["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(isles(here.path(), &["schema", "plam"]).code, Some(2));
}

#[test]
fn schemas_are_written_for_editors_and_no_other_file_is_touched() {
    let site = starter();
    let rules: toml::Table =
        toml::from_str(&fs::read_to_string(site.path().join(".taplo.toml")).unwrap()).unwrap();
    let rules = rules["rule"].as_array().unwrap();
    assert_eq!(rules.len(), 2);
    for rule in rules {
        let schema = site.path().join(rule["schema"]["path"].as_str().unwrap());
        let _: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    }
    let before = tree(site.path());
    let out = ["schema", "--out", ".isles/schema"];
    assert_eq!(isles(site.path(), &out).code, Some(0));
    for (path, bytes) in before {
        assert!(fs::read(site.path().join(&path)).unwrap() == bytes, "{path} is as before");
    }
    write(site.path(), ".isles/schema/plan.json", "{}\n");
    let refused = isles(site.path(), &out);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("was not made by Isles and is not touched"), "{}", refused.err);
    assert_eq!(fs::read_to_string(site.path().join(".isles/schema/plan.json")).unwrap(), "{}\n");
    let all = isles(site.path(), &["schema", "--format", "taplo"]);
    let all: toml::Table = toml::from_str(&all.out).unwrap();
    // The settings, and every kind but the home page, which is never a .toml file.
    assert_eq!(all["rule"].as_array().unwrap().len(), Kind::ALL.len());
}
