//! From pages to bytes: templates, Markdown, feeds and the files beside them.

pub mod audit;
mod body;
mod chart;
mod feed;
pub mod gallery;
pub mod kept;
pub mod markdown;
pub mod records_file;
mod search;
pub mod theme;
mod words;

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::input::Shard;
use crate::observe::Observer;
use crate::output::{Bytes, Output};
use crate::publish::Piece;
use crate::site::{Page, Planned, Site};
use crate::view::View;

use kept::{Kept, KeptFile, KeptPage, Keys, SiteKeys, Standing};
use theme::Theme;

/// What every template may ask for beside its page's own context.
pub const SHARED_VARIABLES: [&str; 5] = ["site", "theme", "version", "body", "contents"];

/// Where a template finds the theme's files.
#[derive(Debug, Serialize)]
struct ThemeFiles<'a> {
    style: &'a str,
    script: &'a str,
    /// The scripts of pages that need one of their own, by the folder below `js/` that they lie in.
    scripts: &'a std::collections::BTreeMap<String, String>,
}

/// The files of a site.
#[derive(Debug, Default)]
pub struct Rendered {
    /// Sorted by path.
    pub outputs: Vec<Output>,
    /// Files that stand in the output folder as they should, with the hashes of their bytes.
    pub standing: Standing,
    /// What the next build may keep.
    pub kept: Kept,
}

/// Renders every page of a site, or of one part of it, and everything beside them, but for what the build `before` left that would be
/// the same.
///
/// # Errors
/// Every page that its template fails on.
pub fn render<'a>(
    view: &View<'a>,
    site: &Site<'a>,
    mut theme: Theme,
    (config, shard): (&Config, Option<Shard>),
    (before, keys): (&Kept, &Keys),
    observer: &dyn Observer,
) -> Result<Rendered, Vec<Diagnostic>> {
    let shared = theme.tera.global_context();
    shared.insert("site", &site.head);
    shared.insert("version", env!("CARGO_PKG_VERSION"));
    shared
        .insert("theme", &ThemeFiles { style: &theme.style, script: &theme.script, scripts: &theme.scripts });
    let site_keys = SiteKeys::new(keys, site);
    let press = Press { view, site, theme: &theme, before, keys: &site_keys, observer };
    let is_made = |path: &str| shard.is_none_or(|shard| shard.holds(path));
    let planned: Vec<&Planned<'_>> = site.pages.iter().filter(|page| is_made(&page.url)).collect();
    let rendered: Vec<Result<Option<Arc<KeptPage>>, Box<Diagnostic>>> =
        planned.par_iter().map(|planned| press.page(planned)).collect();
    let mut outputs = Vec::with_capacity(rendered.len() + site.files.len() + theme.outputs.len());
    let mut standing = Standing::new();
    let mut problems = Vec::new();
    let mut pages = Vec::with_capacity(rendered.len());
    for (planned, page) in planned.into_iter().zip(rendered) {
        match page {
            Ok(Some(page)) => {
                for file in &page.files {
                    match file.output() {
                        Some(output) => outputs.push(output),
                        None => _ = standing.insert(file.path.clone(), file.hash),
                    }
                }
                pages.push((planned.url.clone(), page));
            }
            Ok(None) => {}
            Err(problem) => problems.push(*problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut beside: Vec<Output> = site.files.values().flat_map(|file| file.pieces()).map(published).collect();
    beside.append(&mut theme.outputs);
    beside.extend(feed::feeds(view, site, config));
    beside.extend(search::index(view, site));
    outputs.extend(beside.into_iter().filter(|output| is_made(&output.path)));
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    outputs.dedup_by(|a, b| a.path == b.path);
    Ok(Rendered { outputs, standing, kept: Kept::of(keys, site, pages.into_iter()) })
}

fn published(piece: &Piece) -> Output {
    Output { path: piece.url.clone(), bytes: Bytes::Shared(piece.bytes.clone()) }
}

/// What every page is rendered with.
struct Press<'p, 'a> {
    view: &'p View<'a>,
    site: &'p Site<'a>,
    theme: &'p Theme,
    before: &'p Kept,
    keys: &'p SiteKeys<'p>,
    observer: &'p dyn Observer,
}

impl<'a> Press<'_, 'a> {
    /// A page with the files beside it: as it was left, where nothing that it depends on has changed.
    fn page(&self, planned: &Planned<'a>) -> Result<Option<Arc<KeptPage>>, Box<Diagnostic>> {
        let origin = self.keys.origin(planned);
        if let Some(same) = self.before.page(&planned.url, |page| page.origin == origin && origin.is_some()) {
            return Ok(Some(same.clone()));
        }
        let since = self.observer.now();
        let Some(page) = self.site.page(self.view, planned) else { return Ok(None) };
        let body = page.body.and_then(|ix| body::body(self.view, self.site, self.theme, ix, &page.url));
        if let Some(problem) = body.as_ref().and_then(|body| body.problems.first()) {
            return Err(Box::new(problem.clone()));
        }
        let content = self.keys.content(&page, body.as_ref());
        let is_same = |page: &KeptPage| page.content == content && content.is_some();
        if let Some(same) = self.before.page(&planned.url, is_same) {
            return Ok(Some(same.with_origin(origin)));
        }
        let html = self.html(&page, body.as_ref())?;
        let mut files = vec![KeptFile::made(&page.url, html)];
        files.extend(page.downloads.iter().map(|file| KeptFile::made(&file.path, file.text.clone())));
        self.observer.page(planned.template, since);
        Ok(Some(Arc::new(KeptPage { origin, content, files })))
    }

    fn html(&self, page: &Page<'a>, body: Option<&markdown::Rendered>) -> Result<String, Box<Diagnostic>> {
        let problem = |error: tera::Error| {
            let about = page.about.and_then(|ix| self.view.get(ix));
            let named = about.map_or(page.url.as_str(), |entry| entry.record.source.path());
            Box::new(self.theme.problem(&error, named))
        };
        let mut context = tera::Context::from_serialize(&page.context).map_err(problem)?;
        match body {
            Some(rendered) => {
                context.insert("body", &rendered.html);
                context.insert("contents", &rendered.contents);
            }
            None => {
                context.insert("body", "");
                context.insert("contents", &Vec::<()>::new());
            }
        }
        self.theme.tera.render(page.template, &context).map_err(problem)
    }
}
