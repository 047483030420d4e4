//! The password that Excel itself uses.
//!
//! No other one is tried. Invariant: it is the same for every version of Excel.

/// Excel's default password.
const PASSWORD: &str = "VelvetSweatshop";

/// The password in the form that is hashed.
pub(in crate::read) fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
