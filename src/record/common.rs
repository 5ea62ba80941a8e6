//! The fields that every kind of record has.

use schemars::JsonSchema;
use serde::Deserialize;

use super::link::{FileUse, Use};
use crate::audience::Audience;
use crate::date::When;
use crate::schema::Table;

/// The fields that every kind of record has.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Common {
    /// The heading of the record's page.
    #[serde(alias = "name")]
    #[schemars(required, example = &"Reading conferences")]
    pub title: Option<String>,
    /// One sentence that stands in lists and under the title.
    #[schemars(example = &"Five minutes with one reader, and a next step written down.")]
    pub summary: Option<String>,
    /// When it was; as precise as it is known.
    #[schemars(example = &"2026-10-05")]
    pub date: Option<When>,
    /// Who wrote it: roles, or names with consent.
    #[serde(default)]
    #[schemars(example = ["Literacy coach"])]
    pub authors: Vec<String>,
    /// Topics, as words of your own.
    #[serde(default)]
    #[schemars(example = ["reading"])]
    pub tags: Vec<String>,
    /// Grades it is about.
    #[serde(default)]
    #[schemars(example = ["2", "3"])]
    pub grades: Vec<String>,
    /// Subjects it is about.
    #[serde(default)]
    #[schemars(example = ["reading"])]
    pub subjects: Vec<String>,
    /// Who may see it. Left out, the kind's default, and never more than what it belongs to.
    pub audience: Option<Audience>,
    /// Whether it is kept out of the site until it is ready.
    #[serde(default)]
    pub draft: bool,
    /// Old addresses on this site that lead here.
    #[serde(default)]
    #[schemars(example = ["islands/old-name.html"])]
    pub aliases: Vec<String>,
}

impl Common {
    /// The common fields, none of them required: for the words of a home page.
    pub fn table_without_required() -> Table {
        let mut table = Table::of::<Self>();
        table.fields.iter_mut().for_each(|field| field.required = false);
        table
    }
}

/// A file that lies beside a record and is published with it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Attachment {
    /// The file, relative to the record's own.
    #[schemars(example = &"sample-3.png")]
    pub path: String,
    /// What it is called on the page.
    #[schemars(example = &"A running record")]
    pub title: Option<String>,
    /// What an image shows, for those who do not see it.
    #[schemars(example = &"A sheet with four words marked as missed")]
    pub alt: Option<String>,
}

impl Attachment {
    /// The files that a list of attachments names.
    pub(super) fn uses(files: &[Self]) -> Vec<FileUse<'_>> {
        files
            .iter()
            .enumerate()
            .map(|(index, file)| FileUse {
                field: format!("files[{index}].path").into(),
                path: &file.path,
                purpose: Use::Attachment,
            })
            .collect()
    }
}
