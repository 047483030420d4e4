//! Why a text is no amount: the sentences.
//!
//! The command line shows them too, so they do not mention a file.

/// The reason why a text is no duration, rate or share.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
pub enum AmountError {
    /// The text has another form than a duration.
    #[error("`{0}` is not a duration such as 30s, 5m or 1h30m")]
    Duration(String),
    /// The text has another form than a rate.
    #[error("`{0}` is not a rate such as 10/s, 600/min or 36000/h")]
    Rate(String),
    /// The rate is zero.
    #[error("the rate `{0}` would send nothing")]
    TooSlow(String),
    /// The rate is below the limit.
    #[error(
        "the rate `{0}` is less than one request an hour; write it with the unit that is meant, such as 10/s"
    )]
    Slow(String),
    /// The rate is above the limit, which is in requests a second.
    #[error("the rate `{0}` is above {1}/s")]
    TooFast(String, u32),
    /// The text has another form than a share.
    #[error("`{0}` is neither a percentage such as 10% nor a whole number")]
    Share(String),
    /// The share is above 100 %.
    #[error("`{0}` is more than everything")]
    TooMuch(String),
}
