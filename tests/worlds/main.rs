//! Random worlds of all five entities: rows that change from night to night, a snapshot, and the account.
//!
//! `planning` tests plans alone, `simulation` whole nights with faults and crashes, in virtual time. Both use
//! the same rows. Plans, send decisions and the account are the real ones. A world depends on its seed alone.
//!
//! `SEEDS=300000 cargo test --release --test worlds planning` tests more; `SEED=7` tests one and prints every step.

#![expect(clippy::print_stdout, reason = "a single seed prints every step")]

mod calls;
mod compared;
mod content;
mod desired;
mod planning;
mod seeds;
mod sheet;
mod simulation;
mod snapshot;
