//! A seeded simulation: random old state, random new state, random faults and crashes, in virtual time.
//!
//! The plan, the send decisions and the account are the real ones; the network, the clock and the disk are
//! simulated. After every step the snapshot must not claim more than the account holds, no two calls
//! on one code may be in flight, and in the end the account must equal the rows. If other clients change the account
//! too (`intruders`), the runs must still come to an end.

mod intruders;
mod network;
mod runs;
mod sending;
mod verify;

use super::seeds;

/// The number of seeds in every test run.
const SEEDS: u64 = 1_500;

#[test]
fn every_seed_converges_and_no_change_is_lost_or_applied_twice() {
    seeds::every(SEEDS, 1, runs::nights);
}

/// One in that many seeds is also tested with other clients in the account.
const SHARE_WITH_INTRUDERS: u64 = 5;

#[test]
fn runs_come_to_an_end_while_others_change_the_account() {
    seeds::every(SEEDS, SHARE_WITH_INTRUDERS, intruders::nights);
}
