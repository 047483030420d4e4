//! The part of a text that was read and not yet consumed.
//!
//! It knows lines, but no cells. Invariant: bytes come in the order of the text, each exactly once.

use std::io::{self, Read};

use memchr::memchr;

/// The least number of bytes of one read.
pub(super) const STEP: usize = 64 * 1024;

/// The end-of-file mark that DOS programs write.
const END_MARK: u8 = 0x1a;

/// A text that is read in blocks.
pub(super) struct TextBuffer<R> {
    text: R,
    /// The unconsumed bytes are at `start..end`.
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    /// Whether the end of the text was reached.
    is_over: bool,
    /// Whether the last consumed byte was a carriage return, to which a line feed may belong.
    after_return: bool,
}

impl<R: Read> TextBuffer<R> {
    /// Starts with bytes that were read before, if any, followed by the rest of the text.
    pub fn new(bytes: Vec<u8>, text: R) -> Self {
        Self {
            text,
            end: bytes.len(),
            bytes,
            start: 0,
            is_over: false,
            after_return: false,
        }
    }

    /// The unconsumed bytes.
    pub fn rest(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    pub const fn is_over(&self) -> bool {
        self.is_over
    }

    pub fn take(&mut self, count: usize) {
        self.after_return = self.rest()[..count].ends_with(b"\r");
        self.start += count;
    }

    /// Skips blank lines and counts them; `None` at the end of the text.
    pub fn blank_lines(&mut self) -> io::Result<Option<u32>> {
        let mut lines = 0_u32;
        loop {
            if self.start == self.end && !self.fill()? {
                return Ok(None);
            }
            match self.rest()[0] {
                b'\n' if self.after_return => {}
                b'\r' | b'\n' => lines = lines.saturating_add(1),
                _ => return Ok(Some(lines)),
            }
            self.take(1);
        }
    }

    /// Reads more bytes behind the unconsumed ones; `false` at the end of the text.
    pub fn fill(&mut self) -> io::Result<bool> {
        if self.start > 0 {
            self.bytes.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        if self.bytes.len() < self.end + STEP {
            self.bytes.resize(self.end + STEP, 0);
        }
        let count = self.text.read(&mut self.bytes[self.end..])?;
        self.end += count;
        self.is_over = count == 0;
        Ok(count > 0)
    }

    /// Drops the end-of-file mark of DOS programs, with the blanks around it; returns whether there was one.
    pub fn drop_end_mark(&mut self) -> bool {
        let text = self.rest();
        let is_mark = |byte: &&u8| matches!(**byte, END_MARK | b' ');
        let length = text.iter().rev().take_while(is_mark).count();
        let has_mark = memchr(END_MARK, &text[text.len() - length..]).is_some();
        if has_mark {
            self.end -= length;
        }
        has_mark
    }
}
