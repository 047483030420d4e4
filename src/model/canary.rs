//! The first calls of a run, by which it is judged.
//!
//! Plain data. Invariant: a limit of 0 allows no rejected call.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entity, Key, Share};

/// How many calls are sent first, and how many of them may be rejected.
#[derive(Clone, Debug, PartialEq)]
pub struct Canary {
    /// The calls that are drawn; what they need comes on top.
    pub calls: usize,
    /// The rejected calls that are allowed, of those that are sent.
    pub limit: Share,
    /// The values that are left to the account once a record is there; reading them back proves nothing.
    pub left: BTreeMap<Entity, BTreeSet<Key>>,
}

impl Canary {
    /// Whether so many of the calls that were sent may be rejected.
    #[must_use]
    pub fn allows(&self, rejected: usize, sent: usize) -> bool {
        match self.limit {
            Share::Count(most) => rejected <= most,
            Share::Percent(most) => {
                let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
                number(rejected) * 100.0 <= most * number(sent)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_of_the_calls_that_were_sent() {
        let two_percent = Canary {
            calls: 50,
            limit: Share::Percent(2.0),
            left: BTreeMap::new(),
        };
        let allowed = [(0, 1), (1, 50), (2, 100)];
        let refused = [(1, 49), (2, 50), (1, 1)];
        assert!(
            allowed
                .iter()
                .all(|(rejected, sent)| two_percent.allows(*rejected, *sent))
        );
        assert!(
            !refused
                .iter()
                .any(|(rejected, sent)| two_percent.allows(*rejected, *sent))
        );
        let three = Canary {
            limit: Share::Count(3),
            ..two_percent
        };
        assert!(three.allows(3, 3) && !three.allows(4, 1000));
    }
}
