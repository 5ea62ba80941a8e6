//! Records: every kind, its fields, and the one table that lists them.

mod change;
mod common;
mod conversation;
mod evidence;
mod example;
mod exemplar;
mod hint;
mod home;
mod initiative;
mod json_schema;
mod link;
mod measure;
mod page;
mod parse;
mod pilot;
mod plan;
mod plc;
mod referrals;
mod review;
mod school;
mod session;
mod support;
mod walkthrough;

use std::fmt;
use std::ops::Range;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use change::{Barrier, Change};
pub use common::{Attachment, Common};
pub use conversation::{Conversation, Format, Leverage};
pub use evidence::{Consent, Evidence, EvidenceType, Series};
pub use exemplar::{Exemplar, ExemplarConsent, Objection};
pub use hint::{hint, is_needed};
pub use home::Home;
pub use initiative::{Action, Initiative, LookFor, Stage, Tier, Who};
pub use json_schema::{SCHEMA_COMMENT, all_json_schemas, settings_json_schema};
pub use link::{FileUse, Link, Links, PartKind, Relation, Target, Use};
pub use measure::{About, Better, Break, Measure, MeasureKind, Resets, RuleSet, Unit};
pub use page::{Page, Update};
pub use parse::{Parsed, Schemas, fields_range, in_order, parse};
pub use pilot::{CarriedOut, Pilot, PilotDecision, PilotMeasure};
pub use plan::{Cycle, Goal, Milestone, Plan, PlanLevel, Status};
pub use plc::{BestPractice, Need, Plc, Question};
pub use referrals::{Benchmark, Columns, Metric, Referrals, ResourceShift, Total, TotalBy};
pub use review::{Decision, DecisionWord, Review, Shown};
pub use school::{Closed, District, School, SchoolLevel, Year};
pub use session::{Element, Session};
pub use support::{CoachingStage, Outcome, Support, SupportType};
pub use walkthrough::{Rows, Walkthrough, WaveCount};

use crate::audience::Audience;
use crate::date::When;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::schema::{self, Table};
use crate::source::Source;

/// What every kind of record can say about itself.
pub trait Fields {
    /// The records and parts that the fields name.
    ///
    /// Each kind takes itself apart field by field, so that a new field asks whether it is a link.
    fn links<'a>(&'a self, links: &mut Links<'a>);

    /// The date by which lists are ordered, where the kind has one of its own.
    fn when(&self) -> Option<When> {
        None
    }

    /// The files that the fields name.
    fn files(&self) -> Vec<FileUse<'_>> {
        Vec::new()
    }

    /// The parts that other records can name: goals, look-fors, actions.
    fn parts(&self) -> Vec<(PartKind, &str)> {
        Vec::new()
    }

    /// The files that are published with the record.
    fn attachments(&self) -> &[Attachment] {
        &[]
    }

    /// The changes to the plan that this record caused.
    fn changes(&self) -> &[Change] {
        &[]
    }
}

/// A kind's row in the table.
#[derive(Debug, Clone, Copy)]
pub struct KindRow {
    /// The noun in code, on the command line and in `records.json`.
    pub name: &'static str,
    /// The folder its records lie in; `None` where it is a file of its own name.
    pub folder: Option<&'static str>,
    /// The folder of its pages.
    pub url: &'static str,
    /// What one record is called on a page.
    pub singular: &'static str,
    /// The heading of its list.
    pub plural: &'static str,
    /// Who sees a record that does not say.
    pub audience: Audience,
    /// The practice it carries, in a sentence under the list's heading.
    pub practice: &'static str,
}

/// A kind of record, by its type.
pub trait OfKind: Fields + DeserializeOwned + JsonSchema {
    /// The kind.
    const KIND: Kind;

    /// The fields, where a record is of this kind.
    fn of(data: &Data) -> Option<&Self>;
}

macro_rules! kinds {
    ($($kind:ident { $($column:ident: $value:expr),* $(,)? })*) => {
        /// The kind of a record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = concat!("See [`struct@", stringify!($kind), "`].")] $kind,)*
        }

        /// The fields of a record, by kind.
        #[derive(Debug, Clone)]
        pub enum Data {
            $(#[doc = concat!("See [`struct@", stringify!($kind), "`].")] $kind(Box<$kind>),)*
        }

        impl Kind {
            /// Every kind, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The kind's row in the table.
            pub fn row(self) -> &'static KindRow {
                match self {
                    $(Self::$kind => &KindRow { $($column: $value),* },)*
                }
            }

            /// The fields of the kind, without the common ones.
            pub fn own_fields(self) -> Table {
                match self {
                    $(Self::$kind => Table::of::<$kind>(),)*
                }
            }

            /// The typed fields of a value that was read against the kind's table.
            fn typed(self, value: Value) -> Result<Data, serde_path_to_error::Error<serde_json::Error>> {
                Ok(match self {
                    $(Self::$kind => Data::$kind(Box::new(serde_path_to_error::deserialize(value)?)),)*
                })
            }
        }

        impl Data {
            /// The fields, whatever their kind.
            pub fn fields(&self) -> &dyn Fields {
                match self {
                    $(Self::$kind(fields) => fields.as_ref(),)*
                }
            }
        }

        $(impl OfKind for $kind {
            const KIND: Kind = Kind::$kind;

            fn of(data: &Data) -> Option<&Self> {
                match data {
                    Data::$kind(fields) => Some(fields),
                    _ => None,
                }
            }
        })*
    };
}

kinds! {
    District {
        name: "district", folder: None, url: "", singular: "District", plural: "District",
        audience: Audience::Public, practice: "The district, its calendar and its schools.",
    }
    School {
        name: "school", folder: None, url: "", singular: "School", plural: "Schools",
        audience: Audience::Public, practice: "The school, its calendar and its enrollment.",
    }
    Home {
        name: "home", folder: None, url: "", singular: "Home", plural: "Home",
        audience: Audience::Public, practice: "The words of the home page.",
    }
    Plan {
        name: "plan", folder: Some("plans"), url: "plans", singular: "Plan", plural: "Plans",
        audience: Audience::Public, practice: "What we are trying to do, by when, and who keeps it.",
    }
    Initiative {
        name: "initiative", folder: Some("initiatives"), url: "initiatives",
        singular: "Initiative", plural: "Initiatives",
        audience: Audience::Public, practice: "A change in practice: why, what it looks like, and who does what.",
    }
    Conversation {
        name: "conversation", folder: Some("conversations"), url: "conversations",
        singular: "Conversation", plural: "Conversations",
        audience: Audience::Staff, practice: "What teacher leaders, staff and families said before and during the work.",
    }
    Evidence {
        name: "evidence", folder: Some("evidence"), url: "evidence", singular: "Evidence", plural: "Evidence",
        audience: Audience::Staff, practice: "Student work, lessons, data and observations that show why, and whether it works.",
    }
    Exemplar {
        name: "exemplar", folder: Some("exemplars"), url: "islands",
        singular: "Island of excellence", plural: "Islands of excellence",
        audience: Audience::Staff, practice: "Rooms in this building where the practice already lives, and how to start.",
    }
    Pilot {
        name: "pilot", folder: Some("pilots"), url: "pilots", singular: "Pilot", plural: "Pilots",
        audience: Audience::Staff, practice: "A few people try it first, with a prediction, before everyone is asked to.",
    }
    Session {
        name: "session", folder: Some("sessions"), url: "sessions",
        singular: "Learning session", plural: "Learning sessions",
        audience: Audience::Staff, practice: "Professional learning, and when someone will come and see.",
    }
    Walkthrough {
        name: "walkthrough", folder: Some("walkthroughs"), url: "walkthroughs",
        singular: "Walkthrough", plural: "Walkthroughs",
        audience: Audience::Staff, practice: "How much of the practice is in classrooms, never whose classroom.",
    }
    Support {
        name: "support", folder: Some("support"), url: "support", singular: "Support", plural: "Support",
        audience: Audience::Leadership, practice: "Coaching, time and feedback for those who want or need it.",
    }
    Plc {
        name: "plc", folder: Some("plc"), url: "plc", singular: "Team notes", plural: "Team notes",
        audience: Audience::Staff, practice: "What professional learning communities (PLCs) work on, need and recommend.",
    }
    Referrals {
        name: "referrals", folder: Some("referrals"), url: "referrals", singular: "Referrals", plural: "Referrals",
        audience: Audience::Staff, practice: "Behavior referrals: when, where and what, never who.",
    }
    Measure {
        name: "measure", folder: Some("measures"), url: "measures", singular: "Measure", plural: "Measures",
        audience: Audience::Public, practice: "Numbers followed over time, with where they come from.",
    }
    Review {
        name: "review", folder: Some("reviews"), url: "reviews", singular: "Review", plural: "Reviews",
        audience: Audience::Staff, practice: "Short-cycle reviews that keep, change or stop what we do.",
    }
    Update {
        name: "update", folder: Some("updates"), url: "updates", singular: "Update", plural: "Updates",
        audience: Audience::Staff, practice: "News about the plan.",
    }
    Page {
        name: "page", folder: Some("pages"), url: "pages", singular: "Page", plural: "Pages",
        audience: Audience::Public, practice: "Anything else worth a page.",
    }
}

impl Kind {
    /// The kinds that have a folder of records and a list page.
    pub fn with_folder() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| kind.row().folder.is_some())
    }

    /// The kind whose records lie in that folder.
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::with_folder().find(|kind| kind.row().folder == Some(folder))
    }

    /// The kind of that name, singular or folder.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.row().name == name).or_else(|| Self::of_folder(name))
    }

    /// Every field of the kind, in the order in which records, forms and explanations have them: what
    /// it is called and when it was, then what only this kind has, then the other common ones.
    pub fn fields(self) -> Table {
        const FIRST: [&str; 4] = ["title", "summary", "date", "authors"];
        let common = match self {
            Self::School | Self::District => return self.own_fields(),
            Self::Home => Common::table_without_required(),
            _ => Table::of::<Common>(),
        };
        let mut table = self.own_fields().and(common);
        table
            .fields
            .sort_by_key(|field| FIRST.iter().position(|first| *first == field.name).unwrap_or(FIRST.len()));
        table
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row().name)
    }
}

/// What a record is found by: unique in a site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The school's folder; `None` for a district's own records and for a site of one school.
    pub school: Option<Id>,
    /// The kind.
    pub kind: Kind,
    /// The file's stem.
    pub id: Id,
}

impl fmt::Display for Key {
    /// `harbor-view/evidence/time-on-task`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(school) = &self.school {
            write!(f, "{school}/")?;
        }
        write!(f, "{}/{}", self.kind.row().folder.unwrap_or(self.kind.row().name), self.id)
    }
}

/// A typed source.
#[derive(Debug, Clone)]
pub struct Record {
    /// What it is found by.
    pub key: Key,
    /// The text it was read from.
    pub source: Source,
    /// The fields that every kind has.
    pub common: Common,
    /// The fields of its kind.
    pub data: Data,
    /// Where its Markdown body lies in the source.
    pub body: Range<usize>,
}

impl Record {
    /// The title, or a plain word where a home page has none.
    pub fn title(&self) -> &str {
        self.common.title.as_deref().unwrap_or("Where we stand")
    }

    /// The Markdown body.
    pub fn body(&self) -> &str {
        &self.source.text()[self.body.clone()]
    }

    /// The date by which lists are ordered.
    pub fn when(&self) -> Option<When> {
        self.common.date.or_else(|| self.data.fields().when())
    }

    /// Where a field of that path stands, else the opening line of the fields.
    pub fn place(&self, path: &str) -> Range<usize> {
        let (range, opening) = fields_range(&self.source);
        schema::place_of(&self.source, range, path).unwrap_or(opening)
    }

    /// A problem of one of the record's fields.
    pub fn problem(&self, code: Code, path: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(code, &self.source, self.place(path), message)
    }
}
