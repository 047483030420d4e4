//! Why a text is no amount: the sentences.
//!
//! The command line shows them too, so they do not mention a file.

use crate::language::say;

/// The reason why a text is no duration, rate or share.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
pub enum AmountError {
    /// The text has another form than a duration.
    #[error("{}", say!("config-duration", text = .0))]
    Duration(String),
    /// The text has another form than a rate.
    #[error("{}", say!("config-rate", text = .0))]
    Rate(String),
    /// The rate is zero.
    #[error("{}", say!("config-too-slow", text = .0))]
    TooSlow(String),
    /// The rate is below the limit.
    #[error("{}", say!("config-slow", text = .0))]
    Slow(String),
    /// The rate is above the limit, which is in requests a second.
    #[error("{}", say!("config-too-fast", text = .0, most = .1))]
    TooFast(String, u32),
    /// The text has another form than a share.
    #[error("{}", say!("config-share", text = .0))]
    Share(String),
    /// The share is above 100 %.
    #[error("{}", say!("config-too-much", text = .0))]
    TooMuch(String),
}
