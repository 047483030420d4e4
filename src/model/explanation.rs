//! The result of `explain` for one record: its rows, its state in the snapshot, its calls, past and planned.

use jiff::Timestamp;

use super::{
    AccountSide, AccountState, Call, CallState, Code, Content, Entity, Finding, Guard, Issue, Key,
    Origin, Provenance, Record, SnapshotRecord, Value, WriteRule,
};

/// A past call.
#[derive(Clone, Debug, PartialEq)]
pub struct PastCall {
    /// Its run's number.
    pub run: i64,
    /// The call.
    pub call: Call,
    /// Its call state.
    pub state: CallState,
    /// The time of that state.
    pub at: Timestamp,
    /// Attempts that were made.
    pub attempts: u32,
    /// `error` of the answer, or the HTTP status.
    pub code: Option<i64>,
    /// The server's answer, or the reason for the failure.
    pub message: Option<String>,
    /// The unexpected state of the account.
    pub finding: Option<Finding>,
}

/// The record in the snapshot, with its history.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StoredRecord {
    /// The record as the diff sees it.
    pub known: SnapshotRecord,
    /// The acknowledged content.
    pub content: Content,
    /// How it became known to the snapshot.
    pub provenance: Provenance,
    /// When it was last acknowledged.
    pub acknowledged_at: Timestamp,
    /// By which run.
    pub run: i64,
}

/// A row of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Sighting {
    /// Accepted.
    Row(Box<Record>),
    /// Rejected, with the issues that are the reason.
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

/// A record that was found by its phone or its name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FoundRecord {
    /// Its code.
    pub code: Code,
    /// Its name, or nothing.
    pub name: String,
    /// Its row; `None` if only the snapshot has it.
    pub origin: Option<Origin>,
}

/// A value of a row that is not sent, because the account's own stays.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptValue {
    /// Which value.
    pub key: Key,
    /// Why: `write = "create"` or `write = "if-empty"`.
    pub rule: WriteRule,
    /// The row's.
    pub given: Value,
    /// The snapshot's; `None`: it was never read.
    pub stays: Option<Value>,
}

/// One record, and what a plan would do with it now.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The entity.
    pub entity: Entity,
    /// The requested code.
    pub code: Code,
    /// Whether the entity has a source: otherwise nothing of it is compared, sent or deleted.
    pub managed: bool,
    /// Its rows, in the order of the sheets.
    pub rows: Vec<Sighting>,
    /// The snapshot record with that code.
    pub stored: Option<StoredRecord>,
    /// What the account has of it (v3), if it was asked.
    pub account: Option<AccountSide>,
    /// The calls with that code, newest first.
    pub past: Vec<PastCall>,
    /// Its calls in a plan made now.
    pub calls: Vec<Call>,
    /// The calls that those directly wait for.
    pub before: Vec<Call>,
    /// Values of its row that are left to the account, where the snapshot has another one.
    pub kept: Vec<KeptValue>,
    /// The issues of its rows, or of the record by its code.
    pub issues: Vec<Issue>,
    /// The guards that would refuse a plan made now.
    pub guards: Vec<Guard>,
    /// If the code is unknown: the records with that phone or name, by code.
    pub found: Vec<FoundRecord>,
    /// If the code is unknown: the most similar known one.
    pub nearest: Option<Code>,
}

impl Explanation {
    /// Whether nothing is known: no row, no record, no call, and none in the account.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let account = self.account.as_ref().map(|side| side.state);
        account != Some(AccountState::NotOurs) && self.is_unknown_here()
    }

    /// Whether neither the sheets nor the snapshot know of it.
    #[must_use]
    pub fn is_unknown_here(&self) -> bool {
        self.rows.is_empty()
            && self.stored.is_none()
            && self.past.is_empty()
            && self.calls.is_empty()
    }
}
