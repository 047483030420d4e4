//! Everything that is known of one record: its rows, the snapshot's word, its calls, then and now.

use jiff::Timestamp;

use super::{
    Call, CallState, Code, Content, Entity, Finding, Guard, Issue, Origin, Provenance, Record,
    SnapshotRecord,
};

/// A call of the past.
#[derive(Clone, Debug, PartialEq)]
pub struct PastCall {
    /// Its run's number.
    pub run: i64,
    /// The call.
    pub call: Call,
    /// Where it stands.
    pub state: CallState,
    /// Since when.
    pub at: Timestamp,
    /// Attempts that were made.
    pub attempts: u32,
    /// `error` of the answer, or the HTTP status.
    pub code: Option<i64>,
    /// What the server said, or why nothing came of it.
    pub message: Option<String>,
    /// What it met in the account.
    pub finding: Option<Finding>,
}

/// All that the snapshot knows of one record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StoredRecord {
    /// What the diff sees of it.
    pub known: SnapshotRecord,
    /// The acknowledged content.
    pub content: Content,
    /// How the snapshot came to know it.
    pub provenance: Provenance,
    /// When it was last acknowledged.
    pub acknowledged_at: Timestamp,
    /// By which run.
    pub run: i64,
}

/// A row that speaks of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Sighting {
    /// Understood.
    Row(Box<Record>),
    /// Rejected; the issues say why.
    Held(Origin),
}

impl Sighting {
    /// The row.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        match self {
            Self::Row(record) => &record.origin,
            Self::Held(origin) => origin,
        }
    }
}

/// What is known of one record, and what would be done about it now.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Which kind of record.
    pub entity: Entity,
    /// The code that was asked for.
    pub code: Code,
    /// Whether the entity has a source: otherwise nothing of it is compared, sent or deleted.
    pub managed: bool,
    /// Its rows, in the order of the sheets.
    pub rows: Vec<Sighting>,
    /// What the snapshot says under that code.
    pub stored: Option<StoredRecord>,
    /// The calls that named that code, newest first.
    pub past: Vec<PastCall>,
    /// The calls that a plan made now has for it.
    pub calls: Vec<Call>,
    /// The calls that those wait for, directly.
    pub before: Vec<Call>,
    /// What there is to complain of about its rows, or about the record by its code.
    pub issues: Vec<Issue>,
    /// Why no plan of now would be sent at all.
    pub guards: Vec<Guard>,
    /// Where nothing is known of the code: the one that comes nearest.
    pub nearest: Option<Code>,
}

impl Explanation {
    /// Whether there is nothing to tell: no row, no record, no call.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
            && self.stored.is_none()
            && self.past.is_empty()
            && self.calls.is_empty()
    }
}
