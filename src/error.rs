//! What ends a command: one opaque error around the error of a room.
//!
//! Each room lists its errors in one enum: `Display` makes the sentence, and [`RoomError`] adds the kind and a hint.
//! Problems of single rows are not errors but data (`model::Issue`). Invariant: the sentence has no full stop, causes
//! are kept apart, and no secret is ever part of either.

use std::{error, fmt, sync::Arc};

use crate::origin::Origin;

/// Whose fault an error is; the exit code follows from it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request can't be carried out as it was made.
    Usage,
    /// The configuration can't be used.
    Config,
    /// A spreadsheet can't be used.
    Input,
    /// The snapshot can't be used.
    Snapshot,
    /// Another program blocks writes to the snapshot for now.
    Busy,
    /// The snapshot belongs to another account.
    ForeignSnapshot,
    /// Another run has the snapshot's lock.
    Locked,
    /// The server can't be reached, or refuses the credentials, before the first call.
    Network,
    /// A file can't be read or written.
    File,
    /// A saved plan can't be applied any more.
    Stale,
    /// A defect of the program.
    Program,
    /// The person stopped it before there was anything to send.
    Stopped,
}

/// An error of one room. `Display` is its sentence, `source` its cause.
pub trait RoomError: error::Error + Send + Sync + 'static {
    /// Whose fault it is.
    fn kind(&self) -> ErrorKind;

    /// What the reader could do.
    fn hint(&self) -> Option<String> {
        None
    }

    /// The error, with the place that it refers to.
    fn at(self, origin: Origin) -> Error
    where
        Self: Sized,
    {
        Error::from(self).at(origin)
    }
}

/// The one error of this library. A clone shares the room's error.
#[derive(Clone, Debug)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    error: Arc<dyn RoomError>,
    origin: Option<Origin>,
}

/// A result with this library's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A sentence that is made at the place of use; rooms list their errors instead.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct PlainError {
    kind: ErrorKind,
    message: String,
}

impl RoomError for PlainError {
    fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl Error {
    /// An error of that kind with this sentence.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::from(PlainError { kind, message })
    }

    /// Adds the place that it refers to.
    #[must_use]
    pub fn at(mut self, origin: Origin) -> Self {
        self.0.origin = Some(origin);
        self
    }

    /// The room's error, if it is of this type.
    #[must_use]
    pub fn downcast_ref<E: RoomError>(&self) -> Option<&E> {
        let error: &(dyn error::Error + 'static) = &*self.0.error;
        error.downcast_ref()
    }

    /// Whose fault it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.error.kind()
    }

    /// The sentence alone, without the place.
    #[must_use]
    pub fn message(&self) -> String {
        self.0.error.to_string()
    }

    /// The place that it refers to.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.0.origin.as_ref()
    }

    /// What the reader could do.
    #[must_use]
    pub fn hint_text(&self) -> Option<String> {
        self.0.error.hint()
    }
}

impl<E: RoomError> From<E> for Error {
    fn from(error: E) -> Self {
        Self(Box::new(Inner {
            error: Arc::new(error),
            origin: None,
        }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.origin {
            Some(origin) => write!(formatter, "{origin}: {}", self.0.error),
            None => self.0.error.fmt(formatter),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.0.error.source()
    }
}
