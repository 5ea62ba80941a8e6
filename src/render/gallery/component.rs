//! A component in its states, each rendered by the theme's own template.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use tera::{ComponentArg, ComponentInfo, Context};
use toml::Table;

use super::sample::{FOLDER, Group, Sample, State};
use super::{Making, PAGES, apart};
use crate::diagnostic::{Code, Diagnostic};

/// A component as its page shows it.
#[derive(Debug, Serialize)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// Its page, below the gallery's folder.
    pub url: String,
    /// Where it stands in the gallery.
    pub group: Group,
    /// What it is for; empty where no file says it.
    pub about: String,
    /// What it may be told.
    pub arguments: Vec<Argument>,
    /// Its states.
    pub states: Vec<Shown>,
    /// The scripts that its page loads.
    pub scripts: Vec<String>,
}

/// An argument that a component declares.
#[derive(Debug, Serialize)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type; empty where it may be anything.
    pub kind: &'static str,
    /// Whether every call has to give it.
    pub is_needed: bool,
    /// What it is where nobody says it.
    pub default: String,
}

/// A state as it is shown.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// Unique on its page.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The component as it looks.
    pub html: String,
    /// The component as its template writes it.
    pub source: String,
    /// How a template calls it.
    pub call: String,
    /// What its arguments are, as TOML.
    #[serde(serialize_with = "as_text")]
    pub arguments: Table,
    /// What the script of forms says of its fields, as JSON; empty where it says nothing.
    pub says: String,
}

impl Making<'_> {
    /// Every component of the theme by its name, and whatever is wrong with one.
    pub(super) fn components(&self) -> (Vec<Component>, Vec<Diagnostic>) {
        let tera = &self.theme.tera;
        let infos: BTreeMap<&str, ComponentInfo> = tera
            .get_component_names()
            .filter_map(|name| Some((name, tera.get_component_definition(name)?)))
            .collect();
        let unknown = self.samples.names().filter(|name| !infos.contains_key(name));
        let mut problems: Vec<Diagnostic> = unknown.map(no_such_component).collect();
        let mut components = Vec::with_capacity(infos.len());
        for (name, info) in &infos {
            let (component, wrong) = self.component(name, info);
            components.push(component);
            problems.extend(wrong);
        }
        (components, problems)
    }

    fn component(&self, name: &str, info: &ComponentInfo) -> (Component, Vec<Diagnostic>) {
        let sample = self.samples.of(name);
        let (mut states, mut problems) = (Vec::new(), Vec::new());
        let all = sample.map(|sample| sample.states.as_slice()).unwrap_or_default();
        for (number, state) in (1..).zip(all) {
            match self.state(info, sample, state, format!("state-{number}")) {
                Ok(shown) => states.push(shown),
                Err(problem) => problems.push(*problem),
            }
        }
        let component = Component {
            name: name.to_owned(),
            url: format!("{PAGES}{name}.html"),
            group: sample.map_or(Group::Others, |sample| sample.group),
            about: sample.map(|sample| sample.about.clone()).unwrap_or_default(),
            arguments: info.args().iter().map(argument).collect(),
            states,
            scripts: self.scripts(sample),
        };
        (component, problems)
    }

    /// The paths of the scripts that a component's page loads, in order.
    fn scripts(&self, sample: Option<&Sample>) -> Vec<String> {
        let names = sample.map(|sample| sample.scripts.as_slice()).unwrap_or_default();
        names.iter().filter_map(|name| self.theme.scripts.get(name).cloned()).collect()
    }

    fn state(
        &self,
        info: &ComponentInfo,
        sample: Option<&Sample>,
        state: &State,
        id: String,
    ) -> Result<Shown, Box<Diagnostic>> {
        let wrong = |message: &str| Box::new(self.samples.problem(info.name(), &state.name, message));
        let arguments = self.samples.arguments(state).map_err(|message| wrong(&message))?;
        let mut context = Context::new();
        if info.args().iter().any(|argument| argument.name() == "root") {
            context.insert("root", "../");
        }
        for (name, value) in &arguments {
            context.insert(name.clone(), value);
        }
        let rendered = self.theme.tera.render_component(info.name(), &context, None, true);
        let source = rendered.map_err(|error| wrong(&error.to_string()))?;
        let [before, after] = sample.map(|sample| sample.within.clone()).unwrap_or_default();
        let html = if source.trim().is_empty() {
            String::new()
        } else {
            apart::apart(&format!("{before}{source}{after}"), &id, &state.name)
        };
        let said = if state.says.is_empty() { Ok(String::new()) } else { serde_json::to_string(&state.says) };
        Ok(Shown {
            id,
            name: state.name.clone(),
            html,
            source: source.trim().to_owned(),
            call: call(info, &context),
            arguments,
            says: said.map_err(|error| wrong(&error.to_string()))?,
        })
    }
}

fn argument(argument: &ComponentArg) -> Argument {
    Argument {
        name: argument.name().to_owned(),
        kind: argument.arg_type().map_or("", |kind| kind.as_str()),
        is_needed: argument.is_required(),
        default: argument.default().map(ToString::to_string).unwrap_or_default(),
    }
}

/// How a template calls a component with arguments of these names.
fn call(info: &ComponentInfo, given: &Context) -> String {
    let is_given = |argument: &&ComponentArg| given.contains_key(argument.name());
    let given = info.args().iter().filter(is_given).map(|argument| format!(" {0}={{{0}}}", argument.name()));
    format!("<{}{} />", info.name(), given.collect::<String>())
}

fn no_such_component(name: &str) -> Diagnostic {
    let path = format!("{FOLDER}{name}.toml");
    Diagnostic::file(Code::BadTemplateName, &path, format!("no component is called `{name}`"))
        .help("give the file the name of its component, or delete it")
}

/// A table as a page shows it.
fn as_text<S: Serializer>(table: &Table, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(table.to_string().trim_end())
}
