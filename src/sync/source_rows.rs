//! Rows of an entity's sources as their sheets have them, found by code or place, to learn corrections of them.
//!
//! No correction is applied to them. Invariant: a row is found once, whichever sources read it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    codec::{Batch, EmptySnapshot, InMemory, RowSink},
    config::Config,
    error::Result,
    model::{Cell, Code, Damage, Header, Origin, RowTexts, Source, TablePlace, text::clean},
    read,
    shape::{DatedColumns, References, Shaper, TableSink},
};

/// A row of a sheet.
pub(super) struct SourceRow {
    /// Its code, as the sheet has it.
    pub code: Option<Code>,
    pub texts: RowTexts,
    /// Whether its cells may be in the wrong columns.
    pub is_damaged: bool,
    /// The headers of its table.
    pub headers: Arc<[String]>,
}

/// The rows that were found; a workbook may have thousands of rows that look for theirs.
#[derive(Default)]
pub(super) struct SourceRows {
    by_place: BTreeMap<Origin, SourceRow>,
    by_code: BTreeMap<Code, BTreeSet<Origin>>,
}

impl SourceRows {
    fn add(&mut self, place: Origin, row: SourceRow) {
        if let Some(code) = &row.code {
            let places = self.by_code.entry(code.clone()).or_default();
            places.insert(place.clone());
        }
        self.by_place.insert(place, row);
    }

    /// The row at a place.
    pub fn at(&self, place: &Origin) -> Option<(&Origin, &SourceRow)> {
        self.by_place.get_key_value(place)
    }

    /// The rows with a code.
    pub fn with_code(&self, code: &Code) -> impl Iterator<Item = (&Origin, &SourceRow)> {
        let places = self.by_code.get(code).into_iter().flatten();
        places.filter_map(|place| self.at(place))
    }
}

/// The rows that are wanted.
#[derive(Default)]
pub(super) struct WantedRows {
    pub codes: BTreeSet<Code>,
    pub places: BTreeSet<Origin>,
}

/// Adds the wanted rows of a source to those that were found.
pub(super) fn find(
    (config, source): (&Config, &Source),
    wanted: &WantedRows,
    found: &mut SourceRows,
) -> Result<()> {
    let Source {
        entity, mapping, ..
    } = source;
    let references = References::new();
    let known = (&EmptySnapshot as _, &InMemory as _);
    let mut shaper = Shaper::new(*entity, &config.policy, &references, known);
    let is_header = |text: &str| Shaper::is_header(*entity, mapping, text);
    for path in read::pick(source)?.picked {
        let mut finder = RowFinder {
            inner: shaper.table(mapping),
            dated: DatedColumns::of(mapping),
            headers: Arc::default(),
            table: TablePlace::default(),
            wanted,
            found,
        };
        read::read(&path, source, &is_header, &mut finder)?;
    }
    Ok(())
}

struct RowFinder<'a> {
    inner: TableSink<'a>,
    dated: DatedColumns<'a>,
    headers: Arc<[String]>,
    table: TablePlace,
    wanted: &'a WantedRows,
    found: &'a mut SourceRows,
}

impl RowSink for RowFinder<'_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        self.inner.header(header)?;
        let names = header.names.iter();
        self.headers = names.map(|name| clean(name).into_owned()).collect();
        self.table.origin = Origin {
            file: header.file.clone(),
            sheet: header.sheet.clone(),
            ..Origin::default()
        };
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        let Some(shaper) = self.inner.shaper() else {
            return Ok(());
        };
        for row in batch.rows() {
            let code = shaper.source_code(row).map(Code::new);
            let place = self.table.at(row.number());
            let is_wanted = code
                .as_ref()
                .is_some_and(|code| self.wanted.codes.contains(code));
            if !is_wanted && !self.wanted.places.contains(&place) {
                continue;
            }
            let cells = self.dated.cells(row, &self.headers);
            let cells = cells.iter();
            let cells = cells.map(|cell| Cell::shown(cell).unwrap_or_default());
            let headers = self.headers.iter().map(String::as_str);
            let row = SourceRow {
                code,
                texts: RowTexts::of(headers, cells),
                is_damaged: row.fault().is_some_and(Damage::moves_cells),
                headers: self.headers.clone(),
            };
            self.found.add(place, row);
        }
        Ok(())
    }
}
