//! Encrypted workbooks that Excel opens without asking for a password.
//!
//! Excel encrypts some workbooks with a default password, for example old ones whose structure is protected, and
//! opens them silently. Here the archives of newer ones are decrypted, in memory. Invariant: a workbook with another
//! password is refused; no password is guessed.

mod agile;
mod cipher;
mod package;

pub(super) use cipher::digest;
pub(super) use package::unpacked;

/// Excel's default password.
const PASSWORD: &str = "VelvetSweatshop";

/// The password in the form that is hashed.
pub(super) fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
