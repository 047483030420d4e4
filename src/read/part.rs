//! A file within an archive while it is read, block by block.
//!
//! It is inflated and watched on a thread of its own, so that the parser, which takes as long, need not wait for
//! it. It knows no archive. Invariant: behind an error there is nothing more.

use std::{
    io,
    sync::mpsc::{self, Receiver},
    thread::Builder,
};

use super::{
    file_guard::{CheckedBlock, FileGuard, Findings, GuardStop},
    inflated::cut_off,
};

/// Blocks that may wait for the parser.
const WAITING: usize = 4;

/// A file that is being read.
pub(super) struct GuardedPart {
    blocks: Receiver<Result<CheckedBlock, GuardStop>>,
    /// The present block, and how much of it was handed on.
    bytes: Vec<u8>,
    given: usize,
    /// The bytes of all blocks that were handed on.
    pub(super) at: u64,
}

impl GuardedPart {
    /// The file that is watched. The thread ends when there is nothing more to send, or when there is no receiver
    /// any more.
    pub(super) fn new(mut watch: FileGuard) -> io::Result<Self> {
        let (sender, blocks) = mpsc::sync_channel(WAITING);
        let thread = Builder::new().name("inflate".to_owned());
        drop(thread.spawn(move || {
            loop {
                let block = watch.block();
                let is_last = block.is_err();
                if sender.send(block).is_err() || is_last {
                    return;
                }
            }
        })?);
        Ok(Self {
            blocks,
            bytes: Vec::new(),
            given: 0,
            at: 0,
        })
    }

    /// As in `Read`, but the end of the file is an error.
    pub(super) fn read(&mut self, buffer: &mut [u8], notes: &mut Findings) -> io::Result<usize> {
        if self.given == self.bytes.len() {
            let next = self.blocks.recv().unwrap_or_else(|_| Err(cut_off().into()));
            let block = next.map_err(|stop| notes.stopped(stop))?;
            notes.add(block.found)?;
            (self.bytes, self.given) = (block.bytes, 0);
        }
        let rest = &self.bytes[self.given..];
        let count = rest.len().min(buffer.len());
        notes.spend(count)?;
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        self.at += count as u64;
        Ok(count)
    }
}
