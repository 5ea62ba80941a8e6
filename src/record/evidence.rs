//! Evidence: student work, lesson plans, data, observations, surveys, research.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fields;
use super::common::Attachment;
use super::link::{FileUse, Links, Relation, Target, Use};
use crate::count::Count;
use crate::date::When;
use crate::id::Ref;

/// Evidence for an initiative or plan.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Evidence {
    /// When it was collected.
    #[schemars(example = &"2026-05-14")]
    pub date: When,
    /// What sort of evidence it is.
    pub r#type: EvidenceType,
    /// The initiatives or plans it speaks for.
    pub r#for: Vec<Ref>,
    /// What it shows, in one sentence.
    #[schemars(example = &"Students read 11 of 40 minutes")]
    pub claim: Option<String>,
    /// How it was collected.
    pub source: Option<String>,
    /// How many it rests on: students, rooms, answers.
    #[schemars(example = 14)]
    pub n: Option<Count>,
    /// For student work: whether it is de-identified, or a consent is on file.
    pub consent: Option<Consent>,
    /// The day the consent ends.
    #[schemars(example = &"2027-06-30")]
    pub consent_expires: Option<When>,
    /// Files that are published with it.
    #[serde(default)]
    pub files: Vec<Attachment>,
    /// Values to show as a table and a chart.
    pub series: Option<Series>,
}

/// What sort of evidence it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceType {
    /// Work of students.
    StudentWork,
    /// A lesson plan.
    LessonPlan,
    /// What was seen in classrooms.
    Observation,
    /// What people answered.
    Survey,
    /// Numbers.
    Data,
    /// Research by others.
    Research,
}

/// How student work may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// Nobody can tell whose it is.
    DeIdentified,
    /// A written consent is on file.
    OnFile,
}

/// Values from a data file, in the file's order.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Series {
    /// The CSV or .xlsx file.
    #[schemars(example = &"time-on-task.csv")]
    pub file: String,
    /// The column with the names or times.
    #[schemars(example = &"minute")]
    pub x: String,
    /// The column with the values.
    #[schemars(example = &"percent")]
    pub y: String,
}

impl Fields for Evidence {
    fn links<'a>(&'a self, links: &mut Links<'a>) {
        let Self {
            date: _,
            r#type: _,
            r#for,
            claim: _,
            source: _,
            n: _,
            consent: _,
            consent_expires: _,
            files: _,
            series: _,
        } = self;
        links.each("for", r#for, Target::INITIATIVE_OR_PLAN, Relation::EvidenceFor);
    }

    fn when(&self) -> Option<When> {
        Some(self.date)
    }

    fn attachments(&self) -> &[Attachment] {
        &self.files
    }

    fn files(&self) -> Vec<FileUse<'_>> {
        let mut files = Attachment::uses(&self.files);
        files.extend(self.series.as_ref().map(|series| FileUse {
            field: "series.file".into(),
            path: &series.file,
            purpose: Use::Series,
        }));
        files
    }
}
