//! `isles init --cms`: a web editor for the records, set up from their fields.
//!
//! The editor is a page of its own that works on the git repository; nothing of it is in a built site.
//! What it writes are ordinary records: [`crate::schema`] reads the shapes that such editors give them.

mod config;
mod field;
mod page;
mod print;

use super::args::WebEditor;
use crate::catalog::Entry;
use crate::config::Config;
use crate::record::{Data, Kind};
use crate::view::View;

/// The page and the configuration of the editor: where each goes, from the site's root, and what it holds.
pub fn files(editor: WebEditor, settings: &Config, places: &[Place]) -> [(&'static str, String); 2] {
    let config = config::config(editor, settings, places);
    [
        ("admin/index.html", page::page(editor, &settings.book.title)),
        ("admin/config.yml", format!("{}{}\n", page::config_head(editor), print::lines(&config))),
    ]
}

/// A school or district whose records are edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub kind: Kind,
    /// The folder of a district's school; `None` for the district and for a site of one school.
    pub folder: Option<String>,
    /// Its name.
    pub name: String,
}

impl Place {
    /// The place of a site that is still to be made.
    pub fn one_school() -> Vec<Self> {
        vec![Self { kind: Kind::School, folder: None, name: "Our school".to_owned() }]
    }

    /// The places of a site, the district first, then its schools in their order.
    pub fn of(view: &View<'_>) -> Vec<Self> {
        let place = |entry: &Entry| {
            let name = match &entry.record.data {
                Data::School(school) => school.name.clone(),
                Data::District(district) => district.name.clone(),
                _ => return None,
            };
            let key = &entry.record.key;
            Some(Self { kind: key.kind, folder: key.school.as_ref().map(ToString::to_string), name })
        };
        let district = view.entries().filter(|(_, entry)| entry.record.key.kind == Kind::District);
        let schools = view.schools().filter_map(|ix| view.get(ix));
        district.map(|(_, entry)| entry).chain(schools).filter_map(place).collect()
    }
}
