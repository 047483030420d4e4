//! Asks before anything is sent.

use std::io::{self, BufRead, IsTerminal};

use super::{error::CliError, failure::Failure};

/// Whether a person can be asked.
pub fn possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Refuses at once where nobody can be asked and nobody has said yes.
pub fn require(yes: bool) -> Result<(), Failure> {
    if yes || possible() {
        return Ok(());
    }
    Err(CliError::NoTerminal.into())
}

/// Asks a question that only `y` or `yes` answers.
pub fn confirm(question: &str) -> bool {
    super::output::stderr(&format!("{question} [y/N] "));
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok()
        && matches!(
            answer.trim().to_lowercase().as_str(),
            "y" | "yes" | "c" | "có"
        )
}
