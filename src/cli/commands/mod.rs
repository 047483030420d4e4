//! The commands, one file each.

mod account;
pub mod adopt;
mod adopt_account;
pub mod apply;
pub mod certify;
pub mod check;
mod common;
pub mod completions;
pub mod demo;
pub mod drift;
pub mod explain;
pub mod export;
pub mod failures;
mod file;
pub mod history;
pub mod init;
pub mod man;
mod new_plan;
pub mod plan;
pub mod rehearse;
pub mod resume;
pub mod sandbox;
pub mod schema;
mod send_plan;
pub mod status;
pub mod sync;
pub mod undo;
