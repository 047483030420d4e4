//! The process that holds the lock of a snapshot, as another process reports it.
//!
//! Information for people; it locks nothing. Invariant: what an earlier version wrote can still be read.

use std::{env, fmt, fs, process};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The process that holds a lock.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Holder {
    command: String,
    process: u32,
    host: Option<String>,
    since: Timestamp,
}

impl Holder {
    /// This process, with the command that it has run since then.
    pub(super) fn this_process(command: &str, since: Timestamp) -> Self {
        Self {
            command: command.to_owned(),
            process: process::id(),
            host: host(),
            since,
        }
    }
}

/// Whether a process of this machine is still there. Where the system has no `/proc`, it counts as being there.
#[must_use]
pub fn is_alive(process: u32) -> bool {
    let processes = std::path::Path::new("/proc");
    !processes.join("self").exists() || processes.join(process.to_string()).exists()
}

/// The machine's name, if the environment has it; several machines may use one share.
#[must_use]
pub fn host() -> Option<String> {
    let files = ["/proc/sys/kernel/hostname", "/etc/hostname"];
    let variables = ["COMPUTERNAME", "HOSTNAME"];
    let host = variables.iter().find_map(|name| env::var(name).ok());
    let name = host.or_else(|| files.iter().find_map(|file| fs::read_to_string(file).ok()))?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

impl fmt::Display for Holder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            command,
            process,
            host,
            since,
        } = self;
        write!(formatter, "`{command}`, process {process}")?;
        if let Some(host) = host {
            write!(formatter, " on {host}")?;
        }
        write!(formatter, ", since {since:.0}")
    }
}
