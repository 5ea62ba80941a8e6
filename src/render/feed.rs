//! What programs read: the news feed, calendars, the sitemap and the list of records.

mod atom;
mod icalendar;
mod records;
mod sitemap;

use crate::config::Config;
use crate::output::{Bytes, Output};
use crate::site::Site;
use crate::view::View;

/// The files that programs read. Feed and sitemap need the site's address and are left out without.
pub(super) fn feeds(view: &View<'_>, site: &Site<'_>, config: &Config) -> Vec<Output> {
    let mut outputs = vec![output("records.json", records::records(view, site))];
    outputs.extend(icalendar::calendars(site, config).into_iter().map(|(path, text)| output(&path, text)));
    if let Some(address) = &config.output.html.site_url {
        let base = format!("{}/", address.trim_end_matches('/'));
        outputs.push(output("feed.xml", atom::feed(view, site, config, &base)));
        outputs.extend(sitemap::sitemaps(site, &base).into_iter().map(|(path, text)| output(&path, text)));
    }
    outputs
}

fn output(path: &str, text: String) -> Output {
    Output { path: path.to_owned(), bytes: Bytes::Made(text.into_bytes()) }
}
