//! Customers, and what was done to them.
//!
//! Plain data. Invariant: a value is never blank.

use super::customer_values::CustomerValues;
use crate::model::Code;

/// A customer.
#[derive(Clone, Debug)]
pub struct Customer {
    pub code: Code,
    /// When it was made, in Unix milliseconds.
    pub created: i64,
    /// The values of all fields but the code, by the fields' codes.
    pub values: CustomerValues,
    /// What was done to it, the oldest first.
    pub timeline: Vec<TimelineEntry>,
}

/// One thing that was done to a customer.
#[derive(Clone, Debug)]
pub struct TimelineEntry {
    /// When, in Unix milliseconds.
    pub at: i64,
    /// The member who did it, if the API says so.
    pub member: Option<Box<str>>,
    /// `CUSTOMER_CREATE` or `CUSTOMER_UPDATE`.
    pub kind: &'static str,
}
