//! Everything a saved plan depends on, and why it may not be applied any more.
//!
//! A pure comparison: the caller passes the present state as a second seal. Invariant: nothing here is a secret.

use crate::language::say;
use std::{collections::BTreeMap, time::Duration};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::model::AccountId;

/// Everything that must be unchanged since the plan was made.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Seal {
    /// The program's version.
    pub program: String,
    /// When the plan was made.
    pub made_at: Timestamp,
    /// The account.
    pub tenant: AccountId,
    /// The snapshot's stamp at that moment; `None` if there was no snapshot.
    pub snapshot: Option<String>,
    /// A fingerprint of each section of the configuration.
    pub configuration: BTreeMap<String, String>,
    /// The configured rate, in requests a second: the plan's estimated time is based on it.
    pub rate: f64,
}

/// Why a plan is refused.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Stale {
    /// It was made for another account.
    #[error("{}", say!("saved-account", account = .0))]
    Account(Box<AccountId>),
    /// It was made by another version of the program.
    #[error("{}", say!("saved-program", version = .0))]
    Program(String),
    /// These sections of the configuration have changed.
    #[error("{}", say!("saved-configuration", keys = .0.join(", ")))]
    Configuration(Vec<String>),
    /// The snapshot has changed.
    #[error("{}", say!("saved-snapshot"))]
    Snapshot,
    /// It is too old.
    #[error("{}", say!("saved-age", age = hours(.0), limit = hours(.1)))]
    Age(Duration, Duration),
}

/// `26 h`; less than an hour is shown in minutes.
fn hours(duration: &Duration) -> String {
    match duration.as_secs() / 60 {
        minutes @ 0..60 => format!("{minutes} min"),
        minutes => format!("{} h", minutes / 60),
    }
}

impl Seal {
    /// The first reason why a plan with this seal may not be applied; `now` is the present seal.
    #[must_use]
    pub fn stale(&self, now: &Self, max_age: Duration) -> Option<Stale> {
        if self.tenant != now.tenant {
            return Some(Stale::Account(Box::new(self.tenant.clone())));
        }
        if self.program != now.program {
            return Some(Stale::Program(self.program.clone()));
        }
        let changed = self.changed(now);
        if !changed.is_empty() {
            return Some(Stale::Configuration(changed));
        }
        if self.snapshot != now.snapshot {
            return Some(Stale::Snapshot);
        }
        let age = Duration::try_from(now.made_at.duration_since(self.made_at)).unwrap_or_default();
        (age > max_age).then_some(Stale::Age(age, max_age))
    }

    fn changed(&self, now: &Self) -> Vec<String> {
        let (before, after) = (&self.configuration, &now.configuration);
        let names = before.keys().chain(after.keys());
        let mut changed: Vec<String> = names
            .filter(|name| before.get(*name) != after.get(*name))
            .cloned()
            .collect();
        changed.sort();
        changed.dedup();
        changed
    }
}
