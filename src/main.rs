//! The command line's front door: parse, run, exit code.

use std::process::ExitCode;

use clap::Parser;

mod cli;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    ExitCode::from(cli::run(&arguments))
}
