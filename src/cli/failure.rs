//! How a command that fails ends: one honest sentence, its causes, a hint and an exit code.

use std::{error::Error as _, io, iter};

use vbot_sync::{
    error::{Error, ErrorKind},
    model::visible::visible,
};

use super::{error::CliError, notice::Notice};

/// Why a command could not do its work.
#[derive(Debug)]
pub enum CommandFailure {
    /// An error that no output has mentioned yet.
    Error(Error),
    /// An error of a run whose `finished` line is already printed, so that no second one follows.
    Reported(Error),
    /// Stdout is closed, as after `| head`: there is no reader left, so it is not an error.
    ClosedPipe,
}

impl CommandFailure {
    /// Prints the error on stderr and returns the exit code.
    pub fn report(self) -> u8 {
        if let Self::Error(error) | Self::Reported(error) = &self {
            notice(error).print();
        }
        self.exit_code()
    }

    /// The sentence, if there is one.
    pub fn message(&self) -> Option<String> {
        match self {
            Self::Error(error) | Self::Reported(error) => Some(sentence(error)),
            Self::ClosedPipe => None,
        }
    }

    /// The exit code of the process.
    pub fn exit_code(&self) -> u8 {
        let (Self::Error(error) | Self::Reported(error)) = self else {
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
    // An `io::Error` often repeats the text of its cause, so a cause that ends the line above it is left out.
    causes.dedup_by(|below, above| below.ends_with(above.as_str()));
    let causes = causes.iter().map(|cause| visible(cause)).collect();
    let hint = error.hint_text().map(|hint| visible(&hint));
    let message = visible(&sentence(error));
    let notice = match error.kind() {
        // A run that stops on request is not an error.
        ErrorKind::Stopped => Notice::warning(message),
        _ => Notice::error(message),
    };
    notice.because(causes).hint(hint)
}

/// The error with its place: a row of a spreadsheet, or a line of the configuration.
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
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => CliError::Output(error).into(),
        }
    }
}
