//! What a v3 account has of one record, beside what the snapshot and the sheets have.
//!
//! Plain data. Invariant: an account that could not be asked has no state of the record but that.

use jiff::Timestamp;
use serde::Serialize;

use super::{Changes, Content};

/// How the account's record compares with the snapshot's.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// It means the same.
    Same,
    /// Others have changed it.
    Changed,
    /// The account has it no more.
    Gone,
    /// The account has it, and the snapshot has not.
    NotOurs,
    /// Neither of them has it.
    Absent,
    /// The account refuses to show it.
    Unreadable,
    /// The account could not be asked.
    Unread,
}

/// The account's side of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountSide {
    /// How it compares.
    pub state: AccountState,
    /// What the account has, in the form of the sheets.
    pub content: Option<Content>,
    /// The values that differ: the snapshot's and the account's.
    pub changes: Changes,
    /// The member who changed it last, if the timeline says so.
    pub by: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
    /// Why it is not shown.
    pub message: Option<String>,
}

impl AccountSide {
    /// A side without a record.
    #[must_use]
    pub const fn without(state: AccountState, message: Option<String>) -> Self {
        Self {
            state,
            content: None,
            changes: Changes::new(),
            by: None,
            at: None,
            message,
        }
    }
}
