//! The theme: harbor from the program, changed file by file by a folder under `themes/`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rust_embed::Embed;
use serde::Deserialize;
use tera::Tera;

use crate::diagnostic::{Code, Diagnostic};
use crate::id::nearest;
use crate::input::InputFile;
use crate::language::Language;
use crate::output::{Bytes, Output};
use crate::site::figure::Drawing;
use crate::source::Source;

/// The theme that comes with the program.
#[derive(Embed)]
#[folder = "themes/harbor"]
struct Harbor;

/// The name of the theme that comes with the program.
pub const HARBOR: &str = "harbor";

/// A theme, ready to render with.
#[derive(Clone)]
pub struct Theme {
    /// The templates.
    pub(super) tera: Tera,
    /// The text of every template, for the places of problems.
    sources: BTreeMap<String, Source>,
    /// Style sheet, script and fonts, where the site has them.
    pub outputs: Vec<Output>,
    /// Where the style sheet lies, below the output folder.
    pub style: String,
    /// Where the script lies, below the output folder.
    pub script: String,
    /// Where the scripts of single pages lie, below the output folder, by their folder in `js/`.
    pub scripts: BTreeMap<String, String>,
    /// What only the gallery of components reads, by its path in the theme; no site has it.
    pub(super) gallery: Files,
}

/// A theme as a build put it together, with what it depends on.
#[derive(Clone)]
pub struct Ready {
    key: blake3::Hash,
    /// A hash of what all pages of the site share, where the templates know it.
    site: Option<blake3::Hash>,
    theme: Arc<Theme>,
    warnings: Arc<[Diagnostic]>,
}

impl Ready {
    /// Puts a theme together as [`Theme::load`], unless it was ready `before` for the same `key`, a hash of everything
    /// that it depends on.
    ///
    /// # Errors
    /// As [`Theme::load`].
    pub fn load(
        before: Option<&Self>,
        key: blake3::Hash,
        name: &str,
        language: &Arc<Language>,
        inputs: &[InputFile],
    ) -> Result<Self, Vec<Diagnostic>> {
        if let Some(same) = before.filter(|before| before.key == key) {
            return Ok(same.clone());
        }
        let (theme, warnings) = Theme::load(name, language, inputs)?;
        Ok(Self { key, site: None, theme: Arc::new(theme), warnings: warnings.into() })
    }

    /// Whether it depends on just that.
    pub fn is_of(&self, key: blake3::Hash) -> bool {
        self.key == key
    }

    /// What is to be said of its files.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// The theme for a site of which all pages share what has the hash `site`; `share` tells its templates.
    pub(super) fn for_site(
        self,
        site: Option<blake3::Hash>,
        share: impl FnOnce(&mut Theme),
    ) -> (Arc<Theme>, Self) {
        if site.is_some() && self.site == site {
            return (self.theme.clone(), self);
        }
        let mut theme = Arc::unwrap_or_clone(self.theme);
        share(&mut theme);
        let theme = Arc::new(theme);
        (theme.clone(), Self { site, theme, ..self })
    }
}

impl std::fmt::Debug for Ready {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Ready").field("key", &self.key).finish_non_exhaustive()
    }
}

/// A theme's files by their path in it, each with its path for messages.
pub(super) type Files = BTreeMap<String, (String, Bytes)>;

impl Theme {
    /// Puts the theme of that name together from what the program and the site have.
    ///
    /// # Errors
    /// Every file that cannot be read as a template, and a theme that does not exist.
    pub fn load(
        name: &str,
        language: &Arc<Language>,
        inputs: &[InputFile],
    ) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let mut files = harbor();
        let prefix = format!("themes/{name}/");
        let overlay: Vec<&InputFile> = inputs.iter().filter(|file| file.path.starts_with(&prefix)).collect();
        if name != HARBOR && overlay.is_empty() {
            return Err(vec![no_such_theme(name, inputs)]);
        }
        let mut warnings = Vec::new();
        for file in overlay {
            let path = &file.path[prefix.len()..];
            warnings.extend(misspelled(path, &file.path, &files));
            files.insert(path.to_owned(), (file.path.clone(), Bytes::Shared(file.bytes.clone())));
        }
        let (gallery, files): (Files, Files) =
            files.into_iter().partition(|(path, _)| super::gallery::is_for(path));
        let sources = template_sources(&files)?;
        let tera = templates(&sources, language)?;
        let style = joined(&files, "css/", "css");
        let script = joined(&files, "js/", "js");
        let (style_path, script_path) = (style.path.clone(), script.path.clone());
        let mut outputs = vec![style, script];
        let mut scripts = BTreeMap::new();
        for name in folders_of_scripts(&files) {
            let script = joined(&files, &format!("js/{name}/"), "js");
            scripts.insert(name.to_owned(), script.path.clone());
            outputs.push(script);
        }
        outputs.extend(fonts(&files));
        Ok((
            Self { tera, sources, outputs, style: style_path, script: script_path, scripts, gallery },
            warnings,
        ))
    }

    /// A template error as a problem: the file and line of the template, and the page.
    pub(super) fn problem(&self, error: &tera::Error, page: &str) -> Diagnostic {
        template_problem(error, &self.sources, &format!(", on the page {page}"))
    }

    /// The names of the page templates: those that stand at the top of `templates/`.
    pub fn page_templates(&self) -> Vec<&str> {
        let names = self.sources.keys().map(String::as_str);
        names.filter(|name| !name.contains('/') && *name != "base.html").collect()
    }

    /// The variables that a page template asks for.
    ///
    /// # Errors
    /// Where there is no such template.
    pub fn variables(&self, template: &str) -> tera::TeraResult<std::collections::BTreeSet<String>> {
        Ok(self.tera.get_template_variables(template)?.into_iter().map(str::to_owned).collect())
    }
}

/// The version of the theme that comes with the program, as its `theme.toml` has it.
pub fn harbor_version() -> Option<String> {
    let file = Harbor::get("theme.toml")?;
    let table: toml::Table = toml::from_str(std::str::from_utf8(&file.data).ok()?).ok()?;
    table.get("version")?.as_str().map(str::to_owned)
}

fn harbor() -> Files {
    let file = |path: std::borrow::Cow<'static, str>| {
        let bytes = match Harbor::get(&path)?.data {
            std::borrow::Cow::Borrowed(bytes) => Bytes::Static(bytes),
            std::borrow::Cow::Owned(bytes) => Bytes::Made(bytes),
        };
        Some((path.to_string(), (format!("themes/{HARBOR}/{path}"), bytes)))
    };
    Harbor::iter().filter_map(file).collect()
}

/// The text of every template, script and language that comes with the program.
pub(super) fn own_texts() -> &'static [Vec<u8>] {
    static TEXTS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    let is_text = |path: &str| {
        let is_language = path.starts_with("languages/") && path.ends_with(".toml");
        is_language || path.ends_with(".html") || path.ends_with(".js")
    };
    TEXTS.get_or_init(|| {
        let texts = harbor().into_iter().filter(|(path, _)| is_text(path));
        texts.map(|(_, (_, bytes))| bytes.as_slice().to_vec()).collect()
    })
}

fn no_such_theme(name: &str, inputs: &[InputFile]) -> Diagnostic {
    let folders = inputs.iter().filter_map(|file| file.path.strip_prefix("themes/")?.split('/').next());
    let problem = Diagnostic::file(Code::NoSuchTheme, "book.toml", format!("there is no theme `{name}`"));
    match nearest(name, folders.chain([HARBOR])) {
        Some(near) => problem.help(format!("did you mean `theme = \"{near}\"`?")),
        None => problem
            .help(format!("write `theme = \"{HARBOR}\"`, or put the changed files into `themes/{name}/`")),
    }
}

/// A file whose name is so near to one of the theme's that it was meant to take its place. In a folder of the theme the
/// names alone are compared, without folder and ending: what a site adds there has a name of its own.
fn misspelled(path: &str, full: &str, files: &Files) -> Option<Diagnostic> {
    let is_own = path.starts_with("languages/") || super::gallery::is_for(path);
    if files.contains_key(path) || is_own {
        return None;
    }
    let (folder, name) = parted(path);
    let beside = || files.keys().filter(|own| parted(own).0 == folder);
    let near = if beside().next().is_none() {
        nearest(path, files.keys().map(String::as_str))?
    } else {
        let near = nearest(name, beside().map(|own| parted(own).1))?;
        beside().find(|own| parted(own).1 == near)?
    };
    let problem = Diagnostic::file(Code::BadTemplateName, full, "no file of the theme has this name");
    Some(problem.help(format!("did you mean `{near}`?")))
}

/// The folder of a file, and its name without its ending.
fn parted(path: &str) -> (&str, &str) {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    (folder, name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

fn template_sources(files: &Files) -> Result<BTreeMap<String, Source>, Vec<Diagnostic>> {
    let mut sources = BTreeMap::new();
    let mut problems = Vec::new();
    for (path, (full, bytes)) in files {
        let Some(name) = path.strip_prefix("templates/").filter(|name| name.ends_with(".html")) else {
            continue;
        };
        match Source::decode(full.as_str(), bytes.as_slice()) {
            Ok(source) => {
                sources.insert(name.to_owned(), source);
            }
            Err(error) => problems.push(Diagnostic::file(Code::TemplateSyntax, full, error.to_string())),
        }
    }
    if problems.is_empty() { Ok(sources) } else { Err(problems) }
}

fn templates(sources: &BTreeMap<String, Source>, language: &Arc<Language>) -> Result<Tera, Vec<Diagnostic>> {
    let mut tera = empty(language);
    let all = sources.iter().map(|(name, source)| (name.as_str(), source.text()));
    let Err(error) = tera.add_raw_templates(all) else {
        return Ok(tera);
    };
    // Together only the first mistake is told: alone, each file tells its own.
    let alone = |(name, source): (&String, &Source)| {
        let error = empty(language).add_raw_template(name, source.text()).err()?;
        matches!(error.kind(), tera::ErrorKind::SyntaxError(report) if !report.message().contains("not found"))
            .then_some(error)
    };
    let mut problems: Vec<Diagnostic> =
        sources.iter().filter_map(alone).map(|error| template_problem(&error, sources, "")).collect();
    let first = template_problem(&error, sources, "");
    if !problems.contains(&first) {
        problems.push(first);
    }
    Err(problems)
}

/// An engine with our own filters and no template yet.
fn empty(language: &Arc<Language>) -> Tera {
    let mut tera = Tera::new();
    let own = Arc::clone(language);
    tera.register_filter("draw", move |drawing: &tera::Value, _: tera::Kwargs, _: &tera::State<'_>| {
        draw(&own, drawing)
    });
    super::words::register(&mut tera, language);
    tera
}

/// A figure's drawing as SVG, for the place in a template where it stands.
fn draw(language: &Language, drawing: &tera::Value) -> tera::TeraResult<String> {
    let drawing = Drawing::deserialize(drawing)
        .map_err(|error| tera::Error::message(format!("`draw` takes a drawing: {error}")))?;
    Ok(super::chart::draw(language, &drawing))
}

fn template_problem(error: &tera::Error, sources: &BTreeMap<String, Source>, page: &str) -> Diagnostic {
    let (code, report) = match error.kind() {
        tera::ErrorKind::SyntaxError(report) => (Code::TemplateSyntax, Some(report)),
        tera::ErrorKind::RenderingError(report) => (Code::TemplateRender, Some(report)),
        _ => (Code::TemplateRender, None),
    };
    let problem = match report.and_then(|report| Some((report, sources.get(report.filename())?))) {
        Some((report, source)) => {
            Diagnostic::at(code, source, report.span().range.clone(), format!("{}{page}", report.message()))
        }
        None => Diagnostic::file(code, "themes", format!("{error}{page}")),
    };
    problem.help("correct the file, or delete it to bring the theme's own back")
}

/// The folders below `js/`: each holds the script of the pages that ask for it.
fn folders_of_scripts(files: &Files) -> BTreeSet<&str> {
    let inside =
        files.keys().filter(|path| path.ends_with(".js")).filter_map(|path| path.strip_prefix("js/"));
    inside.filter_map(|path| Some(path.split_once('/')?.0)).collect()
}

/// All files that stand directly in a folder as one, in the order of their names; the result's name holds its hash.
pub(super) fn joined(files: &Files, folder: &str, ending: &str) -> Output {
    let mut text = Vec::new();
    let is_inside = |path: &str| {
        path.strip_prefix(folder).is_some_and(|name| name.ends_with(ending) && !name.contains('/'))
    };
    for (_, (_, bytes)) in files.iter().filter(|(path, _)| is_inside(path)) {
        text.extend_from_slice(bytes.as_slice());
        text.push(b'\n');
    }
    let hash = blake3::hash(&text).to_hex();
    let name = folder.split_once('/').map_or("", |(_, name)| name).replace('/', "-");
    Output { path: format!("theme/harbor-{name}{}.{ending}", &hash[..12]), bytes: Bytes::Made(text) }
}

fn fonts(files: &Files) -> Vec<Output> {
    let fonts = files.iter().filter(|(path, _)| path.starts_with("fonts/"));
    fonts.map(|(path, (_, bytes))| Output { path: format!("theme/{path}"), bytes: bytes.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_put_together_once_and_told_of_a_site_once() {
        let language = Arc::new(Language::english().clone());
        let [one, other] = [b"one", b"two"].map(|key| blake3::hash(key));
        let load = |before: Option<&Ready>, key| {
            Ready::load(before, key, HARBOR, &language, &[]).expect("the program's own theme")
        };
        let mut told = 0;
        let (theme, ready) = load(None, one).for_site(Some(one), |_| told += 1);
        let (same, ready) = load(Some(&ready), one).for_site(Some(one), |_| told += 1);
        assert!(Arc::ptr_eq(&theme, &same) && ready.is_of(one) && !ready.is_of(other));
        let (_, ready) = load(Some(&ready), one).for_site(Some(other), |_| told += 1);
        assert_eq!(told, 2, "once for each site");
        let (_, ready) = load(Some(&ready), one).for_site(None, |_| told += 1);
        let _ = load(Some(&ready), one).for_site(None, |_| told += 1);
        assert_eq!(told, 4, "always, where what pages share cannot be told");
        let (anew, _) = load(Some(&ready), other).for_site(Some(one), |_| told += 1);
        assert!(!Arc::ptr_eq(&theme, &anew), "it depends on something else");
    }
}
