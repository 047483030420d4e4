//! `completions`: the commands and options, as a shell completes them.
//!
//! It reads nothing. Invariant: the script is made from the types that parse the command line.

use std::io::{self, Write};

use clap_complete::Shell;

use crate::cli::{args::CompletionsArgs, failure::CommandFailure, help, output};

pub fn run(options: &CompletionsArgs) -> Result<u8, CommandFailure> {
    let script = script(options.shell)?;
    output::data(|out| out.write_all(script.as_bytes()))?;
    Ok(0)
}

fn script(shell: Shell) -> io::Result<String> {
    // The generator panics where it can't write, for example into a pipe that was closed.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(), "vbot-sync", &mut script);
    let script = String::from_utf8(script).map_err(io::Error::other)?;
    // For bash it writes the hyphen of the program's name in two ways, so that no command would find its options.
    Ok(script.replace("vbot__subcmd__sync", "vbot__sync"))
}
