//! The bytes of a text file on their way to the scanner.
//!
//! Invariant: bytes of any other encoding come out as UTF-8; those of UTF-8 come out as they are, but
//! for the mark in front, and whoever makes a text of them finds out whether they are what they should be.

use std::io::{self, Read};

use encoding_rs::{Encoding, UTF_8};

use super::encoding::Decoded;

/// The mark that says that a file is UTF-8.
const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// A reader of what is, or should be, UTF-8.
pub(super) enum Bytes<R> {
    /// What begins the file, until it is taken, and the file.
    Plain(Vec<u8>, R),
    Decoded(Box<Decoded<R>>),
}

impl<R: Read> Bytes<R> {
    /// A reader that leaves out the encoding's own mark.
    ///
    /// # Errors
    /// The file can't be read.
    pub(super) fn new(mut bytes: R, encoding: &'static Encoding) -> io::Result<Self> {
        if encoding != UTF_8 {
            return Ok(Self::Decoded(Box::new(Decoded::new(bytes, encoding))));
        }
        let mut start = Vec::new();
        (&mut bytes)
            .take(MARK.len() as u64)
            .read_to_end(&mut start)?;
        if start == MARK {
            start.clear();
        }
        Ok(Self::Plain(start, bytes))
    }
}

impl<R: Read> Read for Bytes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Decoded(decoded) => decoded.read(buffer),
            Self::Plain(start, bytes) if start.is_empty() => bytes.read(buffer),
            Self::Plain(start, _) => {
                let count = start.len().min(buffer.len());
                buffer[..count].copy_from_slice(&start[..count]);
                start.drain(..count);
                Ok(count)
            }
        }
    }
}
