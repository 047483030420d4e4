//! Temporary codes and group names: what a record is called while it waits for the code or name that it is to have.
//!
//! Who gives them is the planner. Invariant: nobody else in an account makes one, so that a record with one is ours.

/// How every temporary code and name begins.
pub const TEMPORARY: &str = "TMP-";

/// So many digits follow.
pub const TEMPORARY_DIGITS: usize = 12;

/// Whether a code or group name looks like one that a detour gives.
#[must_use]
pub fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY)
}

/// Whether it is one that a detour gives, and not only called like one.
#[must_use]
pub fn is_given(name: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_hash = |hash: &str| hash.len() == TEMPORARY_DIGITS && hash.bytes().all(is_hex);
    name.strip_prefix(TEMPORARY).is_some_and(is_hash)
}
