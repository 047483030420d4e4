//! Decides the next request while a list of the account is read page by page.
//!
//! Pure: it sends nothing and keeps no record, only a hash of each code. The documentation says neither the number of
//! the first page nor the largest size, the order or its stability, so all of that is found out. A list of several
//! pages is read until it is complete and then once more, because a record that is deleted and one that is made
//! meanwhile leave the count as it was and hide a third one between two pages. Invariant: a reading is confirmed only
//! if each record was seen after all of them were known, nothing was new then, and the account's count is theirs.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::list_step::ListStep;

/// How often the reading begins anew before it is given up.
const MOST_TRIES: u32 = 3;

/// Passes over the list in one try: an order that changes with every request needs some for its last records.
const MOST_PASSES: u32 = 40;

/// Passes in a row without anything new, after which the rest is taken for unreachable.
const MOST_IDLE: u32 = 3;

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Phase {
    /// Until every record is known.
    #[default]
    Collect,
    /// Until each has been seen once more.
    Verify,
    Ended(bool),
}

/// A list that is being read.
#[derive(Debug, Default)]
pub struct ListReading {
    size: u32,
    first: Option<u32>,
    /// Page 1, until page 0 shows which of them is the first.
    probe: Option<Vec<u64>>,
    /// The count before this try; `None`: it is the next request.
    count: Option<u64>,
    is_counted_again: bool,
    phase: Phase,
    /// Every code, and whether it was seen again.
    seen: HashMap<u64, bool>,
    seen_again: usize,
    tries: u32,
    passes: u32,
    idle: u32,
    pass: Pass,
}

/// One pass over all pages.
#[derive(Debug, Default)]
struct Pass {
    next: u32,
    returned: u64,
    filled: u32,
    fresh: usize,
    last: Vec<u64>,
}

impl ListReading {
    /// A list that is asked for so many records a page.
    #[must_use]
    pub fn new(size: u32) -> Self {
        Self {
            size: size.max(1),
            tries: 1,
            ..Self::default()
        }
    }

    /// The next request.
    #[must_use]
    pub fn next(&self) -> ListStep {
        let page = match (self.phase, self.first) {
            (Phase::Ended(confirmed), _) => return ListStep::Ended { confirmed },
            _ if self.count.is_none() || self.is_counted_again => return ListStep::Count,
            (_, None) => u32::from(self.probe.is_none()),
            (_, Some(first)) => first + self.pass.next,
        };
        ListStep::Page {
            page,
            size: self.size,
            again: self.phase == Phase::Verify,
        }
    }

    /// How many pages will follow the next one in this pass, if nothing changes; none while it is found out how pages
    /// are counted.
    #[must_use]
    pub fn further(&self) -> u32 {
        let count = self.count.unwrap_or(0);
        // The pass ends with a blank page after the last one.
        let last = count.div_ceil(u64::from(self.size));
        let further = last.saturating_sub(u64::from(self.pass.next));
        match self.first {
            Some(_) => u32::try_from(further).unwrap_or(0),
            None => 0,
        }
    }

    /// Which try this is, from 1. With a new one, what was read so far counts no more.
    #[must_use]
    pub const fn tries(&self) -> u32 {
        self.tries
    }

    /// How many records are known, and of how many.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        let known = match self.phase {
            Phase::Verify => self.seen_again,
            _ => self.seen.len(),
        };
        (known as u64, self.count.unwrap_or(0))
    }

    /// The answer to [`ListStep::Count`].
    pub fn counted(&mut self, count: u64) {
        if !std::mem::take(&mut self.is_counted_again) {
            self.count = Some(count);
            return;
        }
        let is_complete = count == self.seen.len() as u64;
        match self.phase {
            // Its records are known, although their number has changed: they still have to be seen again.
            Phase::Collect if is_complete && self.is_atomic() => self.phase = Phase::Ended(true),
            Phase::Collect if is_complete => self.verify(count),
            Phase::Verify if is_complete => self.phase = Phase::Ended(true),
            _ => self.again(Some(count)),
        }
    }

    /// The answer to [`ListStep::Page`]: the codes on it.
    pub fn page<'c>(&mut self, codes: impl IntoIterator<Item = &'c str>) {
        let codes: Vec<u64> = codes.into_iter().map(hash).collect();
        if self.first.is_none() {
            return self.probed(codes);
        }
        let (before, is_repeated) = (self.seen.len(), self.pass.last == codes);
        self.note(&codes);
        if self.phase == Phase::Verify && self.seen.len() > before {
            return self.again(None);
        }
        let returned = codes.len() as u64;
        let is_first = self.pass.next == 0;
        self.pass.next += 1;
        let is_over = self.pass.returned > self.count.unwrap_or(0) + u64::from(self.size);
        if codes.is_empty() || is_over || (is_repeated && !is_first) {
            return self.pass_ended();
        }
        self.pass.last = codes;
        if is_first && returned < u64::from(self.size) && returned < self.count.unwrap_or(0) {
            // The server has a limit of its own; asked for what it gives, pages follow each other in any case.
            self.limit(returned);
        }
    }

    /// A page was refused, perhaps for its size or its number; `false` if there is nothing left to try.
    pub fn refused(&mut self) -> bool {
        if self.first.is_none() && self.probe.is_some() {
            // There is no page 0.
            self.probed(Vec::new());
            return true;
        }
        if self.size == 1 {
            return false;
        }
        self.size /= 2;
        self.pass = Pass::default();
        true
    }

    /// The next page begins where this one has ended.
    fn limit(&mut self, size: u64) {
        self.size = u32::try_from(size).unwrap_or(self.size).max(1);
    }

    /// Page 1, and then page 0: if it is another one, it is the first.
    fn probed(&mut self, codes: Vec<u64>) {
        let Some(one) = self.probe.take() else {
            self.note(&codes);
            self.probe = Some(codes);
            return;
        };
        self.note(&codes);
        let is_zero = !codes.is_empty() && codes != one;
        self.first = Some(u32::from(!is_zero));
        let (first, others) = if is_zero {
            (codes, one)
        } else {
            (one, Vec::new())
        };
        let (returned, count) = (first.len() as u64, self.count.unwrap_or(0));
        self.pass = Pass {
            next: 1,
            filled: u32::from(!first.is_empty()) + u32::from(!others.is_empty()),
            returned,
            fresh: self.seen.len(),
            last: first,
        };
        if returned == 0 {
            return self.pass_ended();
        }
        if returned < u64::from(self.size) && returned < count {
            self.limit(returned);
        }
    }

    fn note(&mut self, codes: &[u64]) {
        self.pass.returned += codes.len() as u64;
        self.pass.filled += u32::from(!codes.is_empty());
        let is_verifying = self.phase == Phase::Verify;
        for code in codes {
            let fresh = match self.seen.get_mut(code) {
                None => {
                    self.seen.insert(*code, false);
                    true
                }
                Some(again) if is_verifying && !*again => {
                    *again = true;
                    self.seen_again += 1;
                    true
                }
                Some(_) => false,
            };
            self.pass.fresh += usize::from(fresh);
        }
    }

    /// Whether all records came with one answer, so that nothing can have changed between two pages.
    fn is_atomic(&self) -> bool {
        self.passes == 1 && self.pass.filled <= 1
    }

    fn pass_ended(&mut self) {
        self.passes += 1;
        self.idle = if self.pass.fresh == 0 {
            self.idle + 1
        } else {
            0
        };
        let count = self.count.unwrap_or(0);
        let known = self.seen.len() as u64;
        let is_stuck = self.idle >= MOST_IDLE || self.passes >= MOST_PASSES;
        match self.phase {
            Phase::Collect if known == count && !self.is_atomic() => self.verify(count),
            Phase::Collect if known >= count || is_stuck => self.is_counted_again = true,
            Phase::Verify if self.seen_again == self.seen.len() || is_stuck => {
                self.is_counted_again = self.seen_again == self.seen.len();
                if !self.is_counted_again {
                    self.again(None);
                }
            }
            _ => self.pass = Pass::default(),
        }
    }

    fn verify(&mut self, count: u64) {
        self.count = Some(count);
        self.phase = Phase::Verify;
        (self.passes, self.idle) = (0, 0);
        self.pass = Pass::default();
    }

    /// The account was changed meanwhile, or has more than its pages bring: everything is read anew.
    fn again(&mut self, count: Option<u64>) {
        if self.tries == MOST_TRIES {
            self.phase = Phase::Ended(false);
            return;
        }
        let (size, first) = (self.size, self.first);
        *self = Self {
            first,
            count,
            tries: self.tries + 1,
            ..Self::new(size)
        };
    }
}

fn hash(code: &str) -> u64 {
    let hash = blake3::hash(code.as_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}
