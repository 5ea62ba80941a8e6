//! The gallery of a theme: every component in every state it has, with the theme's own frame, styles and scripts.
//!
//! A component is a template in `templates/components/`. What it is for and its states stand beside it in a file of the
//! same name that ends in `.toml`; `samples/` holds what those states show. Neither is part of a site.

mod apart;
mod component;
mod sample;

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;
use tera::Context;

use crate::diagnostic::Diagnostic;
use crate::input::InputFile;
use crate::language::Language;
use crate::output::{Bytes, Output};
use crate::site::{Crumb, DateText, PageHead, SiteHead};

use super::ThemeFiles;
use super::theme::{Theme, joined};
use sample::Samples;

pub use component::{Argument, Component, Shown};
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
    /// The components that it shows, by name.
    pub components: Vec<Component>,
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
    let style = joined(&theme.gallery, "css/components/", "css");
    let script = joined(&theme.gallery, "js/components/", "js");
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
    outputs.extend(gallery.pages(name, &components)?);
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Gallery { components, outputs })
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
