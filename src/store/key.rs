//! The key of a call in its tables: run and call number in one integer.
//!
//! Invariant: keys sort by run, then by number.

use super::RunId;
use crate::model::CallId;

const RUN: i64 = 1 << 32;

/// The key of a call.
pub(super) fn key(run: RunId, call: CallId) -> i64 {
    run * RUN + i64::from(call)
}

/// The run and the number in a key.
pub(super) fn parts(key: i64) -> (RunId, CallId) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the rest of a division by 2³² has 32 bits"
    )]
    let call = key.rem_euclid(RUN) as CallId;
    (key.div_euclid(RUN), call)
}

/// The smallest and the largest key of a run.
pub(super) fn keys(run: RunId) -> [i64; 2] {
    [key(run, 0), key(run, CallId::MAX)]
}
