//! Several configurations in one command: one after another, each under its own lock.
//!
//! It knows no command. Invariant: the exit code is the worst one, and every configuration is named at the end, whether
//! its turn came or not.

use std::path::{Path, PathBuf};

use vbot_sync::{config, language::say, model::visible::visible};

use super::{
    Arguments, error::CliError, failure::CommandFailure, notice::Notice, output, stop_signal,
};

/// Exit codes, the worst first.
const WORST_FIRST: [u8; 10] = [143, 130, 1, 2, 4, 7, 5, 3, 6, 0];

/// Runs the command for each configuration, until a signal stops it.
pub fn run(arguments: &mut Arguments, command: fn(&Arguments) -> u8) -> u8 {
    let paths = arguments.configs.clone();
    if let Err(error) = check(arguments) {
        return CommandFailure::from(error).report();
    }
    let mut ends = Vec::new();
    for path in paths {
        let exit = (!stop_signal::was_signalled()).then(|| {
            arguments.config.clone_from(&path);
            command(arguments)
        });
        ends.push((path, exit));
    }
    if !arguments.quiet {
        summarise(&ends);
    }
    let exits = || ends.iter().filter_map(|(_, exit)| *exit);
    let worst = WORST_FIRST
        .into_iter()
        .find(|worst| exits().any(|exit| exit == *worst));
    worst.or_else(|| exits().max()).unwrap_or_default()
}

/// Refuses what is for one configuration only.
fn check(arguments: &Arguments) -> Result<(), CliError> {
    if arguments.state.is_some() {
        return Err(CliError::OneConfig(say!("cli-one-state")));
    }
    if !arguments.command.takes_several_configs() {
        return Err(CliError::OneConfig(say!("cli-one-command")));
    }
    Ok(())
}

fn summarise(ends: &[(PathBuf, Option<u8>)]) {
    for (path, exit) in ends {
        let end = match exit {
            Some(exit) => say!("cli-ended", words = words(*exit), exit = exit.to_string()),
            None => say!("cli-not-begun"),
        };
        Notice::info(format!("{} ({}): {end}", project(path), output::name(path))).print();
    }
}

/// The project's code; a configuration that can't be read has none.
fn project(path: &Path) -> String {
    let project = config::load(path).map(|config| config.tenant.project().to_owned());
    project.map_or_else(|_| say!("cli-unknown-project"), |code| visible(&code))
}

fn words(exit: u8) -> String {
    match exit {
        0 => say!("cli-end-done"),
        3 => say!("cli-end-look"),
        4 => say!("cli-end-refused"),
        5 | 130 | 143 => say!("cli-end-stopped"),
        6 => say!("cli-end-changes"),
        7 => say!("cli-end-locked"),
        _ => say!("cli-end-failed"),
    }
}
