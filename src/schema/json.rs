//! A table of fields as a JSON Schema (draft 2020-12), for editors and for whoever writes records by
//! program.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value, json};

use super::{Choice, Field, Shape, Table};

/// What is said of fields beyond their own explanation, by path without indices (`goals.measure`).
pub type Notes = BTreeMap<String, String>;

/// A date of any precision, as [`crate::date::When`] reads it. No pattern knows that February has no
/// 30th, and that the year after 2026 is 27.
pub const WHEN_PATTERN: &str = r"^\s*(19|20|21)\d\d(-([Qq][1-4]|\d\d|(19|20|21|22)\d\d|(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([Tt ]+([0-9:.+\-Zz]{2}:[0-9:.+\-Zz]{2,})?)?))?\s*$";

/// The JSON Schema of a table. No other fields are allowed.
pub fn json_schema(table: &Table, notes: &Notes) -> Map<String, Value> {
    object(table, notes, "")
}

fn object(table: &Table, notes: &Notes, within: &str) -> Map<String, Value> {
    let property = |field: &Field| {
        let path = if within.is_empty() { field.name.clone() } else { format!("{within}.{}", field.name) };
        (field.name.clone(), Value::Object(property(field, notes, &path)))
    };
    let required: Vec<&str> =
        table.fields.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
    let mut schema = Map::new();
    schema.insert("type".into(), "object".into());
    schema.insert("additionalProperties".into(), false.into());
    if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    schema.insert("properties".into(), table.fields.iter().map(property).collect::<Map<_, _>>().into());
    schema
}

fn property(field: &Field, notes: &Notes, path: &str) -> Map<String, Value> {
    let Field { name: _, required, help, example, shape } = field;
    let mut schema = Map::new();
    let note = notes.get(path).map(|note| format!(" {note}")).unwrap_or_default();
    schema.insert("description".into(), format!("{help}{note}{}", meanings(shape)).into());
    schema.extend(of_shape(shape, notes, path));
    if *required && matches!(shape, Shape::Text | Shape::Reference) {
        schema.insert("pattern".into(), r"\S".into());
    }
    if let Some(example) = example {
        schema.insert("examples".into(), json!([example]));
    }
    schema
}

fn of_shape(shape: &Shape, notes: &Notes, path: &str) -> Map<String, Value> {
    let schema = match shape {
        Shape::Text | Shape::Reference => json!({ "type": "string" }),
        Shape::When => json!({ "type": "string", "pattern": WHEN_PATTERN }),
        Shape::Choice(choices) => {
            let words: Vec<&str> = choices.iter().map(|choice| choice.word.as_str()).collect();
            json!({ "type": "string", "enum": words })
        }
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Integer(least, most) => number("integer", *least, *most),
        Shape::Number(least, most) => number("number", *least, *most),
        Shape::List(item) => json!({ "type": "array", "items": of_shape(item, notes, path) }),
        Shape::Table(table) => Value::Object(object(table, notes, path)),
        Shape::Map(item) => json!({ "type": "object", "additionalProperties": of_value(item, notes, path) }),
        Shape::Either(shapes) => {
            let shapes: Vec<_> = shapes.iter().map(|shape| of_shape(shape, notes, path)).collect();
            json!({ "anyOf": shapes })
        }
    };
    match schema {
        Value::Object(schema) => schema,
        _ => unreachable!("each of these is an object"),
    }
}

/// A value under a name of the author's own. Web editors write numbers there as text.
fn of_value(shape: &Shape, notes: &Notes, path: &str) -> Value {
    let schema = Value::Object(of_shape(shape, notes, path));
    match shape {
        Shape::Integer(..) => json!({ "anyOf": [schema, { "type": "string", "pattern": "^[0-9]{1,7}$" }] }),
        _ => schema,
    }
}

fn number(kind: &str, least: Option<f64>, most: Option<f64>) -> Value {
    let mut schema = Map::new();
    schema.insert("type".into(), kind.into());
    for (name, bound) in [("minimum", least), ("maximum", most)] {
        schema.extend(bound.and_then(plain).map(|bound| (name.to_owned(), Value::Number(bound))));
    }
    schema.into()
}

/// A bound as it is written by people: 5 rather than 5.0.
fn plain(bound: f64) -> Option<Number> {
    #[allow(clippy::cast_possible_truncation, reason = "bounds are small, and only whole ones are cast")]
    let whole = (bound.fract() == 0.0).then(|| Number::from(bound as i64));
    whole.or_else(|| Number::from_f64(bound))
}

/// What each word of a choice means, as a Markdown list below the explanation.
fn meanings(shape: &Shape) -> String {
    match shape {
        Shape::Choice(choices) => choices
            .iter()
            .map(|Choice { word, help }| match help.as_str() {
                "" => format!("\n- `{word}`"),
                help => format!("\n- `{word}`: {}", help.replace('\n', " ")),
            })
            .collect(),
        Shape::List(item) => meanings(item),
        _ => String::new(),
    }
}
