//! A record of a kind with every field filled in, and what its fields say about themselves.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{Data, Kind, Link, Links, PartKind, Target};
use crate::schema::{Choice, Field, Shape, Table};

impl Kind {
    /// What the references among the fields may lead to, by path without indices (`goals.measure`).
    ///
    /// It is read off the links of an example, so that it cannot differ from what links are.
    pub fn references(self) -> BTreeMap<String, Target> {
        let data = self.example();
        let mut links = Links::default();
        data.fields().links(&mut links);
        links
            .0
            .iter()
            .filter(|link| link.part.is_none())
            .map(|link| (without_indices(&link.field), link.target))
            .collect()
    }

    /// The fields that name parts of a record, by path without indices (`look-fors`): the sort of part, and
    /// the field that names the record.
    pub fn part_fields(self) -> BTreeMap<String, (PartKind, String)> {
        let data = self.example();
        let mut links = Links::default();
        data.fields().links(&mut links);
        let owner = |of: &Link<'_>| {
            // A part's link holds the very reference of the field that names its record.
            let mut whole = links.0.iter().filter(|link| link.part.is_none());
            whole.find(|link| std::ptr::eq(link.to, of.to)).map(|link| without_indices(&link.field))
        };
        let parts = links.0.iter().filter_map(|link| {
            let (kind, _) = link.part?;
            Some((without_indices(&link.field), (kind, owner(link)?)))
        });
        parts.collect()
    }

    /// The fields that name what the record belongs to, than which it may not be wider.
    pub fn owner_fields(self) -> BTreeSet<String> {
        let data = self.example();
        let mut links = Links::default();
        data.fields().links(&mut links);
        let owners = links.0.iter().filter(|link| link.part.is_none() && link.relation.belongs());
        owners.map(|link| without_indices(&link.field)).collect()
    }

    /// The fields that name a file, by path without indices (`files.path`).
    pub fn file_fields(self) -> BTreeSet<String> {
        self.example().fields().files().iter().map(|file| without_indices(&file.field)).collect()
    }

    /// The kind's own fields, each with a value.
    fn example(self) -> Data {
        let value = Value::Object(table(&self.own_fields()));
        self.typed(value).expect("a value that fits the table of a type is read by the type")
    }
}

/// `goals[1].measure` as `goals.measure`.
fn without_indices(path: &str) -> String {
    path.split('.').map(|step| step.split('[').next().unwrap_or(step)).collect::<Vec<_>>().join(".")
}

fn table(table: &Table) -> Map<String, Value> {
    let value = |field: &Field| match (&field.example, &field.shape) {
        (Some(example), shape) if !matches!(shape, Shape::List(_)) => example.clone(),
        (_, shape) => of_shape(shape),
    };
    table.fields.iter().map(|field| (field.name.clone(), value(field))).collect()
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!("words"),
        Shape::Reference => json!("some-record"),
        Shape::When => json!("2026-10-05"),
        Shape::Choice(choices) => json!(choices.first().map(|Choice { word, .. }| word)),
        Shape::Bool => json!(true),
        Shape::Integer(least, _) => json!(whole(*least)),
        Shape::Number(least, _) => json!(least.unwrap_or(1.0)),
        Shape::List(item) => json!([of_shape(item)]),
        Shape::Table(fields) => Value::Object(table(fields)),
        Shape::Map(item) => json!({ "name": of_shape(item) }),
        Shape::Either(shapes) => shapes.first().map(of_shape).unwrap_or_default(),
    }
}

#[allow(clippy::cast_possible_truncation, reason = "the least value of a field is small")]
fn whole(least: Option<f64>) -> i64 {
    least.unwrap_or(1.0) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_of_a_table_has_a_target() {
        for kind in Kind::ALL {
            let targets = kind.references();
            let mut references = BTreeSet::new();
            collect(&kind.own_fields(), "", &mut references);
            let known: BTreeSet<String> = targets.into_keys().collect();
            assert_eq!(references, known, "{kind}");
        }
    }

    fn collect(table: &Table, within: &str, found: &mut BTreeSet<String>) {
        for field in &table.fields {
            let path =
                if within.is_empty() { field.name.clone() } else { format!("{within}.{}", field.name) };
            let inner = match &field.shape {
                Shape::List(item) => item,
                other => other,
            };
            match inner {
                Shape::Reference => {
                    found.insert(path);
                }
                Shape::Table(table) => collect(table, &path, found),
                _ => {}
            }
        }
    }

    #[test]
    fn a_part_is_a_part_of_what_another_field_names() {
        let of = |name: &str| name.to_owned();
        let exemplar = BTreeMap::from([(of("look-fors"), (PartKind::LookFor, of("initiative")))]);
        assert_eq!(Kind::Exemplar.part_fields(), exemplar);
        assert_eq!(Kind::Update.part_fields(), BTreeMap::new());
        assert_eq!(Kind::Conversation.owner_fields(), BTreeSet::from([of("initiative"), of("plan")]));
        assert_eq!(Kind::Evidence.owner_fields(), BTreeSet::new(), "evidence belongs to nothing");
    }

    #[test]
    fn files_are_named_by_these_fields() {
        let files: Vec<(Kind, Vec<String>)> = Kind::ALL
            .iter()
            .map(|kind| (*kind, kind.file_fields().into_iter().collect()))
            .filter(|(_, files): &(Kind, Vec<String>)| !files.is_empty())
            .collect();
        let expected = [
            (Kind::Evidence, vec!["files.path", "series.file"]),
            (Kind::Exemplar, vec!["files.path"]),
            (Kind::Walkthrough, vec!["rows.file"]),
            (Kind::Referrals, vec!["file"]),
            (Kind::Measure, vec!["data"]),
        ];
        let expected: Vec<(Kind, Vec<String>)> = expected
            .into_iter()
            .map(|(kind, files)| (kind, files.into_iter().map(str::to_owned).collect()))
            .collect();
        assert_eq!(files, expected);
    }
}
