//! How a customer's data is masked.
//!
//! It makes no mask. Invariant: what is not personal is declared so.

use serde::{Deserialize, Serialize};

/// The kind of mask for a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum Privacy {
    /// It is not personal and is kept.
    Open,
    /// Names, addresses and other words.
    Words,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
}
