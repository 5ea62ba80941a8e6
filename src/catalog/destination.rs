//! Links and images in Markdown: from a path to what it means.

use std::collections::{HashMap, HashSet};

use super::path::{PathError, percent_decode, resolve_path};
use super::reference::Found;
use super::{Catalog, RecordIx, ResolvedLink};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::nearest;
use crate::markdown::LinkKind;
use crate::record::{Kind, Record, Relation, Target};

/// What a destination in Markdown means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A record, and the heading in it.
    Record(RecordIx, Option<String>),
    /// A file that is no record, by its path from the site's root.
    File(String),
    /// A heading of the same text.
    Heading(String),
    /// The drawing of a record's data, and which of its drawings.
    Drawing(RecordIx, Option<String>),
    /// Another site, a mail address or a telephone number.
    Elsewhere,
    /// A file that is there and could not be read; its own problems say why.
    Broken,
    /// Nothing; why, and how to find out what to do.
    Nothing(Code, String, WayOut),
}

/// What to do about a destination that means nothing. Names near to it are sought only where this is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WayOut {
    /// In so many words.
    Said(&'static str),
    /// A file with a path near to this one.
    NearestPath(String),
    /// A record with a reference near to this one.
    NearestRecord(String),
    /// A record of the kind that can be drawn, with a reference near to this one.
    NearestDrawing(Kind, String),
}

/// For so many links of a text that lead nowhere a near name is sought: every search looks at all names.
const MOST_SEARCHES: usize = 200;

/// So many headings are named where a link meant another.
const FEW_HEADINGS: usize = 8;

/// The kinds whose data can be drawn in a text, by the word before the colon.
const DRAWINGS: [(&str, Kind); 3] =
    [("measure", Kind::Measure), ("referrals", Kind::Referrals), ("walkthrough", Kind::Walkthrough)];

impl Catalog {
    /// What a link's destination means in a record.
    pub(crate) fn destination(&self, from: &Record, written: &str) -> Destination {
        if is_elsewhere(written) {
            return Destination::Elsewhere;
        }
        let (path, fragment) = split_fragment(written);
        if path.is_empty() {
            return Destination::Heading(fragment.unwrap_or_default());
        }
        let Some(path) = percent_decode(path) else {
            return nothing(
                Code::LinkToNothing,
                format!("`{written}` is no path"),
                WayOut::Said(WITH_SLASHES),
            );
        };
        match resolve_path(self.src(), from.source.path(), &path) {
            Ok(path) => self.destination_at(&path, written, fragment),
            Err(PathError::Leaves) => {
                let help = "write the path from this file, as in `../evidence/time-on-task.md`";
                nothing(
                    Code::LinkLeavesContent,
                    format!("`{written}` leaves the content folder"),
                    WayOut::Said(help),
                )
            }
            Err(PathError::Malformed) => {
                nothing(Code::LinkToNothing, format!("`{written}` is no path"), WayOut::Said(WITH_SLASHES))
            }
        }
    }

    fn destination_at(&self, path: &str, written: &str, fragment: Option<String>) -> Destination {
        if let Some(ix) = self.names.by_path.get(path) {
            return Destination::Record(*ix, fragment.filter(|fragment| !fragment.is_empty()));
        }
        if self.files.contains_key(path) {
            return Destination::File(path.to_owned());
        }
        if self.names.broken_paths.contains(path) {
            return Destination::Broken;
        }
        let way_out = WayOut::NearestPath(path.to_owned());
        nothing(Code::LinkToNothing, format!("`{written}` leads to no file"), way_out)
    }

    /// What a wiki link's target means in a record: `kind/id`, `school/kind/id`, or an id alone.
    pub(crate) fn wiki_destination(&self, from: &Record, written: &str) -> Destination {
        let (reference, fragment) = split_fragment(written);
        match self.find_reference(from.key.school.as_ref(), reference.trim(), Target::ANY) {
            Found::Record(ix) => Destination::Record(ix, fragment.filter(|fragment| !fragment.is_empty())),
            Found::Broken => Destination::Broken,
            Found::Nothing => {
                let way_out = WayOut::NearestRecord(reference.to_owned());
                nothing(Code::NoSuchRecord, format!("`[[{written}]]` leads to no record"), way_out)
            }
        }
    }

    /// What an image's destination means in a record.
    pub(crate) fn image_destination(&self, from: &Record, written: &str) -> Destination {
        let drawing = written.split_once(':').and_then(|(word, rest)| {
            DRAWINGS.iter().find(|(name, _)| *name == word).map(|(_, kind)| (*kind, rest))
        });
        let Some((kind, rest)) = drawing else {
            return self.destination(from, written);
        };
        let (id, which) = split_fragment(rest);
        match self.find_reference(from.key.school.as_ref(), id, drawn(kind)) {
            Found::Record(ix) => Destination::Drawing(ix, which),
            Found::Broken => Destination::Broken,
            Found::Nothing => {
                let way_out = WayOut::NearestDrawing(kind, id.to_owned());
                nothing(Code::NotADrawing, format!("there is no {kind} `{id}` to draw"), way_out)
            }
        }
    }

    /// What to do about a destination that means nothing, in words; without a search no near name is sought.
    fn help(&self, from: &Record, way_out: &WayOut, searches: bool) -> Option<String> {
        let nearest = |name: &str, known: &[String]| {
            let near = searches.then(|| nearest(name, known.iter().map(String::as_str))).flatten();
            near.map(str::to_owned)
        };
        let references = |target| match searches {
            true => self.known_references(from.key.school.as_ref(), target),
            false => Vec::new(),
        };
        match way_out {
            WayOut::Said(words) => Some((*words).to_owned()),
            WayOut::NearestPath(path) => {
                // In the order of keys, so that of names as near always the same is named.
                let records = self.entries.iter().flatten().map(|entry| entry.record.source.path());
                let paths = records.chain(self.files.keys().map(String::as_str));
                let near = searches.then(|| crate::id::nearest(path, paths)).flatten();
                Some(match near {
                    Some(near) => format!("did you mean the file `{near}`?"),
                    None => "check the path: it starts at the folder of this file".into(),
                })
            }
            WayOut::NearestRecord(reference) => Some(match nearest(reference, &references(Target::ANY)) {
                Some(near) => format!("did you mean `[[{near}]]`?"),
                None => "write `[[kind/id]]`, such as `[[evidence/time-on-task]]`".into(),
            }),
            WayOut::NearestDrawing(kind, id) => {
                let near = nearest(id, &references(drawn(*kind)))?;
                Some(format!("did you mean `{}:{near}`?", kind.row().name))
            }
        }
    }

    /// The records that a body mentions; what leads nowhere becomes a problem.
    pub(super) fn body_links(&self, ix: RecordIx, problems: &mut Vec<Diagnostic>) -> Vec<ResolvedLink> {
        let entry = self.entry(ix);
        let record = &entry.record;
        let mut links: Vec<ResolvedLink> = Vec::new();
        let mut searches = 0;
        let mut headings: HashMap<RecordIx, HashSet<&str>> = HashMap::new();
        let mut see =
            |destination: Destination, range: std::ops::Range<usize>, links: &mut Vec<ResolvedLink>| {
                let at = range.start + record.body.start..range.end + record.body.start;
                let mut has_heading = |of: RecordIx, heading: &str| {
                    let known = || self.entry(of).outline.headings.iter().map(|known| known.id.as_str());
                    heading.is_empty()
                        || headings.entry(of).or_insert_with(|| known().collect()).contains(heading)
                };
                let may_search = searches < MOST_SEARCHES;
                let problem = match &destination {
                    Destination::Record(of, Some(heading)) if !has_heading(*of, heading) => {
                        Some(self.missing_heading(*of, heading, may_search))
                    }
                    Destination::Heading(heading) if !has_heading(ix, heading) => {
                        Some(self.missing_heading(ix, heading, may_search))
                    }
                    Destination::Nothing(code, message, way_out) => {
                        Some((*code, message.clone(), self.help(record, way_out, may_search)))
                    }
                    _ => None,
                };
                if let Some((code, message, help)) = problem {
                    searches += 1;
                    let mut problem = Diagnostic::at(code, &record.source, at, message);
                    problem.help = help;
                    problems.push(problem);
                }
                if let Destination::Record(to, _) | Destination::Drawing(to, _) = destination {
                    let link = ResolvedLink { to, relation: Relation::Mentions, part: None };
                    if to != ix && !links.contains(&link) {
                        links.push(link);
                    }
                }
            };
        for link in &entry.outline.links {
            let destination = match link.kind {
                LinkKind::Inline => self.destination(record, &link.destination),
                LinkKind::Wiki => self.wiki_destination(record, &link.destination),
            };
            see(destination, link.range.clone(), &mut links);
        }
        for image in &entry.outline.images {
            see(self.image_destination(record, &image.destination), image.range.clone(), &mut links);
        }
        links
    }

    /// What is wrong with a link to a heading that a record does not have.
    fn missing_heading(&self, of: RecordIx, heading: &str, searches: bool) -> (Code, String, Option<String>) {
        let entry = self.entry(of);
        let known = || entry.outline.headings.iter().map(|heading| heading.id.as_str());
        let help = match searches.then(|| nearest(heading, known())).flatten() {
            Some(near) => Some(format!("did you mean `#{near}`?")),
            None if known().next().is_none() => Some("that text has no headings".into()),
            None => {
                let few: Vec<String> = known().take(FEW_HEADINGS).map(|id| format!("#{id}")).collect();
                let more = match entry.outline.headings.len() - few.len() {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                Some(format!("its headings are: {}{more}", few.join(", ")))
            }
        };
        (Code::NoSuchHeading, format!("there is no heading `#{heading}` in “{}”", entry.record.title()), help)
    }
}

const WITH_SLASHES: &str = "write paths with `/`, as in `../evidence/time-on-task.md`";

fn nothing(code: Code, message: String, way_out: WayOut) -> Destination {
    Destination::Nothing(code, message, way_out)
}

/// What the drawing of a kind may be of.
fn drawn(kind: Kind) -> Target {
    Target(match kind {
        Kind::Referrals => &[Kind::Referrals],
        Kind::Walkthrough => &[Kind::Walkthrough],
        _ => &[Kind::Measure],
    })
}

/// Whether a destination names another site, a mail address or a telephone number.
fn is_elsewhere(written: &str) -> bool {
    let lower = written.trim_start().to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:", "//"].iter().any(|scheme| lower.starts_with(scheme))
}

/// A destination without, and with its, fragment.
fn split_fragment(written: &str) -> (&str, Option<String>) {
    match written.split_once('#') {
        Some((path, fragment)) => (path, percent_decode(fragment)),
        None => (written, None),
    }
}
