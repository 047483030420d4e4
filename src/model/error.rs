//! What plain data can't be asked for: faults of the program, found before they do harm.

use crate::error::{ErrorKind, RoomError};

/// A contradiction in what one room hands to another.
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
