//! The words of a home page: `index.md`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Fields;
use super::link::Links;

/// The words of a home page. It has only the fields that every kind has.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Home {}

impl Fields for Home {
    fn links<'a>(&'a self, _: &mut Links<'a>) {
        let Self {} = self;
    }
}
