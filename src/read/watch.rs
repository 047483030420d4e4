//! What is known of a workbook's files before their parser sees them.
//!
//! The watch is no parser: it tells where tags and records begin and how long they are, so that nothing
//! is handed on that would make the parser ask for memory without end, and it notes what the parser does
//! not tell. Invariant: what it keeps does not grow with the file.

use std::collections::{HashMap, VecDeque};

use super::{markup::Markup, records::Records};

/// Bytes that all but the sheet itself may have when unpacked, since the parser keeps it in memory.
const MOST_KEPT: u64 = 512 << 20;
/// Bytes of one cell, one tag, one run of text or one record: Excel's longest cell has 32,767 characters.
pub(super) const LONGEST: u64 = 16 << 20;

/// What a workbook's files are written in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Syntax {
    /// XML.
    Markup,
    /// Binary records, besides some XML.
    Records,
}

/// A cell of a binary sheet that has a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Styled {
    /// Row and column, both from 0.
    pub place: (u32, u32),
    /// The number of its style.
    pub style: usize,
    /// Whether it is a formula whose value is an error.
    pub is_failed: bool,
}

/// What the watch has seen.
#[derive(Debug)]
pub(super) struct Notes {
    /// Why the workbook is refused, if it is.
    pub refusal: Option<&'static str>,
    /// Whether a file of it is encrypted.
    pub is_locked: bool,
    /// The cells of the sheet so far.
    pub cells: u64,
    /// Which of them, counted from 0, are formulas; whoever reads the cells takes them out.
    pub formulas: VecDeque<u64>,
    /// The cells of a binary sheet; whoever reads the cells takes them out.
    pub styled: VecDeque<Styled>,
    /// The formats of a binary workbook by their numbers.
    pub codes: HashMap<u16, String>,
    /// Which format the styles of a binary workbook have.
    pub styles: Vec<u16>,
    left: u64,
}

impl Default for Notes {
    fn default() -> Self {
        Self {
            refusal: None,
            is_locked: false,
            cells: 0,
            formulas: VecDeque::new(),
            styled: VecDeque::new(),
            codes: HashMap::new(),
            styles: Vec::new(),
            left: MOST_KEPT,
        }
    }
}

impl Notes {
    /// Notes why the workbook is refused; the text is for the parser, which passes it on as its own error.
    pub(super) fn refuse(&mut self, reason: &'static str) -> &'static str {
        self.refusal = Some(reason);
        reason
    }

    /// Notes that a file is encrypted.
    pub(super) fn lock(&mut self) -> &'static str {
        self.is_locked = true;
        "a file of the archive is encrypted"
    }

    /// What is read from now on is not kept.
    pub(super) fn stream(&mut self) {
        self.left = u64::MAX;
    }

    /// Another file is begun.
    pub(super) fn begin(&mut self) {
        self.cells = 0;
        self.formulas.clear();
        self.styled.clear();
    }

    /// Whether the cell of this number, which has been read, is a formula.
    pub(super) fn is_formula(&mut self, number: u64) -> bool {
        while let Some(first) = self.formulas.front().copied() {
            if first > number {
                return false;
            }
            self.formulas.pop_front();
            if first == number {
                return true;
            }
        }
        false
    }

    /// So many bytes are handed to the parser.
    pub(super) fn spend(&mut self, count: usize) -> Result<(), &'static str> {
        let Some(left) = self.left.checked_sub(count as u64) else {
            return Err(self.refuse("its texts and styles have more than 512 MiB"));
        };
        self.left = left;
        Ok(())
    }
}

/// The watch over one file.
pub(super) struct Watch {
    syntax: Syntax,
    length: u64,
    seen: u64,
    reading: Reading,
}

enum Reading {
    Nothing,
    Markup(Box<Markup>),
    Records(Box<Records>),
}

impl Watch {
    /// A watch over a file of so many bytes.
    pub(super) fn new(syntax: Syntax, length: u64) -> Self {
        Self {
            syntax,
            length,
            seen: 0,
            reading: Reading::Nothing,
        }
    }

    /// Whether all that it looks at is XML.
    pub(super) fn is_markup(&self) -> bool {
        self.syntax == Syntax::Markup
    }

    /// Looks at the next bytes of the file.
    pub(super) fn see(&mut self, bytes: &[u8], notes: &mut Notes) -> Result<(), &'static str> {
        if let (Reading::Nothing, Some(first)) = (&self.reading, bytes.first()) {
            self.reading = self.begun(*first);
        }
        self.seen += bytes.len() as u64;
        match &mut self.reading {
            Reading::Nothing => Ok(()),
            Reading::Markup(markup) => {
                markup.see(bytes, notes)?;
                if self.seen < self.length {
                    return Ok(());
                }
                markup.end()
            }
            Reading::Records(records) => records.see(bytes, notes),
        }
    }

    /// Binary workbooks have some files of XML, which begin with a tag or with the mark of UTF-8.
    fn begun(&self, first: u8) -> Reading {
        if self.syntax == Syntax::Records && ![b'<', 0xef].contains(&first) {
            Reading::Records(Box::default())
        } else {
            Reading::Markup(Box::new(Markup::new(self.length)))
        }
    }
}
