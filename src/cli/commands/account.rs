//! The connection of the commands that only read the account.
//!
//! Invariant: its rate is that for reading.

use vbot_sync::{
    config::Config,
    model::RateLimits,
    send::{self, Credentials, Engine},
};

use super::send_plan::warn_of_exposed_secrets;
use crate::cli::failure::CommandFailure;

/// Connects, with the credentials from the environment; nothing is sent yet.
pub fn engine(config: &Config) -> Result<Engine, CommandFailure> {
    let variable = |name: &str| std::env::var(name).ok();
    let credentials = Credentials::of_dialect(config.tenant.dialect, variable)?;
    warn_of_exposed_secrets(&config.tenant.base_url, send::exposed(variable));
    let limits = RateLimits {
        rate: config.limits.read_rate.unwrap_or(config.limits.rate),
        ..config.limits
    };
    let tenant = config.tenant.clone();
    Ok(Engine::new(tenant, limits, config.policy, credentials)?)
}
