//! What the fields of forms are called by people who do not know their names.

use crate::record::Kind;
use crate::site::words::sentence_case;

/// The label of a field, by its path without indices.
pub(super) fn label(kind: Kind, path: &str) -> String {
    let said = match (kind, path) {
        (_, "summary") => "In one sentence",
        (_, "authors") => "Who wrote it",
        (_, "tags") => "Topics",
        (_, "audience") => "Who may see it",
        (_, "draft") => "Keep it out of the site for now",
        (_, "aliases") => "Old addresses",
        (_, "people") => "How many took part",
        (_, "files.path" | "series.file") => "File",
        (_, "files.title") => "What the file is called",
        (_, "files.alt") => "What the picture shows",
        (_, "changes") => "What changed because of it",
        (_, "changes.what") => "What changed",
        (_, "changes.to") => "The record that changed",
        (Kind::Exemplar, "teacher") => "Whose room it is",
        (Kind::Exemplar, "look-fors") => "What a visitor will see",
        (Kind::Exemplar, "started") => "How it came to be",
        (Kind::Exemplar, "cost") => "What it costs",
        (Kind::Exemplar, "objections") => "What colleagues object",
        (Kind::Exemplar, "objections.says") => "What colleagues say",
        (Kind::Exemplar, "objections.answer") => "What you answer",
        (Kind::Exemplar, "visit") => "When visitors are welcome",
        (Kind::Evidence, "type") => "What sort of evidence it is",
        (Kind::Evidence, "for") => "What it speaks for",
        (Kind::Evidence, "claim") => "What it shows",
        (Kind::Evidence, "source") => "How it was collected",
        (Kind::Evidence, "n") => "How many it rests on",
        (Kind::Evidence, "consent-expires") => "When the consent ends",
        (Kind::Evidence, "series") => "Numbers for a chart",
        (Kind::Evidence, "series.x") => "Column with the names or times",
        (Kind::Evidence, "series.y") => "Column with the values",
        (Kind::Plc, "focus") => "Which question you worked on",
        (Kind::Plc, "product") => "What you made",
        (Kind::Plc, "needs") => "What you need",
        (Kind::Plc, "needs.text") => "The need",
        (Kind::Plc, "needs.category") => "Sort of need",
        (Kind::Plc, "needs.to") => "Who is asked",
        (Kind::Plc, "needs.replied") => "When it was answered",
        (Kind::Plc, "best-practices") => "What works in your rooms",
        (Kind::Plc, "best-practices.text") => "The practice",
        (Kind::Plc, "best-practices.exemplar") => "Where it can be seen",
        (Kind::Plc, "next") => "What you do next",
        (Kind::Conversation, "format") => "What sort of conversation it was",
        (Kind::Conversation, "group") => "Who took part",
        (Kind::Conversation, "barriers") => "What stands in the way",
        (Kind::Conversation, "barriers.text") => "The barrier",
        (Kind::Conversation, "barriers.response") => "What we will do about it",
        (Kind::Conversation, "barriers.owner") => "Who does it",
        (Kind::Conversation, "barriers.resolved") => "When it was out of the way",
        (Kind::Conversation, "leverage") => "What would help most",
        (Kind::Conversation, "leverage.text") => "The idea",
        _ => {
            let name = path.rsplit('.').next().unwrap_or(path);
            return sentence_case(&name.replace('-', " "));
        }
    };
    said.to_owned()
}

/// What an entry of a group is called, and the same with its article.
pub(super) fn entry(path: &str) -> (&'static str, &'static str) {
    match path {
        "files" => ("file", "a file"),
        "series" => ("data file", "a data file"),
        "objections" => ("objection", "an objection"),
        "needs" => ("need", "a need"),
        "best-practices" => ("practice", "a practice"),
        "barriers" => ("barrier", "a barrier"),
        "leverage" => ("idea", "an idea"),
        "changes" => ("change", "a change"),
        _ => ("entry", "an entry"),
    }
}
