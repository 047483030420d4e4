//! What a plan takes: its calls at the configured rate.

use crate::model::Plan;

/// Seconds that sending every call once takes at `rate` requests a second, retries not counted.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "nobody plans 2^52 calls")]
pub fn seconds(plan: &Plan, rate: f64) -> f64 {
    plan.calls.len() as f64 / rate
}
