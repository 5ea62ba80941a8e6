//! What a TOML table may hold, read off the Rust types, and the reading of tables against it.
//!
//! The types say it once: `schemars` turns them into a JSON Schema, [`Shape`] is that schema as a
//! tree one can walk, and [`read()`] walks it beside the text and finds every fault with its place.

mod json;
mod order;
mod place;
mod read;
mod shape;
mod syntax;
mod words;

pub use json::{Notes, WHEN_PATTERN, json_schema};
pub use order::in_order;
pub use place::{KEY, place_of};
pub use read::{Reading, read};
pub use shape::{Choice, Field, Shape, Table};
pub use syntax::syntax_faults;
pub use words::{HOW_DATES_ARE_WRITTEN, MISSING, NOT_A_DATE, OUT_OF_RANGE, bounds, said};
