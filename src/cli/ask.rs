//! Asks before anything is sent.

use std::io::{self, BufRead, IsTerminal};

use vbot_sync::model::visible::visible;

use super::{error::CliError, failure::CommandFailure, notice::Notice};

/// Refuses at once where nobody can be asked and nobody has said yes.
pub fn require(yes: bool) -> Result<(), CommandFailure> {
    if yes || (io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(());
    }
    Err(CliError::NoTerminal.into())
}

/// Asks a question that only `y` or `yes` answers.
pub fn confirm(question: &str) -> bool {
    Notice::info(format!("{} [y/N] ", visible(question))).ask();
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    let answer = answer.trim().to_lowercase();
    read.is_ok() && ["y", "yes", "c", "có"].contains(&answer.as_str())
}
