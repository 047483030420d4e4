//! A table as CSV (RFC 4180) in UTF-8, with a byte order mark by which Excel knows the encoding.
//!
//! Excel evaluates a cell that begins like a formula, whether or not it is in quotes. Such a text is written as
//! `="text"`: for Excel that is a formula whose value is the text, and `read` takes the text out of it again. An
//! apostrophe in front would stay visible, and would be part of the value when the file is read again. Invariant: no
//! cell is a formula other than its own text.

use std::{
    borrow::Cow,
    io::{self, Write},
    ops::ControlFlow,
};

use csv::{ErrorKind, Terminator, WriterBuilder};

use super::cell::{ExportCell, ExportTable};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a table; on a screen without the mark, and with line feeds only.
pub(super) fn write(
    mut out: impl Write,
    table: &dyn ExportTable,
    is_for_screen: bool,
) -> io::Result<()> {
    let mut builder = WriterBuilder::new();
    if !is_for_screen {
        out.write_all(BYTE_ORDER_MARK)?;
        builder.terminator(Terminator::CRLF);
    }
    let mut rows = builder.from_writer(out);
    let headers = table.headers();
    let headers = headers.iter().map(|header| harmless(header));
    rows.write_record(headers.map(bytes)).map_err(to_io)?;
    table.each(&mut |row| {
        let cells = row.cells();
        rows.write_record(cells.iter().map(text).map(bytes))
            .map_err(to_io)?;
        Ok(ControlFlow::Continue(()))
    })?;
    rows.flush()
}

fn bytes(text: Cow<'_, str>) -> Vec<u8> {
    text.into_owned().into_bytes()
}

fn text<'c>(cell: &'c ExportCell<'_>) -> Cow<'c, str> {
    match cell {
        ExportCell::Exact(text) | ExportCell::Remark(text) => harmless(text),
        ExportCell::Number(number) => number.to_string().into(),
        ExportCell::Blank => Cow::Borrowed(""),
    }
}

/// The text, or a formula whose value it is.
fn harmless(text: &str) -> Cow<'_, str> {
    let begins = text.trim_start().starts_with(begins_formula);
    if begins || text.starts_with(['\t', '\r', '\n']) {
        return format!("=\"{}\"", text.replace('"', "\"\"")).into();
    }
    Cow::Borrowed(text)
}

/// The signs with which a formula begins in Excel, also those of full width, which it treats alike in East Asia.
const fn begins_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

fn to_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_begins_like_a_formula_is_the_value_of_one() {
        assert_eq!(harmless("=1+1"), "=\"=1+1\"");
        assert_eq!(harmless("+84 912"), "=\"+84 912\"");
        assert_eq!(harmless("-\"x\""), "=\"-\"\"x\"\"\"");
        assert_eq!(harmless("\t=1"), "=\"\t=1\"");
        assert_eq!(harmless("＝1"), "=\"＝1\"");
        assert_eq!(harmless("a=1"), "a=1");
    }
}
