//! Ends a run that can't go well: the server is down, or the mapping is wrong.
//!
//! It counts, and nothing else; a single success takes the first count back to zero.

use std::collections::{BTreeMap, VecDeque};

use super::answer::Answer;
use crate::model::{Settled, StopReason};

/// Outcomes in a row that are unknown, server errors or not sent.
const IN_A_ROW: u32 = 20;
/// How many of the last calls are looked at for refusals with the same message.
const WINDOW: usize = 50;
/// 95 % of them.
const ALIKE: usize = 48;

/// What has happened lately.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    bad: u32,
    recent: VecDeque<Option<String>>,
}

impl Breaker {
    /// Takes note of one attempt's answer.
    pub fn attempt(&mut self, answer: &Answer) -> Option<StopReason> {
        let (Answer::Unknown { message, .. } | Answer::NotSent(message)) = answer else {
            self.bad = 0;
            return None;
        };
        self.bad += 1;
        (self.bad >= IN_A_ROW).then(|| {
            StopReason::ServerDown(format!(
                "{IN_A_ROW} attempts in a row failed, the last with: {message}"
            ))
        })
    }

    /// Takes note of how a call ended; `code` is left out of the message, so that messages compare.
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
        // What went well has made nothing more alike.
        if went_well || self.recent.len() < WINDOW {
            return None;
        }
        let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
        for message in self.recent.iter().flatten() {
            *alike.entry(message).or_default() += 1;
        }
        let (message, count) = alike.into_iter().max_by_key(|(_, count)| *count)?;
        (count >= ALIKE).then(|| {
            StopReason::MappingWrong(format!(
                "{count} of the last {WINDOW} calls were refused with: {message}"
            ))
        })
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
    fn twenty_in_a_row_stop_and_one_success_starts_afresh() {
        let mut breaker = Breaker::default();
        let lost = Answer::unknown("lost");
        assert!((0..19).all(|_| breaker.attempt(&lost).is_none()));
        assert_eq!(breaker.attempt(&Answer::Accepted), None);
        assert!((0..19).all(|_| breaker.attempt(&lost).is_none()));
        assert!(matches!(
            breaker.attempt(&lost),
            Some(StopReason::ServerDown(_))
        ));
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
                Settled::Skipped
            } else {
                rejected("KH")
            };
            assert_eq!(breaker.settled("KH", &settled), None, "{number}");
        }
    }
}
