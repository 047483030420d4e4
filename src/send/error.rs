//! Why nothing can be sent at all: the sentence, the kind, and the hint.
//!
//! The end of a single call is an outcome, not an error. Invariant: no secret is part of a sentence.

use crate::language::say;
use std::io;

use tokio::task::JoinError;

use crate::{
    error::{ErrorKind, RoomError},
    model::{Dialect, Operation},
};

/// What stops a run before or between its calls.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    #[error("{}", say!("send-no-token"))]
    NoToken,
    #[error("{}", say!("send-no-key"))]
    NoKey,
    #[error("{}", say!("send-needs-key", variable = .0))]
    NeedsKey(&'static str),
    #[error("{}", say!("send-needs-token", dialect = .0.as_str()))]
    NeedsToken(Dialect),
    #[error("{}", say!("send-half-a-pair", set, missing))]
    HalfAPair {
        set: &'static str,
        missing: &'static str,
    },
    #[error("{}", say!("send-secret-file", name, path))]
    SecretFile {
        name: &'static str,
        path: String,
        source: io::Error,
    },
    #[error("{}", say!("send-empty-secret", name, path))]
    EmptySecret { name: &'static str, path: String },
    #[error("{}", say!("send-tls"))]
    Tls(#[source] reqwest::Error),
    #[error("{}", say!("send-step", operation = .0.as_str()))]
    Step(Operation),
    #[error("{}", say!("send-worker"))]
    Worker(#[source] JoinError),
}

impl RoomError for SendError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Tls(_) | Self::Worker(_) => ErrorKind::Network,
            Self::Step(_) => ErrorKind::Program,
            _ => ErrorKind::Config,
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoToken | Self::NeedsToken(_) => say!("send-hint-token"),
            Self::NoKey | Self::NeedsKey(_) => say!("send-hint-key"),
            _ => return None,
        };
        Some(hint)
    }
}
