//! A tiny seeded generator (SplitMix64), written out here so that no dependency's update changes the samples.
//!
//! Only for sample data. Invariant: the same seed always gives the same numbers.

/// The state is the last counter value; every step mixes it into a number.
pub struct Random(u64);

impl Random {
    /// Starts the sequence of that seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, `bound`; the tiny bias of the remainder is acceptable here.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).expect("a usize fits");
        usize::try_from(self.next() % bound).expect("it is below a usize")
    }

    /// True in that many cases of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// Takes that many different items out of a list, in random order.
    pub fn take<T>(&mut self, list: &mut Vec<T>, count: usize) -> Vec<T> {
        (0..count)
            .map(|_| list.swap_remove(self.below(list.len())))
            .collect()
    }
}
