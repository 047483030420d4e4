//! The spill file: a nameless temporary file for contents that are too many for the memory.
//!
//! It does not know their format, and it does not outlive the command. Invariant: a read returns the bytes that were
//! written, or an error; nothing is lost silently.

#[cfg(test)]
mod tests;

use crate::language::say;
use std::{
    fmt,
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    codec::{ContentStore, PackedRef, SpilledContents, StoredContent},
    error::{ErrorKind, Result, RoomError},
};

/// Bytes that are kept in memory before the first write, and the size of a write.
const BLOCK: usize = 4 << 20;

/// The size of a read if contents are taken in order.
const AHEAD: usize = 256 * 1024;

/// The size of a read if they are not.
const APART: usize = 4 * 1024;

/// Bytes in front of a content: its length.
const LENGTH: usize = 4;

/// The spill file. Clones share one file.
#[derive(Clone, Debug)]
pub struct Spill(Arc<SpillFile>);

struct SpillFile(Mutex<Buffers>);

struct Buffers {
    /// The folder for the temporary file.
    folder: Box<Path>,
    file: Option<File>,
    /// The length of the file.
    written: u64,
    /// The bytes that are not written yet.
    waiting: Vec<u8>,
    /// A block of the file, with its position.
    seen: (u64, Vec<u8>),
}

impl Spill {
    /// An empty one; its file is made only if needed, in this folder or else in the system's folder for temporary
    /// files.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self(Arc::new(SpillFile(Mutex::new(Buffers {
            folder: folder.into(),
            file: None,
            written: 0,
            waiting: Vec::new(),
            seen: (0, Vec::new()),
        }))))
    }
}

impl ContentStore for Spill {
    fn put(&self, content: PackedRef<'_>) -> Result<StoredContent> {
        let at = self.0.inside().put(content.bytes());
        let at = at.map_err(SpillError::Write)?;
        Ok(StoredContent::Spilled(self.0.clone(), at))
    }
}

impl SpilledContents for SpillFile {
    fn show(&self, at: u64, work: &mut dyn FnMut(PackedRef<'_>)) -> Result<()> {
        let mut inside = self.inside();
        work(PackedRef::of(inside.take(at).map_err(SpillError::Read)?));
        Ok(())
    }
}

impl SpillFile {
    /// Nothing panics while it holds the lock; and if it did, the bytes are written before they count.
    fn inside(&self) -> MutexGuard<'_, Buffers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for SpillFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a spill file")
    }
}

impl Buffers {
    fn put(&mut self, content: &[u8]) -> io::Result<u64> {
        let length = u32::try_from(content.len()).map_err(io::Error::other)?;
        if self.waiting.len() >= BLOCK {
            self.write()?;
        }
        let at = self.written + self.waiting.len() as u64;
        self.waiting.extend_from_slice(&length.to_le_bytes());
        self.waiting.extend_from_slice(content);
        Ok(at)
    }

    fn write(&mut self) -> io::Result<()> {
        if self.file.is_none() {
            let file = tempfile::tempfile_in(&self.folder).or_else(|_| tempfile::tempfile())?;
            self.file = Some(file);
        }
        let file = self.file.as_mut().ok_or_else(cut_off)?;
        file.seek(SeekFrom::Start(self.written))?;
        file.write_all(&self.waiting)?;
        self.written += self.waiting.len() as u64;
        self.waiting.clear();
        Ok(())
    }

    fn take(&mut self, at: u64) -> io::Result<&[u8]> {
        let prefix = self.bytes(at, LENGTH)?;
        let prefix = prefix.try_into().map_err(io::Error::other)?;
        let length = usize::try_from(u32::from_le_bytes(prefix)).map_err(io::Error::other)?;
        self.bytes(at + LENGTH as u64, length)
    }

    fn bytes(&mut self, at: u64, length: usize) -> io::Result<&[u8]> {
        if let Some(start) = at.checked_sub(self.written) {
            return within(&self.waiting, start, length).ok_or_else(cut_off);
        }
        let start = at.wrapping_sub(self.seen.0);
        if within(&self.seen.1, start, length).is_none() {
            self.look(at, length)?;
        }
        within(&self.seen.1, at - self.seen.0, length).ok_or_else(cut_off)
    }

    /// Reads ahead if the next content is requested, since more of them will follow.
    fn look(&mut self, at: u64, length: usize) -> io::Result<()> {
        let (start, bytes) = &mut self.seen;
        let end = *start + bytes.len() as u64;
        let is_next = (*start..=end + APART as u64).contains(&at);
        let wanted = if is_next { AHEAD } else { APART }.max(length);
        let file = self.file.as_mut().ok_or_else(cut_off)?;
        file.seek(SeekFrom::Start(at))?;
        bytes.clear();
        *start = at;
        file.take(wanted as u64).read_to_end(bytes)?;
        Ok(())
    }
}

fn within(bytes: &[u8], start: u64, length: usize) -> Option<&[u8]> {
    let start = usize::try_from(start).ok()?;
    bytes.get(start..start.checked_add(length)?)
}

fn cut_off() -> io::Error {
    io::Error::from(io::ErrorKind::UnexpectedEof)
}

#[derive(Debug, thiserror::Error)]
enum SpillError {
    #[error("{}", say!("spill-write"))]
    Write(#[source] io::Error),
    #[error("{}", say!("spill-read"))]
    Read(#[source] io::Error),
}

impl RoomError for SpillError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::File
    }

    fn hint(&self) -> Option<String> {
        Some(say!("spill-hint"))
    }
}
