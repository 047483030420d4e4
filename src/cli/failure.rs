//! How a command ends that can't go on: one honest sentence, its causes, a hint, an exit code.

use std::{error::Error as _, io, iter};

use vbot_sync::{
    error::{Error, ErrorKind},
    model::visible::visible,
};

use super::error::CliError;

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
            super::output::stderr(&text_of(error));
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

/// The sentence, its causes and the hint, a line each.
fn text_of(error: &Error) -> String {
    let causes = iter::successors(error.source(), |&cause| cause.source());
    let mut causes: Vec<_> = causes.map(ToString::to_string).collect();
    // Some say again what the one above has said, with a number before it.
    causes.dedup_by(|below, above| below.ends_with(above.as_str()));
    let causes = causes.iter().map(|cause| visible(cause));
    let causes = causes.map(|cause| format!("  because: {cause}\n"));
    // To stop when asked to is no error.
    let is_error = error.kind() != ErrorKind::Stopped;
    let label = if is_error { "error: " } else { "" };
    let hint = error.hint_text().map(|hint| visible(&hint));
    let hint = hint.map(|hint| format!("hint: {hint}\n"));
    let sentence = format!("{label}{}\n", visible(&sentence(error)));
    iter::once(sentence).chain(causes).chain(hint).collect()
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
