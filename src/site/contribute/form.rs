//! The fields of a form, made from the fields of a kind of record.

use serde::Serialize;

use super::choices::{Choice, Group, Known};
use super::fields::KindFields;
use super::labels::{Entry, entry, label};
use crate::check::sayings::absences;
use crate::language::Language;
use crate::record::{Kind, is_needed};
use crate::schema::{Field, Shape, Table};
use crate::site::words;

/// A field of a form, or a group of them.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    /// The field's path without indices.
    pub name: String,
    /// Unique on the page.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// What it says.
    pub help: String,
    /// An example.
    pub example: String,
    /// The language of help and example, where the page is in another.
    pub help_lang: &'static str,
    /// How it is filled in.
    pub input: Input,
    /// Whether the record needs it, or should have it.
    pub need: Need,
    /// What may be chosen.
    pub groups: Vec<Group>,
    /// The field that names the record whose parts are chosen.
    pub owner: String,
    /// The bounds of a number, in words.
    pub bounds: String,
    /// The fields of a group.
    pub fields: Vec<Item>,
    /// What an entry of a group is called.
    pub entry: String,
    /// The button that adds the first entry.
    pub add: String,
    /// The button that adds a further one.
    pub another: String,
    /// The button that takes one away.
    pub remove: String,
    /// Whether the group may be repeated.
    pub many: bool,
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Input {
    /// A few words.
    Line,
    /// Some sentences.
    Text,
    /// Texts, one to a line.
    Lines,
    /// Words in use to tick, and further ones, one to a line.
    Words,
    /// A date of any precision.
    Date,
    /// A number.
    Number,
    /// One of a few words.
    Choice,
    /// One of many records.
    Select,
    /// Some of many records, or of their parts.
    Several,
    /// Yes or no.
    Flag,
    /// The name of a file.
    File,
    /// A group of fields.
    Group,
}

/// How much a record needs a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// It cannot stand without.
    Needed,
    /// It needs this or another.
    Either,
    /// It stands without, and convinces less.
    Asked,
    /// It may say so.
    Free,
}

/// Words that records share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Grades.
    Grade,
    /// Subjects.
    Subject,
    /// Tags.
    Topic,
}

/// A form in the order in which it is filled in.
pub(super) struct Parts {
    pub first: Vec<Item>,
    pub more: Vec<Item>,
    pub settings: Vec<Item>,
}

/// The form of a kind.
pub(super) fn parts(kind: Kind, known: &Known<'_>) -> Parts {
    const SETTINGS: [&str; 3] = ["audience", "draft", "aliases"];
    let making = Form { kind, known, of: KindFields::of(kind) };
    let mut parts = Parts { first: Vec::new(), more: Vec::new(), settings: Vec::new() };
    for item in making.items(&making.of.table, "") {
        let part = match item.need {
            Need::Needed | Need::Either | Need::Asked => &mut parts.first,
            Need::Free if SETTINGS.contains(&item.name.as_str()) => &mut parts.settings,
            Need::Free => &mut parts.more,
        };
        part.push(item);
    }
    parts
}

struct Form<'k> {
    kind: Kind,
    known: &'k Known<'k>,
    of: &'static KindFields,
}

impl Form<'_> {
    fn items(&self, table: &Table, within: &str) -> Vec<Item> {
        table.fields.iter().filter_map(|field| self.item(field, within)).collect()
    }

    /// The field; `None` for a shape that no form of ours has.
    fn item(&self, field: &Field, within: &str) -> Option<Item> {
        let name = if within.is_empty() { field.name.clone() } else { format!("{within}.{}", field.name) };
        let called = label(self.known.language(), self.kind, &name);
        let in_english = || label(Language::english(), self.kind, &name);
        let is_silent = repeats(&called, &field.help) || repeats(&in_english(), &field.help);
        let mut item = Item {
            id: if within.is_empty() { format!("f-{name}") } else { format!("f-{within}-1-{}", field.name) },
            help: if is_silent { String::new() } else { self.in_words(&field.help) },
            label: called,
            example: example(field),
            help_lang: super::help_lang(self.known.language()),
            input: Input::Line,
            need: self.need(field, &name),
            groups: Vec::new(),
            owner: String::new(),
            bounds: String::new(),
            fields: Vec::new(),
            entry: String::new(),
            add: String::new(),
            another: String::new(),
            remove: String::new(),
            many: false,
            name,
        };
        item.input = self.fill(&field.shape, field, &mut item)?;
        Some(item)
    }

    /// The words of a group's entries.
    fn entries(&self, item: &mut Item) {
        let Entry { name, add, another, remove } = entry(self.known.language(), &item.name);
        (item.entry, item.add, item.another, item.remove) = (name, add, another, remove);
    }

    /// An explanation in which the names of fields are what people call them.
    fn in_words(&self, help: &str) -> String {
        let mut words = String::with_capacity(help.len());
        for (at, part) in help.split('`').enumerate() {
            if at % 2 == 0 {
                words.push_str(part);
            } else {
                words.push_str(&format!("“{}”", label(self.known.language(), self.kind, part)));
            }
        }
        words
    }

    fn need(&self, field: &Field, name: &str) -> Need {
        let absence = absences(self.kind).iter().find(|absence| absence.fields.contains(&name));
        match absence {
            _ if field.required => Need::Needed,
            Some(absence) if absence.fields.len() > 1 => Need::Either,
            Some(_) => Need::Asked,
            None if is_needed(self.kind, name) => Need::Needed,
            None => Need::Free,
        }
    }

    /// How the field is filled in, with what may be chosen.
    fn fill(&self, shape: &Shape, field: &Field, item: &mut Item) -> Option<Input> {
        Some(match shape {
            Shape::Text if self.of.files.contains(&item.name) => Input::File,
            Shape::Text if field.is_long() => Input::Text,
            Shape::Text => Input::Line,
            Shape::When => Input::Date,
            Shape::Bool => Input::Flag,
            Shape::Integer(least, most) | Shape::Number(least, most) => {
                item.bounds = crate::schema::bounds(*least, *most);
                Input::Number
            }
            Shape::Choice(choices) => {
                let options = choices.iter().map(|choice| option(self.known.language(), choice)).collect();
                item.groups = vec![Group { options, ..Group::default() }];
                Input::Choice
            }
            Shape::Reference => {
                item.groups = self.known.records(*self.of.references.get(&item.name)?);
                if item.groups.is_empty() { Input::Line } else { Input::Select }
            }
            Shape::Table(table) => {
                item.fields = self.items(table, &item.name);
                self.entries(item);
                Input::Group
            }
            Shape::List(inner) => return self.list(inner, item),
            Shape::Map(_) | Shape::Either(_) => return None,
        })
    }

    fn list(&self, inner: &Shape, item: &mut Item) -> Option<Input> {
        Some(match inner {
            Shape::Table(table) => {
                item.fields = self.items(table, &item.name);
                self.entries(item);
                item.many = true;
                Input::Group
            }
            Shape::Reference => {
                item.groups = self.known.records(*self.of.references.get(&item.name)?);
                if item.groups.is_empty() { Input::Lines } else { Input::Several }
            }
            Shape::Text => match self.of.owned.get(&item.name) {
                Some((part, owner)) => {
                    item.groups = self.known.parts(*self.of.references.get(owner)?, *part);
                    item.owner.clone_from(owner);
                    if item.groups.is_empty() { Input::Lines } else { Input::Several }
                }
                None => self.words(item),
            },
            _ => return None,
        })
    }

    fn words(&self, item: &mut Item) -> Input {
        let sort = match item.name.as_str() {
            "grades" => Sort::Grade,
            "subjects" => Sort::Subject,
            "tags" => Sort::Topic,
            _ => return Input::Lines,
        };
        let options = self.known.words(sort);
        if options.is_empty() {
            return Input::Lines;
        }
        item.groups = vec![Group { options, ..Group::default() }];
        Input::Words
    }
}

/// A word of a choice, with its meaning unless that only repeats it.
fn option(language: &Language, choice: &crate::schema::Choice) -> Choice {
    let text = words::choice(language, &choice.word);
    let help = choice.help.replace('\n', " ");
    // Explanations are English: there one may repeat its label.
    let english = words::choice(Language::english(), &choice.word);
    let is_silent = repeats(&text, &help) || repeats(&english, &help);
    let help = if is_silent { String::new() } else { help };
    Choice { value: choice.word.clone(), text, help, ..Choice::default() }
}

/// Whether an explanation says nothing that its label does not say.
fn repeats(label: &str, help: &str) -> bool {
    let bare = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let without_article = help.strip_prefix("A ").unwrap_or(help);
    bare(label) == bare(help) || bare(label) == bare(without_article)
}

/// An example as people would fill it in; a list's first entry.
fn example(field: &Field) -> String {
    match &field.example {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Array(items)) => {
            items.iter().filter_map(serde_json::Value::as_str).collect::<Vec<_>>().join(", ")
        }
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_that_repeats_its_label_is_left_out() {
        assert!(repeats("What colleagues say", "What colleagues say."));
        assert!(repeats("Lesson plan", "A lesson plan."));
        assert!(repeats("What do we do when they don’t?", "What do we do when they don't?"));
        assert!(!repeats("Survey", "What people answered."));
        assert!(!repeats("Data", ""), "nothing is left out there");
    }
}
