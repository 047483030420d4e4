//! Nothing is lost and nothing is doubled, whatever dies and wherever: the proof by trying.
//!
//! Real binary, real SQLite file, real sockets; the sandbox tells what has arrived, and a judge that knows
//! the sheets tells whether all is well. `docs/reliability.md` says what is claimed and what is not.

#![expect(
    clippy::print_stdout,
    reason = "the figures that the document quotes are told with --nocapture"
)]

mod crash;
mod crash_ledger;
#[cfg(target_os = "linux")]
mod disk;
mod kill;
mod late;
#[cfg(target_os = "linux")]
mod outage;
mod parallel;
mod power;
mod process;
#[path = "../it/program.rs"]
#[expect(dead_code, reason = "the other test binary uses the rest of it")]
mod program;
mod seeds;
mod sheets;
mod test_account;
#[cfg(target_os = "linux")]
mod trace;
#[path = "../it/traffic.rs"]
#[expect(dead_code, reason = "the other test binary uses the rest of it")]
mod traffic;
mod verdict;
