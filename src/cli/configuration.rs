//! The configuration that a command works with.
//!
//! Invariant: `--state` replaces the file's path of the snapshot for every command.

use vbot_sync::{
    config::{self, Config},
    error::Result,
};

use super::Arguments;

/// The configuration; `--state` replaces its path of the snapshot.
pub fn config(arguments: &Arguments) -> Result<Config> {
    let mut config = config::load(&arguments.config)?;
    if let Some(state) = &arguments.state {
        config.state.clone_from(state);
    }
    Ok(config)
}
