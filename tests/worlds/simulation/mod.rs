//! A seeded simulation: random old state, random new state, random faults and crashes, in virtual time.
//!
//! The plan, the send decisions and the account are the real ones; the network, the clock and the disk are
//! this test's. After every step the snapshot must not claim what the account does not hold, no two calls
//! on one code may be under way, and in the end the account must be what the rows want. With others at work in the account
//! too (`intruders`), there must be an end.

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

/// Of as many seeds, one in so many has others at work in the account.
const INTRUDED: u64 = 5;

#[test]
fn whatever_others_do_in_the_account_there_is_an_end_to_it() {
    seeds::every(SEEDS, INTRUDED, intruders::nights);
}
