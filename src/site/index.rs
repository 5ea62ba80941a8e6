//! The A–Z of every record, the page for what is not there, and the way from old addresses.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Card, Context, LinkLine, Making, Page, PageHead, urls};
use crate::catalog::{Entry, RecordIx};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::slug;

/// Every record by its title.
#[derive(Debug, Clone, Serialize)]
pub struct IndexPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The records by first letter.
    pub letters: Vec<Letter<'a>>,
}

/// The records of one letter.
#[derive(Debug, Clone, Serialize)]
pub struct Letter<'a> {
    /// The letter, or `0–9`.
    pub letter: String,
    /// The records.
    pub cards: Vec<Card<'a>>,
}

/// What stands where nothing is.
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
}

/// The way from an old address.
#[derive(Debug, Clone, Serialize)]
pub struct RedirectPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// Where the record is now, relative to the old address.
    pub target: LinkLine,
}

/// The A–Z and the page for what is not there.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Page<'a>> {
    let url = "a-z.html".to_owned();
    let page = making.head(making.language.word("a-z.title"), &url, None, "a-z");
    let a_to_z = Context::Index(IndexPage { page, letters: letters(making) });
    let mut missing = making.head(making.language.word("label.page-not-found"), "404.html", None, "");
    // The page stands in for any address, however deep, so its links start at the top of the host.
    if let Some(site) = &making.config.output.html.site_url {
        missing.root = path_of(site);
    }
    let missing = Context::NotFound(NotFoundPage { page: missing });
    vec![
        Page { url, template: "a-z.html", context: a_to_z, body: None, about: None, downloads: Vec::new() },
        Page {
            url: "404.html".into(),
            template: "404.html",
            context: missing,
            body: None,
            about: None,
            downloads: Vec::new(),
        },
    ]
}

/// The path of a site's address: `/` or `/sub/path/`.
fn path_of(address: &str) -> String {
    let after_host = address.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    match after_host.map(|(_, path)| path.trim_matches('/')) {
        Some(path) if !path.is_empty() => format!("/{path}/"),
        _ => "/".into(),
    }
}

fn letters<'a>(making: Making<'a, '_>) -> Vec<Letter<'a>> {
    let mut letters: BTreeMap<String, Vec<(RecordIx, &'a Entry)>> = BTreeMap::new();
    for (ix, entry) in making.view.entries().filter(|(_, entry)| entry.record.key.kind.row().folder.is_some())
    {
        letters.entry(letter(entry.record.title())).or_default().push((ix, entry));
    }
    let line = |(letter, mut entries): (String, Vec<(RecordIx, &'a Entry)>)| {
        entries.sort_by_key(|(ix, entry)| (entry.record.title().to_lowercase(), *ix));
        Letter { letter, cards: making.cards(entries) }
    };
    letters.into_iter().map(line).collect()
}

/// The letter under which a title stands.
fn letter(title: &str) -> String {
    match slug(title).chars().next() {
        Some(first) if first.is_ascii_digit() => "0–9".into(),
        Some(first) => first.to_ascii_uppercase().to_string(),
        None => title.chars().next().map(|first| first.to_uppercase().to_string()).unwrap_or_default(),
    }
}

/// A page at every old address, that leads to the record's own.
pub(super) fn redirects<'a>(making: Making<'a, '_>, pages: &[Page<'a>]) -> (Vec<Page<'a>>, Vec<Diagnostic>) {
    let downloads = pages.iter().flat_map(|page| page.downloads.iter().map(|file| file.path.as_str()));
    let urls = pages.iter().map(|page| page.url.as_str());
    let mut taken: BTreeSet<String> = urls.chain(downloads).map(str::to_lowercase).collect();
    let mut redirects = Vec::new();
    let mut problems = Vec::new();
    for (ix, entry) in making.view.entries() {
        let record = &entry.record;
        for (index, alias) in record.common.aliases.iter().enumerate() {
            let field = format!("aliases[{index}]");
            let Some(url) = address(record.key.school.as_ref(), alias) else {
                let problem =
                    record.problem(Code::BadAlias, &field, format!("`{alias}` is no address of this site"));
                problems
                    .push(problem.help("write an old path within this site, such as `plans/old-name.html`"));
                continue;
            };
            if is_in_use(&url, &taken) || !taken.insert(url.to_lowercase()) {
                let problem = record.problem(Code::AliasTaken, &field, format!("`{url}` is in use"));
                problems.push(
                    problem.help("leave the alias out, or choose the address that really was the old one"),
                );
                continue;
            }
            let to = making.urls.of_record(ix);
            let page = making.head(record.title(), &url, None, "");
            let target =
                LinkLine { text: record.title().to_owned(), url: format!("{}{to}", urls::root(&url)) };
            let context = Context::Redirect(RedirectPage { page, target });
            redirects.push(Page {
                url,
                template: "redirect.html",
                context,
                body: None,
                about: Some(ix),
                downloads: Vec::new(),
            });
        }
    }
    (redirects, problems)
}

/// Whether an address is that of a file of the site, or has such a file where it needs a folder, or
/// is a folder of it.
fn is_in_use(url: &str, taken: &BTreeSet<String>) -> bool {
    const FILES: [&str; 3] = ["records.json", "feed.xml", "sitemap.xml"];
    let url = url.to_lowercase();
    // Calendars are written for places and plans that have a day.
    let is_file = |path: &str| taken.contains(path) || FILES.contains(&path) || path.ends_with(".ics");
    let folders = url.match_indices('/').map(|(at, _)| &url[..at]);
    let inside = format!("{url}/");
    is_file(&url)
        || folders.into_iter().any(is_file)
        || taken.range(inside.clone()..).next().is_some_and(|next| next.starts_with(&inside))
}

/// An alias as a path below the output folder: from the top, or from the record's school.
fn address(school: Option<&crate::id::Id>, alias: &str) -> Option<String> {
    let path = alias.trim_start_matches('/');
    let fine = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
    };
    let folder = path.strip_suffix('/');
    if !folder.unwrap_or(path).split('/').all(fine) || path.len() > 200 {
        return None;
    }
    let path = match folder {
        Some(folder) => format!("{folder}/index.html"),
        None if path.to_ascii_lowercase().ends_with(".html") => path.to_owned(),
        None => format!("{path}.html"),
    };
    let prefix = urls::folder(school);
    Some(if alias.starts_with('/') || path.starts_with(&prefix) { path } else { format!("{prefix}{path}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    #[test]
    fn an_alias_is_a_path_of_this_site() {
        let school = Id::new("harbor-view");
        let address = |alias| address(school.as_ref(), alias);
        assert_eq!(address("islands/old.html").as_deref(), Some("harbor-view/islands/old.html"));
        assert_eq!(address("/islands/old").as_deref(), Some("islands/old.html"));
        assert_eq!(address("harbor-view/plans/x/").as_deref(), Some("harbor-view/plans/x/index.html"));
        for bad in ["../x.html", "https://x.org", "a b", "", "/", "x//y", ".git/config"] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_missing_page_starts_at_the_top_of_the_host() {
        assert_eq!(path_of("https://plans.example.org"), "/");
        assert_eq!(path_of("https://plans.example.org/"), "/");
        assert_eq!(path_of("https://example.org/our/plans/"), "/our/plans/");
    }

    #[test]
    fn an_alias_cannot_make_a_folder_of_a_file_nor_a_file_of_a_folder() {
        let taken = BTreeSet::from(["plans/p.html".to_owned(), "old.html/x.html".to_owned()]);
        for used in
            ["plans/P.html", "plans/p.html/z.html", "records.json/x.html", "plans/p.ics/x.html", "old.html"]
        {
            assert!(is_in_use(used, &taken), "{used}");
        }
        assert!(!is_in_use("plans/q.html", &taken) && !is_in_use("old/x.html", &taken));
    }

    #[test]
    fn titles_stand_under_their_letter() {
        assert_eq!(letter("¿Qué sigue?"), "Q");
        assert_eq!(letter("20 minutes"), "0–9");
        assert_eq!(letter("Éxito"), "E");
        assert_eq!(letter("数学"), "数");
    }
}
