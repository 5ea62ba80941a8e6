//! Addresses: which record's page lies where.

use rayon::prelude::*;

use crate::catalog::{Entry, RecordIx};
use crate::id::Id;
use crate::record::{Key, Kind};
use crate::view::View;

/// The path of every record's page, below the output folder, by the record's place in the catalog, with gaps.
#[derive(Debug, Default)]
pub struct Urls(Vec<Option<String>>);

impl Urls {
    /// The addresses of every record of a view.
    pub fn of(view: &View<'_>) -> Self {
        let entries: Vec<(RecordIx, &Entry)> = view.entries().collect();
        let written: Vec<(RecordIx, String)> = entries
            .into_par_iter()
            .with_min_len(256)
            .map(|(ix, entry)| (ix, record_url(&entry.record.key)))
            .collect();
        let mut urls = Vec::with_capacity(written.len());
        for (ix, url) in written {
            urls.resize(ix.position(), None);
            urls.push(Some(url));
        }
        Self(urls)
    }

    /// The address of a record's page; the home page for one that the view does not have.
    pub fn of_record(&self, ix: RecordIx) -> &str {
        self.0.get(ix.position()).and_then(Option::as_deref).unwrap_or("index.html")
    }
}

/// The folder of a place's pages: empty, or the school's with a `/` at the end.
pub fn folder(school: Option<&Id>) -> String {
    school.map(|school| format!("{school}/")).unwrap_or_default()
}

/// The home page of a place.
pub fn home(school: Option<&Id>) -> String {
    format!("{}index.html", folder(school))
}

/// The list of a kind in a place.
pub fn list(school: Option<&Id>, kind: Kind) -> String {
    format!("{}{}/index.html", folder(school), kind.row().url)
}

/// The whole of a plan as one page for paper. No kind of record and no report lies in this folder.
pub fn packet(key: &Key) -> String {
    format!("{}packets/{}.html", folder(key.school.as_ref()), key.id)
}

/// The page of a report in a place.
pub fn report(school: Option<&Id>, name: &str) -> String {
    format!("{}reports/{name}.html", folder(school))
}

/// The page on which people of a place choose what to contribute.
pub fn contribute(school: Option<&Id>) -> String {
    format!("{}contribute/index.html", folder(school))
}

/// The form that writes a record of a kind for a place.
pub fn contribute_form(school: Option<&Id>, kind: Kind) -> String {
    format!("{}contribute/{}.html", folder(school), kind.row().name)
}

/// The anchor of an initiative's part on the page of a report.
pub fn part_of_initiative(id: &Id) -> String {
    format!("initiative-{id}")
}

/// A report's numbers as a file.
pub fn report_data(school: Option<&Id>, name: &str, ending: &str) -> String {
    format!("data/{}reports/{name}.{ending}", folder(school))
}

/// A record's numbers as a file.
pub fn record_data(key: &Key, ending: &str) -> String {
    format!("data/{key}.{ending}")
}

/// A plan's days as a calendar file.
pub fn calendar(key: &Key) -> String {
    format!("{}{}/{}.ics", folder(key.school.as_ref()), key.kind.row().url, key.id)
}

fn record_url(key: &Key) -> String {
    match key.kind {
        Kind::School | Kind::District | Kind::Home => home(key.school.as_ref()),
        kind => {
            let (school, id) = (key.school.as_ref().map(Id::as_str), key.id.as_str());
            let mut url =
                String::with_capacity(school.map_or(0, str::len) + kind.row().url.len() + id.len() + 8);
            for part in school.into_iter().chain([kind.row().url]) {
                url.push_str(part);
                url.push('/');
            }
            url + id + ".html"
        }
    }
}

/// The way from a page to the top of the site: `../` once for every folder.
pub fn root(url: &str) -> String {
    "../".repeat(url.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_flat_files_under_friendly_folders() {
        let key = |school: Option<&str>, kind, id: &str| Key {
            school: school.and_then(Id::new),
            kind,
            id: Id::new(id).unwrap(),
        };
        assert_eq!(record_url(&key(None, Kind::Exemplar, "conferences-20")), "islands/conferences-20.html");
        assert_eq!(record_url(&key(Some("harbor-view"), Kind::Plan, "p")), "harbor-view/plans/p.html");
        assert_eq!(record_url(&key(Some("harbor-view"), Kind::School, "school")), "harbor-view/index.html");
        assert_eq!(root("harbor-view/plans/p.html"), "../../");
        assert_eq!(root("index.html"), "");
    }
}
