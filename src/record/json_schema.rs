//! The JSON Schema of every kind of record, and one that holds them all.

use serde_json::{Map, Value, json};

use super::{Kind, Target};
use crate::config::Config;
use crate::schema::{Notes, Table, json_schema};

/// The draft that the schemas are written in.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What is said of every schema: that nobody should edit it.
pub const SCHEMA_COMMENT: &str = "Made by `isles schema` from the kinds of records; do not edit.";

impl Kind {
    /// The JSON Schema of the kind's fields, the common ones among them.
    pub fn json_schema(self) -> Value {
        let mut schema = head(self.row().singular, self.row().practice);
        schema.extend(json_schema(&self.fields(), &self.notes()));
        Value::Object(schema)
    }

    /// What is said of references: what they may lead to.
    pub fn notes(self) -> Notes {
        self.references().into_iter().map(|(path, target)| (path, reference_note(target))).collect()
    }
}

/// The JSON Schema of `book.toml`.
pub fn settings_json_schema() -> Value {
    let mut schema = head("Settings", "The settings of a site: `book.toml`.");
    schema.extend(json_schema(&Table::of::<Config>(), &Notes::new()));
    Value::Object(schema)
}

/// One document with the schema of every kind, and of `book.toml`, under `$defs` by name.
pub fn all_json_schemas() -> Value {
    let kinds = Kind::ALL.iter().map(|kind| (kind.row().name, kind.json_schema()));
    let all = kinds.chain([("book", settings_json_schema())]).map(|(name, mut schema)| {
        // What is said of the whole document is not repeated for each part.
        if let Some(schema) = schema.as_object_mut() {
            schema.retain(|key, _| key != "$schema" && key != "$comment");
        }
        (name.to_owned(), schema)
    });
    let mut schema = head("Isles", "The fields of every kind of record, and of `book.toml`, under `$defs`.");
    schema.insert("$defs".into(), all.collect::<Map<_, _>>().into());
    Value::Object(schema)
}

fn head(title: &str, description: &str) -> Map<String, Value> {
    let head =
        json!({ "$schema": DRAFT, "$comment": SCHEMA_COMMENT, "title": title, "description": description });
    head.as_object().cloned().unwrap_or_default()
}

fn reference_note(Target(kinds): Target) -> String {
    let article = |name: &str| {
        let vowel = name.starts_with(['a', 'e', 'i', 'o', 'u']);
        format!("{} {name}", if vowel { "an" } else { "a" })
    };
    let names: Vec<String> = kinds.iter().map(|kind| article(kind.row().name)).collect();
    match names.as_slice() {
        [one] => format!("The id of {one}."),
        [one, other] => format!("The id of {one} or {other}."),
        _ if kinds.len() == Kind::with_folder().count() => "Any record, as `kind/id`.".to_owned(),
        _ => {
            let names: Vec<&str> = kinds.iter().map(|kind| kind.row().name).collect();
            format!("The id of one of these: {}.", names.join(", "))
        }
    }
}
