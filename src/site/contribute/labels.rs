//! What the fields of forms are called by people who do not know their names.

use crate::language::Language;
use crate::record::Kind;
use crate::site::words::sentence_case;

/// The label of a field, by its path without indices.
pub(super) fn label(language: &Language, kind: Kind, path: &str) -> String {
    let own = match kind {
        Kind::Exemplar => exemplar(path),
        Kind::Evidence => evidence(path),
        Kind::Plc => plc(path),
        Kind::Conversation => conversation(path),
        _ => None,
    };
    let name = path.rsplit('.').next().unwrap_or(path);
    match shared(path).or(own).or_else(|| by_name(name)) {
        Some(key) => language.word(key).to_owned(),
        None => sentence_case(&name.replace('-', " ")),
    }
}

/// Of fields that several kinds have.
fn shared(path: &str) -> Option<&'static str> {
    Some(match path {
        "summary" => "form.label.summary",
        "authors" => "form.label.authors",
        "tags" => "form.label.tags",
        "audience" => "form.label.audience",
        "draft" => "form.label.draft",
        "aliases" => "form.label.aliases",
        "people" => "form.label.people",
        "files.path" | "series.file" => "form.label.file",
        "files.title" => "form.label.file-title",
        "files.alt" => "form.label.file-alt",
        "changes" => "form.label.changes",
        "changes.what" => "form.label.changes-what",
        "changes.to" => "form.label.changes-to",
        _ => return None,
    })
}

fn exemplar(path: &str) -> Option<&'static str> {
    Some(match path {
        "teacher" => "form.label.teacher",
        "look-fors" => "form.label.look-fors",
        "started" => "form.label.started",
        "cost" => "form.label.cost",
        "objections" => "form.label.objections",
        "objections.says" => "form.label.objections-says",
        "objections.answer" => "form.label.objections-answer",
        "visit" => "form.label.visit",
        _ => return None,
    })
}

fn evidence(path: &str) -> Option<&'static str> {
    Some(match path {
        "type" => "form.label.type",
        "for" => "form.label.for",
        "claim" => "form.label.claim",
        "source" => "form.label.source",
        "n" => "form.label.n",
        "consent-expires" => "form.label.consent-expires",
        "series" => "form.label.series",
        "series.x" => "form.label.series-x",
        "series.y" => "form.label.series-y",
        _ => return None,
    })
}

fn plc(path: &str) -> Option<&'static str> {
    Some(match path {
        "focus" => "form.label.focus",
        "product" => "form.label.product",
        "needs" => "form.label.needs",
        "needs.text" => "form.label.need",
        "needs.category" => "form.label.need-category",
        "needs.to" => "form.label.need-to",
        "needs.replied" => "form.label.need-replied",
        "best-practices" => "form.label.best-practices",
        "best-practices.text" => "form.label.best-practice",
        "best-practices.exemplar" => "form.label.best-practice-exemplar",
        "next" => "form.label.next",
        _ => return None,
    })
}

fn conversation(path: &str) -> Option<&'static str> {
    Some(match path {
        "format" => "form.label.format",
        "group" => "form.label.group",
        "barriers" => "form.label.barriers",
        "barriers.text" => "form.label.barrier",
        "barriers.response" => "form.label.barrier-response",
        "barriers.owner" => "form.label.barrier-owner",
        "barriers.resolved" => "form.label.barrier-resolved",
        "leverage" => "form.label.leverage",
        "leverage.text" => "form.label.idea",
        _ => return None,
    })
}

/// Of fields that are called by the last word of their path.
fn by_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "title" => "form.label.title",
        "date" => "form.label.date",
        "grades" => "form.label.grades",
        "subjects" => "form.label.subjects",
        "files" => "form.label.files",
        "plan" => "form.label.plan",
        "initiative" => "form.label.initiative",
        "goal" => "form.label.goal",
        "measure" => "form.label.measure",
        "team" => "form.label.team",
        "consent" => "form.label.consent",
        "conditions" => "form.label.conditions",
        "first-step" => "form.label.first-step",
        "strength" => "form.label.strength",
        "reply" => "form.label.reply",
        "why" => "form.label.why",
        _ => return None,
    })
}

/// What an entry of a group is called, and the buttons that add and remove one.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) add: String,
    pub(super) another: String,
    pub(super) remove: String,
}

/// The words of a group's entries, by its path.
pub(super) fn entry(language: &Language, path: &str) -> Entry {
    let said =
        |group: &str, what: &str| language.known(&format!("form.entry.{group}.{what}")).map(str::to_owned);
    let word = |what: &str| said(path, what).or_else(|| said("other", what)).unwrap_or_default();
    Entry { name: word("name"), add: word("add"), another: word("another"), remove: word("remove") }
}
