//! Isles.
pub mod audience;
pub mod config;
pub mod count;
pub mod date;
pub mod diagnostic;
pub mod id;
pub mod input;
pub mod output;
pub mod record;
pub mod schema;
pub mod source;
