//! Every kind's fields: what the schema says is what the types read.

use isles::id::Id;
use isles::record::{Key, Kind, Schemas, parse};
use isles::schema::{Choice, Field, Shape, Table};
use isles::source::Source;
use serde_json::{Map, Value, json};

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
        Shape::Integer(min, _) | Shape::Number(min, _) => json!(min.unwrap_or(0.0) as i64 + 1),
        Shape::List(item) => json!([of_shape(item)]),
        Shape::Table(table) => {
            Value::Object(table.fields.iter().map(|field| (field.name.clone(), value(field))).collect())
        }
        Shape::Map(item) => json!({ "name": of_shape(item) }),
        Shape::Either(shapes) => shapes.first().map(of_shape).unwrap_or_default(),
    }
}

fn source(fields: &Map<String, Value>) -> Source {
    let text = toml::to_string(fields).expect("plain values are TOML");
    Source::new("content/x/x.md", format!("+++\n{text}+++\n\nWords.\n"))
}

fn key(kind: Kind) -> Key {
    Key { school: None, kind, id: Id::new("x").expect("an id") }
}

fn full(table: &Table) -> Map<String, Value> {
    table.fields.iter().map(|field| (field.name.clone(), value(field))).collect()
}

#[test]
fn a_record_with_every_field_is_read() {
    let schemas = Schemas::new();
    for kind in Kind::ALL {
        let source = source(&full(schemas.of(*kind)));
        let parsed = parse(key(*kind), source.clone(), &schemas);
        assert!(
            parsed.problems.is_empty() && parsed.record.is_some(),
            "{kind}: {:?}\n{}",
            parsed.problems,
            source.text()
        );
    }
}

#[test]
fn every_required_field_is_missed_and_no_other() {
    let schemas = Schemas::new();
    for kind in Kind::ALL {
        for field in &schemas.of(*kind).fields {
            let mut fields = full(schemas.of(*kind));
            fields.shift_remove(&field.name);
            let problems = parse(key(*kind), source(&fields), &schemas).problems;
            let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
            let expected: &[&str] = if field.required { &["E202"] } else { &[] };
            assert_eq!(codes, expected, "{kind} without {}", field.name);
        }
    }
}

#[test]
fn every_field_of_every_kind_has_words_for_its_author() {
    let schemas = Schemas::new();
    for kind in Kind::ALL {
        explained(schemas.of(*kind), kind.row().name);
    }
}

fn explained(table: &Table, within: &str) {
    for field in &table.fields {
        assert!(
            field.help.ends_with(['.', '?']),
            "{within}.{} is not explained: {:?}",
            field.name,
            field.help
        );
        let inner = match &field.shape {
            Shape::List(item) => item,
            other => other,
        };
        if let Shape::Table(table) = inner {
            explained(table, &format!("{within}.{}", field.name));
        }
    }
}

#[test]
fn the_kinds_are_those_of_the_contract() {
    let folders: Vec<&str> = Kind::with_folder().filter_map(|kind| kind.row().folder).collect();
    assert_eq!(
        folders,
        [
            "plans",
            "initiatives",
            "conversations",
            "evidence",
            "exemplars",
            "pilots",
            "sessions",
            "walkthroughs",
            "support",
            "plc",
            "referrals",
            "measures",
            "reviews",
            "updates",
            "pages",
        ]
    );
    let required = |kind: Kind| {
        let table = kind.fields();
        let mut names: Vec<String> =
            table.fields.iter().filter(|field| field.required).map(|field| field.name.clone()).collect();
        names.sort();
        names.join(" ")
    };
    assert_eq!(required(Kind::Plan), "purpose status title year");
    assert_eq!(required(Kind::Initiative), "goals plan title");
    assert_eq!(required(Kind::Conversation), "date format group title");
    assert_eq!(required(Kind::Evidence), "date for title type");
    assert_eq!(required(Kind::Exemplar), "consent first-step initiative teacher title");
    assert_eq!(required(Kind::Pilot), "initiative starts title who");
    assert_eq!(required(Kind::Session), "date initiative title");
    assert_eq!(required(Kind::Walkthrough), "date eligible initiative title");
    assert_eq!(required(Kind::Support), "initiative starts title type");
    assert_eq!(required(Kind::Plc), "date team title");
    assert_eq!(required(Kind::Referrals), "title year");
    assert_eq!(required(Kind::Measure), "better kind title unit");
    assert_eq!(required(Kind::Review), "plan title");
    assert_eq!(required(Kind::School), "level name");
    assert_eq!(required(Kind::District), "name");
    assert_eq!(required(Kind::Home), "");
}
