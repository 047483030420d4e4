//! A writer whose first error is kept until the workbook is done.
//!
//! The library would wrap it, so that nobody could tell a full disk from a reader that hung up, and the
//! one below it prints to the terminal when an archive can't be finished. Invariant: after an error
//! nothing more is written.

use std::io::{self, ErrorKind, Write};

/// Takes everything, and says at its end whether it got through.
pub(super) struct Sink<W> {
    out: W,
    error: Option<io::Error>,
}

impl<W: Write> Sink<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out, error: None }
    }

    /// The error, if there was one; else what is still under way is written.
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
