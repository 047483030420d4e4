//! Ends a run whose calls nearly all fail alike, because then the mapping is wrong.
//!
//! It counts how calls end, and nothing else. An answer that is not about a row does not end its call; `outage`
//! counts those. Invariant: it never stops a run before the window is full.

use std::collections::{BTreeMap, VecDeque};

use crate::{
    language::say,
    model::{Settled, StopReason},
};

/// Calls considered: enough that a few bad rows do not stop a run, and few enough that little harm is done.
const WINDOW: usize = 50;
/// 95 % of the window must be refused with the same message.
const ALIKE: usize = 48;

/// The ends of the last calls.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    recent: VecDeque<Option<String>>,
}

impl Breaker {
    /// Notes how a call ended; the code is removed from the message, so that messages of different rows compare
    /// equal.
    pub fn settled(&mut self, code: &str, settled: &Settled) -> Option<StopReason> {
        let message = match settled {
            Settled::Rejected { message, .. } => Some(message.replace(code, "…")),
            _ => None,
        };
        let went_well = message.is_none();
        self.recent.push_back(message);
        if self.recent.len() > WINDOW {
            self.recent.pop_front();
        }
        // A success can't complete a series of equal refusals.
        if went_well || self.recent.len() < WINDOW {
            return None;
        }
        // Counted anew each time: the window is small, and only refusals reach this line.
        let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
        for message in self.recent.iter().flatten() {
            *alike.entry(message).or_default() += 1;
        }
        let (message, count) = alike.into_iter().max_by_key(|(_, count)| *count)?;
        (count >= ALIKE)
            .then(|| StopReason::MappingWrong(say!("send-alike", count, window = WINDOW, message)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejected(code: &str) -> Settled {
        Settled::Rejected {
            code: Some(-1),
            message: format!("{code}: wrong status"),
        }
    }

    #[test]
    fn fifty_refusals_with_one_message_stop_and_forty_nine_do_not() {
        let mut breaker = Breaker::default();
        let codes: Vec<String> = (0..50).map(|number| format!("KH{number}")).collect();
        assert!(
            codes[..49]
                .iter()
                .all(|code| breaker.settled(code, &rejected(code)).is_none())
        );
        assert!(matches!(
            breaker.settled("KH49", &rejected("KH49")),
            Some(StopReason::MappingWrong(_))
        ));
    }

    #[test]
    fn three_successes_in_fifty_keep_it_going() {
        let mut breaker = Breaker::default();
        for number in 0..200 {
            let settled = if number % 16 == 0 {
                Settled::Skipped { finding: None }
            } else {
                rejected("KH")
            };
            assert_eq!(breaker.settled("KH", &settled), None, "{number}");
        }
    }
}
