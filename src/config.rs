//! `book.toml`: the settings of a site, in mdBook's shape where it has one.

mod names;

use std::sync::LazyLock;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

pub use names::{Allow, Names};

use crate::audience::Audience;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Table, read};
use crate::source::Source;

/// The settings of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Config {
    /// What the site is.
    pub book: Book,
    /// What is built and where.
    pub build: BuildSettings,
    /// The forms of output.
    pub output: OutputSettings,
    /// When counts of people are hidden, and what may stand on no page.
    #[schemars(with = "names::PrivacyTable")]
    pub privacy: Privacy,
    /// What may stand on no page: the rest of the table `privacy`.
    #[serde(skip)]
    pub names: Names,
    /// How often things are due.
    pub cadence: Cadence,
}

/// What the site is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Book {
    /// The site's title.
    pub title: String,
    /// The site in a sentence.
    pub description: String,
    /// Who keeps it.
    pub authors: Vec<String>,
    /// The language of its fixed words: `en`, `es`, or one that the theme's folder `languages` adds.
    pub language: String,
    /// The folder of the records.
    pub src: String,
}

impl Default for Book {
    fn default() -> Self {
        Self {
            title: "Our plans".into(),
            description: String::new(),
            authors: Vec::new(),
            language: "en".into(),
            src: "content".into(),
        }
    }
}

/// What is built and where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct BuildSettings {
    /// The output folder.
    pub build_dir: String,
    /// Whom the site is for.
    pub audience: Audience,
}

impl Default for BuildSettings {
    fn default() -> Self {
        Self { build_dir: "site".into(), audience: Audience::Staff }
    }
}

/// The forms of output.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct OutputSettings {
    /// The website.
    pub html: Html,
}

/// The website.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Html {
    /// The theme: `harbor`, or a folder under `themes/` that changes it.
    pub theme: String,
    /// Where the site will be; only feeds, calendar and sitemap need it.
    pub site_url: Option<String>,
    /// Where its source is kept.
    pub git_repository_url: Option<String>,
    /// Where a file is edited; `{path}` becomes its path.
    pub edit_url_template: Option<String>,
    /// What happens to Hypertext Markup Language (HTML) in Markdown.
    pub raw_html: RawHtml,
    /// Single fixed words in the site's own way, by their key in the theme's language file: `"plan.no-goals"`.
    pub words: IndexMap<String, String>,
    /// The e-mail address to which people send what they wrote on the page "Contribute". Everyone who may
    /// read the site sees it.
    #[schemars(example = &"office@school.example")]
    pub contribute_email: Option<String>,
}

impl Default for Html {
    fn default() -> Self {
        Self {
            theme: "harbor".into(),
            site_url: None,
            git_repository_url: None,
            edit_url_template: None,
            raw_html: RawHtml::Sanitize,
            words: IndexMap::new(),
            contribute_email: None,
        }
    }
}

/// What happens to HTML in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawHtml {
    /// Tags and attributes of a short list pass, the rest is dropped with a warning.
    Sanitize,
}

/// When counts of people are hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Privacy {
    /// Counts of students below this are hidden.
    #[schemars(range(min = 2, max = 1000))]
    pub min_students: u32,
    /// Counts of educators below this are hidden.
    #[schemars(range(min = 2, max = 1000))]
    pub min_educators: u32,
}

impl Default for Privacy {
    fn default() -> Self {
        Self { min_students: 10, min_educators: 5 }
    }
}

/// How often things are due, in calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Cadence {
    /// From one short-cycle review to the next.
    #[schemars(range(min = 1, max = 366))]
    pub review_days: u16,
    /// From a learning session to the first walkthrough.
    #[schemars(range(min = 1, max = 366))]
    pub walkthrough_days: u16,
    /// From one look at the referrals to the next.
    #[schemars(range(min = 1, max = 366))]
    pub referral_days: u16,
}

impl Default for Cadence {
    fn default() -> Self {
        Self { review_days: 28, walkthrough_days: 21, referral_days: 31 }
    }
}

impl Config {
    /// Reads the bytes of `book.toml`.
    ///
    /// # Errors
    /// Every problem of the file, where there is one.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        static TABLE: LazyLock<Table> = LazyLock::new(Table::of::<Config>);
        let source = Source::decode("book.toml", bytes)
            .map_err(|error| vec![Diagnostic::file(Code::NotText, "book.toml", error.to_string())])?;
        let all = 0..source.text().len();
        let reading = read(&source, all, 0..0, &TABLE);
        if reading.broken {
            return Err(reading.faults);
        }
        let names = reading.value.get("privacy").map(Names::deserialize).transpose();
        let mut config: Self = serde_path_to_error::deserialize(&reading.value).map_err(|error| {
            let message = format!("`{}`: {}", error.path(), error.inner());
            vec![Diagnostic::file(Code::Untypable, "book.toml", message)]
        })?;
        config.names = names
            .map_err(|error| vec![Diagnostic::file(Code::Untypable, "book.toml", error.to_string())])?
            .unwrap_or_default();
        if let Some(problems) = config.problems(&source) {
            return Err(problems);
        }
        config.book.src = plain_path(&config.book.src);
        Ok(config)
    }

    /// Settings that are of the right sort and still cannot be meant.
    fn problems(&self, source: &Source) -> Option<Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut problem = |path: &str, message: &str, help: &str| {
            let all = 0..source.text().len();
            let range = crate::schema::place_of(source, all, path).unwrap_or(0..0);
            problems.push(Diagnostic::at(Code::BadSetting, source, range, message).help(help));
        };
        for (path, folder) in [("book.src", &self.book.src), ("build.build-dir", &self.build.build_dir)] {
            let climbs = folder.split(['/', '\\']).any(|part| part == "..");
            if folder.trim().is_empty() || (path == "book.src" && (climbs || folder.starts_with('/'))) {
                problem(
                    path,
                    &format!("`{path}` cannot be `{folder}`"),
                    "name a folder inside the site's own",
                );
            }
        }
        if let Some(url) = &self.output.html.site_url
            && !is_address(url)
        {
            problem("output.html.site-url", "`site-url` is no address", "write it with https:// in front");
        } else if self.output.html.site_url.as_deref().is_some_and(|url| url.contains(['?', '#'])) {
            let message = "`site-url` is the address of a page, and pages are to lie below it";
            problem("output.html.site-url", message, "leave out what begins with `?` or `#`");
        }
        if let Some(url) = &self.output.html.git_repository_url
            && !is_address(url)
        {
            problem(
                "output.html.git-repository-url",
                "`git-repository-url` is no address",
                "write it with https:// in front",
            );
        }
        if let Some(template) = &self.output.html.edit_url_template
            && !(template.contains("{path}") && is_address(template))
        {
            problem(
                "output.html.edit-url-template",
                "`edit-url-template` needs https:// in front and `{path}` in it",
                "for example https://github.com/OWNER/REPOSITORY/edit/main/{path}",
            );
        }
        if let Some(email) = &self.output.html.contribute_email
            && !is_email(email)
        {
            problem(
                "output.html.contribute-email",
                "`contribute-email` is no e-mail address",
                "write one address, as office@school.example",
            );
        }
        for (path, message, help) in self.names.problems() {
            problem(&path, message, help);
        }
        (!problems.is_empty()).then_some(problems)
    }
}

/// Whether a setting is the address of a website: a scheme, a host, and no blank or quote.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_alphanumeric() || first == '[')
            && !rest.contains(|letter: char| {
                letter.is_whitespace() || letter.is_control() || "<>\"'`".contains(letter)
            })
    })
}

/// Whether a setting is one e-mail address that can stand in a link.
fn is_email(text: &str) -> bool {
    let fine = |letter: char| letter.is_alphanumeric() || "._+-".contains(letter);
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.ends_with('.')
            && (name.chars().chain(host.chars())).all(fine)
    })
}

/// `./x//y/` as `x/y`.
fn plain_path(path: &str) -> String {
    path.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_and_a_host() {
        for good in ["https://plans.example.org/", "http://localhost:3000", "https://x.org/edit/{path}"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "httpjavascript:{path}",
            "https://",
            "https:///x",
            "https://x.org/\"><b>",
            "x.org",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn an_email_is_one_plain_address() {
        for good in ["office@school.example", "a.b+plans@x-y.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["office", "@x.org", "a@b", "a@b.", "a@x.org?cc=b@x.org", "a@x.org, b@x.org", "a b@x.org"]
        {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn every_address_of_the_settings_is_checked_at_its_place() {
        let text = "[output.html]\nsite-url = \"x\"\ngit-repository-url = \"javascript:alert(1)\"\nedit-url-template = \"https://x.org/edit\"\n";
        let problems = Config::parse(text.as_bytes()).unwrap_err();
        let lines: Vec<_> =
            problems.iter().filter_map(|problem| Some(problem.place.as_ref()?.start.line)).collect();
        assert_eq!(lines, [2, 3, 4]);
    }
}
