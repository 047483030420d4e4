//! The workbook of proposed lookup records, to be completed and then read as their source.
//!
//! Its headers are the names of the attributes, so that it needs no mapping. Invariant: codes and names are text, as
//! in the customers' sheets.

use std::io::{self, Write};

use jiff::Timestamp;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::{
    error::to_io, palette::CellFormat, properties::properties, sheet::SheetWriter, sink::Sink,
};
use crate::model::{Attribute, ProposedLookups, Target};

/// The widths of the columns.
const WIDTHS: [f64; 4] = [24.0, 36.0, 16.0, 12.0];

/// The header of the counts, which no attribute has.
const ROWS: &str = "rows";

/// Writes a sheet for each entity, made at that time.
///
/// # Errors
/// The writer fails.
pub fn lookups(
    out: impl Write + Send,
    proposed: &[ProposedLookups],
    made_at: Timestamp,
) -> io::Result<()> {
    let mut sink = Sink::new(out);
    let done = workbook(&mut sink, proposed, made_at);
    sink.end()?;
    done.map_err(to_io)
}

fn workbook(
    out: impl Write + Send,
    proposed: &[ProposedLookups],
    made_at: Timestamp,
) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties("Lists to complete", made_at)?);
    for lookups in proposed {
        let sheet = SheetWriter::add(&mut workbook, lookups.entity.as_str())?;
        records(sheet, lookups)?;
    }
    workbook.save_to_writer(out)
}

fn records(mut sheet: SheetWriter<'_>, lookups: &ProposedLookups) -> Result<(), XlsxError> {
    let entity = lookups.entity;
    let has_types = lookups.records.iter().any(|one| one.field_type.is_some());
    let mut headers = vec![Target::Code.name(entity), entity.name_attribute().as_str()];
    headers.extend(has_types.then(|| Attribute::FieldType.as_str()));
    headers.push(ROWS);
    let headers: Vec<(String, f64)> = headers.into_iter().map(str::to_owned).zip(WIDTHS).collect();
    sheet.table(&headers, lookups.records.len(), 1)?;
    for record in &lookups.records {
        sheet.exact(0, &record.code)?;
        sheet.exact(1, &record.name)?;
        if let Some(kind) = record.field_type {
            sheet.text(2, kind, CellFormat::Plain)?;
        }
        let last = if has_types { 3 } else { 2 };
        let rows = u32::try_from(record.rows).unwrap_or(u32::MAX);
        sheet.number(last, f64::from(rows))?;
        sheet.next()?;
    }
    Ok(())
}
