//! A JSON Schema as a tree of shapes.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// What a value may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Any text.
    Text,
    /// A date of any precision, see [`crate::date::When`].
    When,
    /// A reference to a record, see [`crate::id::Ref`].
    Reference,
    /// One of a few words.
    Choice(Vec<Choice>),
    /// `true` or `false`.
    Bool,
    /// A whole number within inclusive bounds.
    Integer(Option<f64>, Option<f64>),
    /// A number within inclusive bounds.
    Number(Option<f64>, Option<f64>),
    /// A list of values of one shape.
    List(Box<Shape>),
    /// A table with named fields.
    Table(Table),
    /// A table whose names are the author's own.
    Map(Box<Shape>),
    /// One of several shapes.
    Either(Vec<Shape>),
}

/// One word of a [`Shape::Choice`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The word as it is written.
    pub word: String,
    /// What it means; empty where the word says it.
    pub help: String,
}

/// A table with named fields, in the order in which they are explained.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The fields.
    pub fields: Vec<Field>,
}

/// One field of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The name as it is written.
    pub name: String,
    /// Whether the record cannot stand without it.
    pub required: bool,
    /// What it says, in words for its author.
    pub help: String,
    /// An example value.
    pub example: Option<Value>,
    /// What it may hold.
    pub shape: Shape,
}

/// An example longer than this makes a field with several lines.
const ONE_LINE: usize = 45;

impl Field {
    /// Whether people write more than a few words: the example is long, or there is none.
    pub fn is_long(&self) -> bool {
        match &self.example {
            Some(Value::String(example)) => example.chars().count() > ONE_LINE,
            Some(_) => false,
            None => true,
        }
    }
}

impl Table {
    /// The shape of a Rust type that stands for a table.
    ///
    /// # Panics
    /// Where `T` is no struct with named fields: a mistake in our own code.
    pub fn of<T: JsonSchema>() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        let schema = settings.into_generator().into_root_schema_for::<T>();
        match shape(schema.as_value()) {
            Shape::Table(table) => table,
            other => panic!("{} is no table but {other:?}", std::any::type_name::<T>()),
        }
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Both tables' fields; where a name stands in both, `self` says what it is.
    #[must_use]
    pub fn and(mut self, common: Self) -> Self {
        let extra = common.fields.into_iter().filter(|field| self.field(&field.name).is_none());
        let extra: Vec<Field> = extra.collect();
        self.fields.extend(extra);
        self
    }
}

/// The shape of a schema made by `schemars` from our own types.
fn shape(schema: &Value) -> Shape {
    if let Some(variants) = schema.get("oneOf").or(schema.get("anyOf")).and_then(Value::as_array) {
        return variants_shape(variants);
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        let words = words.iter().filter_map(Value::as_str);
        return Shape::Choice(words.map(|word| Choice { word: word.into(), help: String::new() }).collect());
    }
    if let Some(word) = schema.get("const").and_then(Value::as_str) {
        return Shape::Choice(vec![Choice { word: word.into(), help: text(schema, "description") }]);
    }
    let bound = |name| schema.get(name).and_then(Value::as_f64);
    match type_name(schema) {
        "string" => match schema.get("format").and_then(Value::as_str) {
            Some("when") => Shape::When,
            Some("reference") => Shape::Reference,
            _ => Shape::Text,
        },
        "boolean" => Shape::Bool,
        "integer" => Shape::Integer(bound("minimum"), bound("maximum")),
        "number" => Shape::Number(bound("minimum"), bound("maximum")),
        "array" => Shape::List(Box::new(schema.get("items").map_or(Shape::Text, shape))),
        "object" => object_shape(schema),
        other => unreachable!("no field of a record is of the JSON type `{other}`: {schema}"),
    }
}

fn variants_shape(variants: &[Value]) -> Shape {
    let mut shapes: Vec<Shape> =
        variants.iter().filter(|variant| type_name(variant) != "null").map(shape).collect();
    if shapes.iter().all(|shape| matches!(shape, Shape::Choice(_))) {
        let words = shapes.into_iter().flat_map(|shape| match shape {
            Shape::Choice(words) => words,
            _ => Vec::new(),
        });
        return Shape::Choice(words.collect());
    }
    if shapes.len() == 1 { shapes.remove(0) } else { Shape::Either(shapes) }
}

fn object_shape(schema: &Value) -> Shape {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        // A struct without fields has neither.
        return match schema.get("additionalProperties") {
            Some(item) => Shape::Map(Box::new(shape(item))),
            None => Shape::Table(Table::default()),
        };
    };
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let fields = properties.iter().map(|(name, property)| Field {
        name: name.clone(),
        required: required.contains(&name.as_str()),
        help: text(property, "description").replace('\n', " "),
        example: property.get("examples").and_then(|examples| examples.get(0)).cloned(),
        shape: shape(property),
    });
    Shape::Table(Table { fields: fields.collect() })
}

/// The JSON type, leaving aside that an optional value may be `null`.
fn type_name(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(name)) => name,
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or("null")
        }
        _ => "",
    }
}

fn text(schema: &Value, name: &str) -> String {
    schema.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
