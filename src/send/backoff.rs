//! How long to wait before the same request is sent again.
//!
//! Full jitter: any time up to a bound that doubles, so that clients that failed together do not all return at the
//! same time. It does not sleep itself. Invariant: no wait is longer than the bound.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(30);

/// The wait after the `failed`-th attempt, counted from 1; `random` is uniform in `0.0..1.0`.
#[must_use]
pub(super) fn wait(failed: u32, random: f64) -> Duration {
    let doubled = FIRST.saturating_mul(1 << failed.saturating_sub(1).min(16));
    doubled.min(LONGEST).mul_f64(random)
}

/// The wait after attempts whose answer was not about the row. It is short, because the run is about to wait for the
/// server as a whole, and a call that slept for long would be late.
#[must_use]
pub(super) fn soon(failed: u32, random: f64) -> Duration {
    wait(failed.min(3), random)
}

/// Makes the random part of the waits the same every time, for what this thread sends from now on.
pub fn seed_waits(seed: u64) {
    fastrand::seed(seed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_up_to_thirty_seconds() {
        let bounds: Vec<u128> = (1..=8)
            .map(|failed| wait(failed, 1.0).as_millis())
            .collect();
        assert_eq!(
            bounds,
            [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]
        );
    }
}
