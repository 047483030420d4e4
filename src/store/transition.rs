//! Which state of a call may follow which.
//!
//! A pure function, so that the whole table can be read and tested at once. Invariant: no call becomes applied that
//! was not in flight before, and no call that may have had an effect ever looks unsent.

use crate::model::CallState::{
    self, Applied, Blocked, InFlight, Planned, Rejected, Skipped, Superseded, Unknown,
};

/// The state that a call gets when `asked` is written over `now`; `None` if that transition is not allowed.
///
/// `in_doubt` means that an earlier attempt of the call ended unknown. A later attempt that was not sent does not
/// undo the earlier one, so such a call goes back to unknown instead of planned.
pub(super) fn next(now: CallState, in_doubt: bool, asked: CallState) -> Option<CallState> {
    match (now, asked) {
        (Planned | InFlight | Unknown, InFlight)
        | (InFlight | Unknown, Applied | Skipped | Rejected | Unknown)
        | (Planned, Planned | Blocked | Superseded)
        | (Blocked, Superseded) => Some(asked),
        (InFlight, Planned) if !in_doubt => Some(Planned),
        (InFlight | Unknown, Planned) => Some(Unknown),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [CallState; 8] = [
        Planned, InFlight, Applied, Skipped, Rejected, Unknown, Blocked, Superseded,
    ];

    fn followers(now: CallState) -> Vec<CallState> {
        let asked = ALL.into_iter();
        asked
            .filter(|asked| next(now, false, *asked).is_some())
            .collect()
    }

    #[test]
    fn the_table() {
        let sent = vec![Planned, InFlight, Applied, Skipped, Rejected, Unknown];
        assert_eq!(followers(Planned), [Planned, InFlight, Blocked, Superseded]);
        assert_eq!(followers(InFlight), sent);
        assert_eq!(followers(Unknown), sent);
        assert_eq!(followers(Blocked), [Superseded]);
        for end in [Applied, Skipped, Rejected, Superseded] {
            assert_eq!(followers(end), [], "{end:?}");
        }
    }

    #[test]
    fn doubt_is_not_undone_by_an_attempt_that_was_not_sent() {
        assert_eq!(next(InFlight, false, Planned), Some(Planned));
        assert_eq!(next(InFlight, true, Planned), Some(Unknown));
        assert_eq!(next(Unknown, true, Planned), Some(Unknown));
    }
}
