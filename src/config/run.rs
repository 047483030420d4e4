//! `[run]`: what is kept of every run, and when its end is good.

use super::section::section;
use super::values::{AnyDuration, Words, whole};
use crate::model::{KnownFaults, RunPolicy};

section! {
    /// What is kept of every run, and when its end is good.
    WrittenRun for RunPolicy {
        /// How long runs are kept with their calls, such as `90d`; the default is `400d`. Records are kept forever.
        keep: String => AnyDuration;
        /// How many of the newest runs are always kept; the default is 50.
        keep_runs: i64 => whole::<usize>(1_000_000);
        /// `report` (the default): a night with held rows ends with exit code 3; `accept`: it ends with 0 if every held
        /// row was held for the same reason at the last finished run.
        known_faults: String => Words(&[
            ("report", KnownFaults::Report),
            ("accept", KnownFaults::Accept),
        ]);
    }
}
