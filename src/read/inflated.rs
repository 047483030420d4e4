//! The bytes of one file of an archive, between the inflater and the guard.
//!
//! The guard reads them as any parser would; bytes that it has read are kept until the workbook's parser takes them.
//! Invariant: only bytes that the guard has read can be taken, and no element is read further than the limit.

use std::{
    io::{self, BufRead, Read},
    mem,
};

/// Size limit of one cell, tag, run of text or record: Excel's longest cell has 32,767 characters.
pub(super) const LONGEST: u64 = 16 << 20;
/// The number of bytes that are inflated at once.
const STEP: usize = 8 * 1024;

/// The bytes of a file that is being read.
pub(super) struct Inflated {
    bytes: Box<dyn Read + Send>,
    /// The bytes that are not inflated yet.
    left: u64,
    /// The inflated bytes that were not taken yet.
    block: Vec<u8>,
    /// How much of the block the guard has read.
    read: usize,
    /// The bytes of the current element that the guard has read.
    pub(super) run: u64,
}

impl Inflated {
    /// A file with this length.
    pub(super) fn new(bytes: Box<dyn Read + Send>, length: u64) -> Self {
        Self {
            bytes,
            left: length,
            block: Vec::new(),
            read: 0,
            run: 0,
        }
    }

    /// Whether the current element is longer than the limit.
    pub(super) fn is_too_long(&self) -> bool {
        self.run > LONGEST
    }

    /// Whether every byte has been read.
    pub(super) fn is_over(&self) -> bool {
        self.left == 0 && self.read == self.block.len()
    }

    /// The number of bytes that can be taken.
    pub(super) fn count(&self) -> usize {
        self.read
    }

    /// The last bytes that were read, of which this number was not taken.
    pub(super) fn last(&mut self, count: usize) -> &mut [u8] {
        let start = self.read.saturating_sub(count);
        &mut self.block[start..self.read]
    }

    /// Takes the bytes that were read.
    pub(super) fn take_read(&mut self) -> Vec<u8> {
        let rest = self.block.split_off(mem::take(&mut self.read));
        mem::replace(&mut self.block, rest)
    }

    /// Inflates the next bytes; the end of the data is an error.
    fn inflate(&mut self) -> io::Result<()> {
        if self.is_too_long() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let start = self.block.len();
        let step = STEP.min(usize::try_from(self.left).unwrap_or(STEP));
        self.block.resize(start + step, 0);
        let read = loop {
            match self.bytes.read(&mut self.block[start..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.block.truncate(start + read.as_ref().unwrap_or(&0));
        match read? {
            0 => Err(cut_off()),
            count => {
                self.left -= count as u64;
                Ok(())
            }
        }
    }
}

impl BufRead for Inflated {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read == self.block.len() && self.left > 0 {
            self.inflate()?;
        }
        Ok(&self.block[self.read..])
    }

    fn consume(&mut self, count: usize) {
        self.read += count;
        self.run += count as u64;
    }
}

impl Read for Inflated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut next = self.fill_buf()?;
        let count = next.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

/// The error of a file that ends too early.
pub(super) fn cut_off() -> io::Error {
    io::Error::new(
        io::ErrorKind::UnexpectedEof,
        "a file of the archive is cut off",
    )
}
