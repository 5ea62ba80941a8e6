//! The gallery of a theme: every component in every state it has, with the theme's own frame, styles and scripts.
//!
//! A component is a template in `templates/components/`. What it is for and its states stand beside it in a file of the
//! same name that ends in `.toml`; `samples/` holds what those states show. Neither is part of a site.

mod apart;
mod sample;

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;
use tera::{ComponentArg, Context, ComponentInfo};

use crate::diagnostic::{Code, Diagnostic};
use crate::input::InputFile;
use crate::language::Language;
use crate::output::{Bytes, Output};
use crate::site::{Crumb, DateText, PageHead, SiteHead};

use super::ThemeFiles;
use super::theme::{Theme, joined};
use sample::{Sample, Samples, State};

pub use sample::Group;

/// The folder in `css/` and `js/` for what only the gallery loads.
const OWN: &str = "components/";
/// The folder for pictures that states show, in the theme and in the gallery.
const PICTURES: &str = "samples/";
/// The folder of the pages of components, in the gallery.
const PAGES: &str = "components/";

/// Whether a file of a theme is read for its gallery alone.
pub(super) fn is_for(path: &str) -> bool {
    let inside = |folder: &str| path.strip_prefix(folder).is_some_and(|path| path.starts_with(OWN));
    let is_sample = path.starts_with(sample::FOLDER) && path.ends_with(".toml");
    is_sample || path.starts_with(PICTURES) || inside("css/") || inside("js/")
}

/// A gallery.
#[derive(Debug)]
pub struct Gallery {
    /// How many components it shows.
    pub components: usize,
    /// How many states they have together.
    pub states: usize,
    /// Its files, sorted by path.
    pub outputs: Vec<Output>,
}

/// Makes the gallery of a theme.
///
/// # Errors
/// Every state that a template fails on, and every file that cannot be read.
pub fn gallery(
    name: &str,
    title: &str,
    language: &Arc<Language>,
    themes: &[InputFile],
) -> Result<Gallery, Vec<Diagnostic>> {
    let (mut theme, _) = Theme::load(name, language, themes)?;
    let samples = Samples::read(&theme.gallery)?;
    let mut outputs = std::mem::take(&mut theme.outputs);
    let (style, script) = (joined(&theme.gallery, "css/components/", "css"), joined(&theme.gallery, "js/components/", "js"));
    let own = Own { style: style.path.clone(), script: script.path.clone() };
    outputs.extend([style, script]);
    let pictures = theme.gallery.iter().filter(|(path, _)| path.starts_with(PICTURES));
    outputs.extend(pictures.map(|(path, (_, bytes))| Output { path: path.clone(), bytes: bytes.clone() }));
    share(&mut theme, title, language.code());
    let gallery = Making { theme: &theme, samples: &samples, own };
    let (components, problems) = gallery.components();
    if !problems.is_empty() {
        return Err(problems);
    }
    let states = components.iter().map(|component| component.states.len()).sum();
    outputs.extend(gallery.pages(name, &components)?);
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Gallery { components: components.len(), states, outputs })
}

/// Says what all pages of the gallery, and what stands on them, may ask for.
fn share(theme: &mut Theme, title: &str, language: &str) {
    let head = SiteHead {
        title,
        description: "",
        language,
        audience: "public",
        as_of: DateText { iso: String::new(), text: String::new() },
        authors: &[],
        repository: None,
        has_feed: false,
        many_places: false,
        places: IndexMap::new(),
    };
    let shared = theme.tera.global_context();
    shared.insert("site", &head);
    shared.insert("version", env!("CARGO_PKG_VERSION"));
    shared
        .insert("theme", &ThemeFiles { style: &theme.style, script: &theme.script, scripts: &theme.scripts });
}

/// The style sheet and the script that only the gallery loads.
#[derive(Debug, Serialize)]
struct Own {
    style: String,
    script: String,
}

/// A component as its page shows it.
#[derive(Debug, Serialize)]
struct Component {
    name: String,
    url: String,
    group: Group,
    /// What it is for; empty where no file says it.
    about: String,
    arguments: Vec<Argument>,
    states: Vec<Shown>,
    scripts: Vec<String>,
}

/// An argument that a component declares.
#[derive(Debug, Serialize)]
struct Argument {
    name: String,
    /// Empty where it may be anything.
    kind: &'static str,
    is_needed: bool,
    /// What it is where nobody says it.
    default: String,
}

/// A state as it is shown.
#[derive(Debug, Serialize)]
struct Shown {
    id: String,
    name: String,
    /// The component as it looks.
    html: String,
    /// The component as its template writes it.
    source: String,
    /// How a template calls it.
    call: String,
    /// What its arguments are, as TOML.
    arguments: String,
    /// What the script of forms says of its fields, as JSON; empty where it says nothing.
    says: String,
}

/// A group in the menu and on the first page.
#[derive(Debug, Serialize)]
struct Section<'a> {
    group: Group,
    heading: &'static str,
    about: &'static str,
    components: Vec<&'a Component>,
}

/// What the pages of a gallery are made from.
struct Making<'a> {
    theme: &'a Theme,
    samples: &'a Samples,
    own: Own,
}

impl Making<'_> {
    /// Every component of the theme by its name, and whatever is wrong with one.
    fn components(&self) -> (Vec<Component>, Vec<Diagnostic>) {
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
            arguments: arguments.to_string().trim_end().to_owned(),
            says: said.map_err(|error| wrong(&error.to_string()))?,
        })
    }

    /// The first page and a page for each component.
    fn pages(&self, theme: &str, components: &[Component]) -> Result<Vec<Output>, Vec<Diagnostic>> {
        let mut groups: BTreeMap<Group, Vec<&Component>> = BTreeMap::new();
        for component in components {
            groups.entry(component.group).or_default().push(component);
        }
        let section = |(group, components): (Group, _)| {
            let (heading, about) = group.said();
            Section { group, heading, about, components }
        };
        let sections: Vec<Section<'_>> = groups.into_iter().map(section).collect();
        let title = format!("Components of the theme {theme}");
        let mut context = Context::new();
        context.insert("own", &self.own);
        context.insert("sections", &sections);
        context.insert("page", &head(&title, "index.html", Vec::new()));
        let mut pages = vec![self.page("index.html", "theme-gallery/index.html", &context)];
        for component in components {
            let crumbs = vec![Crumb { text: title.clone(), url: "index.html".to_owned() }];
            context.insert("page", &head(&component.name, &component.url, crumbs));
            context.insert("component", component);
            pages.push(self.page(&component.url, "theme-gallery/component.html", &context));
        }
        let (made, failed): (Vec<_>, Vec<_>) = pages.into_iter().partition(Result::is_ok);
        let problems: Vec<Diagnostic> = failed.into_iter().filter_map(Result::err).map(|one| *one).collect();
        if problems.is_empty() { Ok(made.into_iter().flatten().collect()) } else { Err(problems) }
    }

    fn page(&self, url: &str, template: &str, context: &Context) -> Result<Output, Box<Diagnostic>> {
        let html = self.theme.tera.render(template, context);
        let html = html.map_err(|error| Box::new(self.theme.problem(&error, url)))?;
        Ok(Output { path: url.to_owned(), bytes: Bytes::Made(html.into_bytes()) })
    }
}

fn head<'a>(title: &str, url: &str, breadcrumbs: Vec<Crumb>) -> PageHead<'a> {
    PageHead {
        title: title.to_owned(),
        description: None,
        url: url.to_owned(),
        root: "../".repeat(url.matches('/').count()),
        place: String::new(),
        section: "theme-gallery",
        breadcrumbs,
        edit_url: None,
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
    let path = format!("{}{name}.toml", sample::FOLDER);
    Diagnostic::file(Code::BadTemplateName, &path, format!("no component is called `{name}`"))
        .help("give the file the name of its component, or delete it")
}
