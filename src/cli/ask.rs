//! Asks for confirmation before anything is sent.
//!
//! It does not decide what is asked. Invariant: any answer but a clear yes is a no.

use std::io::{self, BufRead, IsTerminal};

use vbot_sync::{language::say, model::visible::visible};

use super::{error::CliError, failure::CommandFailure, notice::Notice};

/// Fails early if `--yes` is missing and there is no terminal to ask on.
pub fn require_consent(yes: bool) -> Result<(), CommandFailure> {
    if yes || (io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(());
    }
    Err(CliError::NoTerminal.into())
}

/// Asks a question; `y`, `yes` and the Vietnamese `c`, `có` mean yes, everything else means no.
pub fn confirm(question: &str) -> bool {
    Notice::info(say!("cli-yes-or-no", question = visible(question))).ask();
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    let answer = answer.trim().to_lowercase();
    read.is_ok() && ["y", "yes", "c", "có"].contains(&answer.as_str())
}
