//! What has been read of a text and not yet been taken.
//!
//! It knows lines, and nothing of cells. Invariant: what was read before comes first, and every byte comes once.

use std::io::{self, Read};

use memchr::memchr;

/// Bytes of text that are read at once, at least.
pub(super) const STEP: usize = 64 * 1024;

/// What DOS programs write where a file ends.
const END_MARK: u8 = 0x1a;

/// A text that is read in steps.
pub(super) struct TextBuffer<R> {
    text: R,
    /// What is not taken yet stands from `start` to `end`.
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    /// Whether nothing is left to be read.
    is_over: bool,
    /// Whether what was taken last ended with a carriage return, to which a line feed may belong.
    after_return: bool,
}

impl<R: Read> TextBuffer<R> {
    /// What was read before, if anything, and what can still be read.
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

    /// What is not taken yet.
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

    /// Steps over blank lines and tells how many there are; `None` where nothing follows them.
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

    /// Reads on, behind what is not taken yet; `false` at the end of the text.
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

    /// Leaves out the mark that DOS programs set behind a text, with the blanks around it; whether there is one.
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
