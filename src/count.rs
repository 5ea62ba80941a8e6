//! Counts of people, which nothing can print.

use std::borrow::Cow;
use std::fmt;
use std::iter::Sum;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

/// A number of students or educators.
///
/// It has neither `Display` nor `Serialize`: what is printed has passed suppression, which is the
/// one place that reads it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Count(u32);

impl Count {
    /// A count of `people`.
    pub fn new(people: u32) -> Self {
        Self(people)
    }

    /// What is left without `part`; nothing where there is more of it than there are.
    pub fn without(self, part: Self) -> Option<Self> {
        self.0.checked_sub(part.0).map(Self)
    }

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The number itself: for arithmetic on the way to suppression, never for a page.
    pub fn for_suppression(self) -> u32 {
        self.0
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        Self(counts.fold(0, |sum, count| sum.saturating_add(count.0)))
    }
}

impl fmt::Debug for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Count(…)")
    }
}

impl JsonSchema for Count {
    fn schema_name() -> Cow<'static, str> {
        "Count".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 0, "maximum": 10_000_000 })
    }
}
