//! `man`: the manual, as the main page on stdout or as a folder with a page for each command.
//!
//! It reads nothing. Invariant: the pages are made from the types that parse the command line, and each is written as
//! a whole or not at all.

use std::{fs, path::Path};

use clap::Command;
use clap_mangen::Man;
use vbot_sync::{
    file::{self, Mode},
    language::say,
};

use crate::cli::{
    args::ManArgs, error::CliError, failure::CommandFailure, help, notice::Notice, output,
};

pub fn run(options: &ManArgs) -> Result<u8, CommandFailure> {
    // `help` is a command that has no page.
    let mut program = help::command().disable_help_subcommand(true);
    program.build();
    let Some(folder) = &options.out else {
        output::data(|out| Man::new(program).render(out))?;
        return Ok(0);
    };
    fs::create_dir_all(folder).map_err(|error| CliError::Unwritable(folder.clone(), error))?;
    let commands = program.get_subcommands().cloned();
    let pages: Vec<Command> = std::iter::once(program.clone()).chain(commands).collect();
    let count = pages.len();
    for command in pages {
        write(folder, command)?;
    }
    let folder = output::name(folder);
    Notice::info(say!("cli-pages-written", folder, count)).print();
    Ok(0)
}

/// The page of one command, in place of one that is there.
fn write(folder: &Path, command: Command) -> Result<(), CliError> {
    let page = Man::new(command);
    let path = folder.join(page.get_filename());
    let written = file::write(&path, Mode::Shared, |out| page.render(out));
    written.map_err(|error| CliError::Unwritable(path, error))
}
