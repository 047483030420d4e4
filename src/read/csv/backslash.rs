//! Whether a backslash before a quote makes it a part of the text.
//!
//! RFC 4180 doubles such a quote, and there `"C:\\"` is a whole cell; other programs write `\"`. One row can't decide
//! it, so the whole file is read in both ways. Invariant: a file that is valid without backslash escapes is read
//! without them.

use std::io::{self, Read};

use super::{
    parser::{CsvRows, Unreadable},
    quotes::Quoting,
};

/// Opens the text again, at its start.
pub(super) type Again<'a> = &'a dyn Fn() -> io::Result<Box<dyn Read>>;

/// Whether backslash escapes leave fewer misplaced quotes.
pub(super) fn is_meant(again: Again<'_>, delimiter: u8) -> io::Result<bool> {
    let faults = |is_meant| faults(again, delimiter, is_meant);
    Ok(faults(true)? < faults(false)?)
}

/// The number of misplaced quotes. A reading that fails before the end is not the right one.
fn faults(again: Again<'_>, delimiter: u8, has_backslashes: bool) -> io::Result<usize> {
    let quoting = Quoting {
        delimiter,
        has_backslashes,
    };
    let mut rows = CsvRows::new(Vec::new(), again()?, quoting);
    let mut faults = 0;
    loop {
        match rows.next() {
            Ok(None) => return Ok(faults),
            Ok(Some(row)) => faults += row.faults + usize::from(row.damage.is_some()),
            Err(Unreadable::Row(..)) => return Ok(usize::MAX),
            Err(Unreadable::File(error)) => return Err(error),
        }
    }
}
