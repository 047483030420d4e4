//! What a report says besides the plan itself: whose account, as of when, at what pace.
//!
//! The caller brings all of it, since nothing here knows a clock or a configuration. Invariant: nothing
//! here is a secret.

use jiff::Timestamp;

/// The head of a report that somebody is to approve.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportHead {
    /// The id of the saved plan, by which an approver and `apply` know that they mean the same; none where it is not
    /// saved.
    pub id: Option<String>,
    /// The account, as a person would know it: its URL, dialect and tenant.
    pub account: String,
    /// When the plan was made.
    pub made_at: Timestamp,
    /// The configured rate, in requests a second.
    pub rate: f64,
    /// Whether the customers' data has been masked.
    pub redacted: bool,
}
