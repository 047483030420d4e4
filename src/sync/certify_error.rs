//! Why a run can't be certified: the sentence, the kind, and the hint.
//!
//! It computes nothing. Invariant: each of them is about the run, and not about a file that can't be read.

use crate::language::say;
use crate::{
    error::{ErrorKind, RoomError},
    model::RowTable,
    store::RunId,
};

/// Why there can be no certificate.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CertifyError {
    #[error("{}", say!("certify-no-run", run = .0))]
    NoRun(RunId),
    #[error("{}", say!("certify-none-finished"))]
    NoneFinished,
    #[error("{}", say!("certify-unfinished", run = .0))]
    Unfinished(RunId),
    #[error("{}", say!("certify-given-up", run = .0))]
    GivenUp(RunId),
    #[error("{}", say!("certify-nothing-sent", run = .0))]
    NothingSent(RunId),
    #[error("{}", say!("certify-not-counted", run = .0))]
    NotCounted(RunId),
    #[error("{}", say!("certify-snapshot-unknown", run = .0))]
    SnapshotUnknown(RunId),
    #[error("{}", say!("certify-sum", path = .0.file))]
    Sum(RowTable),
}

impl RoomError for CertifyError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Sum(_) => ErrorKind::Program,
            _ => ErrorKind::Snapshot,
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoRun(_) => "`vbot-sync history` lists the runs",
            Self::NoneFinished | Self::NothingSent(_) => {
                "`vbot-sync history` lists the runs; a run of sync, apply, resume or undo can be certified"
            }
            Self::Unfinished(_) => "`vbot-sync resume` finishes it; then it can be certified",
            Self::GivenUp(_) => "certify the run that took its place",
            Self::NotCounted(_) => "runs of this version can be certified",
            Self::SnapshotUnknown(_) => "certify a run that has sent a call",
            Self::Sum(_) => "please report it, with the run's report; no certificate was written",
        };
        Some(hint.into())
    }
}
