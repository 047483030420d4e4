//! What ends a command: one opaque error with a kind, a place and a hint.
//!
//! Problems of single rows are not errors but data (`model::Issue`). Invariant: the message is one
//! honest sentence without a full stop, causes are kept apart, and no secret is ever part of either.

use std::{error, fmt};

use crate::model::Origin;

/// Whose fault an error is; the exit code follows from it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// The configuration can't be used.
    Config,
    /// A spreadsheet can't be used.
    Input,
    /// The snapshot can't be used.
    Snapshot,
    /// The snapshot belongs to another account.
    ForeignSnapshot,
    /// Another run holds the snapshot.
    Locked,
    /// The server can't be reached, or refuses us, before the first call.
    Network,
    /// A file can't be read or written.
    File,
    /// A saved plan can't be applied any more.
    Stale,
    /// The program contradicts itself.
    Program,
}

/// The one error of this library.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    message: String,
    origin: Option<Origin>,
    hint: Option<String>,
    cause: Option<Box<dyn error::Error + Send + Sync>>,
}

/// A result with this library's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of that kind, said in one sentence.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            origin: None,
            hint: None,
            cause: None,
        }))
    }

    /// That something came to nothing because a thread has panicked, which has said so itself.
    #[must_use]
    pub fn by_panic(kind: Kind, what: &str) -> Self {
        let message = format!("{what}, by a fault of the program");
        Self::new(kind, message)
            .hint("nothing was sent; please report it, with what was printed before")
    }

    /// With the place that it is about.
    #[must_use]
    pub fn at(mut self, origin: Origin) -> Self {
        self.0.origin = Some(origin);
        self
    }

    /// With what the reader could do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// With what lies below it.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn error::Error + Send + Sync>>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// The same sentence, place and hint once more, without the cause.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        let Inner {
            kind,
            message,
            origin,
            hint,
            ..
        } = &*self.0;
        let (message, origin, hint) = (message.clone(), origin.clone(), hint.clone());
        Self(Box::new(Inner {
            kind: *kind,
            message,
            origin,
            hint,
            cause: None,
        }))
    }

    /// Whose fault it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The sentence alone, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The place that it is about.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.0.origin.as_ref()
    }

    /// What the reader could do.
    #[must_use]
    pub fn hint_text(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.origin {
            Some(origin) => write!(formatter, "{origin}: {}", self.0.message),
            None => formatter.write_str(&self.0.message),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as _)
    }
}
