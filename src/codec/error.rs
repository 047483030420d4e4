//! Internal errors of packed data, found before they do harm.
//!
//! Bytes that can't be read are no error here: reading them gives `None`. Invariant: each is a fault of the program.

use crate::{
    error::{ErrorKind, RoomError},
    language::say,
};

/// A contradiction between the values that two rooms exchange.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CodecError {
    #[error("{}", say!("codec-nothing-known"))]
    NothingKnown,
    #[error("{}", say!("codec-no-call"))]
    NoCall,
    #[error("{}", say!("codec-too-many"))]
    TooManyCalls,
    #[error("{}", say!("codec-undigested"))]
    Undigested(#[source] postcard::Error),
}

impl RoomError for CodecError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Program
    }
}
