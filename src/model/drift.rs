//! What has changed in an account since it was last written or read: the result of `drift`.
//!
//! Plain data. Invariant: a record is in exactly one of the counts of its entity.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Changes, Code, Entity};

/// How a record of the account differs from the snapshot.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DriftState {
    /// Others have changed it.
    Changed,
    /// The account has it no more.
    Gone,
    /// The account has it, and the snapshot has not.
    NotOurs,
    /// The account refuses to show it.
    Unreadable,
}

/// The records of an entity.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct DriftCounts {
    /// As in the snapshot.
    pub same: usize,
    /// Changed by others.
    pub changed: usize,
    /// No longer in the account.
    pub gone: usize,
    /// Only in the account.
    pub not_ours: usize,
    /// Not shown by the account.
    pub unreadable: usize,
}

impl DriftCounts {
    /// How many are not the same.
    #[must_use]
    pub const fn drifted(&self) -> usize {
        self.changed + self.gone + self.not_ours + self.unreadable
    }

    /// Counts a record.
    pub const fn add(&mut self, state: DriftState) {
        match state {
            DriftState::Changed => self.changed += 1,
            DriftState::Gone => self.gone += 1,
            DriftState::NotOurs => self.not_ours += 1,
            DriftState::Unreadable => self.unreadable += 1,
        }
    }
}

/// A record that is not the same.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DriftedRecord {
    /// The entity.
    pub entity: Entity,
    /// Its code.
    pub code: Code,
    /// How it differs.
    pub state: DriftState,
    /// Ours and theirs.
    pub changes: Changes,
    /// The member who changed it last, if the timeline says so.
    pub by: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
}

/// Of how many records a sample was taken.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DriftSample {
    /// Customers that were asked for.
    pub asked: usize,
    /// Customers in the snapshot.
    pub of: usize,
    /// How many of those asked for are not the same.
    pub drifted: usize,
    /// The upper bound of the share that is not the same, with a confidence of 95 %.
    pub at_most: f64,
}

impl DriftSample {
    /// A sample with its bound.
    #[must_use]
    pub fn new(asked: usize, of: usize, drifted: usize) -> Self {
        Self {
            asked,
            of,
            drifted,
            at_most: at_most(asked, of, drifted),
        }
    }
}

/// The share at which no more than so many would be found in one of twenty samples (Clopper and Pearson).
#[expect(clippy::cast_precision_loss, reason = "a share for people")]
fn at_most(asked: usize, of: usize, drifted: usize) -> f64 {
    if asked >= of {
        return if of == 0 {
            0.0
        } else {
            drifted as f64 / of as f64
        };
    }
    if drifted >= asked {
        return 1.0;
    }
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..60 {
        let share = f64::midpoint(low, high);
        if chance(asked, drifted, share) > 0.05 {
            low = share;
        } else {
            high = share;
        }
    }
    high
}

/// The chance to find at most so many.
#[expect(clippy::cast_precision_loss, reason = "a share for people")]
fn chance(asked: usize, drifted: usize, share: f64) -> f64 {
    let mut term = asked as f64 * (1.0 - share).ln();
    let mut sum = term.exp();
    for found in 0..drifted {
        let rest = (asked - found) as f64 / (found + 1) as f64;
        term += rest.ln() + share.ln() - (1.0 - share).ln();
        sum += term.exp();
    }
    sum
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DriftReport {
    /// Every record of the account was read.
    pub complete: bool,
    /// Only a sample was looked at.
    pub sample: Option<DriftSample>,
    /// The counts of every entity.
    pub summary: BTreeMap<Entity, DriftCounts>,
    /// The records that are not the same, by entity and code.
    pub records: Vec<DriftedRecord>,
}

impl DriftReport {
    /// Whether anything is not the same.
    #[must_use]
    pub fn has_drift(&self) -> bool {
        !self.records.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_says_how_sure_it_is() {
        let bound = |asked, of, drifted| DriftSample::new(asked, of, drifted).at_most;
        // The rule of three, and the tables of Clopper and Pearson.
        assert!((bound(100, 1000, 0) - 0.0295).abs() < 0.0005);
        assert!((bound(100, 1000, 1) - 0.0466).abs() < 0.0005);
        assert!((bound(20, 1000, 5) - 0.4556).abs() < 0.0005);
        assert!((bound(10, 10, 1) - 0.1).abs() < 1e-9, "all were looked at");
        assert!((bound(5, 10, 5) - 1.0).abs() < 1e-9);
        assert!(bound(0, 0, 0).abs() < 1e-9);
    }
}
