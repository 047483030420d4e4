//! The origins and original texts of rows, as a workbook of failed rows stores them.
//!
//! It compares nothing. Invariant: an entry that can't be read counts as missing, never as a blank row.

use std::collections::BTreeMap;

use crate::{
    codec::{Batch, RowMemory, RowSink, RowView},
    error::Result,
    model::{Code, FailedTable, Header, Origin},
};

/// The original texts of rows, by their places.
pub(super) type Memories = BTreeMap<Origin, (Option<Code>, RowMemory)>;

/// The columns of these names, if all of them are there.
pub(super) fn columns<const N: usize>(header: &Header, names: [&str; N]) -> Option<[usize; N]> {
    let found = names.map(|name| header.names.iter().position(|header| header == name));
    let found: Option<Vec<usize>> = found.into_iter().collect();
    found?.try_into().ok()
}

pub(super) fn text(row: RowView<'_>, column: usize) -> String {
    let (text, _) = row.cell(column);
    text.trim().to_owned()
}

pub(super) fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// The origin of a row, and the code that it had.
pub(super) fn made_from(row: RowView<'_>, columns: [usize; 4]) -> (Origin, Option<Code>) {
    let [file, sheet, number, code] = columns.map(|column| text(row, column));
    let place = Origin {
        file: file.into(),
        sheet: filled(sheet).map(Into::into),
        row: number.parse().ok(),
        column: None,
    };
    (place, filled(code).map(Code::new))
}

/// The sheet with the original texts.
#[derive(Default)]
pub(super) struct Remembered {
    columns: Option<([usize; 4], usize)>,
    pub memories: Memories,
}

impl RowSink for Remembered {
    fn header(&mut self, header: &Header) -> Result<()> {
        let memory_column = columns(header, [FailedTable::MEMORY]).map(|[column]| column);
        self.columns = columns(header, FailedTable::ORIGIN).zip(memory_column);
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        let Some((origin, memory_column)) = self.columns else {
            return Ok(());
        };
        for row in batch.rows() {
            let (place, code) = made_from(row, origin);
            let memory = RowMemory::read(row.cell(memory_column).0);
            let memory = memory.map(|memory| (place, (code, memory)));
            self.memories.extend(memory);
        }
        Ok(())
    }
}
