//! The integration tests: one binary, a module for each way of looking at the program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod as_of;
mod audit;
mod browser;
mod cache;
mod canaries;
mod cases;
mod classrooms;
mod cms;
mod command_line;
mod contribute;
mod damaged;
mod demonstration;
mod determinism;
mod diff;
mod fmt;
mod follow_through;
mod hostile;
mod house;
mod import;
mod incremental;
mod initiative;
mod language;
mod manual;
mod measures;
mod mistakes;
mod names;
mod notes;
mod photo;
mod pictures;
mod readiness;
mod records;
mod referrals;
mod schema;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod shards;
mod shelf;
mod site;
mod theme;
mod theme_gallery;
mod workflow;
