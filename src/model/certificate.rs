//! A certificate: what a finished run did, in figures that can be computed again.
//!
//! Its serialised form is `certificate.json`. Invariant: it holds no customer's data; codes are those of statuses and types,
//! names those of groups.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Entity, Operation, PlanId};

/// What a certificate says of one run.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The version of this form.
    pub format: u32,
    /// The run's number.
    pub run: i64,
    /// The id of its plan.
    pub plan: PlanId,
    /// The files that it has read.
    pub sources: Vec<CertifiedSource>,
    /// A hash of its calls in the journal, with their bodies and outcomes, in hex; `None` in a certificate of an older
    /// version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls: Option<String>,
    /// Acknowledged calls, by entity and operation, with zeros.
    pub applied: BTreeMap<Entity, BTreeMap<Operation, usize>>,
    /// Records in the snapshot after the run.
    pub records: BTreeMap<Entity, usize>,
    /// Customers after the run, by what they refer to.
    pub customers: CustomerCounts,
    /// The snapshot's fingerprints.
    pub snapshot: CertifiedSnapshot,
    /// The SHA-256 of the file of the certificate before, in hex.
    pub previous: Option<String>,
}

impl Certificate {
    /// The version of the form that this program writes.
    pub const FORMAT: u32 = 1;
}

/// One file, and what became of its rows.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CertifiedSource {
    /// The entity of its rows.
    pub entity: Entity,
    /// The file, as in every origin.
    pub file: String,
    /// The sheet's name; a CSV file has none.
    pub sheet: Option<String>,
    /// Rows that were not blank: the sum of the five counts.
    pub rows: usize,
    /// The file's SHA-256 in hex; `None` if the run's process died before it was known.
    pub hash: Option<String>,
    /// Rows whose calls were all acknowledged.
    pub accepted: usize,
    /// Rows with a call that was refused, or that waited for such a call.
    pub failed: usize,
    /// Rows that were held.
    pub held: usize,
    /// Rows that needed no call.
    pub unchanged: usize,
    /// Rows that were left out by an option, and rows that are no records.
    pub left_out: usize,
}

/// The snapshot's fingerprints, in hex.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CertifiedSnapshot {
    /// Before the run.
    pub before: String,
    /// After it.
    pub after: String,
}

/// Customers by what they refer to.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerCounts {
    /// By status code.
    pub status: BTreeMap<String, usize>,
    /// By type code.
    pub r#type: BTreeMap<String, usize>,
    /// By group name.
    pub group: BTreeMap<String, usize>,
}

impl CustomerCounts {
    /// Counts a customer that refers to that record; `None` for an entity that is not counted.
    pub fn of(&mut self, lookup: Entity) -> Option<&mut BTreeMap<String, usize>> {
        match lookup {
            Entity::Status => Some(&mut self.status),
            Entity::Type => Some(&mut self.r#type),
            Entity::Group => Some(&mut self.group),
            Entity::Field | Entity::Customer => None,
        }
    }
}

/// All records of the snapshot, in figures.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct SnapshotState {
    /// A hash of entity, code and fingerprint of every record, in hex.
    pub fingerprint: String,
    /// Records by entity.
    pub records: BTreeMap<Entity, usize>,
    /// Customers by what they refer to.
    pub customers: CustomerCounts,
}

/// A figure of a certificate that differs from what was computed again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CertificateFault {
    /// The figure, with the value in the certificate and the present one.
    Figure(String, String, String),
    /// The file is not the one that the run has read.
    SheetChanged(String),
    /// The file can't be read.
    SheetUnread(String, String),
    /// The snapshot was changed, but by no run.
    SnapshotChanged,
    /// The history can't certify the run any more.
    NotInHistory(String),
    /// The certificate before is another one, or is gone.
    PreviousChanged,
}

/// The certificates of runs before, as far as they are found.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct EarlierCertificates {
    /// The SHA-256 of their files, in hex, by run.
    pub hashes: Vec<String>,
    /// Whether one of them was written before the certificate that is checked. Runs may be certified in any order.
    pub are_older: bool,
}

/// What a check of a certificate found.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CertificateCheck {
    /// What differs.
    pub faults: Vec<CertificateFault>,
    /// The first run that has changed the snapshot since.
    pub moved_on: Option<i64>,
    /// Files whose hash is not known, so that they were not compared.
    pub unhashed: Vec<String>,
    /// Whether the certificate before is not there, so that it was not compared.
    pub lacks_previous: bool,
}
