//! Random worlds of all five entities: rows that change from night to night, a snapshot, and the account.
//!
//! `planning` looks at plans alone, `simulation` at whole nights with faults and crashes, in virtual time. Both use
//! the same rows. Plans, send decisions and the account are the real ones. A world follows from its seed alone.
//!
//! `SEEDS=300000 cargo test --release --test worlds planning` tries more; `SEED=7` tries one, and prints what happens.

#![expect(
    clippy::print_stdout,
    reason = "a single seed is run to see what happens in it"
)]

mod calls;
mod compared;
mod content;
mod desired;
mod memory;
mod planning;
mod seeds;
mod sheet;
mod simulation;
