//! How a command ends that can't go on: one honest sentence, its causes, a hint, an exit code.

use std::{error::Error as _, io};

use vbot_sync::error::{Error, Kind};

use super::error::CliError;

/// Why a command could not do what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// Something can't be done.
    Error(Error),
    /// Stdout is gone, as after `| head`: nobody is there to be told.
    Pipe,
}

impl Failure {
    /// Tells a person, and whoever started the program by the exit code.
    pub fn report(self) -> u8 {
        match self {
            Self::Pipe => 0,
            Self::Error(error) => {
                let mut causes = Vec::new();
                let mut below = error.source();
                while let Some(cause) = below {
                    causes.push(cause.to_string());
                    // Some say again what the one above has said, with a number before it.
                    causes.dedup_by(|below, above| below.ends_with(above.as_str()));
                    below = cause.source();
                }
                // To stop when asked to is no error.
                let label = if error.kind() == Kind::Stopped {
                    ""
                } else {
                    "error: "
                };
                let sentence = format!("{label}{}", sentence(&error));
                say(&sentence, &causes, error.hint_text().as_deref());
                exit_code(error.kind())
            }
        }
    }

    /// What the process ends with.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Pipe => 0,
            Self::Error(error) => exit_code(error.kind()),
        }
    }
}

fn exit_code(kind: Kind) -> u8 {
    match kind {
        Kind::Usage => 2,
        Kind::Stopped => 5,
        Kind::Locked => 7,
        _ => 1,
    }
}

/// The error with its place: rows are a spreadsheet's, the configuration has lines.
fn sentence(error: &Error) -> String {
    let line = error
        .origin()
        .and_then(|origin| Some((&origin.file, origin.row?)));
    match (error.kind(), line) {
        (Kind::Config, Some((file, line))) => format!("{file} line {line}: {}", error.message()),
        _ => error.to_string(),
    }
}

fn say(message: &str, causes: &[String], hint: Option<&str>) {
    let error = std::iter::once(format!("{message}\n"));
    let causes = causes.iter().map(|cause| format!("  because: {cause}\n"));
    let hint = hint.map(|hint| format!("hint: {hint}\n"));
    super::output::stderr(&error.chain(causes).chain(hint).collect::<String>());
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<CliError> for Failure {
    fn from(error: CliError) -> Self {
        Self::Error(error.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Pipe,
            _ => CliError::Output(error).into(),
        }
    }
}
