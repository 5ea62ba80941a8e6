//! How a field looks in a web editor: its widget, its choices, its help.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::cli::args::WebEditor;
use crate::record::{Kind, Target};
use crate::schema::{Choice, Field, Shape, Table, WHEN_PATTERN};

/// Where a field stands.
#[derive(Debug, Clone, Copy)]
struct Inside {
    /// Whether the editor may ask for what is needed.
    may_require: bool,
    /// Whether it is one of the fields of a list's entries.
    list: bool,
}

/// The form of a kind of record.
pub(super) struct Form {
    editor: WebEditor,
    table: Table,
    references: BTreeMap<String, Target>,
    files: BTreeSet<String>,
    /// Whether a reference can only lead to a record of the same place, so that a list holds them all.
    one_place: bool,
}

impl Form {
    pub(super) fn new(editor: WebEditor, kind: Kind, one_place: bool) -> Self {
        let (references, files) = (kind.references(), kind.file_fields());
        Self { editor, table: kind.fields(), references, files, one_place }
    }

    /// Every field of the kind, in its order.
    pub(super) fn fields(&self) -> Vec<Value> {
        self.of_table(&self.table, "", Inside { may_require: true, list: false })
    }

    /// Whether the editor reads files of this kind. Decap reads TOML 0.5, which has no lists of several
    /// sorts of values, such as a school's closed days.
    pub(super) fn can_be_read(&self) -> bool {
        fn is_mixed(shape: &Shape) -> bool {
            match shape {
                Shape::Either(_) => true,
                Shape::List(item) | Shape::Map(item) => is_mixed(item),
                Shape::Table(table) => table.fields.iter().any(|field| is_mixed(&field.shape)),
                _ => false,
            }
        }
        self.editor == WebEditor::Sveltia || !self.table.fields.iter().any(|field| is_mixed(&field.shape))
    }

    /// The fields that this editor keeps as they are and cannot show.
    pub(super) fn hidden(&self) -> Vec<&str> {
        let hidden = self.table.fields.iter().filter(|field| !self.can_show(&field.shape, false));
        hidden.map(|field| field.name.as_str()).collect()
    }

    fn of_table(&self, table: &Table, within: &str, inside: Inside) -> Vec<Value> {
        table.fields.iter().map(|field| self.field(field, within, inside)).collect()
    }

    fn field(&self, field: &Field, within: &str, inside: Inside) -> Value {
        let path = if within.is_empty() { field.name.clone() } else { format!("{within}.{}", field.name) };
        let mut out = Map::new();
        out.insert("name".into(), field.name.as_str().into());
        if !self.can_show(&field.shape, inside.list) {
            out.insert("widget".into(), "hidden".into());
            return out.into();
        }
        out.insert("label".into(), label(&field.name).into());
        out.extend(self.widget(&field.shape, &path, field, inside.list));
        out.insert("required".into(), (field.required && inside.may_require).into());
        let hint = match (&field.example, &field.shape) {
            (Some(Value::String(example)), Shape::Text) => format!("{} For example: {example}", field.help),
            _ => field.help.clone(),
        };
        out.insert("hint".into(), hint.into());
        out.into()
    }

    /// The widget and its options.
    fn widget(&self, shape: &Shape, path: &str, field: &Field, in_list: bool) -> Map<String, Value> {
        let widget = match shape {
            Shape::Text if self.files.contains(path) => json!({ "widget": "file", "choose_url": false }),
            Shape::Text if path.ends_with(".id") => json!({
                "widget": "string",
                "pattern": ["^[A-Za-z0-9][A-Za-z0-9_-]*$", "letters, digits and hyphens, such as `notes`"],
            }),
            Shape::Text => json!({ "widget": if field.is_long() { "text" } else { "string" } }),
            Shape::Reference => self.relation(path, false),
            Shape::When => self.date(),
            Shape::Choice(choices) => json!({ "widget": "select", "options": options(choices) }),
            Shape::Bool => json!({ "widget": "boolean", "default": false }),
            Shape::Integer(least, most) => number("int", 1.0, *least, *most),
            Shape::Number(least, most) => number("float", 0.01, *least, *most),
            Shape::Map(_) => json!({ "widget": "keyvalue" }),
            Shape::Table(table) => {
                // Decap asks for what is needed in a table that is left out as a whole, too.
                let may_require = field.required || self.editor == WebEditor::Sveltia;
                let inside = Inside { may_require, list: in_list };
                json!({ "widget": "object", "fields": self.of_table(table, path, inside) })
            }
            Shape::List(item) => self.list(item, path, field),
            Shape::Either(_) => json!({ "widget": "hidden" }),
        };
        match widget {
            Value::Object(widget) => widget,
            _ => unreachable!("each of these is an object"),
        }
    }

    fn list(&self, item: &Shape, path: &str, field: &Field) -> Value {
        match item {
            Shape::Choice(choices) => {
                json!({ "widget": "select", "multiple": true, "options": options(choices) })
            }
            Shape::Reference => self.relation(path, true),
            Shape::Table(table) => {
                let collapsed = match self.editor {
                    WebEditor::Sveltia => json!("auto"),
                    WebEditor::Decap => json!(true),
                };
                let inside = Inside { may_require: true, list: true };
                json!({ "widget": "list", "collapsed": collapsed, "fields": self.of_table(table, path, inside) })
            }
            _ => {
                let mut inner = self.widget(item, path, field, true);
                inner.insert("name".into(), "item".into());
                inner.insert("label".into(), label(&field.name).into());
                json!({ "widget": "list", "collapsed": false, "field": inner })
            }
        }
    }

    /// A list of the records that may be meant, where there is one; else their ids as text.
    fn relation(&self, path: &str, several: bool) -> Value {
        let kind = match self.references.get(path) {
            Some(Target([kind])) if self.one_place => kind,
            _ if several => return json!({ "widget": "list", "collapsed": false, "field": id_field() }),
            _ => return json!({ "widget": "string" }),
        };
        let mut relation = json!({
            "widget": "relation", "collection": kind.row().folder, "value_field": "{{slug}}",
            "display_fields": ["title"], "search_fields": ["title"],
        });
        if several {
            relation["multiple"] = true.into();
        }
        relation
    }

    /// A day, or less. Sveltia's calendar shows "2026-27" as a day of March 2028, so there it is a text
    /// that is checked. Decap cannot show a date that is not in quotes as text, so there it is a calendar
    /// in UTC, or it would show the day before; it writes nothing that was not chosen.
    fn date(&self) -> Value {
        match self.editor {
            WebEditor::Sveltia => json!({
                "widget": "string",
                "pattern": [WHEN_PATTERN, "a day as 2026-10-05, a month as 2026-10, a school year as 2026-27"],
            }),
            WebEditor::Decap => json!({
                "widget": "datetime", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD",
                "time_format": false, "picker_utc": true,
            }),
        }
    }

    /// Whether the editor has a widget for it, and for everything that it needs. Decap has none for names of
    /// the author's own, and Sveltia (0.221) spoils the list in whose entries there are some.
    fn can_show(&self, shape: &Shape, in_list: bool) -> bool {
        match shape {
            Shape::Either(_) => false,
            Shape::Map(_) => self.editor == WebEditor::Sveltia && !in_list,
            Shape::List(item) => self.can_show(item, true),
            Shape::Table(table) => {
                table.fields.iter().all(|field| !field.required || self.can_show(&field.shape, in_list))
            }
            _ => true,
        }
    }
}

fn id_field() -> Value {
    json!({ "name": "item", "label": "Id", "widget": "string" })
}

/// `root-cause` as "Root cause".
fn label(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn options(choices: &[Choice]) -> Vec<Value> {
    let option = |Choice { word, help }: &Choice| {
        let help = help.trim_end_matches('.').replace('\n', " ");
        let label = if help.is_empty() { word.clone() } else { format!("{word}: {help}") };
        json!({ "label": label, "value": word })
    };
    choices.iter().map(option).collect()
}

fn number(kind: &str, step: f64, least: Option<f64>, most: Option<f64>) -> Value {
    let mut number = json!({ "widget": "number", "value_type": kind });
    if step < 1.0 {
        number["step"] = json!(step);
    }
    for (name, bound) in [("min", least), ("max", most)] {
        if let Some(bound) = bound {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "the bounds of fields are small whole numbers"
            )]
            let bound = bound as i64;
            number[name] = bound.into();
        }
    }
    number
}
