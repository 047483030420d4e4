//! The first calls of a run: they are sent, judged, and only then the rest follows.
//!
//! It draws and sends no call itself. Invariant: a run that is stopped here can be resumed like any other.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{CallId, CallState, Canary, Code, StopReason},
    send::{CallsToSend, Report},
};

/// The canary of a run.
pub(super) struct CanaryRun {
    pub canary: Canary,
    /// Its calls, with what they need.
    pub calls: BTreeSet<CallId>,
    /// The codes of its customers, which are read back where that is possible.
    pub customers: Vec<Code>,
}

impl CanaryRun {
    /// Only its calls.
    pub fn work(&self, whole: &CallsToSend) -> CallsToSend {
        let mut work = whole.clone();
        work.links.retain(|id| self.calls.contains(&id));
        work
    }

    /// Why the rest is not sent, if so: too many calls were rejected, or any is in doubt.
    pub fn judge(&self, report: &Report) -> Option<StopReason> {
        let of = |state| report.ends.get(&state).copied().unwrap_or_default();
        let (rejected, unknown) = (of(CallState::Rejected), of(CallState::Unknown));
        let is_well = unknown == 0 && self.canary.allows(rejected, self.calls.len());
        (!is_well).then_some(StopReason::Canary {
            calls: self.canary.calls,
            rejected,
            unknown,
        })
    }
}

/// The ends of both parts together.
pub(super) fn joined(first: Report, rest: Report) -> Report {
    let mut ends: BTreeMap<CallState, usize> = first.ends;
    for (state, count) in rest.ends {
        *ends.entry(state).or_default() += count;
    }
    Report { ends, ..rest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Share;

    #[test]
    fn any_call_in_doubt_stops_the_run() {
        let run = CanaryRun {
            canary: Canary {
                calls: 50,
                limit: Share::Percent(100.0),
                left: BTreeMap::new(),
            },
            calls: (1..=60).collect(),
            customers: Vec::new(),
        };
        let judged = |ends: &[(CallState, usize)]| {
            run.judge(&Report {
                ends: ends.iter().copied().collect(),
                ..Report::default()
            })
        };
        assert_eq!(
            judged(&[(CallState::Applied, 40), (CallState::Rejected, 20)]),
            None
        );
        let stop = judged(&[(CallState::Applied, 59), (CallState::Unknown, 1)]);
        let wanted = StopReason::Canary {
            calls: 50,
            rejected: 0,
            unknown: 1,
        };
        assert_eq!(stop, Some(wanted));
    }
}
