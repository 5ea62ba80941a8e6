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
//! | 0 words | [`source`], [`diagnostic`], [`config`], [`audience`], [`date`], [`id`], [`count`], [`table`], [`schema`], [`input`], [`output`], [`language`], [`picture`], [`document`] |

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

use std::sync::Arc;

use catalog::Catalog;
use check::names::Search;
use config::Config;
use diagnostic::Diagnostic;
use input::{Input, Options};
use language::Language;
use output::Build;
use publish::Kept;
use render::theme::Theme;
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
    let config = configure(input, options)?;
    let settings = settings(input);
    let (language, problems) = language::load(&config, settings.as_ref(), &input.themes);
    let language = Arc::new(language);
    let layout = layout::layout(&config.book.src, &input.content);
    let (catalog, mut diagnostics) = catalog::index(layout, &config.book.src);
    diagnostics.extend(problems);
    diagnostics.extend(input.problems.iter().cloned());
    let english = Language::english();
    diagnostics.extend(check::check(&View::of_everything(&catalog, &english), options.date, config.cadence));
    Ok(Checked { config, language, catalog, diagnostics })
}

/// Builds a site. The same input, options and program give the same bytes, on any machine and with
/// any number of threads.
///
/// With any error there are no outputs.
pub fn build(input: &Input, options: &Options) -> Build {
    rebuild(input, options, &Kept::default()).0
}

/// Builds a site as [`build`] does, to the same bytes, without making anew what an earlier build has
/// kept; what this one keeps stands beside it.
pub fn rebuild(input: &Input, options: &Options, kept: &Kept) -> (Build, Kept) {
    let checked = match read(input, options) {
        Ok(checked) => checked,
        Err(diagnostics) => {
            return (finished(Vec::new(), diagnostics, &Search::default()), kept.clone());
        }
    };
    let Checked { config, language, catalog, mut diagnostics } = checked;
    let search = Search::new(&config.names, input.roster.as_deref());
    let everything = View::of_everything(&catalog, &language);
    let (published, keep, problems) = publish::prepare(&everything, &config.names, kept);
    diagnostics.extend(problems);
    let settings = settings(input);
    diagnostics.extend(check::names::check(&everything, &published, &config, settings.as_ref(), &search));
    let view = View::new(&catalog, &language, config.build.audience, options.drafts);
    let (site, problems) = site::pages(&view, &config, &published, options.date);
    diagnostics.extend(problems);
    let outputs = match Theme::load(&config.output.html.theme, &language, &input.themes) {
        Ok((theme, warnings)) => {
            diagnostics.extend(warnings);
            render::render(&view, &site, theme, &config)
        }
        Err(problems) => Err(problems),
    };
    let outputs = outputs.unwrap_or_else(|problems| {
        diagnostics.extend(problems);
        Vec::new()
    });
    (finished(outputs, diagnostics, &search), keep)
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

fn finished(outputs: Vec<output::Output>, mut diagnostics: Vec<Diagnostic>, search: &Search) -> Build {
    check::names::mask(&mut diagnostics, search);
    diagnostic::sort(&mut diagnostics);
    let mut build = Build { outputs, diagnostics };
    if build.has_errors() {
        build.outputs.clear();
    }
    build
}
