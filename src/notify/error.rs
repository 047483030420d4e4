//! Why a notice did not arrive, in a sentence.
//!
//! It ends no command, so it has no kind. Invariant: no sentence has a URL or a part of one.

use crate::language::say;
use std::{error::Error, io, iter, path::PathBuf, process::ExitStatus, time::Duration};

/// A notice that did not arrive.
#[derive(Debug, thiserror::Error)]
#[error("{}", say!("notify-undelivered", key, reason))]
pub struct Undelivered {
    /// The key of the configuration.
    pub(super) key: &'static str,
    pub(super) reason: NotSent,
}

/// Why it did not arrive.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotSent {
    #[error("{}", say!("notify-unset", variable = .0))]
    Unset(String),
    #[error("{}", say!("notify-file", path = path.display(), error))]
    File { path: PathBuf, error: io::Error },
    #[error("{}", say!("notify-no-url", place = .0))]
    NoUrl(String),
    #[error("{}", say!("notify-status", status = .0))]
    Status(u16),
    #[error("{}", say!("notify-no-connection", of_kind = of_kind(*.0)))]
    NoConnection(Option<io::ErrorKind>),
    #[error("{}", say!("notify-no-answer", seconds = .0.as_secs()))]
    NoAnswer(Duration),
    #[error("{}", say!("notify-lost", of_kind = of_kind(*.0)))]
    Lost(Option<io::ErrorKind>),
    #[error("{}", say!("notify-not-started", reason = .0))]
    NotStarted(io::Error),
    #[error("{}", say!("notify-exit", status = .0))]
    Exit(ExitStatus),
    #[error("{}", say!("notify-too-late", seconds = .0.as_secs()))]
    TooLate(Duration),
    #[error("{}", say!("notify-system", reason = .0))]
    System(io::Error),
    #[error("{}", say!("notify-no-tls"))]
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
