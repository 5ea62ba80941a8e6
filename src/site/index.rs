//! The page for what is not there, and the way from old addresses.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Context, LinkLine, Making, Page, PageHead, Planned, urls};
use crate::catalog::RecordIx;
use crate::diagnostic::{Code, Diagnostic};

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

/// The page for what is not there.
pub(super) fn pages<'a>(_: Making<'a, '_>) -> Vec<Planned<'a>> {
    vec![Planned::later("404.html".to_owned(), "404.html", None, not_found)]
}

fn not_found<'a>(making: Making<'a, '_>) -> Page<'a> {
    making.not_found()
}

impl<'a> Making<'a, '_> {
    fn not_found(self) -> Page<'a> {
        let url = "404.html".to_owned();
        let mut page = self.head(self.language.word("label.page-not-found"), &url, None, "");
        // The page stands in for any address, however deep, so its links start at the top of the host.
        if let Some(site) = &self.config.output.html.site_url {
            page.root = path_of(site);
        }
        Page::plain(url, "404.html", Context::NotFound(NotFoundPage { page }))
    }

    fn redirect(self, ix: RecordIx, title: &str, url: &str) -> Page<'a> {
        let page = self.head(title, url, None, "");
        let to = format!("{}{}", urls::root(url), self.urls.of_record(ix));
        let target = LinkLine { text: title.to_owned(), url: to };
        let context = Context::Redirect(RedirectPage { page, target });
        Page { about: Some(ix), ..Page::plain(url.to_owned(), "redirect.html", context) }
    }
}

/// The path of a site's address: `/` or `/sub/path/`.
fn path_of(address: &str) -> String {
    let after_host = address.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    match after_host.map(|(_, path)| path.trim_matches('/')) {
        Some(path) if !path.is_empty() => format!("/{path}/"),
        _ => "/".into(),
    }
}

/// A page at every old address, that leads to the record's own.
pub(super) fn redirects<'a>(
    making: Making<'a, '_>,
    pages: &[Planned<'a>],
) -> (Vec<Planned<'a>>, Vec<Diagnostic>) {
    let mut moved =
        making.view.entries().filter(|(_, entry)| !entry.record.common.aliases.is_empty()).peekable();
    if moved.peek().is_none() {
        return (Vec::new(), Vec::new());
    }
    let mut taken: BTreeSet<String> = pages.iter().map(|page| page.url.to_lowercase()).collect();
    let mut redirects = Vec::new();
    let mut problems = Vec::new();
    for (ix, entry) in moved {
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
            let at = url.clone();
            let place = record.key.school.clone();
            let redirect = Planned::later(url, "redirect.html", place, move |making| {
                making.redirect(ix, record.title(), &at)
            });
            redirects.push(redirect.about(Some(ix)));
        }
    }
    (redirects, problems)
}

/// Whether an address is that of a file of the site, or has such a file where it needs a folder, or
/// is a folder of it.
fn is_in_use(url: &str, taken: &BTreeSet<String>) -> bool {
    const FILES: [&str; 2] = ["feed.xml", "sitemap.xml"];
    let url = url.to_lowercase();
    // Calendars are written for places and plans that have a day, numbers beside pages that have some.
    let is_data = |path: &str| [".ics", ".csv", ".json"].iter().any(|ending| path.ends_with(ending));
    let is_file = |path: &str| taken.contains(path) || FILES.contains(&path) || is_data(path);
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
            && !part.ends_with('.')
            && !part.split('.').next().is_some_and(crate::id::is_device)
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
        for bad in
            ["../x.html", "https://x.org", "a b", "", "/", "x//y", ".git/config", "x.", "aux", "con.html/x"]
        {
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
}
