//! A seeded simulation: random old state, random new state, random faults and crashes, in virtual time.
//!
//! The plan, the send decisions and the account are the real ones; the network, the clock and the disk are
//! simulated. After every step the snapshot must not claim more than the account holds, no two calls
//! on one code may be in flight, and in the end the account must equal the rows. If other clients change the account
//! too (`intruders`), the runs must still come to an end. Under v3 reads may be behind writes, and no record is changed
//! after a request without a clear answer before it was read.

mod account;
mod flight;
mod intruders;
mod network;
mod runs;
mod sending;
mod verify;
mod wire;

use vbot_sync::model::Dialect;

use super::seeds;

/// The number of seeds in every test run.
const SEEDS: u64 = 1_500;

#[test]
fn every_seed_converges_and_no_change_is_lost_or_applied_twice() {
    seeds::every(SEEDS, 1, |seed, verbose| {
        runs::nights(Dialect::V1, seed, verbose);
    });
}

/// One in that many seeds is also tested with an account of v3.
const SHARE_OF_V3: u64 = 5;

#[test]
fn every_seed_converges_under_v3() {
    seeds::every(SEEDS, SHARE_OF_V3, |seed, verbose| {
        runs::nights(Dialect::V3, seed, verbose);
    });
}

/// One in that many seeds is also tested with other clients in the account.
const SHARE_WITH_INTRUDERS: u64 = 5;

#[test]
fn runs_come_to_an_end_while_others_change_the_account() {
    seeds::every(SEEDS, SHARE_WITH_INTRUDERS, |seed, verbose| {
        intruders::nights(Dialect::V1, seed, verbose);
    });
}

#[test]
fn runs_come_to_an_end_while_others_change_a_v3_account() {
    seeds::every(
        SEEDS,
        SHARE_WITH_INTRUDERS * SHARE_OF_V3,
        |seed, verbose| {
            intruders::nights(Dialect::V3, seed, verbose);
        },
    );
}
