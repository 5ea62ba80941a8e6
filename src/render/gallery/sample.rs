//! What a component is for and the states it has, as the file beside its template says it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::diagnostic::{Code, Diagnostic};
use crate::render::theme::Files;
use crate::source::Source;

/// The folder of the templates that each hold one component, with a file of the same name beside it.
pub(super) const FOLDER: &str = "templates/components/";

/// The key of a table that is what another state has: `like = ["goal", "On its way", "goal"]`.
const LIKE: &str = "like";

/// How many states may stand in each other's place before that goes in a circle.
const DEEPEST: usize = 16;

/// What a component is about, in the order in which a page is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// What stands around every page.
    Frame,
    /// Words, dates, files and pictures.
    Text,
    /// Records, alone and in lists.
    Records,
    /// Plans, goals, initiatives and what comes of them.
    Plan,
    /// What is computed.
    Reports,
    /// Charts with their words and numbers.
    Charts,
    /// What one fills in or chooses by.
    Forms,
    /// What has no file that says more.
    Others,
}

impl Group {
    /// What it is called, and what belongs to it.
    pub fn said(self) -> (&'static str, &'static str) {
        match self {
            Self::Frame => ("Page frame", "What stands around every page, and leads from one to another."),
            Self::Text => ("Text", "Words, dates, files, pictures and tables."),
            Self::Records => ("Records", "Records, alone and in lists."),
            Self::Plan => ("Plan", "Plans, goals, initiatives, and what comes of them."),
            Self::Reports => ("Reports", "What is computed, and from what."),
            Self::Charts => ("Charts", "Drawings with their words, their numbers and their method."),
            Self::Forms => ("Forms", "What one fills in, and what one chooses by."),
            Self::Others => ("Others", "Components of this theme of which no file says what they are for."),
        }
    }
}

/// What a component is for, and its states.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sample {
    pub about: String,
    pub group: Group,
    /// What stands before and after it on a page.
    #[serde(default)]
    pub within: [String; 2],
    /// The scripts that its page loads, by their folder below `js/`.
    #[serde(default)]
    pub scripts: Vec<String>,
    #[serde(rename = "state")]
    pub states: Vec<State>,
}

/// A state of a component.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    pub name: String,
    #[serde(default)]
    pub arguments: Table,
    /// What the script of forms says of a field.
    #[serde(default)]
    pub says: Vec<Said>,
}

/// What the script of forms says of a field.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    /// The name of the field.
    pub field: String,
    /// `error` or `warning`.
    pub level: String,
    /// The words.
    pub message: String,
}

/// The samples of a theme by the name of their component.
#[derive(Debug, Default)]
pub(super) struct Samples(BTreeMap<String, (Source, Sample)>);

impl Samples {
    /// Reads every file beside a component.
    pub fn read(files: &Files) -> Result<Self, Vec<Diagnostic>> {
        let (mut samples, mut problems) = (BTreeMap::new(), Vec::new());
        for (path, (full, bytes)) in files {
            let Some(name) = path.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(".toml")) else {
                continue;
            };
            let wrong = |message: String| Diagnostic::file(Code::TemplateSyntax, full, message);
            let source = match Source::decode(full.as_str(), bytes.as_slice()) {
                Ok(source) => source,
                Err(error) => {
                    problems.push(wrong(error.to_string()));
                    continue;
                }
            };
            match toml::from_str(source.text()) {
                Ok(sample) => _ = samples.insert(name.to_owned(), (source, sample)),
                Err(error) => problems.push(match error.span() {
                    Some(span) => Diagnostic::at(Code::TemplateSyntax, &source, span, error.message()),
                    None => wrong(error.message().to_owned()),
                }),
            }
        }
        if problems.is_empty() { Ok(Self(samples)) } else { Err(problems) }
    }

    /// What the file beside a component says.
    pub fn of(&self, component: &str) -> Option<&Sample> {
        self.0.get(component).map(|(_, sample)| sample)
    }

    /// The components that a file says something of.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// A problem with a state, where it begins.
    pub fn problem(&self, component: &str, state: &str, message: &str) -> Diagnostic {
        let message = format!("{message}, in the state “{state}” of the component `{component}`");
        let Some((source, _)) = self.0.get(component) else {
            return Diagnostic::file(Code::TemplateRender, "themes", message);
        };
        match source.text().find(&format!("name = {}", Value::String(state.to_owned()))) {
            Some(at) => Diagnostic::at(Code::TemplateRender, source, at..at + "name".len(), message),
            None => Diagnostic::file(Code::TemplateRender, source.path(), message),
        }
    }

    /// The arguments of a state, with those of other states where it names them.
    pub fn arguments(&self, state: &State) -> Result<Table, String> {
        match self.resolved(&Value::Table(state.arguments.clone()), 0)? {
            Value::Table(arguments) => Ok(arguments),
            _ => Err("`arguments` is no table".to_owned()),
        }
    }

    fn resolved(&self, value: &Value, depth: usize) -> Result<Value, String> {
        Ok(match value {
            Value::Array(items) => {
                Value::Array(items.iter().map(|item| self.resolved(item, depth)).collect::<Result<_, _>>()?)
            }
            Value::Table(table) => {
                let mut made = match table.get(LIKE) {
                    Some(_) if depth == DEEPEST => return Err("`like` goes in a circle".to_owned()),
                    Some(like) => match self.resolved(self.other(like)?, depth + 1)? {
                        Value::Table(other) => other,
                        other if table.len() == 1 => return Ok(other),
                        _ => return Err(format!("nothing can be added to {like}, which is no table")),
                    },
                    None => Table::new(),
                };
                for (key, value) in table.iter().filter(|(key, _)| *key != LIKE) {
                    made.insert(key.clone(), self.resolved(value, depth)?);
                }
                Value::Table(made)
            }
            value => value.clone(),
        })
    }

    /// What a state of another component has at a path.
    fn other(&self, like: &Value) -> Result<&Value, String> {
        let parts: Vec<&str> = like.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let [component, state, path] = parts[..] else {
            return Err("`like` names a component, a state of it, and one of its arguments".to_owned());
        };
        let states = self.of(component).map(|sample| sample.states.as_slice()).unwrap_or_default();
        let arguments = states.iter().find(|other| other.name == state).map(|other| &other.arguments);
        let mut steps = path.split('.');
        let first = arguments.zip(steps.next()).and_then(|(arguments, step)| arguments.get(step));
        let found = steps.fold(first, |value, step| value.and_then(|value| value.get(step)));
        found.ok_or_else(|| format!("there is no {like}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Bytes;

    fn samples(text: &str) -> Result<Samples, Vec<Diagnostic>> {
        let text = format!("about = \"x\"\ngroup = \"text\"\n{text}");
        let file = ("themes/t/x.toml".to_owned(), Bytes::Made(text.into_bytes()));
        Samples::read(&Files::from([(format!("{FOLDER}x.toml"), file)]))
    }

    fn arguments(text: &str) -> Result<String, String> {
        let samples = samples(text).map_err(|problems| problems[0].message.clone())?;
        let last = samples.of("x").and_then(|sample| sample.states.last()).expect("a state");
        samples.arguments(last).map(|table| table.to_string())
    }

    #[test]
    fn a_state_has_what_another_has_and_changes_of_its_own() {
        let text = "[[state]]\nname = \"A\"\narguments.card = { title = \"T\", date = \"D\" }\n\
                    [[state]]\nname = \"B\"\narguments.cards = [{ like = [\"x\", \"A\", \"card\"], date = \"E\" }]\n\
                    arguments.title = { like = [\"x\", \"A\", \"card.title\"] }";
        assert_eq!(arguments(text).unwrap(), "title = \"T\"\n\n[[cards]]\ntitle = \"T\"\ndate = \"E\"\n");
    }

    #[test]
    fn what_is_not_there_and_circles_are_said() {
        let like = |state: &str| {
            format!("[[state]]\nname = \"A\"\narguments.a = {{ like = [\"x\", \"{state}\", \"a\"] }}")
        };
        assert!(arguments(&like("A")).unwrap_err().contains("circle"));
        assert!(arguments(&like("B")).unwrap_err().contains("there is no"));
    }

    #[test]
    fn a_mistake_in_a_file_has_its_place() {
        let problems = samples("stat = 1").unwrap_err();
        assert_eq!(problems[0].place.as_ref().map(|place| place.start.line), Some(3));
    }
}
