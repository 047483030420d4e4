//! Spreadsheets become rows of cells, as Excel shows them.
//!
//! It knows files, encodings, CSV and workbooks; it does not know what a column means, nor what makes
//! a record. Invariant: a table is read to its end or there is an error; nothing is skipped silently.

mod archive;
mod compound;
mod csv;
mod date;
mod delimiter;
mod encoding;
mod files;
mod format;
mod header;
mod markup;
mod open;
mod records;
mod repeats;
mod scanner;
mod stream;
mod table;
mod tags;
mod value;
mod watch;
mod workbook;

#[cfg(test)]
mod tests;

use std::path::Path;

pub use files::expand;
pub use open::sheet_names;

use crate::{
    error::{Error, Kind, Result},
    model::{Origin, RowSink, Source, TableFacts},
};

/// The two families of files, by the extension of the name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Family {
    /// Text with delimiters.
    Delimited,
    /// Anything that Excel or LibreOffice saves as a workbook.
    Workbook,
}

/// Streams the table of one file into the sink: its header, then each row that is not blank.
///
/// `is_header` says whether a text is a header that somebody knows; it decides which row is the header
/// where `source.header_row` does not. Tells how the table was read.
///
/// # Errors
/// `Kind::Input`: the file can't be opened, is empty, or can't be read to its end. `Kind::Config`: the
/// source names an encoding or a delimiter that does not exist. And whatever the sink answers.
pub fn read(
    path: &Path,
    source: &Source,
    is_header: &dyn Fn(&str) -> bool,
    sink: &mut dyn RowSink,
) -> Result<TableFacts> {
    let origin = origin(path);
    match family(path, &origin)? {
        Family::Delimited => csv::read(path, source, &origin, is_header, sink),
        Family::Workbook => workbook::read(path, source, &origin, is_header, sink),
    }
}

/// The whole file, as the place of a complaint.
fn origin(path: &Path) -> Origin {
    Origin {
        file: path.display().to_string().into(),
        ..Origin::default()
    }
}

/// The extension in lower case, or an empty text.
fn extension(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default();
    extension.to_string_lossy().to_lowercase()
}

fn family(path: &Path, origin: &Origin) -> Result<Family> {
    match extension(path).as_str() {
        "csv" | "tsv" | "txt" => Ok(Family::Delimited),
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Ok(Family::Workbook),
        _ => Err(unusable(
            origin,
            None,
            "the file's extension is not one of a spreadsheet",
        )
        .hint("use .csv, .tsv, .txt, .xlsx, .xlsm, .xlsb, .xls or .ods")),
    }
}

/// An error about a spreadsheet, at a row where one is to blame.
fn unusable(origin: &Origin, row: Option<u32>, message: impl Into<String>) -> Error {
    Error::new(Kind::Input, message).at(Origin {
        row,
        ..origin.clone()
    })
}
