//! Plans of random worlds of all five entities, executed call by call on the account that they are for.
//!
//! Every call must be accepted, in the plan's order and in others that its edges allow; the account must
//! end as the rows want; there must be no edge too many, and no call but those that are needed and the detours,
//! whose number is bounded (`detours`). What is needed is worked out here once more, from the rules as they are
//! written. No time, no network.
//!
//! `SEEDS=300000 cargo test --release --test planning` runs more; `SEED=7` runs one, and tells.

#![expect(
    clippy::print_stdout,
    reason = "whoever asks for one seed is told what happens"
)]

mod carry;
#[path = "../simulation/compared.rs"]
mod compared;
#[path = "../simulation/content.rs"]
mod content;
#[path = "../simulation/desired.rs"]
mod desired;
mod detours;
#[path = "../simulation/memory.rs"]
#[expect(dead_code, reason = "what only a journal needs is not needed here")]
mod memory;
mod need;
mod nights;
mod references;
mod rules;
mod scale;
#[path = "../simulation/sheet.rs"]
mod sheet;
mod sieve;
mod trouble;
mod verify;

/// Seeds that every test run goes through.
const SEEDS: u64 = 1_500;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs `one` for every seed, on all cores.
fn every_seed(share: u64, one: fn(u64, bool)) {
    if let Some(seed) = number("SEED") {
        return one(seed, true);
    }
    let seeds = number("SEEDS").unwrap_or(SEEDS) / share;
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get) as u64;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for seed in (thread..seeds).step_by(usize::try_from(threads).unwrap_or(1)) {
                    let told = std::panic::catch_unwind(|| one(seed, false));
                    assert!(told.is_ok(), "seed {seed} fails; SEED={seed} tells how");
                }
            });
        }
    });
}

#[test]
fn every_plan_is_accepted_in_any_order_and_has_no_call_too_many() {
    every_seed(1, nights::clean);
}

#[test]
fn in_a_crowd_everybody_waits_for_what_he_would_alone() {
    every_seed(20, nights::crowded);
}

#[test]
fn what_comes_without_its_content_or_is_put_away_is_missed_nowhere() {
    every_seed(1, sieve::same);
    if number("SEED").is_none() {
        sieve::has_come_up();
    }
}

#[test]
fn rows_that_are_held_stop_only_what_hangs_on_them() {
    every_seed(1, trouble::held);
}

#[test]
fn what_is_left_half_done_is_put_right_by_the_next_plan() {
    every_seed(1, trouble::interrupted);
}
