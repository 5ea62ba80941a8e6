//! What programs read: the news feed, calendars, the sitemap and the list of records.

mod atom;
mod icalendar;
mod records;
mod sitemap;

use super::kept::Keys;
use crate::config::Config;
use crate::output::{Bytes, Output};
use crate::site::Site;
use crate::view::View;

/// What was written for programs, for the next build.
#[derive(Debug, Default)]
pub(super) struct Kept {
    records: records::Kept,
    calendars: icalendar::Kept,
}

/// The files that programs read. Feed and sitemap need the site's address and are left out without.
pub(super) fn feeds<'a>(
    (view, site, keys): (&View<'a>, &Site<'a>, &Keys),
    config: &Config,
    before: &Kept,
) -> (Vec<Output>, Kept) {
    let records = || records::records(view, site, keys, &before.records);
    let calendars = || icalendar::calendars((view, site), config, &before.calendars);
    let ((text, records), (files, calendars)) = rayon::join(records, calendars);
    let mut outputs = vec![output(super::records_file::NAME, text)];
    outputs.extend(files.into_iter().map(|(path, text)| output(&path, text)));
    if let Some(address) = &config.output.html.site_url {
        let base = format!("{}/", address.trim_end_matches('/'));
        outputs.push(output("feed.xml", atom::feed(view, site, config, &base)));
        outputs.extend(sitemap::sitemaps(site, &base).into_iter().map(|(path, text)| output(&path, text)));
    }
    (outputs, Kept { records, calendars })
}

fn output(path: &str, text: String) -> Output {
    Output { path: path.to_owned(), bytes: Bytes::Made(text.into_bytes()) }
}
