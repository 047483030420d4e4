//! The settings of a sandbox.
//!
//! Plain data, which the caller fills in. Invariant: the usual settings have no faults.

use std::time::Duration;

use crate::sandbox::{Faults, Rules};

/// The settings of a sandbox.
#[derive(Clone)]
pub struct Options {
    /// The account and its behaviour.
    pub rules: Rules,
    /// The port on 127.0.0.1; 0 for any that is free.
    pub port: u16,
    /// A bearer token that is valid from the start and never expires by itself.
    pub token: String,
    /// For `POST /token`; without it the password grant is refused.
    pub username: Option<String>,
    /// The password that goes with it.
    pub password: Option<String>,
    /// The lifetime of an issued token.
    pub token_lifetime: Duration,
    /// The faults.
    pub faults: Faults,
    /// The delay of every answer, on top of the work itself.
    pub latency: Duration,
    /// Whether requests are kept for the log.
    pub keep_log: bool,
}

impl Default for Options {
    /// A server without faults, with the token `sandbox` and no user.
    fn default() -> Self {
        Self {
            rules: Rules::default(),
            port: 0,
            token: "sandbox".to_owned(),
            username: None,
            password: None,
            // As in the example of VBot's documentation.
            token_lifetime: Duration::from_secs(899),
            faults: Faults::none(),
            latency: Duration::ZERO,
            keep_log: true,
        }
    }
}
