//! Why a run can't be certified: the sentence, the kind, and the hint.
//!
//! It computes nothing. Invariant: each of them is about the run, and not about a file that can't be read.

use crate::language::say;
use crate::{
    error::{ErrorKind, RoomError},
    model::{Entity, RowTable},
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
    #[error("{}", say!("certify-unchanged", run, entity, rows, records))]
    Unchanged {
        run: RunId,
        entity: Entity,
        rows: usize,
        records: usize,
    },
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
            Self::NoRun(_) => say!("certify-hint-history"),
            Self::NoneFinished | Self::NothingSent(_) => say!("certify-hint-runs"),
            Self::Unfinished(_) => say!("certify-hint-resume"),
            Self::GivenUp(_) => say!("certify-hint-given-up"),
            Self::NotCounted(_) => say!("certify-hint-version"),
            Self::SnapshotUnknown(_) => say!("certify-hint-sent"),
            Self::Unchanged { .. } => say!("certify-hint-unchanged"),
            Self::Sum(_) => say!("certify-hint-report"),
        };
        Some(hint)
    }
}
