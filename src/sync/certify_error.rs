//! Why a run can't be certified: the sentence, the kind, and the hint.
//!
//! It computes nothing. Invariant: each of them is about the run, and not about a file that can't be read.

use crate::{
    error::{ErrorKind, RoomError},
    model::RowTable,
    store::RunId,
};

/// Why there can be no certificate.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CertifyError {
    #[error("there is no run {0}")]
    NoRun(RunId),
    #[error("no run that has sent a call is finished yet")]
    NoneFinished,
    #[error("run {0} is not finished")]
    Unfinished(RunId),
    #[error("run {0} was never finished: a newer plan took its place")]
    GivenUp(RunId),
    #[error("run {0} has not sent a plan of its own, so there is nothing to certify")]
    NothingSent(RunId),
    #[error(
        "run {0} was recorded by an older version, which did not count what became of each row"
    )]
    NotCounted(RunId),
    #[error("the snapshot after run {0} is not known any more")]
    SnapshotUnknown(RunId),
    #[error("the rows of {} don't add up: more have a fate than were read", .0.file)]
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
