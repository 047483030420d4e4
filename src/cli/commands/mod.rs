//! One file a command.

pub mod check;
pub mod demo;
pub mod plan;
pub mod resume;
pub mod sandbox;
pub mod status;
pub mod sync;
mod task;
