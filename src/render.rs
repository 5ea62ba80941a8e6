//! From pages to bytes: templates, Markdown, feeds and the files beside them.

mod ahead;
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

use crate::catalog::RecordIx;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::input::Shard;
use crate::observe::Observer;
use crate::output::{Bytes, Output, Place, Shelf};
use crate::publish::Piece;
use crate::site::{Page, Planned, Site};
use crate::view::View;

use audit::Reader;
use kept::{Kept, KeptFile, KeptPage, Keys, SiteKeys};
use theme::{Ready, Theme};

/// At most so many pages are made by one thread without another being able to take some of them.
const LONGEST_ROW: usize = 16;

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
    pub files: Vec<File>,
    /// What the next build may keep.
    pub kept: Kept,
    /// The theme, where the next build may keep it.
    pub theme: Option<Ready>,
}

/// A file of a site.
#[derive(Debug)]
pub struct File {
    /// Path below the output folder.
    pub path: Arc<str>,
    /// The hash of its bytes.
    pub hash: blake3::Hash,
    /// Where its bytes are.
    pub content: Content,
    /// What was seen in it, where it was read as it was made.
    pub seen: Option<audit::Seen>,
}

/// Where the bytes of a file are.
#[derive(Debug)]
pub enum Content {
    /// In memory.
    Here(Bytes),
    /// In the output folder, as they should be.
    Standing,
    /// On the shelf of the one who asked for the build.
    Aside(Place),
}

impl From<Output> for File {
    fn from(Output { path, bytes }: Output) -> Self {
        let hash = blake3::hash(bytes.as_slice());
        Self { path: path.into(), hash, content: Content::Here(bytes), seen: None }
    }
}

impl From<&KeptFile> for File {
    /// A file whose bytes are not in memory stands in the output folder: else its page is not kept.
    fn from(KeptFile { path, hash, bytes }: &KeptFile) -> Self {
        let here = |bytes: &Arc<[u8]>| Content::Here(Bytes::Shared(bytes.clone()));
        let content = bytes.as_ref().map_or(Content::Standing, here);
        Self { path: path.clone(), hash: *hash, content, seen: None }
    }
}

/// What pages are made with.
pub struct Press<'p, 'a> {
    /// What the audience may see.
    pub view: &'p View<'a>,
    /// The pages.
    pub site: &'p Site<'a>,
    /// What the build before left of its pages.
    pub before: &'p Kept,
    /// Reads every page as it is made, where one is to.
    pub reader: Option<Reader<'p>>,
    /// Learns what is done.
    pub observer: &'p dyn Observer,
    /// Takes pages as they are made.
    pub shelf: &'p dyn Shelf,
    /// What is wanted beside the pages.
    pub wanted: Wanted<'p>,
}

/// What is wanted of a site beside its pages.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'p> {
    /// Feeds, what programs read, and the index of the search.
    pub feeds: bool,
    /// What only memory keeps, for a next build that is handed it.
    pub keeps: bool,
    /// The records that are others than in the build before, in their order, where their pages are to be shown before
    /// the rest is made.
    pub changed: Option<&'p [RecordIx]>,
}

/// A page as it was kept or made, and its files.
type Printed = (Arc<KeptPage>, Vec<File>);

/// Renders every page of a site, or of one part of it, and everything beside them, but for what the build before
/// left that would be the same.
///
/// # Errors
/// Every page that its template fails on.
pub fn render(
    press: &Press<'_, '_>,
    theme: Ready,
    (config, shard): (&Config, Option<Shard>),
    keys: &Keys,
) -> Result<Rendered, Vec<Diagnostic>> {
    let Press { view, site, wanted: Wanted { feeds, keeps, .. }, .. } = *press;
    let site_keys = SiteKeys::new(keys, site);
    let (theme, ready) = theme.for_site(site_keys.site(), |theme| {
        let Theme { tera, style, script, scripts, .. } = theme;
        let shared = tera.global_context();
        shared.insert("site", &site.head);
        shared.insert("version", env!("CARGO_PKG_VERSION"));
        shared.insert("theme", &ThemeFiles { style, script, scripts });
    });
    let own = &*theme;
    let is_made = |path: &str| shard.is_none_or(|shard| shard.holds(path));
    let planned: Vec<&Planned<'_>> = site.pages.iter().filter(|page| is_made(&page.url)).collect();
    let kept = press.before.beside_each(&planned);
    let first = press.ahead(&planned, &kept, own, &site_keys);
    let is_first = |at: usize| first.binary_search_by_key(&at, |(first, _)| *first).is_ok();
    let rest = || -> Vec<Option<Result<Printed, Box<Diagnostic>>>> {
        // One page can be as much work as a hundred others: who is left with a long row at the end works alone.
        let others = planned.par_iter().zip(&kept).enumerate().with_max_len(LONGEST_ROW);
        others
            .map(|(at, (planned, kept))| (!is_first(at)).then(|| press.page(planned, *kept, own, &site_keys)))
            .collect()
    };
    let of = (view, site, keys);
    let lay = |output: Output| is_made(&output.path).then(|| press.beside(output));
    let fed = || {
        let (outputs, feeds) = feed::feeds(of, config, &press.before.feeds);
        (outputs.into_par_iter().filter_map(lay).collect::<Vec<File>>(), feeds)
    };
    let searched = || search::index(of, (press.before.index.as_deref(), keeps), &lay);
    let beside = || if feeds { rayon::join(fed, searched) } else { Default::default() };
    let (mut printed, ((fed_files, feeds), (index_files, index))) = rayon::join(rest, beside);
    for (at, page) in first {
        printed[at] = Some(page);
    }
    let mut files = Vec::with_capacity(printed.len() + site.files.len() + theme.outputs.len());
    let mut problems = Vec::new();
    let mut pages = Vec::with_capacity(printed.len());
    for (planned, printed) in planned.into_iter().zip(printed.into_iter().flatten()) {
        match printed {
            Ok((page, its_files)) => {
                files.extend(its_files);
                pages.push((page.url(&planned.url), page));
            }
            Err(problem) => problems.push(*problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut beside: Vec<Output> = site.files.values().flat_map(|file| file.pieces()).map(published).collect();
    beside.extend(theme.outputs.iter().cloned());
    files.extend(fed_files);
    files.extend(index_files.into_iter().filter(|file| is_made(&file.path)));
    files.par_extend(beside.into_par_iter().filter_map(lay));
    files.par_sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    let (index, feeds) = (index.map(Arc::new), if keeps { Arc::new(feeds) } else { Arc::default() });
    let theme = keeps.then_some(ready);
    Ok(Rendered { files, theme, kept: Kept { pages, index, feeds, ..Kept::default() } })
}

fn published(piece: &Piece) -> Output {
    Output { path: piece.url.clone(), bytes: Bytes::Shared(piece.bytes.clone()) }
}

impl<'a> Press<'_, 'a> {
    /// A page with the files beside it: as it was left, where nothing that it depends on has changed.
    fn page(
        &self,
        planned: &Planned<'a>,
        before: Option<&Arc<KeptPage>>,
        theme: &Theme,
        keys: &SiteKeys<'_>,
    ) -> Result<Printed, Box<Diagnostic>> {
        let origin = keys.origin(planned);
        let kept = |page: Arc<KeptPage>| {
            let files = page.files.iter().map(File::from).collect();
            (page, files)
        };
        if let Some(same) = before.filter(|page| page.origin == origin && origin.is_some()) {
            return Ok(kept(same.clone()));
        }
        let since = self.observer.now();
        let page = self.site.page(self.view, planned);
        let body = page.body.and_then(|ix| body::body(self.view, self.site, theme, ix, &page.url));
        if let Some(problem) = body.as_ref().and_then(|body| body.problems.first()) {
            return Err(Box::new(problem.clone()));
        }
        let content = keys.content(&page, body.as_ref());
        if let Some(same) = before.filter(|page| page.content == content && content.is_some()) {
            return Ok(kept(same.with_origin(origin)));
        }
        let html = self.html(&page, body.as_ref(), theme)?;
        let downloads = page.downloads.iter().map(|file| (file.path.as_str(), file.text.clone()));
        let texts = std::iter::once((page.url.as_str(), html)).chain(downloads);
        let made: Vec<File> = texts.map(|(path, text)| self.file(path, text.into_bytes())).collect();
        let files = made.iter().map(KeptFile::from).collect();
        self.observer.page(planned.template, since);
        Ok((Arc::new(KeptPage { origin, content, files }), made))
    }

    /// A file that stands beside the pages. Style sheets stay at hand: their colors are looked at when all are there.
    fn beside(&self, output: Output) -> File {
        match output {
            Output { path, bytes: Bytes::Made(bytes) } if !path.ends_with(".css") => self.file(&path, bytes),
            other => File::from(other),
        }
    }

    /// A file as it was rendered, read while it is at hand.
    fn file(&self, path: &str, bytes: Vec<u8>) -> File {
        let hash = blake3::hash(&bytes);
        let seen = self.reader.map(|reader| reader.look(path, hash, &bytes));
        let content = self.elsewhere(path, hash, &bytes);
        let content = content.unwrap_or_else(|| Content::Here(Bytes::Shared(Arc::from(bytes))));
        File { path: path.into(), hash, content, seen }
    }

    /// Where else than in memory a file is: it stands already, or the shelf takes it.
    fn elsewhere(&self, path: &str, hash: blake3::Hash, bytes: &[u8]) -> Option<Content> {
        if self.before.standing.get(path) == Some(&hash) {
            return Some(Content::Standing);
        }
        self.shelf.put(bytes).map(Content::Aside)
    }

    fn html(
        &self,
        page: &Page<'a>,
        body: Option<&markdown::Rendered>,
        theme: &Theme,
    ) -> Result<String, Box<Diagnostic>> {
        let problem = |error: tera::Error| {
            let about = page.about.and_then(|ix| self.view.get(ix));
            let named = about.map_or(page.url.as_str(), |entry| entry.record.source.path());
            Box::new(theme.problem(&error, named))
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
        theme.tera.render(page.template, &context).map_err(problem)
    }
}
