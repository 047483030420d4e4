//! Corrected rows: a workbook that `failures` has written and a person has corrected.
//!
//! One sheet lists which sheet belongs to which source, and every row has its origin. It does not shape the rows.
//! Invariant: a workbook without these is refused as a whole, because its rows could belong to any source.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::{
    error::SyncError,
    memories::{Memories, Remembered, columns, filled, made_from, text},
};
use crate::{
    codec::{Batch, RowSink, RowView, batch::CellKind},
    config::Config,
    error::{Error, Result},
    model::{
        Cell, Code, DataRow, Entity, FailedTable, Header, Mapping, Origin, RowTexts, SheetChoice,
        Source, TextEncoding,
    },
    read,
    shape::{Overlay, Replaced, RowKey, Shaper, TableSink},
};

/// The sheets of the workbook, and their sources.
pub(super) struct Corrections {
    pub path: PathBuf,
    sheets: Vec<SheetEntry>,
}

/// A line of the list of sheets.
pub(super) struct SheetEntry {
    pub sheet: String,
    entity: String,
    source: String,
    /// The sheet with the original texts of its rows.
    memory: Option<String>,
}

impl Corrections {
    /// Reads the list of sheets.
    ///
    /// # Errors
    /// The workbook can't be read, has no such list, or refers to a source that is not configured.
    pub fn open(path: &Path, config: &Config) -> Result<Self> {
        let mut list = SheetList::default();
        let nothing = Mapping::default();
        let source = source(path, FailedTable::LIST, Entity::Customer, &nothing);
        let read = read::read(path, &source, &|_| true, &mut list);
        read.map_err(|error| foreign(path, Some(error)))?;
        if list.columns.is_none() {
            return Err(foreign(path, None).into());
        }
        let is_known =
            |listed: &SheetEntry| config.sources.iter().any(|source| listed.is_of(source));
        if let Some(listed) = list.sheets.iter().find(|listed| !is_known(listed)) {
            let (path, listed) = (path.to_owned(), listed.source.clone());
            return Err(SyncError::ForeignRows { path, listed }.into());
        }
        Ok(Self {
            path: path.to_owned(),
            sheets: list.sheets,
        })
    }

    /// The sheets with rows of a source.
    pub fn sheets_of(&self, source: &Source) -> impl Iterator<Item = &SheetEntry> {
        self.sheets.iter().filter(|listed| listed.is_of(source))
    }

    /// Passes the corrected rows of a source to its shaper.
    pub fn merge_into(&self, source: &Source, shaper: &mut Shaper<'_>) -> Result<()> {
        for listed in self.sheets_of(source) {
            let sheet = self::source(&self.path, &listed.sheet, source.entity, &source.mapping);
            let is_header = |text: &str| Shaper::is_header(source.entity, &source.mapping, text);
            let mut corrected = Corrected {
                inner: shaper.corrections(&source.mapping),
                columns: None,
                header: Header::default(),
                memories: self.memories(listed, source.entity)?,
                overlay: Overlay::default(),
            };
            read::read(&self.path, &sheet, &is_header, &mut corrected)?;
            let Corrected {
                inner,
                mut overlay,
                memories,
                ..
            } = corrected;
            let memories = memories
                .into_iter()
                .map(|(place, (code, memory))| (RowKey::of(code.as_ref(), &place), memory));
            overlay.memories.extend(memories);
            if let Some(column) = inner.report().missing.first() {
                return Err(SyncError::NoColumn {
                    path: self.path.clone(),
                    sheet: listed.sheet.clone(),
                    column: column.name.clone(),
                }
                .into());
            }
            shaper.replace(overlay);
        }
        Ok(())
    }

    /// The texts of a sheet's rows when the workbook was written; empty if it does not have them.
    pub fn memories(&self, listed: &SheetEntry, entity: Entity) -> Result<Memories> {
        let mut remembered = Remembered::default();
        let Some(memory) = &listed.memory else {
            return Ok(remembered.memories);
        };
        let nothing = Mapping::default();
        let source = Source {
            // The texts were decoded when the workbook was written.
            text_encoding: TextEncoding::Unicode,
            ..source(&self.path, memory, entity, &nothing)
        };
        read::read(&self.path, &source, &|_| true, &mut remembered)?;
        Ok(remembered.memories)
    }
}

impl SheetEntry {
    fn is_of(&self, source: &Source) -> bool {
        self.source == source.key().to_string() && self.entity == source.entity.as_str()
    }
}

/// A sheet of the workbook, read as it was written.
pub(super) fn source(path: &Path, sheet: &str, entity: Entity, mapping: &Mapping) -> Source {
    Source {
        sheet: SheetChoice::Name(sheet.to_owned()),
        header_row: Some(1),
        mapping: mapping.clone(),
        ..Source::at(entity, path)
    }
}

fn foreign(path: &Path, source: Option<Error>) -> SyncError {
    let path = path.to_owned();
    SyncError::NoCorrections { path, source }
}

#[derive(Default)]
struct SheetList {
    columns: Option<[usize; 3]>,
    memory: Option<usize>,
    sheets: Vec<SheetEntry>,
}

impl RowSink for SheetList {
    fn header(&mut self, header: &Header) -> Result<()> {
        self.columns = columns(header, FailedTable::LISTED);
        self.memory = columns(header, [FailedTable::LISTED_MEMORY]).map(|[column]| column);
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        let Some(columns) = self.columns else {
            return Ok(());
        };
        self.sheets.extend(batch.rows().map(|row| {
            let [sheet, entity, source] = columns.map(|column| text(row, column));
            SheetEntry {
                sheet,
                entity,
                source,
                memory: self.memory.and_then(|column| filled(text(row, column))),
            }
        }));
        Ok(())
    }
}

/// Notes the origin of each row, and passes it on.
struct Corrected<'t> {
    inner: TableSink<'t>,
    columns: Option<[usize; 4]>,
    header: Header,
    memories: Memories,
    overlay: Overlay,
}

impl RowSink for Corrected<'_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        self.columns = columns(header, FailedTable::ORIGIN);
        self.header = header.clone();
        self.inner.header(header)?;
        let shaper = self.inner.shaper();
        self.overlay.columns = shaper.map_or_else(BTreeSet::new, |it| it.read_headers());
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        let Some(columns) = self.columns else {
            return self.inner.rows(batch);
        };
        let shaper = self.inner.shaper();
        let visible = shaper.and_then(|shaper| shaper.code_column());
        let mut meant = Batch::default();
        for row in batch.rows() {
            let (place, code) = made_from(row, columns);
            let row = with_own_code(row, visible, code.as_ref());
            self.overlay
                .replaced
                .push(self.replaced(&row, (place, code)));
            meant.push(row);
        }
        self.inner.rows(&mut meant)
    }
}

impl Corrected<'_> {
    fn replaced(&self, row: &DataRow, (place, code): (Origin, Option<Code>)) -> Replaced {
        let headers = self.header.names.iter().map(String::as_str);
        let cells = row.cells.iter();
        let cells = cells.map(|cell| cell.shown().unwrap_or_default());
        let memory = self.memories.get(&place).map(|(_, memory)| memory.clone());
        Replaced {
            at: Origin {
                file: self.header.file.clone(),
                sheet: self.header.sheet.clone(),
                row: Some(row.number),
                column: None,
            },
            texts: RowTexts::of(headers, cells),
            code,
            place,
            memory,
        }
    }
}

/// The row with its record's code, if Excel has changed that: 4 from 00004, a date from 1-2.
fn with_own_code(row: RowView<'_>, visible: Option<usize>, code: Option<&Code>) -> DataRow {
    let mut owned = row.owned();
    let Some((column, code)) = visible.zip(code) else {
        return owned;
    };
    if is_rewritten(row, column, code)
        && let Some(cell) = owned.cells.get_mut(column)
    {
        *cell = Cell::Text(code.to_string());
    }
    owned
}

/// Whether a code's cell may have been changed by Excel alone.
pub(super) fn is_rewritten(row: RowView<'_>, column: usize, code: &Code) -> bool {
    match row.cell(column) {
        (_, CellKind::Date) => true,
        (shown, _) => {
            let value = |text: &str| text.trim().parse::<f64>().ok();
            value(shown).is_some_and(|shown| value(code) == Some(shown))
        }
    }
}
