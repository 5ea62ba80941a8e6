//! Links and images in Markdown: from a path to what it means.

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
    /// Nothing; why, and what to do.
    Nothing(Code, String, Option<String>),
}

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
            return nothing(Code::LinkToNothing, format!("`{written}` is no path"), None);
        };
        match resolve_path(&self.src, from.source.path(), &path) {
            Ok(path) => self.destination_at(&path, written, fragment),
            Err(PathError::Leaves) => {
                let help = "write the path from this file, as in `../evidence/time-on-task.md`";
                nothing(
                    Code::LinkLeavesContent,
                    format!("`{written}` leaves the content folder"),
                    Some(help.into()),
                )
            }
            Err(PathError::Malformed) => {
                let help = "write paths with `/`, as in `../evidence/time-on-task.md`";
                nothing(Code::LinkToNothing, format!("`{written}` is no path"), Some(help.into()))
            }
        }
    }

    fn destination_at(&self, path: &str, written: &str, fragment: Option<String>) -> Destination {
        if let Some(ix) = self.by_path.get(path) {
            return Destination::Record(*ix, fragment.filter(|fragment| !fragment.is_empty()));
        }
        if self.files.contains_key(path) {
            return Destination::File(path.to_owned());
        }
        if self.broken_paths.contains(path) {
            return Destination::Broken;
        }
        let records = self.entries.iter().map(|entry| entry.record.source.path());
        let paths = records.chain(self.files.keys().map(String::as_str));
        let help = match nearest(path, paths) {
            Some(near) => format!("did you mean the file `{near}`?"),
            None => "check the path: it starts at the folder of this file".into(),
        };
        nothing(Code::LinkToNothing, format!("`{written}` leads to no file"), Some(help))
    }

    /// What a wiki link's target means in a record: `kind/id`, `school/kind/id`, or an id alone.
    pub(crate) fn wiki_destination(&self, from: &Record, written: &str) -> Destination {
        let (reference, fragment) = split_fragment(written);
        match self.find_reference(from.key.school.as_ref(), reference.trim(), Target::ANY) {
            Found::Record(ix) => Destination::Record(ix, fragment.filter(|fragment| !fragment.is_empty())),
            Found::Broken => Destination::Broken,
            Found::Nothing => {
                let known = self.known_references(from.key.school.as_ref(), Target::ANY);
                let help = match nearest(reference, known.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `[[{near}]]`?"),
                    None => "write `[[kind/id]]`, such as `[[evidence/time-on-task]]`".into(),
                };
                nothing(Code::NoSuchRecord, format!("`[[{written}]]` leads to no record"), Some(help))
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
        let target = Target(match kind {
            Kind::Referrals => &[Kind::Referrals],
            Kind::Walkthrough => &[Kind::Walkthrough],
            _ => &[Kind::Measure],
        });
        match self.find_reference(from.key.school.as_ref(), id, target) {
            Found::Record(ix) => Destination::Drawing(ix, which),
            Found::Broken => Destination::Broken,
            Found::Nothing => {
                let known = self.known_references(from.key.school.as_ref(), target);
                let near = nearest(id, known.iter().map(String::as_str));
                let help = near.map(|near| format!("did you mean `{}:{near}`?", kind.row().name));
                nothing(Code::NotADrawing, format!("there is no {kind} `{id}` to draw"), help)
            }
        }
    }

    /// The records that a body mentions; what leads nowhere becomes a problem.
    pub(super) fn body_links(&self, ix: RecordIx, problems: &mut Vec<Diagnostic>) -> Vec<ResolvedLink> {
        let entry = self.entry(ix);
        let record = &entry.record;
        let mut links: Vec<ResolvedLink> = Vec::new();
        let mut see =
            |destination: Destination, range: std::ops::Range<usize>, links: &mut Vec<ResolvedLink>| {
                let at = range.start + record.body.start..range.end + record.body.start;
                let problem = match &destination {
                    Destination::Record(to, Some(heading)) => self.missing_heading(*to, heading),
                    Destination::Heading(heading) => self.missing_heading(ix, heading),
                    Destination::Nothing(code, message, help) => Some((*code, message.clone(), help.clone())),
                    _ => None,
                };
                if let Some((code, message, help)) = problem {
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

    /// What is wrong with a link to a heading of a record, if anything is.
    fn missing_heading(&self, of: RecordIx, heading: &str) -> Option<(Code, String, Option<String>)> {
        let entry = self.entry(of);
        let known = || entry.outline.headings.iter().map(|heading| heading.id.as_str());
        if known().any(|id| id == heading) || heading.is_empty() {
            return None;
        }
        let help = match nearest(heading, known()) {
            Some(near) => Some(format!("did you mean `#{near}`?")),
            None if known().next().is_none() => Some("that text has no headings".into()),
            None => Some(format!(
                "its headings are: {}",
                known().map(|id| format!("#{id}")).collect::<Vec<_>>().join(", ")
            )),
        };
        Some((
            Code::NoSuchHeading,
            format!("there is no heading `#{heading}` in “{}”", entry.record.title()),
            help,
        ))
    }
}

fn nothing(code: Code, message: String, help: Option<String>) -> Destination {
    Destination::Nothing(code, message, help)
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
