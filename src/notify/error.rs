//! Why a notice did not arrive, in a sentence.
//!
//! It ends no command, so it has no kind. Invariant: no sentence has a URL or a part of one.

use std::{error::Error, io, iter, path::PathBuf, process::ExitStatus, time::Duration};

/// A notice that did not arrive.
#[derive(Debug, thiserror::Error)]
#[error("[notify] {key}: {reason}")]
pub struct Undelivered {
    /// The key of the configuration.
    pub(super) key: &'static str,
    pub(super) reason: NotSent,
}

/// Why it did not arrive.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotSent {
    #[error("the variable {0} is not set")]
    Unset(String),
    #[error("{} can't be read ({error})", path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("{0} holds no URL with https:// or http://")]
    NoUrl(String),
    #[error("HTTP status {0}")]
    Status(u16),
    #[error("no connection{}", of_kind(*.0))]
    NoConnection(Option<io::ErrorKind>),
    #[error("no answer within {} s", .0.as_secs())]
    NoAnswer(Duration),
    #[error("no answer, the connection was lost{}", of_kind(*.0))]
    Lost(Option<io::ErrorKind>),
    #[error("it can't be started ({0})")]
    NotStarted(io::Error),
    #[error("it ended with {0}")]
    Exit(ExitStatus),
    #[error("it did not end within {} s", .0.as_secs())]
    TooLate(Duration),
    #[error("the system refuses what is needed for it ({0})")]
    System(io::Error),
    #[error("TLS can't be set up")]
    NoTls,
}

/// Only the kind of an I/O error, because its text may name the host.
fn of_kind(kind: Option<io::ErrorKind>) -> String {
    kind.map_or(String::new(), |kind| format!(" ({kind})"))
}

impl NotSent {
    /// The reason of a request without an answer.
    pub fn of_request(error: &reqwest::Error, limit: Duration) -> Self {
        let causes = iter::successors(error.source(), |&cause| cause.source());
        let kinds = causes.filter_map(|cause| cause.downcast_ref().map(io::Error::kind));
        let kind = kinds.last().filter(|kind| *kind != io::ErrorKind::Other);
        match error {
            _ if error.is_timeout() => Self::NoAnswer(limit),
            _ if error.is_connect() || error.is_builder() => Self::NoConnection(kind),
            _ => Self::Lost(kind),
        }
    }
}
