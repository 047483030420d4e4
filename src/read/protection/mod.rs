//! Encrypted workbooks that Excel opens without asking for a password.
//!
//! Excel encrypts some workbooks with a default password, for example old ones whose structure is protected, and
//! opens them silently. Here the archives of newer ones are decrypted, in memory. Invariant: a workbook with another
//! password is refused; no password is guessed.

mod agile;
mod cipher;
mod default_password;
mod package;

pub(super) use cipher::digest;
pub(super) use default_password::password;
pub(super) use package::unpacked;
