//! Problems for code scanning: SARIF 2.1.0
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use serde_json::{Value, json};

use crate::diagnostic::{Code, Diagnostic, Place};

/// One log with one run, indented, with a line end.
///
/// `prefix` leads from the root of the repository to the site's: empty, or ending in `/`.
pub fn render(diagnostics: &[Diagnostic], prefix: &str) -> String {
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Isles",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": Code::ALL.iter().map(|code| rule(*code)).collect::<Vec<Value>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(|diagnostic| result(diagnostic, prefix)).collect::<Vec<Value>>(),
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("a JSON value is JSON");
    text.push('\n');
    text
}

fn rule(code: Code) -> Value {
    let rule = code.rule();
    json!({
        "id": rule.code,
        "name": format!("{code:?}"),
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.why },
        "help": { "text": rule.why },
        "defaultConfiguration": { "level": rule.level.as_str() },
    })
}

fn result(diagnostic: &Diagnostic, prefix: &str) -> Value {
    let Diagnostic { code, level, file, place, message, help, replacement } = diagnostic;
    let artifact = json!({ "uri": uri(&format!("{prefix}{file}")), "uriBaseId": "%SRCROOT%" });
    let mut physical = json!({ "artifactLocation": artifact });
    if let Some(place) = place {
        physical["region"] = region(place);
    }
    let words = match help {
        Some(help) => format!("{message}\n{help}"),
        None => message.clone(),
    };
    let mut result = json!({
        "ruleId": code.as_str(),
        "ruleIndex": Code::ALL.iter().position(|known| known == code),
        "level": level.as_str(),
        "message": { "text": words },
        "locations": [{ "physicalLocation": physical }],
    });
    if let (Some(place), Some(replacement)) = (place, replacement) {
        result["fixes"] = json!([{
            "artifactChanges": [{
                "artifactLocation": artifact,
                "replacements": [{
                    "deletedRegion": region(place),
                    "insertedContent": { "text": replacement },
                }],
            }],
        }]);
    }
    result
}

/// Lines and columns from 1; the end column is just past the last character.
fn region(Place { range: _, start, end }: &Place) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a relative reference (RFC 3986): what is no plain letter of a path as `%XX`.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn a_result_names_its_rule_place_and_fix() {
        let source = Source::new("content/p l/é.md", "statsu = 1\n");
        let slip = Diagnostic::at(Code::UnknownField, &source, 0..6, "there is no field `statsu`")
            .did_you_mean(Some("status"));
        let whole = Diagnostic::file(Code::UnusedFile, "content/a.pdf", "nothing uses it");
        let log: Value = serde_json::from_str(&render(&[slip, whole], "site/")).unwrap();
        let run = &log["runs"][0];
        let region = json!({ "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 7 });
        let artifact = json!({ "uri": "site/content/p%20l/%C3%A9.md", "uriBaseId": "%SRCROOT%" });
        let index = run["results"][0]["ruleIndex"].as_u64().unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][usize::try_from(index).unwrap()]["id"], "E201");
        assert_eq!(
            run["results"][0],
            json!({
                "ruleId": "E201",
                "ruleIndex": index,
                "level": "error",
                "message": { "text": "there is no field `statsu`\ndid you mean `status`?" },
                "locations": [{ "physicalLocation": { "artifactLocation": artifact, "region": region } }],
                "fixes": [{ "artifactChanges": [{
                    "artifactLocation": artifact,
                    "replacements": [{ "deletedRegion": region, "insertedContent": { "text": "status" } }],
                }]}],
            })
        );
        assert_eq!(
            run["results"][1]["locations"],
            json!([{ "physicalLocation": {
                "artifactLocation": { "uri": "site/content/a.pdf", "uriBaseId": "%SRCROOT%" },
            }}])
        );
    }

    #[test]
    fn the_log_says_what_it_is_and_lists_every_rule() {
        let log: Value = serde_json::from_str(&render(&[], "")).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["results"], json!([]));
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "Isles");
        assert_eq!(driver["rules"].as_array().map(Vec::len), Some(Code::ALL.len()));
        assert_eq!(
            driver["rules"][0],
            json!({
                "id": "E101",
                "name": "NotText",
                "shortDescription": { "text": "a record is not a text file" },
                "fullDescription": { "text": Code::NotText.rule().why },
                "help": { "text": Code::NotText.rule().why },
                "defaultConfiguration": { "level": "error" },
            })
        );
    }
}
