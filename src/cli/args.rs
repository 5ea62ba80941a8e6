//! The words of the command line.

mod records;
mod theme;

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::LazyLock;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;

use super::as_of::parse_day;
use crate::audience::Audience;
use crate::input::Shard;
use crate::language::{self, ENGLISH};
use crate::record::Kind;
use crate::render::theme::{HARBOR, harbor_version};

pub use records::{
    FmtArguments, ImportArguments, ImportCommand, ImportedFile, ReferralsImport, SchemaArguments,
    SchemaFormat, Subject, WalkthroughImport,
};
pub use theme::{GalleryArguments, ThemeArguments, ThemeCommand};

/// The version of the program, and of the theme in it.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let theme = harbor_version().unwrap_or_else(|| "of no version".to_owned());
    format!("{} (theme {HARBOR} {theme})", env!("CARGO_PKG_VERSION"))
});

/// Turns records of an improvement plan into a website that shows what was prepared and what was
/// followed through.
#[derive(Debug, Parser)]
#[command(name = "isles", version = VERSION.as_str(), disable_help_subcommand = true)]
#[command(after_help = "Exit codes:
  0  nothing is wrong
  1  something in the records is
  2  something in the options or in book.toml is
  3  a file or folder could not be read or written")]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site
    Build(BuildArguments),
    /// Look at the site in the browser while you write: every save shows
    #[cfg(feature = "serve")]
    Serve(ServeArguments),
    /// List everything that is wrong or missing, and write nothing
    Check(CheckArguments),
    /// Start a record: a file with every field explained
    New(NewArguments),
    /// Start a site: a small example to change into your own
    Init(InitArguments),
    /// List the records
    List(ListArguments),
    /// Say what changed in the plan between two builds
    Diff(DiffArguments),
    /// Put the fields of records in their usual order
    Fmt(FmtArguments),
    /// Make a record of a spreadsheet, without what must not be kept
    Import(ImportArguments),
    /// Print the fields of records, for editors and programs
    Schema(SchemaArguments),
    /// Print the fixed words of the site, to say them in another way or in another language
    Words(WordsArguments),
    /// Look at the parts that pages are made of
    Theme(ThemeArguments),
    /// Explain the code of a message, such as E301
    Explain(ExplainArguments),
    /// Delete the built site, and nothing that Isles did not write
    Clean(CleanArguments),
    /// Print a script that completes these commands in a shell
    Completions(CompletionsArguments),
}

/// What `build` is told.
#[derive(Debug, Args)]
pub struct BuildArguments {
    /// The site's folder; left out, it is looked for from here upward
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// Where the built site goes; left out, the folder that book.toml names (`site`)
    #[arg(short, long, value_name = "DEST", value_hint = ValueHint::DirPath)]
    pub dest_dir: Option<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArguments,
    /// Where the site will be on the web; only feeds, calendar and sitemap need it
    #[arg(long, value_name = "URL", value_parser = parse_site_url, value_hint = ValueHint::Url)]
    pub site_url: Option<String>,
    /// Write nothing while there are warnings
    #[arg(long)]
    pub strict: bool,
    /// Build the site from nothing as well, and see that both are the same to the byte
    #[arg(long)]
    pub verify: bool,
    /// How many processor cores to use at most; left out, all of them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Build only part I of N, for computers that build the parts of a large site side by side: all parts
    /// copied into one folder are the site
    #[arg(long, value_name = "I/N", value_parser = Shard::from_str, conflicts_with = "open")]
    pub shard: Option<Shard>,
    /// Say how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// Open the built site in the browser
    #[arg(short, long)]
    pub open: bool,
}

/// What `serve` is told.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// The site's folder; left out, it is looked for from here upward
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// The port to answer on; 0 is any that is free
    #[arg(short, long, value_name = "PORT", default_value_t = 3000)]
    pub port: u16,
    /// The address of this computer to answer on; 0.0.0.0 lets the whole network look
    #[arg(short = 'n', long, value_name = "HOST", default_value = "127.0.0.1", value_hint = ValueHint::Hostname)]
    pub hostname: String,
    #[command(flatten)]
    pub reading: ReadingArguments,
    /// How changes are noticed; left out, the system is asked, and where it does not tell, the files are
    /// looked at
    #[arg(long, value_enum)]
    pub watcher: Option<WatcherName>,
    /// Open the site in the browser
    #[arg(short, long)]
    pub open: bool,
}

/// How changes are noticed.
#[cfg(feature = "serve")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WatcherName {
    /// The system tells what changes
    Native,
    /// The files are looked at twice a second, as shared drives need it
    Poll,
}

/// What `check` is told.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// The site's folder; left out, it is looked for from here upward
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    #[command(flatten)]
    pub reading: ReadingArguments,
    /// End with exit code 1 where there are warnings, too
    #[arg(long)]
    pub strict: bool,
}

/// How the records are read, alike in `build`, `serve` and `check`.
#[derive(Debug, Args)]
pub struct ReadingArguments {
    /// Whom the site is for; left out, the audience that book.toml names (`staff`)
    #[arg(long, value_parser = audience_parser())]
    pub audience: Option<Audience>,
    /// The day as of which everything is computed; left out, SOURCE_DATE_EPOCH or today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub date: Option<Date>,
    /// Take in the records marked `draft = true`
    #[arg(long)]
    pub drafts: bool,
}

/// The form of a list of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: each problem with the line it is in
    Human,
    /// For programs
    Json,
    /// For GitHub Actions: annotations and a table in the step's summary
    Github,
    /// For code scanning: SARIF 2.1.0
    Sarif,
}

/// What `new` is told.
#[derive(Debug, Args)]
pub struct NewArguments {
    /// What kind of record
    #[arg(value_parser = kind_parser())]
    pub kind: Kind,
    /// Its title; the file's name is made from it
    pub title: String,
    /// The school it belongs to, by its folder; `district` for the district's own
    #[arg(long, value_name = "SCHOOL")]
    pub school: Option<String>,
    /// The initiative it is about, by its id
    #[arg(long = "for", value_name = "INITIATIVE")]
    pub initiative: Option<String>,
}

/// What `init` is told.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The folder to start in; left out, this one
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    pub dir: PathBuf,
    /// Also write `admin/`, a web editor for the records; a site that is there already gets only that
    #[arg(long, value_enum, value_name = "EDITOR")]
    pub cms: Option<WebEditor>,
    /// Also write the workflow that checks and builds the site on every change; a site that is there already
    /// gets only that
    #[arg(long, value_enum, value_name = "SERVICE")]
    pub ci: Option<Service>,
}

/// Where a repository lies that builds its site itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Service {
    /// GitHub Actions
    Github,
    /// GitLab CI/CD
    Gitlab,
    /// None
    None,
}

/// A web editor that keeps its records in a git repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WebEditor {
    /// Sveltia CMS
    Sveltia,
    /// Decap CMS
    Decap,
}

/// What `list` is told.
#[derive(Debug, Args)]
pub struct ListArguments {
    /// Only records of this kind
    #[arg(value_parser = kind_parser())]
    pub kind: Option<Kind>,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
}

/// The form of a list of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people: one line a record
    Human,
    /// For programs
    Json,
}

/// What `diff` is told.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// The `records.json` of the older build, or the folder it lies in
    #[arg(value_hint = ValueHint::AnyPath)]
    pub old: PathBuf,
    /// The `records.json` of the newer build, or the folder it lies in
    #[arg(value_hint = ValueHint::AnyPath)]
    pub new: PathBuf,
    /// The form of what is said
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub format: DiffFormat,
}

/// The form of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people
    Human,
    /// For a comment on a change: never more than one holds
    Markdown,
    /// For programs
    Json,
}

/// What `explain` is told.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The code, such as E301; left out, all of them are listed
    pub code: Option<String>,
    /// The form
    #[arg(long, value_enum, default_value_t = ExplainFormat::Human)]
    pub format: ExplainFormat,
}

/// The form of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// For people, in a terminal
    Human,
    /// A page of the manual
    Markdown,
}

/// What `clean` is told.
#[derive(Debug, Args)]
pub struct CleanArguments {
    /// The site's folder; left out, it is looked for from here upward
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// Where the built site is; left out, the folder that book.toml names (`site`)
    #[arg(short, long, value_name = "DEST", value_hint = ValueHint::DirPath)]
    pub dest_dir: Option<PathBuf>,
}

/// What `words` is told.
#[derive(Debug, Args)]
pub struct WordsArguments {
    /// The language, by its code: one that comes with the program
    #[arg(default_value = ENGLISH, value_parser = PossibleValuesParser::new(language::codes()))]
    pub language: String,
}

/// What `completions` is told.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    pub shell: clap_complete::Shell,
}

fn audience_parser() -> impl TypedValueParser<Value = Audience> {
    PossibleValuesParser::new(Audience::ALL.map(Audience::as_str)).try_map(|word| word.parse::<Audience>())
}

/// Every kind with a folder, by its noun or its folder's name.
fn kind_parser() -> impl TypedValueParser<Value = Kind> {
    let values = Kind::with_folder().map(|kind| {
        let row = kind.row();
        PossibleValue::new(row.name).help(row.practice).aliases(row.folder)
    });
    PossibleValuesParser::new(values)
        .try_map(|word| Kind::named(&word).ok_or_else(|| format!("`{word}` is no kind of record")))
}

fn parse_site_url(text: &str) -> Result<String, String> {
    if text.starts_with("https://") || text.starts_with("http://") {
        Ok(text.to_owned())
    } else {
        Err("write the address with https:// in front".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_table_of_arguments_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_kind_is_named_by_its_noun_or_its_folder() {
        for word in ["walkthrough", "walkthroughs"] {
            let arguments = Arguments::try_parse_from(["isles", "new", word, "October"]).unwrap();
            assert!(matches!(arguments.command, Command::New(new) if new.kind == Kind::Walkthrough));
        }
        assert!(Arguments::try_parse_from(["isles", "new", "home", "x"]).is_err(), "no folder, no `new`");
    }
}
