//! `[run]`: what is kept of every run, and when its end is good.

use super::page::{ConfigText, Setting};
use super::section::section;
use super::values::{AnyDuration, Switch, TextOrNone, ValueRule, Whole, Words, whole};
use crate::error::Result;
use crate::model::{KnownFaults, RunPolicy};

/// The runs' folders, unless the configuration has others.
const FOLDERS: &str = "runs";

const KEEP_RUNS: Whole<usize> = whole(1_000_000);

const KNOWN_FAULTS: Words<KnownFaults> = Words(&[
    ("report", KnownFaults::Report),
    ("accept", KnownFaults::Accept),
]);

section! {
    /// What is kept of every run, and when its end is good.
    WrittenRun needs [] {
        /// The folder in which every run leaves a folder of its own, with its summary, its report and its requests; relative
        /// to the folder of this file. The default is `runs`; with `""` there is none.
        dir: Setting<String> => TextOrNone.schema();
        /// Whether the list of requests in a run's folder has what was sent; the default is `false`.
        audit_values: Setting<bool> => Switch.schema();
        /// How long runs are kept with their calls, such as `90d`; the default is `400d`. Records are kept forever.
        keep: Setting<String> => AnyDuration.schema();
        /// How many of the newest runs are always kept; the default is 50.
        keep_runs: Setting<i64> => KEEP_RUNS.schema();
        /// `report` (the default): a night with held rows ends with exit code 3; `accept`: it ends with 0 if every held
        /// row was held for the same reason at the last finished run.
        known_faults: Setting<String> => KNOWN_FAULTS.schema();
    }
}

impl WrittenRun {
    /// The settings, with the folder resolved against the configuration's.
    pub fn validated(&self, page: &ConfigText<'_>) -> Result<RunPolicy> {
        let usual = RunPolicy::default();
        let dir = TextOrNone.setting(page, "dir", self.dir.as_ref())?;
        let dir = dir.unwrap_or_else(|| Some(FOLDERS.to_owned()));
        let values = Switch.setting(page, "audit_values", self.audit_values.as_ref())?;
        let keep = AnyDuration.setting(page, "keep", self.keep.as_ref())?;
        let keep_runs = KEEP_RUNS.setting(page, "keep_runs", self.keep_runs.as_ref())?;
        let known = KNOWN_FAULTS.setting(page, "known_faults", self.known_faults.as_ref())?;
        Ok(RunPolicy {
            dir: dir.map(|dir| page.resolve(&dir)),
            audit_values: values.unwrap_or(usual.audit_values),
            keep: keep.unwrap_or(usual.keep),
            keep_runs: keep_runs.unwrap_or(usual.keep_runs),
            known_faults: known.unwrap_or(usual.known_faults),
        })
    }
}
