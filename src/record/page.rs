//! News, and anything else.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Fields;
use super::link::Links;

/// News about the plan. It has only the fields that every kind has.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Update {}

/// Anything else worth a page. It has only the fields that every kind has.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Page {}

impl Fields for Update {
    fn links<'a>(&'a self, _: &mut Links<'a>) {
        let Self {} = self;
    }
}

impl Fields for Page {
    fn links<'a>(&'a self, _: &mut Links<'a>) {
        let Self {} = self;
    }
}
