//! Which seeds are tested: a number of them, on all cores, or a single one.

/// A number from the environment.
pub fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs `one` for the seed `SEED`, or for one in `share` of the first `SEEDS` seeds, by default of `usual`.
pub fn every(usual: u64, share: u64, one: fn(u64, bool)) {
    if let Some(seed) = number("SEED") {
        return one(seed, true);
    }
    let seeds = number("SEEDS").unwrap_or(usual) / share;
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get) as u64;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for seed in (thread..seeds).step_by(usize::try_from(threads).unwrap_or(1)) {
                    let result = std::panic::catch_unwind(|| one(seed, false));
                    assert!(
                        result.is_ok(),
                        "seed {seed} fails; SEED={seed} prints its steps"
                    );
                }
            });
        }
    });
}
