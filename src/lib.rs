//! Makes a VBot account equal to a set of spreadsheets.
//!
//! `read` spreadsheets → `shape` rows into records → `diff` records against the snapshot → `plan` the
//! calls in dependency order → `send` them, journalled → `report`.

pub mod config;
pub mod diff;
pub mod error;
pub mod file;
pub mod infer;
pub mod model;
pub mod observe;
mod origin;
pub mod plan;
pub mod read;
pub mod report;
pub mod sandbox;
pub mod saved;
pub mod send;
pub mod shape;
pub mod spill;
pub mod store;
pub mod sync;
