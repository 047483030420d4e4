//! The readers: each does the least work with which a program reads everything in a file.
//!
//! Invariant: none of them keeps more than its comment names.

use std::{collections::HashMap, hint::black_box, path::Path};

use calamine::{Reader, Xlsx};
use rusqlite::Connection;

use super::Failure;

/// The csv crate with one record that is reused.
pub fn csv(path: &Path) -> Result<usize, Failure> {
    records(path, |record| _ = black_box(record))
}

/// The same, and a fingerprint of each row.
pub fn hash(path: &Path) -> Result<usize, Failure> {
    let mut all = 0;
    let rows = records(path, |record| {
        let mut hasher = blake3::Hasher::new();
        hasher.update(record.as_slice());
        all ^= hasher.finalize().as_bytes()[0];
    })?;
    black_box(all);
    Ok(rows)
}

fn records(path: &Path, mut see: impl FnMut(&csv::ByteRecord)) -> Result<usize, Failure> {
    let mut reader = csv::ReaderBuilder::new()
        .buffer_capacity(1 << 20)
        .from_path(path)?;
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record)? {
        see(&record);
        rows += 1;
    }
    Ok(rows)
}

/// Calamine's cell reader over the first sheet.
pub fn xlsx(path: &Path) -> Result<usize, Failure> {
    let mut book: Xlsx<_> = calamine::open_workbook(path)?;
    let name = book.sheet_names().first().cloned().unwrap_or_default();
    let mut cells = book.worksheet_cells_reader(&name)?;
    let (mut rows, mut seen) = (0, None);
    while let Some(cell) = cells.next_cell()? {
        let (row, _) = cell.get_position();
        rows += usize::from(seen.replace(row) != Some(row));
        black_box(cell.get_value());
    }
    Ok(rows)
}

/// Reads every code of the snapshot and its fingerprint into a map, in the simplest way.
pub fn sqlite(path: &Path) -> Result<usize, Failure> {
    let connection = Connection::open(path)?;
    let mut statement = connection.prepare("SELECT code, fingerprint FROM record")?;
    let mut known: HashMap<String, Vec<u8>> = HashMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        known.insert(row.get(0)?, row.get(1)?);
    }
    Ok(black_box(known).len())
}

/// Writes a database with as much of a snapshot's form as the reader needs.
pub fn snapshot(path: &Path, rows: usize) -> Result<(), Failure> {
    let mut connection = Connection::open(path)?;
    connection.execute("CREATE TABLE record (code TEXT, fingerprint BLOB)", [])?;
    let transaction = connection.transaction()?;
    for number in 0..rows {
        transaction
            .prepare_cached("INSERT INTO record VALUES (?1, ?2)")?
            .execute((format!("KH{number:07}"), [0_u8; 16]))?;
    }
    Ok(transaction.commit()?)
}
