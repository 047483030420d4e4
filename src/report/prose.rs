//! Sentences in lines that fit the terminal.

use std::io::{self, Write};

use super::{
    style::{Ink, Style},
    text,
};

/// A sentence over the whole width.
pub(super) fn paragraph(
    out: &mut impl Write,
    style: Style,
    ink: Ink,
    sentence: &str,
) -> io::Result<()> {
    for line in text::wrap(sentence, style.columns()) {
        writeln!(out, "{}", style.paint(ink, &line))?;
    }
    Ok(())
}

/// A sentence in lines that all start at the same column.
pub(super) fn indented(
    out: &mut impl Write,
    style: Style,
    (indent, ink): (usize, Ink),
    sentence: &str,
) -> io::Result<()> {
    for line in text::wrap(sentence, style.columns().saturating_sub(indent)) {
        writeln!(out, "{}{}", " ".repeat(indent), style.paint(ink, &line))?;
    }
    Ok(())
}
