//! A seeded simulation: random old state, random new state, random faults and crashes, in virtual time.
//!
//! The plan, the send decisions and the account are the real ones; the network, the clock and the disk are
//! this test's. After every step the snapshot must not claim what the account does not hold, no two calls
//! on one code may be under way, and in the end the account must be what the rows want.

mod intruders;
mod network;
mod runs;
mod sending;
mod verify;

use super::seeds;

/// Seeds that every test run goes through.
const SEEDS: u64 = 1_500;

#[test]
fn every_seed_converges_and_nothing_is_lost_or_doubled() {
    seeds::every(SEEDS, 1, runs::nights);
}

/// Not yet true of every seed: docs/reliability.md says what is missing.
#[test]
#[ignore = "a few seeds in a thousand find no end: 346, where a swap is told by `previous_no`, and 483, where a temporary code is forgotten"]
fn whatever_others_do_in_the_account_there_is_an_end_to_it() {
    seeds::every(SEEDS, 1, intruders::nights);
}
