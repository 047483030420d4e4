//! Plans of random worlds of all five entities, executed call by call on the sandbox's account.
//!
//! Every call must be accepted, in the plan's order and in others that its edges allow; the account must
//! end equal to the rows; there must be no superfluous edge, and no calls except the required ones and the detours,
//! whose number is bounded (`detours`). The required calls are computed a second time here, directly from the
//! documented rules. No time, no network.

mod detours;
mod execute;
mod held_rows;
mod references;
mod required_calls;
mod rules;
mod scale;
mod stopped_runs;
mod unchanged_rows;
mod undone_runs;
mod verify;
mod waves;
mod world;

use super::seeds;

/// The number of seeds in every test run.
const SEEDS: u64 = 400;

/// Runs `one` for one in `share` of the seeds.
fn every_seed(share: u64, one: fn(u64, bool)) {
    seeds::every(SEEDS, share, one);
}

#[test]
fn every_plan_is_accepted_in_any_order_and_has_no_superfluous_call() {
    every_seed(1, world::minimal);
}

#[test]
fn customers_with_equal_dependencies_wait_for_the_right_calls() {
    every_seed(20, world::many_per_lookup);
}

#[test]
fn plans_do_not_depend_on_elided_or_spilled_contents() {
    every_seed(2, unchanged_rows::plans_are_equal);
    if seeds::number("SEED").is_none() {
        unchanged_rows::assert_coverage();
    }
}

#[test]
fn held_rows_stop_only_the_calls_that_depend_on_them() {
    every_seed(1, held_rows::held);
}

#[test]
fn the_next_plan_completes_a_stopped_run() {
    every_seed(1, stopped_runs::interrupted);
}

#[test]
fn waves_one_after_another_end_where_one_run_ends() {
    every_seed(1, waves::one_after_another);
}

#[test]
fn an_undone_run_leaves_the_account_as_it_was() {
    every_seed(1, undone_runs::there_and_back);
}

#[test]
fn an_undone_stopped_run_leaves_the_account_as_it_was() {
    every_seed(1, undone_runs::stopped);
}
