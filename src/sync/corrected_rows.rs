//! The rows of a corrected workbook, as they are in it, to be compared with what they were.
//!
//! It shapes nothing; the table's header shows which columns are read. Invariant: a sheet without a column that its
//! source needs is an error.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    corrections::{self, Corrections, SheetEntry},
    error::SyncError,
    memories::{Memories, columns, made_from},
};
use crate::{
    codec::{Batch, EmptySnapshot, InMemory, RowMemory, RowSink},
    config::Config,
    error::Result,
    model::{Code, FailedTable, Header, Origin, RowTexts, Source},
    read,
    shape::{DatedColumns, References, Shaper, TableSink},
};

/// One row of the workbook.
pub(super) struct CorrectedRow {
    /// Its place in the workbook.
    pub at: Origin,
    /// Its texts now.
    pub texts: RowTexts,
    /// Its texts when the workbook was written.
    pub memory: Option<RowMemory>,
    /// The place of the row that it was made from; without a file if the workbook does not have it.
    pub place: Origin,
    /// The code of that row's record, if it was readable.
    pub code: Option<Code>,
    /// Whether Excel alone may have changed the code's cell.
    pub is_rewritten: bool,
    pub table: Arc<CorrectedTable>,
}

/// The columns of its sheet.
#[derive(Default)]
pub(super) struct CorrectedTable {
    /// The headers of the columns that are read.
    pub read: BTreeSet<String>,
    /// The header of the codes, if they have one column.
    pub code: Option<String>,
}

/// The rows that the workbook has of a source.
pub(super) fn corrected_rows(
    corrections: &Corrections,
    (config, source): (&Config, &Source),
) -> Result<Vec<CorrectedRow>> {
    let mut rows = Vec::new();
    for listed in corrections.sheets_of(source) {
        rows.extend(of_sheet(corrections, listed, (config, source))?);
    }
    Ok(rows)
}

fn of_sheet(
    corrections: &Corrections,
    listed: &SheetEntry,
    (config, source): (&Config, &Source),
) -> Result<Vec<CorrectedRow>> {
    let Source {
        entity, mapping, ..
    } = source;
    let sheet = corrections::source(&corrections.path, &listed.sheet, *entity, mapping);
    let references = References::new();
    let known = (&EmptySnapshot as _, &InMemory as _);
    let mut shaper = Shaper::new(*entity, &config.policy, &references, known);
    let is_header = |text: &str| Shaper::is_header(*entity, mapping, text);
    let mut reader = SheetReader {
        inner: shaper.table(mapping),
        dated: DatedColumns::of(mapping),
        origin: None,
        code: None,
        header: Header::default(),
        table: Arc::default(),
        memories: corrections.memories(listed, *entity)?,
        rows: Vec::new(),
    };
    read::read(&corrections.path, &sheet, &is_header, &mut reader)?;
    let SheetReader { inner, rows, .. } = reader;
    if let Some(column) = inner.report().missing.first() {
        return Err(SyncError::NoColumn {
            path: corrections.path.clone(),
            sheet: listed.sheet.clone(),
            column: column.name.clone(),
        }
        .into());
    }
    Ok(rows)
}

struct SheetReader<'a> {
    inner: TableSink<'a>,
    dated: DatedColumns<'a>,
    /// The columns with the row's origin.
    origin: Option<[usize; 4]>,
    /// The column of the codes.
    code: Option<usize>,
    header: Header,
    table: Arc<CorrectedTable>,
    memories: Memories,
    rows: Vec<CorrectedRow>,
}

impl RowSink for SheetReader<'_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        self.inner.header(header)?;
        self.origin = columns(header, FailedTable::ORIGIN);
        self.header = header.clone();
        let shaper = self.inner.shaper();
        self.code = shaper.as_ref().and_then(|shaper| shaper.code_column());
        let name = |column: usize| header.names.get(column);
        self.table = Arc::new(CorrectedTable {
            read: shaper.map_or_else(BTreeSet::new, |shaper| shaper.read_headers()),
            code: self.code.and_then(name).map(|name| name.trim().to_owned()),
        });
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        for row in batch.rows() {
            let made_from = self.origin.map(|columns| made_from(row, columns));
            let (place, code) = made_from.unwrap_or_default();
            let is_rewritten =
                |(column, code): (usize, &Code)| corrections::is_rewritten(row, column, code);
            let cells = self.dated.cells(row, &self.header.names);
            let cells = cells.iter();
            let cells = cells.map(|cell| cell.shown().unwrap_or_default());
            let headers = self.header.names.iter().map(String::as_str);
            self.rows.push(CorrectedRow {
                at: Origin {
                    file: self.header.file.clone(),
                    sheet: self.header.sheet.clone(),
                    row: Some(row.number()),
                    column: None,
                },
                texts: RowTexts::of(headers, cells),
                memory: self.memories.get(&place).map(|(_, memory)| memory.clone()),
                is_rewritten: self.code.zip(code.as_ref()).is_some_and(is_rewritten),
                place,
                code,
                table: self.table.clone(),
            });
        }
        Ok(())
    }
}
