//! What the guard finds in the files of a workbook: what the parser does not report, and why the workbook is refused.
//!
//! It reads no files. Invariant: what is kept of all files together never exceeds the limit.

use std::{collections::VecDeque, error::Error, io, mem};

use super::{
    areas::{self, Range},
    excess::Excess,
    styles::NumberFormats,
    texts::SharedTexts,
};
use crate::model::Merged;

/// The largest unpacked size of each file but the sheet itself, since the parser keeps these files in memory.
const MOST_KEPT: u64 = 512 << 20;
/// The parser's memory for a shared text without letters.
const PARSER_EACH: u64 = size_of::<String>() as u64;

/// Why reading a file stops.
#[derive(Debug)]
pub(super) enum GuardStop {
    /// It exceeds a limit of workbooks.
    Refused(Excess),
    /// It can't be read.
    Failed(io::Error),
}

impl GuardStop {
    /// The format that the bytes are invalid in, as an I/O error.
    pub(super) fn malformed(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Failed(io::Error::new(io::ErrorKind::InvalidData, error))
    }
}

impl From<io::Error> for GuardStop {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// A cell of a binary sheet that has a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct StyledValue {
    /// Row and column, both from 0.
    pub place: (u32, u32),
    /// The index of its style.
    pub style: usize,
    /// The damage to report if the parser omits the cell.
    pub missing: Option<&'static str>,
    /// The index of its text, if it is a shared one.
    pub text: Option<u32>,
}

/// Findings that the parser does not report.
#[derive(Debug, Default, PartialEq)]
pub(super) struct GuardFinding {
    /// The cells that are formulas, counted from 0.
    pub formulas: VecDeque<u64>,
    /// Cells that are merged over several rows.
    pub merged: Vec<Merged>,
    /// Hidden rows.
    pub hidden: Vec<Range>,
    /// The cells of a binary sheet.
    pub styled: VecDeque<StyledValue>,
    /// The formats of a binary workbook.
    pub styles: NumberFormats,
    /// The texts that cells of a binary workbook share, at most those of one file; its parser gets none.
    pub texts: SharedTexts,
}

/// The state of checking a workbook.
#[derive(Debug)]
pub(super) struct Findings {
    /// Why the workbook is refused, if it is.
    pub refusal: Option<Excess>,
    /// Whether a file of it is encrypted.
    pub is_locked: bool,
    /// The findings so far; formulas and cells are taken out as the cells are read.
    pub found: GuardFinding,
    /// Whether a file is read in advance for its merged cells, which come at its end.
    pub looks_ahead: bool,
    /// The findings of that first pass.
    pub ahead: Vec<Merged>,
    /// Whether a file was started from which no text is kept yet.
    is_begun: bool,
    left: u64,
}

impl Default for Findings {
    fn default() -> Self {
        Self {
            refusal: None,
            is_locked: false,
            found: GuardFinding::default(),
            looks_ahead: false,
            ahead: Vec::new(),
            is_begun: false,
            left: MOST_KEPT,
        }
    }
}

impl Findings {
    /// Stores why reading stops, and makes the error that the parser passes on as its own.
    pub(super) fn stopped(&mut self, stop: GuardStop) -> io::Error {
        match stop {
            GuardStop::Failed(error) => error,
            GuardStop::Refused(reason) => {
                self.refusal = Some(reason);
                io::Error::other(reason.to_string())
            }
        }
    }

    /// Notes that a file is encrypted.
    pub(super) fn lock(&mut self) -> io::Error {
        self.is_locked = true;
        io::Error::other("a file of the archive is encrypted")
    }

    /// Stops keeping findings.
    pub(super) fn stream(&mut self) {
        self.left = u64::MAX;
    }

    /// Starts another file.
    pub(super) fn begin(&mut self) {
        self.is_begun = true;
        self.found.formulas.clear();
        self.found.styled.clear();
        self.found.merged.clear();
        self.found.hidden.clear();
    }

    /// Adds the findings of the next block.
    pub(super) fn add(&mut self, mut found: GuardFinding) -> io::Result<()> {
        self.found.formulas.append(&mut found.formulas);
        self.found.styled.append(&mut found.styled);
        self.found.merged.append(&mut found.merged);
        for rows in found.hidden {
            areas::add(&mut self.found.hidden, rows);
        }
        let styles = &mut self.found.styles;
        styles.numbers.append(&mut found.styles.numbers);
        styles.codes.extend(found.styles.codes);
        self.keep(&found.texts)
            .map_err(|reason| self.stopped(GuardStop::Refused(reason)))
    }

    /// Keeps more shared texts. The parser, which gets their bytes too, keeps none of them.
    fn keep(&mut self, texts: &SharedTexts) -> Result<(), Excess> {
        if texts.count() == 0 {
            return Ok(());
        }
        // The parser may start a file twice.
        if mem::take(&mut self.is_begun) {
            self.left = self.left.saturating_add(charge(&self.found.texts));
            self.found.texts = SharedTexts::default();
        }
        let left = self.left.saturating_add(texts.passed());
        self.left = left.checked_sub(charge(texts)).ok_or(Excess::Kept)?;
        self.found.texts.append(texts)
    }

    /// Whether the cell with this number, which was read, is a formula.
    pub(super) fn is_formula(&mut self, number: u64) -> bool {
        let formulas = &mut self.found.formulas;
        while formulas.pop_front_if(|first| *first < number).is_some() {}
        formulas.pop_front_if(|first| *first == number).is_some()
    }

    /// Counts bytes that are passed to the parser.
    pub(super) fn spend(&mut self, count: usize) -> io::Result<()> {
        let left = self.left.checked_sub(count as u64);
        self.left = left.ok_or_else(|| self.stopped(GuardStop::Refused(Excess::Kept)))?;
        Ok(())
    }
}

/// The memory that texts take here and in the parser.
fn charge(texts: &SharedTexts) -> u64 {
    texts.kept() + PARSER_EACH * texts.count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_texts_are_refused_while_they_come_in() {
        let (left, mut notes) = (1_000, Findings::default());
        notes.left = left;
        let block = || {
            let mut found = GuardFinding::default();
            found.texts.push("abcde", 0).expect("there is room");
            found
        };
        // Each takes five letters, its end, and the parser's share.
        let taken = (0..100).take_while(|_| notes.add(block()).is_ok());
        assert_eq!(taken.count(), 30);
        assert_eq!(notes.refusal, Some(Excess::Kept));
        notes.begin();
        notes.add(block()).expect("there is room");
        assert_eq!(notes.found.texts.count(), 1);
    }
}
