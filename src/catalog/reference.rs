//! References in fields: from an author's word to a record.

use super::{Catalog, RecordIx, ResolvedLink};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{Id, nearest};
use crate::record::{Key, Kind, Link, Links, PartKind, Record, Target};

/// Where a reference leads.
pub(super) enum Found {
    /// To a record.
    Record(RecordIx),
    /// To a file that is there and could not be read; its own problems say why.
    Broken,
    /// Nowhere.
    Nothing,
}

impl Catalog {
    /// The record that `reference`, written in a record of `school`, means.
    pub(crate) fn resolve(&self, school: Option<&Id>, reference: &str, target: Target) -> Option<RecordIx> {
        match self.find_reference(school, reference, target) {
            Found::Record(ix) => Some(ix),
            Found::Broken | Found::Nothing => None,
        }
    }

    pub(super) fn find_reference(&self, school: Option<&Id>, reference: &str, target: Target) -> Found {
        let segments: Vec<&str> = reference.split('/').collect();
        let kind_named = |name: &str| Kind::of_folder(name).filter(|kind| target.0.contains(kind));
        let place_named = |name: &str| if name == "district" { None } else { Id::new(name) };
        let own_then_district = [school.cloned(), None];
        match segments.as_slice() {
            [id] => self.first(&own_then_district, target.0, id),
            [kind, id] if kind_named(kind).is_some() => {
                self.first(&own_then_district, &[kind_named(kind).expect("just found")], id)
            }
            [place, id] => self.first(&[place_named(place)], target.0, id),
            [place, kind, id] => match kind_named(kind) {
                Some(kind) => self.first(&[place_named(place)], &[kind], id),
                None => Found::Nothing,
            },
            _ => Found::Nothing,
        }
    }

    /// The first record of that id, place by place, in each place kind by kind.
    fn first(&self, places: &[Option<Id>], kinds: &[Kind], id: &str) -> Found {
        let Some(id) = Id::new(id) else {
            return Found::Nothing;
        };
        for school in places {
            for kind in kinds {
                let key = Key { school: school.clone(), kind: *kind, id: id.clone() };
                if let Some(ix) = self.find(&key) {
                    return Found::Record(ix);
                }
                if self.names.broken.contains(&key) {
                    return Found::Broken;
                }
            }
        }
        Found::Nothing
    }

    /// The links of a record's fields; those that lead nowhere become problems.
    pub(super) fn field_links(
        &self,
        ix: RecordIx,
        links: &Links<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<ResolvedLink> {
        let record = &self.entry(ix).record;
        let mut resolved = Vec::with_capacity(links.0.len());
        for link in &links.0 {
            match self.find_reference(record.key.school.as_ref(), link.to.as_str(), link.target) {
                Found::Record(to) if to == ix => {
                    let message = format!("`{}` names this record itself", link.field);
                    problems.push(record.problem(Code::SelfReference, &link.field, message));
                }
                Found::Record(to) => {
                    self.check_part(record, link, to, problems);
                    let part = link.part.map(|(kind, id)| (kind, id.to_owned()));
                    resolved.push(ResolvedLink { to, relation: link.relation, part });
                }
                Found::Broken => {}
                // A missing owner is reported once, by the field that names it.
                Found::Nothing if link.part.is_some() => {}
                Found::Nothing => problems.push(self.dangling(record, link)),
            }
        }
        resolved
    }

    fn check_part(&self, record: &Record, link: &Link<'_>, to: RecordIx, problems: &mut Vec<Diagnostic>) {
        let Some((kind, id)) = link.part else {
            return;
        };
        let owner = &self.entry(to).record;
        let parts = owner.data.fields().parts();
        let of_kind = || parts.iter().filter(|(of, _)| *of == kind).map(|(_, id)| *id);
        if of_kind().any(|known| known == id) {
            return;
        }
        let message = format!("`{}` has no {} `{id}`", owner.key, kind.word());
        let problem = record.problem(Code::NoSuchPart, &link.field, message);
        problems.push(match nearest(id, of_kind()) {
            Some(near) => problem.did_you_mean(Some(near)).quoted(&link.field),
            None => problem.help(part_help(kind, &of_kind().collect::<Vec<_>>())),
        });
    }

    fn dangling(&self, record: &Record, link: &Link<'_>) -> Diagnostic {
        let kinds: Vec<&str> = link.target.0.iter().map(|kind| kind.row().name).collect();
        let what = if kinds.len() > 3 { "record".to_owned() } else { kinds.join(" or ") };
        let written = link.to.as_str();
        let message = format!("there is no {what} `{written}`");
        let problem = record.problem(Code::NoSuchRecord, &link.field, message);
        let known = self.known_references(record.key.school.as_ref(), link.target);
        match nearest(written, known.iter().map(String::as_str)) {
            Some(near) => problem.did_you_mean(Some(near)).quoted(&link.field),
            None if known.is_empty() => {
                problem.help(format!("there is no {what} yet; `isles new` makes one"))
            }
            None => problem.help(format!("known here: {}", list(&known))),
        }
    }

    /// What could have been written for `target` in a record of `school`.
    pub(super) fn known_references(&self, school: Option<&Id>, target: Target) -> Vec<String> {
        let by_kind = target.0.len() > 3;
        let names = self.names.by_key.keys().filter(|key| target.0.contains(&key.kind)).map(|key| {
            let id = if by_kind {
                format!("{}/{}", key.kind.row().folder.unwrap_or_default(), key.id)
            } else {
                key.id.to_string()
            };
            match &key.school {
                other if other.as_ref() == school => id,
                Some(other) => format!("{other}/{id}"),
                None => format!("district/{id}"),
            }
        });
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

fn part_help(kind: PartKind, known: &[&str]) -> String {
    match known {
        [] => format!("it has no `[[{}]]` yet", kind.table()),
        known => format!("it has: {}", known.join(", ")),
    }
}

/// The first few of many names.
fn list(names: &[String]) -> String {
    const FEW: usize = 8;
    let mut text = names.iter().take(FEW).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > FEW {
        text.push_str(&format!(" and {} more", names.len() - FEW));
    }
    text
}
