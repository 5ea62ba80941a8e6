//! What the script of a form needs to know: the rules of records, and the words in which `check` says them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fields::KindFields;
use super::host::Host;
use crate::catalog::WIDER_THAN_PARENT;
use crate::check::names::{What, said as said_of};
use crate::check::sayings::{
    Absence, BARRIER_UNANSWERED, CONSENT_EXPIRED, FILE_WITHOUT_ALT, PICTURES, STRONG, UNANSWERED, absences,
};
use crate::diagnostic::Level;
use crate::id::Id;
use crate::markdown::words;
use crate::record::Kind;
use crate::schema::{HOW_DATES_ARE_WRITTEN, MISSING, NOT_A_DATE, OUT_OF_RANGE, WHEN_PATTERN};
use crate::site::Making;

/// Everything that the script needs to know.
#[derive(Serialize)]
struct Rules<'a> {
    site: &'a str,
    kind: &'static str,
    folder: &'a str,
    taken: Vec<&'a str>,
    order: Vec<&'a str>,
    audience: &'static str,
    owners: Vec<&'a str>,
    date: &'static str,
    words: BTreeMap<&'static str, &'static str>,
    absences: Vec<AbsenceLine>,
    unanswered: [&'static str; 3],
    strong: u8,
    pictures: &'static [&'static str],
    writing: Writing,
    allowed: Vec<&'a str>,
    email: Option<&'a str>,
    host: Option<&'a Host>,
}

/// Something that is said where fields are not filled in.
#[derive(Serialize)]
struct AbsenceLine {
    message: &'static str,
    fields: &'static [&'static str],
    unless: Option<(&'static str, &'static str)>,
    level: Level,
}

/// The lists that the checks of a text rest on.
#[derive(Serialize)]
struct Writing {
    vague: &'static [&'static str],
    known: &'static [&'static str],
    loud: &'static [&'static str],
    explaining: &'static [&'static str],
    tags: &'static [&'static str],
}

/// The rules of a kind in a place, as JSON.
pub(super) fn rules(
    making: Making<'_, '_>,
    school: Option<&Id>,
    kind: Kind,
    folder: &str,
    host: Option<&Host>,
) -> String {
    let taken = making.view.own_entries(school, kind).map(|(_, entry)| entry.record.key.id.as_str());
    let absence = |absence: &Absence| AbsenceLine {
        message: absence.saying.message,
        fields: absence.fields,
        unless: absence.unless,
        level: absence.saying.level(),
    };
    let fields = KindFields::of(kind);
    let rules = Rules {
        site: &making.config.book.title,
        kind: kind.row().name,
        folder,
        taken: taken.collect(),
        order: fields.table.fields.iter().map(|field| field.name.as_str()).collect(),
        audience: kind.row().audience.as_str(),
        owners: fields.owners.iter().map(String::as_str).collect(),
        date: WHEN_PATTERN,
        words: said(),
        absences: absences(kind).iter().map(absence).collect(),
        unanswered: UNANSWERED,
        strong: STRONG,
        pictures: &PICTURES,
        writing: Writing {
            vague: &words::VAGUE,
            known: &words::KNOWN,
            loud: &words::LOUD,
            explaining: &words::EXPLAINING,
            tags: &words::INLINE_TAGS,
        },
        allowed: making.config.names.allow.iter().map(|allow| allow.text.as_str()).collect(),
        email: making.config.output.html.contribute_email.as_deref(),
        host,
    };
    serde_json::to_string(&rules).expect("plain values are JSON")
}

/// The sentences, by the names that the script has for them.
fn said() -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([
        ("missing", MISSING),
        ("date", NOT_A_DATE),
        ("dateHelp", HOW_DATES_ARE_WRITTEN),
        ("bounds", OUT_OF_RANGE),
        ("expired", CONSENT_EXPIRED.message),
        ("barrier", BARRIER_UNANSWERED.message),
        ("fileAlt", FILE_WITHOUT_ALT.message),
        ("wider", WIDER_THAN_PARENT),
        ("titleHeading", words::HEADING_OF_THE_TITLE),
        ("titleHeadingHelp", words::HEADING_OF_THE_TITLE_HELP),
        ("skips", words::HEADING_SKIPS),
        ("linkEmpty", words::LINK_WITHOUT_TEXT),
        ("linkVague", words::LINK_VAGUE),
        ("linkHelp", words::LINK_HELP),
        ("imageSilent", words::IMAGE_SILENT),
        ("imageRemote", words::IMAGE_REMOTE),
        ("imageRemoteHelp", words::IMAGE_REMOTE_HELP),
        ("acronym", words::ACRONYM),
        ("acronymHelp", words::ACRONYM_HELP),
        ("tag", words::TAG_NOT_SHOWN),
        ("email", said_of(What::Email).1),
        ("phone", said_of(What::Phone).1),
        ("number", said_of(What::Number).1),
        ("personHelp", said_of(What::Email).2.split(';').next().unwrap_or_default()),
    ])
}
