//! From pages to bytes: templates, Markdown, feeds and the files beside them.

mod body;
mod chart;
mod feed;
pub mod markdown;
pub mod theme;
mod words;

use rayon::prelude::*;
use serde::Serialize;

use crate::catalog::RecordIx;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::output::{Bytes, Output};
use crate::site::{Page, Site};
use crate::view::View;

use theme::Theme;

/// What every template may ask for beside its page's own context.
pub const SHARED_VARIABLES: [&str; 5] = ["site", "theme", "version", "body", "contents"];

/// Where a template finds the theme's files.
#[derive(Debug, Serialize)]
struct ThemeFiles<'a> {
    style: &'a str,
    script: &'a str,
}

/// Renders every page of a site and everything beside them.
///
/// # Errors
/// Every page that its template fails on.
pub fn render(
    view: &View<'_>,
    site: &Site<'_>,
    mut theme: Theme,
    config: &Config,
) -> Result<Vec<Output>, Vec<Diagnostic>> {
    let shared = theme.tera.global_context();
    shared.insert("site", &site.head);
    shared.insert("version", env!("CARGO_PKG_VERSION"));
    shared.insert("theme", &ThemeFiles { style: &theme.style, script: &theme.script });
    let rendered: Vec<Result<Output, Box<Diagnostic>>> =
        site.pages.par_iter().map(|page| render_page(view, site, &theme, page)).collect();
    let mut outputs = Vec::with_capacity(rendered.len() + site.files.len() + theme.outputs.len());
    let mut problems = Vec::new();
    for page in rendered {
        match page {
            Ok(output) => outputs.push(output),
            Err(problem) => problems.push(*problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    for piece in site.files.values().flat_map(|file| file.pieces()) {
        outputs.push(Output { path: piece.url.clone(), bytes: Bytes::Shared(piece.bytes.clone()) });
    }
    for download in site.pages.iter().flat_map(|page| &page.downloads) {
        let bytes = Bytes::Made(download.text.clone().into_bytes());
        outputs.push(Output { path: download.path.clone(), bytes });
    }
    outputs.append(&mut theme.outputs);
    outputs.extend(feed::feeds(view, site, config));
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    outputs.dedup_by(|a, b| a.path == b.path);
    Ok(outputs)
}

fn render_page(
    view: &View<'_>,
    site: &Site<'_>,
    theme: &Theme,
    page: &Page<'_>,
) -> Result<Output, Box<Diagnostic>> {
    let about = page.about.and_then(|ix| view.get(ix));
    let named = about.map_or(page.url.as_str(), |entry| entry.record.source.path());
    let mut context = tera::Context::from_serialize(&page.context)
        .map_err(|error| Box::new(theme.problem(&error, named)))?;
    let body = page.body.and_then(|ix: RecordIx| body::body(view, site, theme, ix, &page.url));
    if let Some(problem) = body.as_ref().and_then(|body| body.problems.first()) {
        return Err(Box::new(problem.clone()));
    }
    match &body {
        Some(rendered) => {
            context.insert("body", &rendered.html);
            context.insert("contents", &rendered.contents);
        }
        None => {
            context.insert("body", "");
            context.insert("contents", &Vec::<()>::new());
        }
    }
    let html =
        theme.tera.render(page.template, &context).map_err(|error| Box::new(theme.problem(&error, named)))?;
    Ok(Output { path: page.url.clone(), bytes: Bytes::Made(html.into_bytes()) })
}
