//! Reads spreadsheets as rows of cells, as Excel shows them.
//!
//! It knows files, encodings, CSV and workbooks; it does not know the meaning of a column or of a record. Invariant:
//! a table is read to its end or there is an error; nothing is skipped silently.

mod amended;
mod archive;
mod archive_entry;
mod areas;
mod blank;
mod byte_source;
mod charset;
mod charset_search;
mod compound;
mod csv;
mod date;
mod dated;
mod directory;
mod encoding;
mod encoding_scorer;
mod error;
mod excess;
mod fast_cell;
mod file_guard;
mod file_hash;
mod files;
mod fills;
mod findings;
mod font;
mod font_signs;
mod font_survey;
mod foreign_file;
mod format;
mod format_token;
mod front;
mod guard;
mod header;
mod header_letters;
mod header_probe;
mod inflated;
mod kind;
mod letters;
mod matching;
mod merged;
mod ods;
mod ods_cell_count;
mod open;
mod other_formats;
mod part;
mod pattern;
mod place;
mod plain_number;
mod protection;
mod record_guard;
mod remark_collector;
mod row_limits;
mod rows;
mod sheet_letters;
mod styles;
mod syllable;
mod table;
mod text_cell;
mod texts;
mod value;
mod version;
mod wall_time;
mod workbook;
mod xls;
mod xml_guard;

#[cfg(test)]
mod tests;

use std::path::Path;

pub use file_hash::sha256;
pub use files::{Files, expand, is_missing, modified, name, pick};
pub use fills::row_marks;
pub use guard::{guarded, is_guarded};
pub use open::sheet_names;
pub use table::was_empty;
pub use version::FileVersion;

use self::{
    csv::TextFile, error::ReadError, font_survey::Surveyor, kind::FileKind, place::origin,
    sheet_letters::SheetLetters,
};
use crate::{
    codec::RowSink,
    error::{Error, Result, RoomError},
    model::{Ending, Origin, Source, TableFacts},
};

/// Streams the table of one file into the sink: its header, then each row that is not blank.
///
/// `is_header` decides whether a text is a known header, and so which row is the header unless `source.header_row` is
/// set. Returns how the table was read.
///
/// # Errors
/// `Kind::Input`: the file can't be opened, is empty, can't be read to its end, or was changed meanwhile.
/// `Kind::Config`: the source has an unknown encoding or delimiter. Also any error of the sink.
pub fn read(
    path: &Path,
    source: &Source,
    is_header: &dyn Fn(&str) -> bool,
    sink: &mut dyn RowSink,
) -> Result<TableFacts> {
    read_after(None, path, source, is_header, sink)
}

/// The same with the ending at the last run: a text file that now ends in another way counts as cut off.
///
/// # Errors
/// As for [`read`].
pub fn read_after(
    before: Option<Ending>,
    path: &Path,
    source: &Source,
    is_header: &dyn Fn(&str) -> bool,
    sink: &mut dyn RowSink,
) -> Result<TableFacts> {
    // It stays open, so that a network drive keeps the file's number.
    let _held = kind::opened(path, &origin(path));
    let version = FileVersion::of(path);
    let read = read_settled((path, before), source, is_header, sink);
    // This error comes first: if the file is being written to, other errors may only follow from that.
    version.unchanged().and(read)
}

/// Decides the font of the texts and reads the file, perhaps twice.
fn read_settled(
    (path, before): (&Path, Option<Ending>),
    source: &Source,
    is_header: &dyn Fn(&str) -> bool,
    sink: &mut dyn RowSink,
) -> Result<TableFacts> {
    let is_known = |text: &str| header_letters::is_header_in_any(text, is_header);
    let survey = || {
        let mut surveyor = Surveyor::of(&is_known);
        // Plain letters keep this pass from starting another survey.
        let letters = SheetLetters::plain();
        read_in(letters, (path, before), source, &is_known, &mut surveyor)?;
        Ok(surveyor.survey)
    };
    let letters = SheetLetters::of(source.text_encoding, &survey)?;
    read_in(letters, (path, before), source, is_header, sink)
}

/// The same once the font is decided.
fn read_in(
    letters: SheetLetters<'_>,
    (path, before): (&Path, Option<Ending>),
    source: &Source,
    is_header: &dyn Fn(&str) -> bool,
    sink: &mut dyn RowSink,
) -> Result<TableFacts> {
    let origin = origin(path);
    let mut file = kind::opened(path, &origin)?;
    let (kind, in_front) = kind::behind(&mut file, &origin)?;
    let facts = match kind {
        FileKind::Empty | FileKind::Text => {
            let text = TextFile {
                path,
                file,
                origin: &origin,
                is_sure: matches!(extension(path).as_str(), "csv" | "tsv" | "txt"),
                before,
                letters,
            };
            // Text under the name of a workbook is read where its content shows that it is a table.
            let facts = csv::read(text, source, is_header, sink)?;
            facts.ok_or_else(|| no_table(path, &origin))
        }
        _ => header_probe::read((path, letters), source, &origin, is_header, sink),
    }?;
    Ok(TableFacts { in_front, ..facts })
}

/// Whether the file is a workbook, by its content.
#[must_use]
pub fn has_sheets(path: &Path) -> bool {
    let origin = origin(path);
    let kind = kind::opened(path, &origin).and_then(|mut file| kind::of(&mut file, &origin));
    kind.is_ok_and(|kind| !matches!(kind, FileKind::Empty | FileKind::Text))
}

/// The extension in lower case, or an empty text.
fn extension(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default();
    extension.to_string_lossy().to_lowercase()
}

fn no_table(path: &Path, origin: &Origin) -> Error {
    if matches!(
        extension(path).as_str(),
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods"
    ) {
        return open::no_workbook(FileKind::Text, origin);
    }
    ReadError::NoTable.at(origin.clone())
}
