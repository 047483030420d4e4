//! Internal errors of plain data, found before they do harm.

use crate::error::{ErrorKind, RoomError};

/// A contradiction between the values that two rooms exchange.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ModelError {
    #[error("a row was listed as known where nothing is")]
    NothingKnown,
    #[error("a plan has more calls than there are numbers for them")]
    TooManyCalls,
}

impl RoomError for ModelError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Program
    }
}
