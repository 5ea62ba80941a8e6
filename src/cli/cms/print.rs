//! JSON with what fits on a line on one line. It is YAML as well, so every web editor reads it.

use serde_json::Value;

/// Longest line of a value that is not broken up, in characters.
const LINE: usize = 110;

/// The value as text.
pub(super) fn lines(value: &Value) -> String {
    let mut text = String::new();
    print(value, 0, &mut text);
    text
}

fn print(value: &Value, depth: usize, text: &mut String) {
    let short = short(value);
    if short.chars().count() + 2 * depth <= LINE {
        text.push_str(&short);
        return;
    }
    match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| (String::new(), item));
            broken(['[', ']'], items, depth, text);
        }
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (format!("{}: ", quoted(name)), value));
            broken(['{', '}'], fields, depth, text);
        }
        _ => text.push_str(&short),
    }
}

fn broken<'v>(
    [open, close]: [char; 2],
    items: impl Iterator<Item = (String, &'v Value)>,
    depth: usize,
    text: &mut String,
) {
    let indent = "  ".repeat(depth + 1);
    text.push(open);
    for (at, (name, value)) in items.enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(&indent);
        text.push_str(&name);
        print(value, depth + 1, text);
    }
    text.push('\n');
    text.push_str(&indent[2..]);
    text.push(close);
}

/// On one line, with a blank after each comma and colon.
fn short(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Array(items) => format!("[{}]", joined(items.iter().map(short).collect())),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| format!("{}: {}", quoted(name), short(value));
            format!("{{ {} }}", joined(fields.iter().map(field).collect()))
        }
        other => other.to_string(),
    }
}

fn quoted(name: &str) -> String {
    Value::from(name).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_text_is_the_value_and_its_lines_are_short() {
        let long = "x".repeat(60);
        let value = json!({ "a": [1, { "b": "c\n\"" }], "d": { "e": long, "f": [long], "g": [] } });
        let text = lines(&value);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        assert!(
            text.starts_with("{\n  \"a\": [1, { \"b\": \"c\\n\\\"\" }],\n  \"d\": {\n    \"e\": "),
            "{text}"
        );
    }
}
