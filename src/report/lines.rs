//! Lines on a terminal: with colour, indent and wrapping.
//!
//! It knows no plan. Invariant: a wrapped line is not wider than the style allows, unless a single word is.

use std::io::{self, Write};

use super::{
    style::{Style, TextRole},
    text,
};

/// The writer of the lines, and their style.
pub(super) struct Lines<'w> {
    out: &'w mut dyn Write,
    pub style: Style,
}

impl<'w> Lines<'w> {
    /// Lines into that writer.
    pub fn new(out: &'w mut impl Write, style: Style) -> Self {
        Self { out, style }
    }

    /// A line as it is, without wrapping.
    pub fn line(&mut self, ink: TextRole, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", self.style.paint(ink, text))
    }

    /// A line with nothing in it.
    pub fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A sentence wrapped to the whole width.
    pub fn paragraph(&mut self, ink: TextRole, sentence: &str) -> io::Result<()> {
        self.indented(0, ink, sentence)
    }

    /// A sentence wrapped so that all lines start at the same column.
    pub fn indented(&mut self, indent: usize, ink: TextRole, sentence: &str) -> io::Result<()> {
        let blanks = " ".repeat(indent);
        for line in text::wrap(sentence, self.style.columns().saturating_sub(indent)) {
            writeln!(self.out, "{blanks}{}", self.style.paint(ink, &line))?;
        }
        Ok(())
    }
}
