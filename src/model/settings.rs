//! The settings that more than one room needs, validated.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};

use super::{Code, Entity, Selection};

/// `[limits]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateLimits {
    /// Requests a second, retries included; it is never exceeded.
    pub rate: f64,
    /// Calls in flight at once.
    pub concurrency: usize,
    /// From the first byte sent to the last byte read.
    pub timeout: Duration,
    /// Attempts of one call, the first included; those that fail for other reasons than the call don't count.
    pub max_attempts: u32,
    /// The longest wait for a server that is away.
    pub wait_for_server: Duration,
    /// Requests a second that only read the account (v3); `None`: the same as `rate`.
    pub read_rate: Option<f64>,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            rate: 10.0,
            concurrency: 4,
            timeout: Duration::from_secs(30),
            max_attempts: 6,
            wait_for_server: Duration::from_mins(15),
            read_rate: None,
        }
    }
}

/// What a create does if the code already exists in the account.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum OnExists {
    /// Take the record over with a full update.
    #[default]
    Adopt,
    /// The row fails.
    Fail,
    /// Leave the account's record unchanged, and out of the snapshot.
    Skip,
}

/// What an update does if the code does not exist in the account.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum OnMissing {
    /// Create it again.
    #[default]
    Create,
    /// The row fails.
    Fail,
}

/// Whether codes that differ only in case name the same record.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum CodeComparison {
    /// They look alike, so the later row is held.
    #[default]
    Strict,
    /// They are different records.
    Exact,
}

/// The sent form of phone numbers.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Phones {
    /// `0912345678`.
    #[default]
    National,
    /// `+84912345678`.
    E164,
    /// As in the sheet, but split and trimmed.
    Raw,
}

/// `[sync]`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own in the configuration"
)]
pub struct Policy {
    /// Whether vanished rows are deleted, or only reported.
    pub deletes: bool,
    /// Whether a vanished and a new record of equal content count as one whose code changed.
    pub detect_renames: bool,
    /// Whether the server rewrites its customers when a code or group name changes that they refer to.
    pub renames_cascade: bool,
    /// Whether codes that differ only in case are different records.
    pub codes: CodeComparison,
    /// Whether a missing lookup record that customers refer to is created.
    pub create_missing: bool,
    /// What happens after 409 on a create.
    pub on_exists: OnExists,
    /// What happens after 404 on an update.
    pub on_missing: OnMissing,
    /// The sent form of phones.
    pub phones: Phones,
    /// Whether 11-digit mobiles, retired in 2018, become the 10-digit ones.
    pub upgrade_old_mobile: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            deletes: true,
            detect_renames: true,
            renames_cascade: false,
            codes: CodeComparison::Strict,
            create_missing: false,
            on_exists: OnExists::Adopt,
            on_missing: OnMissing::Create,
            phones: Phones::National,
            upgrade_old_mobile: false,
        }
    }
}

/// `[run]`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RunPolicy {
    /// Where every run leaves a folder; `None` if none is wanted.
    pub dir: Option<PathBuf>,
    /// Whether the list of requests in it has what was sent.
    pub audit_values: bool,
    /// How long runs are kept with their calls.
    pub keep: Duration,
    /// How many of the newest runs are always kept.
    pub keep_runs: usize,
    /// Whether rows that were held before still count.
    pub known_faults: KnownFaults,
}

impl Default for RunPolicy {
    fn default() -> Self {
        Self {
            dir: None,
            audit_values: false,
            keep: Duration::from_hours(400 * 24),
            keep_runs: 50,
            known_faults: KnownFaults::Report,
        }
    }
}

/// What a row means for the exit code that was held for the same reason at the last finished run.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum KnownFaults {
    /// The same as any other held row: exit code 3.
    #[default]
    Report,
    /// Nothing: exit code 0 if there is no other reason.
    Accept,
}

/// `[metrics]`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Metrics {
    /// The file for the textfile collector, if there is one.
    pub textfile: Option<PathBuf>,
}

/// The limit of a guard: a share of the known records, or a plain number.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub enum Share {
    /// `"10%"`.
    Percent(f64),
    /// `"120"` or `120`.
    Count(usize),
}

/// `[safety]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GuardLimits {
    /// Deletes of one entity, of its records in the snapshot; a percentage allows at least 5.
    pub max_deletes: Share,
    /// Updates of one entity, of its records in the snapshot; a percentage allows at least 20.
    pub max_updates: Share,
    /// Changes of code of one entity, of its records in the snapshot; a percentage allows at least 5.
    pub max_renames: Share,
    /// Rows of a file, compared with the last successful run.
    pub min_rows: Share,
}

impl Default for GuardLimits {
    fn default() -> Self {
        Self {
            max_deletes: Share::Percent(10.0),
            max_updates: Share::Percent(50.0),
            max_renames: Share::Percent(10.0),
            min_rows: Share::Percent(50.0),
        }
    }
}

/// What the command line allows for this one run, by entity.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Overrides {
    /// `--max-delete customer=120`.
    pub max_delete: BTreeMap<Entity, usize>,
    /// `--max-update customer=600`.
    pub max_update: BTreeMap<Entity, usize>,
    /// `--max-rename customer=30`.
    pub max_rename: BTreeMap<Entity, usize>,
    /// `--min-rows customer=0`.
    pub min_rows: BTreeMap<Entity, usize>,
    /// `--stale customer=48h`.
    pub stale: BTreeMap<Entity, Duration>,
    /// `--drop-column customer.customer_email`.
    pub drop_column: Vec<(Entity, DropColumn)>,
    /// `--rename customer.KH0001=KH0900`.
    pub renames: Vec<Rename>,
    /// `--corrections FILE`: rows that replace those of the sources.
    pub corrections: Option<PathBuf>,
    /// `--again`: what was undone may be done again.
    pub again: bool,
    /// `--only`, `--limit`, `--where`: the part of the plan to send now.
    pub selection: Selection,
}

/// A code change that a person declares.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rename {
    /// The entity.
    pub entity: Entity,
    /// The old code.
    pub from: Code,
    /// Its code in the sheets.
    pub to: Code,
}

/// A column that may be missing in this run: an attribute, or a custom field by its code.
pub type DropColumn = String;

impl Overrides {
    /// Whether that mapped column may be missing.
    #[must_use]
    pub fn drops(&self, entity: Entity, column: &str) -> bool {
        self.drop_column
            .iter()
            .any(|(dropped, name)| *dropped == entity && name == column)
    }
}
