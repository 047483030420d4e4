//! Internal errors of packed data, found before they do harm.
//!
//! Bytes that can't be read are no error here: reading them gives `None`. Invariant: each is a fault of the program.

use crate::error::{ErrorKind, RoomError};

/// A contradiction between the values that two rooms exchange.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CodecError {
    #[error("a row was listed as known where nothing is")]
    NothingKnown,
    #[error("a plan was asked for a call that it does not have")]
    NoCall,
    #[error("a plan has more calls than there are numbers for them")]
    TooManyCalls,
    #[error("a plan's id can't be computed")]
    Undigested(#[source] postcard::Error),
}

impl RoomError for CodecError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Program
    }
}
