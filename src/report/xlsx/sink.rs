//! A writer that keeps its first error until the workbook is finished.
//!
//! The library would wrap the error, so that a full disk could not be distinguished from a closed pipe, and the crate
//! below it prints to the terminal when an archive can't be finished. Invariant: after an error nothing more is
//! written.

use std::io::{self, ErrorKind, Write};

/// Accepts everything, and reports at the end whether it was written.
pub(super) struct Sink<W> {
    out: W,
    error: Option<io::Error>,
}

impl<W: Write> Sink<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out, error: None }
    }

    /// Returns the error, if there was one; otherwise flushes what is buffered.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.error.map_or_else(|| self.out.flush(), Err)
    }
}

impl<W: Write> Write for Sink<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.error.is_some() {
            return Ok(bytes.len());
        }
        match self.out.write(bytes) {
            Err(error) if error.kind() != ErrorKind::Interrupted => {
                self.error = Some(error);
                Ok(bytes.len())
            }
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
