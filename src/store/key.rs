//! The key of a call in its tables: its run and its number in one.
//!
//! Invariant: keys are ordered as runs, then numbers, are.

use super::RunId;
use crate::model::CallId;

const RUN: i64 = 1 << 32;

/// The key of a run's call.
pub(super) fn key(run: RunId, call: CallId) -> i64 {
    run * RUN + i64::from(call)
}

/// The run and the call of a key.
pub(super) fn parts(key: i64) -> (RunId, CallId) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the rest of a division by 2³² has 32 bits"
    )]
    let call = key.rem_euclid(RUN) as CallId;
    (key.div_euclid(RUN), call)
}

/// The first and the last key that a run can have.
pub(super) fn keys(run: RunId) -> [i64; 2] {
    [key(run, 0), key(run, CallId::MAX)]
}
