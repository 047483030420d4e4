//! Corrected rows: a workbook that `failures` has written and a person has put right.
//!
//! Which sheet belongs to which source stands in a sheet of its own, and behind every row where it came
//! from. Invariant: a workbook without that is refused as a whole, since its rows could be anybody's.

use std::path::{Path, PathBuf};

use super::error::SyncError;
use crate::{
    config::Config,
    error::{Error, Result},
    model::{
        Batch, Cell, Code, Entity, FailedTable, Header, Mapping, Origin, Row, RowSink, RowView,
        Sheet, Source, batch::Kind,
    },
    read,
    shape::{Replaced, Shaper, TableSink},
};

/// Which sheets there are, and whose rows are in them.
pub(super) struct Corrections {
    path: PathBuf,
    sheets: Vec<Listed>,
}

/// A line of the list of sheets.
struct Listed {
    sheet: String,
    entity: String,
    source: String,
}

impl Corrections {
    /// Reads the list of sheets.
    ///
    /// # Errors
    /// The workbook can't be read, has no such list, or is about a source that is not configured.
    pub fn open(path: &Path, config: &Config) -> Result<Self> {
        let mut list = List::default();
        let nothing = Mapping::default();
        let source = source(path, FailedTable::LIST, Entity::Customer, &nothing);
        let read = read::read(path, &source, &|_| true, &mut list);
        read.map_err(|error| foreign(path, Some(error)))?;
        if list.columns.is_none() {
            return Err(foreign(path, None).into());
        }
        let is_known = |listed: &Listed| config.sources.iter().any(|source| listed.is_of(source));
        if let Some(listed) = list.sheets.iter().find(|listed| !is_known(listed)) {
            let (path, listed) = (path.to_owned(), listed.source.clone());
            return Err(SyncError::ForeignRows { path, listed }.into());
        }
        Ok(Self {
            path: path.to_owned(),
            sheets: list.sheets,
        })
    }

    /// Hands the corrected rows of a source to its shaper.
    pub fn lay_over(&self, source: &Source, shaper: &mut Shaper<'_>) -> Result<()> {
        let own = self.sheets.iter().filter(|listed| listed.is_of(source));
        for listed in own {
            let sheet = self::source(&self.path, &listed.sheet, source.entity, &source.mapping);
            let is_header = |text: &str| Shaper::is_header(source.entity, &source.mapping, text);
            let mut corrected = Corrected {
                inner: shaper.corrections(&source.mapping),
                columns: None,
                replaced: Vec::new(),
            };
            read::read(&self.path, &sheet, &is_header, &mut corrected)?;
            let Corrected {
                inner, replaced, ..
            } = corrected;
            if let Some(column) = inner.report().missing.first() {
                return Err(SyncError::NoColumn {
                    path: self.path.clone(),
                    sheet: listed.sheet.clone(),
                    column: column.name.clone(),
                }
                .into());
            }
            shaper.replace(replaced);
        }
        Ok(())
    }
}

impl Listed {
    fn is_of(&self, source: &Source) -> bool {
        self.source == source.key().to_string() && self.entity == source.entity.as_str()
    }
}

/// A sheet of the workbook, read as it was written.
fn source(path: &Path, sheet: &str, entity: Entity, mapping: &Mapping) -> Source {
    Source {
        sheet: Sheet::Name(sheet.to_owned()),
        header_row: Some(1),
        mapping: mapping.clone(),
        ..Source::at(entity, path)
    }
}

fn foreign(path: &Path, source: Option<Error>) -> SyncError {
    let path = path.to_owned();
    SyncError::NoCorrections { path, source }
}

/// The columns of those names, where all of them are there.
fn columns<const N: usize>(header: &Header, names: [&str; N]) -> Option<[usize; N]> {
    let found = names.map(|name| header.names.iter().position(|header| header == name));
    let found: Option<Vec<usize>> = found.into_iter().collect();
    found?.try_into().ok()
}

fn text(row: RowView<'_>, column: usize) -> String {
    let (text, _) = row.cell(column);
    text.trim().to_owned()
}

#[derive(Default)]
struct List {
    columns: Option<[usize; 3]>,
    sheets: Vec<Listed>,
}

impl RowSink for List {
    fn header(&mut self, header: &Header) -> Result<()> {
        self.columns = columns(header, FailedTable::LISTED);
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        let Some(columns) = self.columns else {
            return Ok(());
        };
        self.sheets.extend(batch.rows().map(|row| {
            let [sheet, entity, source] = columns.map(|column| text(row, column));
            Listed {
                sheet,
                entity,
                source,
            }
        }));
        Ok(())
    }
}

/// The row that a corrected one was made from.
fn replaced(row: RowView<'_>, columns: [usize; 4]) -> Replaced {
    let [file, sheet, number, code] = columns.map(|column| text(row, column));
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    Replaced {
        code: filled(code).map(Code::new),
        place: Origin {
            file: file.into(),
            sheet: filled(sheet).map(Into::into),
            row: number.parse().ok(),
            column: None,
        },
    }
}

/// Takes down where each row came from, and hands it on.
struct Corrected<'t> {
    inner: TableSink<'t>,
    columns: Option<[usize; 4]>,
    replaced: Vec<Replaced>,
}

impl RowSink for Corrected<'_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        self.columns = columns(header, FailedTable::ORIGIN);
        self.inner.header(header)
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        let Some(columns) = self.columns else {
            return self.inner.rows(batch);
        };
        let shaper = self.inner.shaper();
        let visible = shaper.and_then(|shaper| shaper.code_column());
        let mut meant = Batch::default();
        for row in batch.rows() {
            let replaced = replaced(row, columns);
            meant.push(with_own_code(row, visible, replaced.code.as_ref()));
            self.replaced.push(replaced);
        }
        self.inner.rows(&mut meant)
    }
}

/// The row under the code that its record has, where Excel has made another of it: 4 of 00004, a date of 1-2.
fn with_own_code(row: RowView<'_>, visible: Option<usize>, code: Option<&Code>) -> Row {
    let mut owned = row.owned();
    let Some((column, code)) = visible.zip(code) else {
        return owned;
    };
    let is_excels = match row.cell(column) {
        (_, Kind::Date) => true,
        (shown, _) => {
            let value = |text: &str| text.trim().parse::<f64>().ok();
            value(shown).is_some_and(|shown| value(code) == Some(shown))
        }
    };
    if is_excels && let Some(cell) = owned.cells.get_mut(column) {
        *cell = Cell::Text(code.to_string());
    }
    owned
}
