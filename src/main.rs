//! The command line's front door: parse, run, exit code.

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    let code = cli::parsed().map_or_else(|code| code, |arguments| cli::run(&arguments));
    ExitCode::from(code)
}
