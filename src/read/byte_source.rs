//! Where the bytes of an archive are: in a file, or in memory once they are decrypted.
//!
//! It knows nothing of archives. Invariant: every reader has its own position.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek},
    path::PathBuf,
    sync::Arc,
};

/// The place of some bytes.
pub(super) enum ByteRange {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// Bytes that can be read from any position.
pub(super) trait ByteSource: Read + Seek + Send {}

impl<B: Read + Seek + Send> ByteSource for B {}

impl ByteRange {
    /// A reader at the start of the bytes.
    pub(super) fn open(&self) -> io::Result<Box<dyn ByteSource>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }
}
