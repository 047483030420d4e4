//! Workbooks that are encrypted although nobody is asked for a password.
//!
//! Excel encrypts some workbooks with a password of its own, for example old ones whose structure is protected, and
//! opens them without a word. Here the archives of newer ones are decrypted, in memory. Invariant: what another password protects is refused;
//! none is tried out.

mod agile;
mod cipher;
mod package;

pub(super) use cipher::digest;
pub(super) use package::unpacked;

/// The password that Excel has for itself.
const PASSWORD: &str = "VelvetSweatshop";

/// It as digests are made of it.
pub(super) fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
