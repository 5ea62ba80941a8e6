//! `records.json`: what this audience may see, for other programs.

use serde::Serialize;

use crate::site::Site;
use crate::site::download::json_text;
use crate::view::View;

#[derive(Serialize)]
struct Records<'a> {
    title: &'a str,
    audience: &'a str,
    as_of: &'a str,
    records: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    kind: &'static str,
    school: Option<&'a str>,
    id: &'a str,
    title: &'a str,
    summary: Option<&'a str>,
    date: Option<String>,
    audience: &'static str,
    url: &'a str,
    links: Vec<To<'a>>,
}

#[derive(Serialize)]
struct To<'a> {
    relation: &'static str,
    url: &'a str,
    part: Option<&'a str>,
}

/// Every record of a view with its links to others of it.
pub(super) fn records(view: &View<'_>, site: &Site<'_>) -> String {
    let lines = view.entries().map(|(ix, entry)| {
        let record = &entry.record;
        let links = view.links(ix).map(|link| To {
            relation: link.relation.forward(),
            url: site.urls.of_record(link.to),
            part: link.part.as_ref().map(|(_, id)| id.as_str()),
        });
        Line {
            kind: record.key.kind.row().name,
            school: record.key.school.as_ref().map(crate::id::Id::as_str),
            id: record.key.id.as_str(),
            title: record.title(),
            summary: record.common.summary.as_deref(),
            date: record.when().map(|when| when.to_string()),
            audience: entry.audience.as_str(),
            url: site.urls.of_record(ix),
            links: links.collect(),
        }
    });
    let records = Records {
        title: site.head.title,
        audience: site.head.audience,
        as_of: &site.head.as_of.iso,
        records: lines.collect(),
    };
    json_text(&records)
}
