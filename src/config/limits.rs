//! `[limits]`: how fast calls are sent, and how long the run waits.

use super::section::section;
use super::values::{DurationWithin, OwnRate, RequestRate, whole};
use crate::model::RateLimits;

section! {
    /// How fast calls are sent, and how long the run waits.
    WrittenLimits for RateLimits {
        /// The maximum number of requests in any second, retries included: `10/s` (the default), `600/min`,
        /// `36000/h`; from `1/h` to `10000/s`.
        rate: String => RequestRate;
        /// Calls in flight at once, 1 to 256; the default is 4.
        concurrency: i64 => whole::<usize>(256);
        /// How long one request may take, `100ms` to `10m`; the default is `30s`.
        timeout: String => DurationWithin("100ms", "10m");
        /// Attempts for one call, including the first, 1 to 100; the default is 6. An answer that says nothing about
        /// the row does not count.
        max_attempts: i64 => whole::<u32>(100);
        /// How long to wait for a server that is down, up to `24h`; the default is `15m`. Then the run stops and can
        /// be resumed.
        wait_for_server: String => DurationWithin("0s", "24h");
        /// The maximum number of requests in any second that only read the account, under v3; the default is `rate`.
        read_rate: String => OwnRate;
    }
}
