//! Settings from the environment: the number of cases, and the first seed.

/// A number from the environment.
pub fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The first seed; `SEED=7` repeats a case of seed 7.
pub fn seed() -> u64 {
    number("SEED").unwrap_or(1)
}
