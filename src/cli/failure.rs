//! How a command ends that can't go on: one honest sentence, its causes, a hint, an exit code.

use std::{error::Error as _, io, iter};

use vbot_sync::{
    error::{Error, ErrorKind},
    model::visible::visible,
};

use super::{error::CliError, notice::Notice};

/// Why a command could not do what it was asked.
#[derive(Debug)]
pub enum CommandFailure {
    /// Something can't be done.
    Error(Error),
    /// The same, in a run whose last line has told a program of it.
    Told(Error),
    /// Stdout is gone, as after `| head`: nobody is there to be told.
    Pipe,
}

impl CommandFailure {
    /// Tells a person, and whoever started the program by the exit code.
    pub fn report(self) -> u8 {
        if let Self::Error(error) | Self::Told(error) = &self {
            notice(error).tell();
        }
        self.exit_code()
    }

    /// What the process ends with.
    pub fn exit_code(&self) -> u8 {
        let (Self::Error(error) | Self::Told(error)) = self else {
            return 0;
        };
        match error.kind() {
            ErrorKind::Usage => 2,
            ErrorKind::Stopped => 5,
            ErrorKind::Locked => 7,
            _ => 1,
        }
    }
}

/// The sentence, its causes and the hint.
fn notice(error: &Error) -> Notice {
    let causes = iter::successors(error.source(), |&cause| cause.source());
    let mut causes: Vec<_> = causes.map(ToString::to_string).collect();
    // Some say again what the one above has said, with a number before it.
    causes.dedup_by(|below, above| below.ends_with(above.as_str()));
    let causes = causes.iter().map(|cause| visible(cause)).collect();
    let hint = error.hint_text().map(|hint| visible(&hint));
    let message = visible(&sentence(error));
    let notice = match error.kind() {
        // To stop when asked to is no error.
        ErrorKind::Stopped => Notice::warning(message),
        _ => Notice::error(message),
    };
    notice.because(causes).hint(hint)
}

/// The error with its place: rows are a spreadsheet's, the configuration has lines.
fn sentence(error: &Error) -> String {
    let line = error
        .origin()
        .and_then(|origin| Some((&origin.file, origin.row?)));
    match (error.kind(), line) {
        (ErrorKind::Config, Some((file, line))) => {
            format!("{file} line {line}: {}", error.message())
        }
        _ => error.to_string(),
    }
}

impl From<Error> for CommandFailure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<CliError> for CommandFailure {
    fn from(error: CliError) -> Self {
        Self::Error(error.into())
    }
}

impl From<io::Error> for CommandFailure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Pipe,
            _ => CliError::Output(error).into(),
        }
    }
}
