//! The ways into the program that are fuzzed, and what must hold: the same code as in the tests.

#[path = "../../tests/isles/hostile/oracle.rs"]
pub mod oracle;
#[path = "../../tests/isles/hostile/targets.rs"]
pub mod targets;
