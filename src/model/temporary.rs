//! Temporary codes and group names: the code or name of a record until it gets its new one.
//!
//! The planner assigns them. Invariant: no other client of an account makes one, so a record with one is ours.

/// The prefix of every temporary code and name.
pub const TEMPORARY: &str = "TMP-";

/// The number of digits after it.
pub const TEMPORARY_DIGITS: usize = 12;

/// Whether a code or group name has the form of a temporary one.
#[must_use]
pub fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY)
}

/// Whether it is a temporary one, and not only of that form.
#[must_use]
pub fn is_given(name: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_hash = |hash: &str| hash.len() == TEMPORARY_DIGITS && hash.bytes().all(is_hex);
    name.strip_prefix(TEMPORARY).is_some_and(is_hash)
}
