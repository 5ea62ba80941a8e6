//! Isles turns records of an improvement plan into a website that shows what was prepared and what
//! was followed through.
//!
//! [`build`] is the program: a function from an [`input::Input`] to an [`output::Build`]. Only the
//! rim (`load`, `write`, `watch`, `serve` and the command line) touches disk, clock, environment or terminal.
//!
//! ```text
//! disk ─load→ Input ─layout→ files ─parse→ Record* ─index→ Catalog ─filter→ View ─pages→ Page* ─render→ Output* ─write→ disk
//!             └──────────── Diagnostic* gathered from every stage; any error ⇒ nothing is written ────────────┘
//! ```
//!
//! The floors, each of which uses its own and those below (a test proves it):
//!
//! | Floor | Modules |
//! |---|---|
//! | 6 rim | [`cli`], [`load`], [`mod@write`], `watch`, `serve` (with the feature `serve`) |
//! | 5 render | [`render`] |
//! | 4 site | [`site`] |
//! | 3 meaning | [`report`], [`check`], [`publish`] |
//! | 2 catalog | [`catalog`], [`view`], [`dataset`], [`calendar`] |
//! | 1 records | [`record`], [`layout`], [`markdown`] |
//! | 0 words | [`source`], [`diagnostic`], [`config`], [`audience`], [`date`], [`id`], [`count`], [`table`], [`schema`], [`input`], [`output`], [`observe`], [`align`], [`language`], [`picture`], [`document`] |

pub mod align;
pub mod audience;
pub mod calendar;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod config;
pub mod count;
pub mod dataset;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod id;
pub mod input;
pub mod language;
pub mod layout;
pub mod load;
pub mod markdown;
pub mod observe;
pub mod output;
pub mod picture;
pub mod publish;
pub mod record;
pub mod render;
pub mod report;
pub mod schema;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod source;
pub mod table;
pub mod view;
#[cfg(feature = "serve")]
pub mod watch;
pub mod write;

use std::collections::BTreeSet;
use std::sync::Arc;

use catalog::{Catalog, Known};
use check::names::Search;
use config::Config;
use diagnostic::{Code, Diagnostic, has_error};
use input::{Input, Options};
use language::Language;
use observe::{Observer, Unobserved, stage};
use output::{Aside, Build, NoShelf, Output, Shelf};
use publish::Published;
use render::audit::{Audited, Auditor, Reader};
use render::kept::Keys;
use render::theme::Ready;
use render::{Content, File, Press, Rendered, Wanted};
use site::Site;
use source::Source;
use view::View;

/// A site read and checked: everything before an audience is chosen.
#[derive(Debug)]
pub struct Checked {
    /// The settings, overridden by the options of the run.
    pub config: Config,
    /// The fixed words of the site.
    pub language: Arc<Language>,
    /// All records.
    pub catalog: Catalog,
    /// Every problem found, in no order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and checks a site.
///
/// # Errors
/// Every problem of `book.toml`, where it cannot be read: nothing else can then be told.
pub fn read(input: &Input, options: &Options) -> Result<Checked, Vec<Diagnostic>> {
    let (mut checked, _) = read_unchecked(input, options, &Known::default(), &Unobserved)?;
    let everything = View::of_everything(&checked.catalog, Language::english());
    let context = check_context(&everything, &checked.config, options);
    let found = check::judge(context).into_iter().chain(check::advise(context));
    checked.diagnostics.extend(found);
    Ok(checked)
}

/// What every check of a site sees, beside how its records are written and linked.
fn check_context<'a>(everything: &'a View<'a>, config: &Config, options: &Options) -> check::Context<'a> {
    check::Context { view: everything, today: options.date, cadence: config.cadence }
}

/// Whether what could not be read may be the very file that says what the site is about.
fn may_hide_the_place(problem: &Diagnostic, src: &str) -> bool {
    let inside = problem.file.strip_prefix(src);
    problem.code == Code::Unreadable && matches!(inside, Some("" | "/school.toml" | "/district.toml"))
}

/// A site read and linked.
fn read_unchecked(
    input: &Input,
    options: &Options,
    known: &Known,
    observer: &dyn Observer,
) -> Result<(Checked, Known), Vec<Diagnostic>> {
    let config = configure(input, options)?;
    let settings = settings(input);
    let (language, problems) = language::load(&config, settings.as_ref(), &input.themes);
    let language = Arc::new(language);
    let (catalog, known, mut diagnostics) = stage(observer, "records", || {
        catalog::index(layout::layout(&config.book.src, &input.content), &config.book.src, known)
    });
    diagnostics.extend(problems);
    if input.problems.iter().any(|problem| may_hide_the_place(problem, &config.book.src)) {
        diagnostics.retain(|problem| problem.code != Code::NoPlace);
    }
    diagnostics.extend(input.problems.iter().cloned());
    Ok((Checked { config, language, catalog, diagnostics }, known))
}

/// Builds a site. The same input, options and program give the same bytes, on any machine and with
/// any number of threads.
///
/// With any error there are no outputs.
pub fn build(input: &Input, options: &Options) -> Build {
    rebuild(input, options, &Kept::default(), &Unobserved, &NoShelf).0
}

/// What a build leaves for the next one, so that it need not do the same again.
///
/// Whatever is kept, the outputs are those of a build that is handed nothing.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// Files made ready beside the pages.
    pub files: publish::Kept,
    /// Records as they were read.
    pub records: Known,
    /// Records in which nobody's name or number stands.
    pub clean: check::names::Clean,
    /// What was computed of schools.
    pub computed: site::computed::Kept,
    /// Pages as they were rendered.
    pub pages: render::kept::Kept,
    /// What was found in outputs that were read back.
    pub audit: render::audit::Kept,
    /// The theme, in memory alone.
    pub theme: Option<render::theme::Ready>,
}

/// Builds a site as [`build`] does, to the same bytes, without doing again what `before` holds; what the next
/// build may keep stands beside it. The observer learns what is being done; the shelf takes pages as they are made.
pub fn rebuild(
    input: &Input,
    options: &Options,
    before: &Kept,
    observer: &dyn Observer,
    shelf: &dyn Shelf,
) -> (Build, Kept) {
    // On a thread of the pool, where work that is shared out need not wake one first.
    rayon::scope(|_| made(input, options, before, (observer, shelf), None))
}

/// What of a site is made only to be looked at.
struct Only {
    /// Addresses of pages.
    pages: BTreeSet<String>,
    /// Whether the feeds and the index of the search are made as well.
    feeds: bool,
}

/// Builds a site and reads it back; or only some of its pages, whatever is wrong with them, and what stands beside the
/// pages.
fn made(
    input: &Input,
    options: &Options,
    before: &Kept,
    (observer, shelf): (&dyn Observer, &dyn Shelf),
    only: Option<&Only>,
) -> (Build, Kept) {
    let (checked, records) = match read_unchecked(input, options, &before.records, observer) {
        Ok(read) => read,
        Err(diagnostics) => {
            return (finished(Vec::new(), diagnostics, &Search::default()), before.clone());
        }
    };
    let Checked { config, language, catalog, mut diagnostics } = checked;
    // What is made only to be looked at has no next build.
    let keeps = only.is_none() && !shelf.spares_memory();
    let search = Search::new(&config.names, input.roster.as_deref());
    let everything = View::of_everything(&catalog, &language);
    let (published, files, problems) =
        stage(observer, "files", || publish::prepare(&everything, &config.names, &before.files));
    diagnostics.extend(problems);
    let settings = settings(input);
    let (clean, problems) = stage(observer, "names", || {
        check::names::check(&everything, &published, &config, settings.as_ref(), &search, &before.clean)
    });
    diagnostics.extend(problems);
    let view = View::new(&catalog, &language, config.build.audience, options.drafts);
    let base = base_key(input, options, &config);
    let changed = shelf.shows().then(|| catalog.changed_since(&before.records)).flatten();
    let auditor = || {
        let (everything, view, config, published) = (&everything, &view, &config, &published);
        let audited = Audited { input, config, everything, view, published };
        only.is_none().then(|| stage(observer, "hidden", || Auditor::new(audited, base, &before.audit)))
    };
    let planned = || planned(&view, (&config, &published), (options, base), (before, only), observer);
    let in_english = View::of_everything(&catalog, Language::english());
    let context = check_context(&in_english, &config, options);
    let judged = || only.is_none().then(|| stage(observer, "checks", || check::judge(context)));
    let ((auditor, found), ((site, problems), keys)) = rayon::join(|| rayon::join(auditor, judged), planned);
    diagnostics.extend(found.into_iter().flatten().chain(problems));
    let readable = auditor.as_ref().map(|auditor| auditor.readable(&before.pages, &before.audit));
    let pages = readable.unwrap_or_default();
    let (kept, name) = (before.theme.as_ref(), &config.output.html.theme);
    let theme = Ready::load(kept, base, name, &language, &input.themes);
    diagnostics.extend(theme.iter().flat_map(|theme| theme.warnings().iter().cloned()));
    let is_same = kept.is_some_and(|theme| theme.is_of(base));
    let changed = changed.as_deref().filter(|_| is_same && !has_error(&diagnostics));
    let reader = auditor.as_ref().map(|auditor| Reader { auditor, before: &before.audit });
    let wanted = Wanted { feeds: only.is_none_or(|only| only.feeds), keeps, changed };
    let press = Press { view: &view, site: &site, before: &pages, reader, observer, shelf, wanted };
    let print = |theme| render::render(&press, theme, (&config, options.shard), &keys);
    let (rendered, advice) = rayon::join(
        || theme.and_then(|theme| stage(observer, "pages", || print(theme))),
        || only.is_none().then(|| stage(observer, "advice", || check::advise(context))),
    );
    let mut advice = advice.unwrap_or_default();
    check::without_guesses(&mut advice, &diagnostics);
    diagnostics.extend(advice);
    let rendered = rendered.unwrap_or_else(|problems| {
        diagnostics.extend(problems);
        Rendered { kept: before.pages.clone(), ..Rendered::default() }
    });
    let Some(auditor) = auditor else {
        return (unchecked(rendered.files, diagnostics), Kept::default());
    };
    let Rendered { files: mut made_files, kept: pages, theme } = rendered;
    let computed = site.computed(|school| keys.computed(school));
    let known = Kept { files, records, clean, computed, ..Kept::default() };
    let again = |input: &Input, paths: &BTreeSet<String>| {
        let (pages, are_all) = pages.pages_of(paths);
        let only = Only { pages, feeds: !are_all };
        made(input, options, &known, (&Unobserved, &NoShelf), Some(&only)).0.outputs
    };
    let (audit, problems) = stage(observer, "audit", || auditor.read(&mut made_files, &before.audit, &again));
    let audit = if keeps { audit } else { audit.sparing_memory() };
    diagnostics.extend(problems);
    let build = finished(made_files, diagnostics, &search);
    (build, Kept { pages, audit, theme, ..known })
}

/// The pages of a site with all that is computed for them, and the keys by which the next build knows them; `base` is a
/// hash of everything but the records that they can depend on.
fn planned<'a>(
    view: &View<'a>,
    (config, published): (&'a Config, &'a Published),
    (options, base): (&Options, blake3::Hash),
    (before, only): (&Kept, Option<&Only>),
    observer: &dyn Observer,
) -> ((Site<'a>, Vec<Diagnostic>), Keys) {
    let told = report::annotations::across_places(view, options.date);
    let keys = Keys::new(base, view.place_digests(), &told);
    let known = before.computed.known(|school| keys.computed(school));
    let plan = || site::plan(view, config, published, options.date, &known);
    let (mut site, problems) = stage(observer, "reports", plan);
    if let Some(only) = only {
        site.pages.retain(|page| only.pages.contains(&page.url));
    }
    ((site, problems), keys)
}

/// A hash of everything but the records that pages can depend on.
fn base_key(input: &Input, options: &Options, config: &Config) -> blake3::Hash {
    let settings = input.config.as_deref().unwrap_or_default();
    let Options { date, audience: _, site_url: _, drafts, shard: _ } = options;
    let address = config.output.html.site_url.as_deref().unwrap_or_default();
    let (date, drafts) = (date.to_string(), [u8::from(*drafts)]);
    let mut parts: Vec<&[u8]> = vec![settings, date.as_bytes(), address.as_bytes()];
    parts.extend([config.build.audience.as_str().as_bytes(), &drafts[..]]);
    parts.extend(input.themes.iter().flat_map(|file| [file.path.as_bytes(), &file.bytes]));
    render::kept::hash(&parts)
}

/// `book.toml` as a text, for the places of problems.
fn settings(input: &Input) -> Option<Source> {
    input.config.as_deref().and_then(|bytes| Source::decode("book.toml", bytes).ok())
}

fn configure(input: &Input, options: &Options) -> Result<Config, Vec<Diagnostic>> {
    let mut config = match &input.config {
        Some(bytes) => Config::parse(bytes)?,
        None => Config::default(),
    };
    if let Some(audience) = options.audience {
        config.build.audience = audience;
    }
    if let Some(url) = &options.site_url {
        config.output.html.site_url = Some(url.clone());
    }
    Ok(config)
}

/// A site with everything that is said of it; nothing but that where there is an error.
fn finished(files: Vec<File>, diagnostics: Vec<Diagnostic>, search: &Search) -> Build {
    let mut build = unchecked(files, diagnostics);
    check::names::quieten(&mut build.diagnostics);
    check::names::mask(&mut build.diagnostics, search);
    diagnostic::sort(&mut build.diagnostics);
    if build.has_errors() {
        return Build { diagnostics: build.diagnostics, ..Build::default() };
    }
    build
}

/// A site, whatever is wrong with it.
fn unchecked(files: Vec<File>, diagnostics: Vec<Diagnostic>) -> Build {
    let mut build = Build { diagnostics, ..Build::default() };
    for File { path, hash, content, .. } in files {
        match content {
            Content::Here(bytes) => build.outputs.push(Output { path: path.to_string(), bytes }),
            Content::Standing => _ = build.standing.insert(path.to_string(), hash),
            Content::Aside(place) => _ = build.aside.insert(path.to_string(), Aside { hash, place }),
        }
    }
    build
}
