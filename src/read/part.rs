//! A file within an archive while it is read: its bytes, inflated and watched.
//!
//! A large one is inflated and watched on a thread of its own, so that the parser, which takes as long,
//! need not wait for it. It knows no archive. Invariant: both ways hand on the same bytes, end in the same
//! error, and no byte is handed on that the watch has not seen, or before what it has noted by then.

use std::{
    collections::VecDeque,
    io::{self, Read},
    mem,
    sync::mpsc::{self, Receiver, SyncSender},
    thread::Builder,
};

use super::watch::{Notes, Watch};

/// Unpacked bytes from which on a thread is worth its while.
const LARGE: u64 = 1 << 20;
/// What is inflated at once, which is what parsers ask for.
const STEP: usize = 8 * 1024;
/// What is sent at once.
const BLOCK: usize = 8 * STEP;
/// Blocks that may wait for the parser.
const WAITING: usize = 4;

/// The bytes of a file, and the watch over them.
pub(super) struct Inflated {
    pub(super) bytes: Box<dyn Read + Send>,
    pub(super) watch: Watch,
    pub(super) length: u64,
}

/// A file that is being read.
pub(super) enum Part {
    Here(Inflated),
    Ahead(Ahead),
}

/// What a thread has read already.
pub(super) struct Ahead {
    blocks: Receiver<Block>,
    block: Block,
    given: usize,
}

/// Some bytes, the formulas among them, and why there are no more, if so.
#[derive(Default)]
struct Block {
    bytes: Vec<u8>,
    formulas: VecDeque<u64>,
    end: Option<End>,
}

struct End {
    error: io::Error,
    refusal: Option<&'static str>,
}

impl Part {
    /// The file that `open` opens. What is no markup is read here, since its watch notes more.
    pub(super) fn new(open: impl Fn() -> io::Result<Inflated>) -> io::Result<Self> {
        let inflated = open()?;
        if inflated.length < LARGE || !inflated.watch.is_markup() {
            return Ok(Self::Here(inflated));
        }
        // A system that has no thread to give takes what was opened with it.
        Ok(match Ahead::new(inflated) {
            Ok(ahead) => Self::Ahead(ahead),
            Err(_) => Self::Here(open()?),
        })
    }

    /// As in `Read`, but the end of the file is an error.
    pub(super) fn read(&mut self, buffer: &mut [u8], notes: &mut Notes) -> io::Result<usize> {
        match self {
            Self::Here(inflated) => inflated.read(buffer, notes),
            Self::Ahead(ahead) => ahead.read(buffer, notes),
        }
    }
}

impl Inflated {
    fn read(&mut self, buffer: &mut [u8], notes: &mut Notes) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        if count == 0 && !buffer.is_empty() {
            return Err(cut_off());
        }
        notes.spend(count).map_err(io::Error::other)?;
        let seen = self.watch.see(&buffer[..count], notes);
        seen.map(|()| count).map_err(io::Error::other)
    }

    /// Sends everything, until the last byte or until nobody wants more.
    fn send(mut self, blocks: &SyncSender<Block>) {
        let mut notes = Notes::default();
        notes.stream();
        let mut left = self.length;
        while left > 0 {
            let block = self.block(left, &mut notes);
            left -= block.bytes.len() as u64;
            let is_last = block.end.is_some();
            if blocks.send(block).is_err() || is_last {
                return;
            }
        }
    }

    fn block(&mut self, left: u64, notes: &mut Notes) -> Block {
        let size = usize::try_from(left).unwrap_or(usize::MAX).min(BLOCK);
        let mut bytes = vec![0; size];
        let (mut filled, mut end) = (0, None);
        while filled < size && end.is_none() {
            let room = STEP.min(size - filled);
            match self.read(&mut bytes[filled..filled + room], notes) {
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let refusal = notes.refusal;
                    end = Some(End { error, refusal });
                }
            }
        }
        bytes.truncate(filled);
        Block {
            bytes,
            formulas: mem::take(&mut notes.formulas),
            end,
        }
    }
}

impl Ahead {
    fn new(inflated: Inflated) -> io::Result<Self> {
        let (sender, blocks) = mpsc::sync_channel(WAITING);
        let thread = Builder::new().name("inflate".to_owned());
        // It ends when it has sent everything, or when there is no receiver any more.
        drop(thread.spawn(move || inflated.send(&sender))?);
        Ok(Self {
            blocks,
            block: Block::default(),
            given: 0,
        })
    }

    fn read(&mut self, buffer: &mut [u8], notes: &mut Notes) -> io::Result<usize> {
        if self.given == self.block.bytes.len() {
            self.next(notes)?;
        }
        let rest = &self.block.bytes[self.given..];
        let count = rest.len().min(buffer.len());
        notes.spend(count).map_err(io::Error::other)?;
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }

    /// The next bytes; there are some, unless it is an error.
    fn next(&mut self, notes: &mut Notes) -> io::Result<()> {
        while self.given == self.block.bytes.len() {
            if let Some(End { error, refusal }) = self.block.end.take() {
                notes.refusal = refusal.or(notes.refusal);
                return Err(error);
            }
            // Without a block the file was read to its end, or the thread has panicked.
            self.block = self.blocks.recv().map_err(|_| cut_off())?;
            self.given = 0;
            notes.formulas.append(&mut self.block.formulas);
        }
        Ok(())
    }
}

fn cut_off() -> io::Error {
    io::Error::new(
        io::ErrorKind::UnexpectedEof,
        "a file of the archive is cut off",
    )
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::read::watch::Syntax;

    /// A sheet of a few blocks with something before its end.
    fn sheet(last: &str) -> Vec<u8> {
        let cell = "<c><f>1</f><v>1</v></c><c><v>2</v></c>";
        let cells = cell.repeat(3 * BLOCK / cell.len());
        format!("<sheetData>{cells}{last}</sheetData>").into_bytes()
    }

    fn inflated(bytes: &[u8], length: usize) -> Inflated {
        let length = length as u64;
        Inflated {
            bytes: Box::new(Cursor::new(bytes.to_vec())),
            watch: Watch::new(Syntax::Markup, length),
            length,
        }
    }

    /// All that comes out, in whatever pieces.
    fn told(mut part: Part, length: usize) -> (Vec<u8>, Option<String>, Notes) {
        let (mut all, mut notes) = (Vec::new(), Notes::default());
        let mut buffer = [0; STEP];
        while all.len() < length {
            let room = STEP.min(length - all.len());
            match part.read(&mut buffer[..room], &mut notes) {
                Ok(count) => all.extend(&buffer[..count]),
                Err(error) => return (all, Some(error.to_string()), notes),
            }
        }
        (all, None, notes)
    }

    #[test]
    fn both_ways_hand_on_the_same() {
        for (last, missing, fails) in [
            ("", 0, false),
            ("<!DOCTYPE a>", 0, true),
            ("</c>", 0, true),
            ("<c>", 0, true),
            ("", 9, true),
        ] {
            let bytes = sheet(last);
            let length = bytes.len() + missing;
            let here = told(Part::Here(inflated(&bytes, length)), length);
            let ahead = Ahead::new(inflated(&bytes, length)).expect("a thread");
            let ahead = told(Part::Ahead(ahead), length);
            assert_eq!(here.0, ahead.0, "{last}");
            assert_eq!((&here.1, here.1.is_some()), (&ahead.1, fails), "{last}");
            assert_eq!(here.2.refusal, ahead.2.refusal, "{last}");
            assert!(!here.2.formulas.is_empty());
            assert_eq!(here.2.formulas, ahead.2.formulas, "{last}");
        }
    }
}
