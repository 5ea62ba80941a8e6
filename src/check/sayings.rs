//! What checks say of one record by itself: said by `check`, and by the form that writes such a record.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::record::{Kind, Record};
use crate::schema::said;

/// A sentence about a record, where it stands and what to do.
#[derive(Debug, Clone, Copy)]
pub struct Saying {
    /// The code.
    pub code: Code,
    /// The field at which it is reported; empty where a field is missing.
    pub place: &'static str,
    /// What is wrong; `{value}` is the value at hand.
    pub message: &'static str,
    /// What to do, for people who write the file.
    pub help: &'static str,
}

impl Saying {
    /// The sentence about a record.
    pub fn of(&self, record: &Record, values: &[(&str, &str)]) -> Diagnostic {
        record.problem(self.code, self.place, said(self.message, values)).help(self.help)
    }

    /// How bad it is, for a record of a plan under way.
    pub fn level(&self) -> Level {
        self.code.rule().level
    }
}

/// Student work without consent.
pub const NO_CONSENT: Saying = Saying {
    code: Code::NoConsent,
    place: "type",
    message: "this student work has no consent",
    help: "add `consent = \"de-identified\"` or `consent = \"on-file\"`",
};

/// A consent whose day has passed.
pub const CONSENT_EXPIRED: Saying = Saying {
    code: Code::ConsentExpired,
    place: "consent-expires",
    message: "the consent expired on {value}",
    help: "renew the consent and its date, or take the record down",
};

/// Evidence that speaks for nothing.
pub const EVIDENCE_FOR_NOTHING: Saying = Saying {
    code: Code::EvidenceForNothing,
    place: "for",
    message: "this evidence supports nothing",
    help: "name the initiatives or plans it speaks for",
};

/// Evidence that says nothing.
pub const EVIDENCE_WITHOUT_CLAIM: Saying = Saying {
    code: Code::EvidenceWithoutClaim,
    place: "",
    message: "this evidence claims nothing",
    help: "add `claim = \"…\"`: what it shows, in one sentence",
};

/// An exemplar of nothing that one could look for.
pub const EXEMPLAR_WITHOUT_LOOK_FOR: Saying = Saying {
    code: Code::ExemplarWithoutLookFor,
    place: "",
    message: "this exemplar names no look-for",
    help: "add `look-fors = [\"…\"]`: what a visitor will see",
};

/// An exemplar that does not say under which conditions it works.
pub const EXEMPLAR_WITHOUT_CONDITIONS: Saying = Saying {
    code: Code::ExemplarWithoutConditions,
    place: "",
    message: "this exemplar has no conditions",
    help: "add `conditions = \"…\"`: class size, students, time, help",
};

/// A conversation about nothing.
pub const CONVERSATION_ABOUT_NOTHING: Saying = Saying {
    code: Code::OneOf,
    place: "",
    message: "`initiative` or `plan` is missing",
    help: "say what the conversation was about",
};

/// A strong barrier that nobody answers; `{text}` is the barrier, `{missing}` one of [`UNANSWERED`].
pub const BARRIER_UNANSWERED: Saying = Saying {
    code: Code::BarrierUnanswered,
    place: "barriers",
    message: "the barrier “{text}” has no {missing}",
    help: "add `response = \"…\"` and `owner = \"…\"`",
};

/// What a barrier lacks: both, the answer, or the owner.
pub const UNANSWERED: [&str; 3] = ["answer and no owner", "answer", "owner"];

/// From this strength on, a barrier needs an answer.
pub const STRONG: u8 = 3;

/// A picture among the files that nobody describes.
pub const FILE_WITHOUT_ALT: Saying = Saying {
    code: Code::NoAltText,
    place: "files",
    message: "the image `{value}` has no alternative text",
    help: "add `alt = \"…\"`: what it shows",
};

/// The endings of the files that are pictures.
pub const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif"];

/// When something is said about fields of a kind that are not filled in.
#[derive(Debug, Clone, Copy)]
pub struct Absence {
    /// What is said.
    pub saying: Saying,
    /// The fields of which one would be enough.
    pub fields: &'static [&'static str],
    /// The field, and its word, without which nothing is missing.
    pub unless: Option<(&'static str, &'static str)>,
}

const fn absent(saying: Saying, fields: &'static [&'static str]) -> Absence {
    Absence { saying, fields, unless: None }
}

/// What a kind of record should have though its fields do not require it.
pub fn absences(kind: Kind) -> &'static [Absence] {
    const EXEMPLAR: &[Absence] = &[
        absent(EXEMPLAR_WITHOUT_LOOK_FOR, &["look-fors"]),
        absent(EXEMPLAR_WITHOUT_CONDITIONS, &["conditions"]),
    ];
    const EVIDENCE: &[Absence] = &[
        absent(EVIDENCE_FOR_NOTHING, &["for"]),
        absent(EVIDENCE_WITHOUT_CLAIM, &["claim"]),
        Absence { saying: NO_CONSENT, fields: &["consent"], unless: Some(("type", "student-work")) },
    ];
    const CONVERSATION: &[Absence] = &[absent(CONVERSATION_ABOUT_NOTHING, &["initiative", "plan"])];
    match kind {
        Kind::Exemplar => EXEMPLAR,
        Kind::Evidence => EVIDENCE,
        Kind::Conversation => CONVERSATION,
        _ => &[],
    }
}
