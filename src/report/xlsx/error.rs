//! Errors on their way through the library that writes workbooks, and back.
//!
//! It makes no sentence. Invariant: an I/O error comes out as it went in.

use std::io;

use rust_xlsxwriter::XlsxError;

use crate::error::Error;

/// The error of a call that could not be made.
pub(super) fn unmade(error: Error) -> XlsxError {
    XlsxError::IoError(io::Error::other(error))
}

/// The error of a workbook that could not be written.
pub(super) fn to_io(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}
