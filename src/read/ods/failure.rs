//! Why reading a sheet of an OpenDocument workbook stops.
//!
//! It makes no sentence; `workbook` does. Invariant: an error of the sink stays what it is.

use super::super::excess::Excess;
use std::io;

use crate::error::Error;

/// Why reading a sheet stops: the file is broken, it exceeds a limit, or the sink refuses the rows.
pub(in crate::read) enum OdsFailure {
    File(io::Error),
    Much(Excess),
    Rows(Error),
}

impl From<io::Error> for OdsFailure {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl From<Error> for OdsFailure {
    fn from(error: Error) -> Self {
        Self::Rows(error)
    }
}
