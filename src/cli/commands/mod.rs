//! One file a command.

pub mod adopt;
pub mod apply;
pub mod check;
pub mod demo;
pub mod explain;
pub mod failures;
mod file;
pub mod init;
mod offer;
pub mod plan;
pub mod resume;
pub mod sandbox;
pub mod status;
pub mod sync;
mod task;
