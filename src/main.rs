//! The binary: parses the command line, runs the command and returns its exit code.
//!
//! It has no logic of its own: `cli` is the command line, the library does the work. Invariant: the process ends here,
//! unless a second signal ends it at once.

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    let code = cli::parsed().map_or_else(|code| code, cli::run);
    ExitCode::from(code)
}
