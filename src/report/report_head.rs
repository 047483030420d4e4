//! What a report shows besides the plan itself: the account, the time, the rate.
//!
//! The caller passes all of it, because nothing here knows a clock or a configuration. Invariant: nothing here is a
//! secret.

use jiff::Timestamp;

/// The head of a report that a person approves.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportHead {
    /// The account in a person's terms: its URL, dialect and tenant.
    pub account: String,
    /// When the plan was made.
    pub made_at: Timestamp,
    /// The configured rate, in requests a second.
    pub rate: f64,
    /// Whether the customers' data has been masked.
    pub redacted: bool,
    /// Whether only some examples of each kind of call and of issue are listed.
    pub brief: bool,
}
