//! `[limits]`: how fast calls are sent, and how long the run waits.

use super::section::section;
use super::values::{duration_within, rate, whole};
use crate::model::RateLimits;

section! {
    /// `[limits]`.
    WrittenLimits for RateLimits {
        rate: String => rate;
        concurrency: i64 => whole(256);
        timeout: String => duration_within("100ms", "10m");
        max_attempts: i64 => whole(100);
        wait_for_server: String => duration_within("0s", "24h");
    }
}
