//! Where the bytes of an archive are: in a file, or in memory once they are decrypted.
//!
//! It knows no archive. Invariant: whoever reads has a position of their own.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek},
    path::PathBuf,
    sync::Arc,
};

/// Where some bytes are.
pub(super) enum ByteRange {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// Bytes that can be read from any place on.
pub(super) trait ByteSource: Read + Seek + Send {}

impl<B: Read + Seek + Send> ByteSource for B {}

impl ByteRange {
    /// The bytes, from their start on.
    pub(super) fn open(&self) -> io::Result<Box<dyn ByteSource>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }
}
