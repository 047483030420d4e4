//! The circumstances of one call: the rules, who calls, and when.
//!
//! Plain data. Invariant: the clock is the caller's, so that the account has none.

use super::super::rules::Rules;

/// The circumstances of one call.
#[derive(Clone, Copy, Debug)]
pub struct CallContext<'a> {
    pub rules: &'a Rules,
    /// The member that the timeline shows.
    pub member: Option<&'a str>,
    /// The time, in Unix milliseconds.
    pub at: i64,
    /// The number of the request.
    pub request: u64,
}
