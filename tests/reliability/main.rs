//! No change is lost or applied twice after a crash, a kill or a power cut at any moment.
//!
//! Real binary, real SQLite file, real sockets; the sandbox logs every request, and `verdict` compares sheets,
//! account and snapshot. `docs/reliability.md` lists what is claimed and what is not.

#![expect(
    clippy::print_stdout,
    reason = "--nocapture prints the numbers that the document quotes"
)]

mod crash;
mod crash_ledger;
#[cfg(target_os = "linux")]
mod disk;
mod held;
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
