//! Reads a file of an archive, block by block.
//!
//! A separate thread inflates and checks it, so that the parser, which takes as long, need not wait. It knows no
//! archive. Invariant: nothing follows an error.

use std::{
    io,
    sync::mpsc::{self, Receiver},
    thread::Builder,
};

use super::{
    file_guard::{CheckedBlock, FileGuard},
    findings::{Findings, GuardStop},
    inflated::cut_off,
};

/// The number of blocks that may wait for the parser.
const WAITING: usize = 4;

/// A file that is being read.
pub(super) struct GuardedPart {
    blocks: Receiver<Result<CheckedBlock, GuardStop>>,
    /// The current block, and how much of it was passed on.
    bytes: Vec<u8>,
    given: usize,
    /// The bytes of all blocks that were passed on.
    pub(super) at: u64,
}

impl GuardedPart {
    /// The file to check. The thread ends when everything is sent or the receiver is gone.
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
