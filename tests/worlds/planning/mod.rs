//! Plans of random worlds of all five entities, executed call by call on the account that they are for.
//!
//! Every call must be accepted, in the plan's order and in others that its edges allow; the account must
//! end as the rows want; there must be no edge too many, and no call but those that are needed and the detours,
//! whose number is bounded (`detours`). What is needed is worked out here once more, from the rules as they are
//! written. No time, no network.

mod detours;
mod execute;
mod held_rows;
mod references;
mod required_calls;
mod rules;
mod scale;
mod stopped_runs;
mod unchanged_rows;
mod verify;
mod world;

use super::seeds;

/// Seeds that every test run goes through.
const SEEDS: u64 = 400;

/// Runs `one` for one in `share` of the seeds.
fn every_seed(share: u64, one: fn(u64, bool)) {
    seeds::every(SEEDS, share, one);
}

#[test]
fn every_plan_is_accepted_in_any_order_and_has_no_call_too_many() {
    every_seed(1, world::clean);
}

#[test]
fn in_a_crowd_everybody_waits_for_what_he_would_alone() {
    every_seed(20, world::crowded);
}

#[test]
fn what_comes_without_its_content_or_is_put_away_is_missed_nowhere() {
    every_seed(2, unchanged_rows::same);
    if seeds::number("SEED").is_none() {
        unchanged_rows::has_come_up();
    }
}

#[test]
fn rows_that_are_held_stop_only_what_hangs_on_them() {
    every_seed(1, held_rows::held);
}

#[test]
fn what_is_left_half_done_is_put_right_by_the_next_plan() {
    every_seed(1, stopped_runs::interrupted);
}
