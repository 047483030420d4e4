//! `schema`: a JSON schema of the configuration, with which editors complete and check it.
//!
//! It reads nothing.

use std::io::{self, Write};

use vbot_sync::config;

use crate::cli::{failure::CommandFailure, output};

pub fn run() -> Result<u8, CommandFailure> {
    let schema = serde_json::to_string_pretty(&config::schema()).map_err(io::Error::from)?;
    output::data(|out| writeln!(out, "{schema}"))?;
    Ok(0)
}
