//! An exemplar: an island of excellence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::common::Attachment;
use super::link::{FileUse, Links, PartKind, Relation, Target};
use crate::id::Ref;

/// A room where the practice already lives.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Exemplar {
    /// Whose room it is, as the teacher wishes it shown.
    #[schemars(example = &"Grade 2, Room 14")]
    pub teacher: String,
    /// The teacher's consent to be shown.
    pub consent: ExemplarConsent,
    /// The initiative it shows at work.
    pub initiative: Ref,
    /// The look-fors of that initiative that a visitor will see.
    #[serde(default)]
    pub look_fors: Vec<String>,
    /// Class size, students, time and help: the answer to "that can't work here".
    #[schemars(example = &"27 students, 6 multilingual learners, no aide")]
    pub conditions: Option<String>,
    /// How it came to be.
    pub started: Option<String>,
    /// What to try tomorrow.
    #[schemars(example = &"Meet one reader for five minutes and write one next step.")]
    pub first_step: String,
    /// What it costs: time, materials.
    pub cost: Option<String>,
    /// What colleagues object, and what this teacher answers.
    #[serde(default)]
    pub objections: Vec<Objection>,
    /// When visitors are welcome.
    #[schemars(example = &"Tuesdays 9:10–9:40")]
    pub visit: Option<String>,
    /// Files that are published with it.
    #[serde(default)]
    pub files: Vec<Attachment>,
}

/// A teacher's consent to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExemplarConsent {
    /// A written consent is on file.
    OnFile,
    /// Nobody can tell whose room it is.
    DeIdentified,
}

/// What colleagues object, and the answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Objection {
    /// What colleagues say.
    #[schemars(example = &"I have no time for that")]
    pub says: String,
    /// What this teacher answers.
    pub answer: String,
}

impl Fields for Exemplar {
    fn links<'a>(&'a self, links: &mut Links<'a>) {
        let Self {
            teacher: _,
            consent: _,
            initiative,
            look_fors,
            conditions: _,
            started: _,
            first_step: _,
            cost: _,
            objections: _,
            visit: _,
            files: _,
        } = self;
        links.one("initiative", initiative, Target::INITIATIVE, Relation::Shows);
        for (index, look_for) in look_fors.iter().enumerate() {
            let part = (PartKind::LookFor, look_for.as_str());
            links.part(
                format!("look-fors[{index}]"),
                (initiative, Target::INITIATIVE),
                part,
                Relation::Shows,
            );
        }
    }

    fn attachments(&self) -> &[Attachment] {
        &self.files
    }

    fn files(&self) -> Vec<FileUse<'_>> {
        Attachment::uses(&self.files)
    }
}
