//! What a TOML table may hold, read off the Rust types, and the reading of tables against it.
//!
//! The types say it once: `schemars` turns them into a JSON Schema, [`Shape`] is that schema as a
//! tree one can walk, and [`read()`] walks it beside the text and finds every fault with its place.

mod read;
mod shape;

pub use read::{KEY, Reading, place_of, read};
pub use shape::{Choice, Field, Shape, Table};
