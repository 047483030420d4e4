//! Tests of the room: real files in temporary folders, read into a sink that keeps everything.
//!
//! Invariant: the expected cells are those that Excel shows for the same file.

mod archive;
mod biff;
mod bombs;
mod containers;
mod converted;
mod crafted;
mod cut;
mod damaged;
mod delimited;
mod elsewhere;
mod encoders;
mod encodings;
mod encrypted;
mod filled;
mod four;
mod fronts;
mod headers;
mod kept;
mod kinds;
mod letters;
mod measured;
mod merged;
mod names;
mod old_cells;
mod old_formats;
mod ole;
mod open_document;
mod properties;
mod quoted;
mod rows;
mod same;
mod sheets;
mod shown;
mod syllables;
mod unusual;
mod watched;
mod written;

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::{
    codec::{Batch, RowSink, RowView},
    error::{Error, Result},
    model::{Cell, Damage, DataRow, Entity, Header, Source, TableFacts},
};

/// A sink that keeps everything.
#[derive(Debug, Default)]
struct CollectedTable {
    headers: Vec<Header>,
    rows: Vec<DataRow>,
}

impl RowSink for CollectedTable {
    fn header(&mut self, header: &Header) -> Result<(), Error> {
        self.headers.push(header.clone());
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<(), Error> {
        self.rows.extend(batch.rows().map(RowView::owned));
        Ok(())
    }
}

impl CollectedTable {
    fn names(&self) -> Vec<&str> {
        let [header] = self.headers.as_slice() else {
            panic!("one header expected: {:?}", self.headers);
        };
        header.names.iter().map(String::as_str).collect()
    }

    fn numbers(&self) -> Vec<u32> {
        self.rows.iter().map(|row| row.number).collect()
    }

    /// The damage of each row.
    fn faults(&self) -> Vec<Option<Damage>> {
        self.rows.iter().map(|row| row.fault.clone()).collect()
    }

    /// The cells of each row, an empty one as an empty text.
    fn texts(&self) -> Vec<Vec<&str>> {
        let rows = self.rows.iter().map(|row| row.cells.iter());
        rows.map(|cells| cells.map(shown).collect()).collect()
    }
}

fn shown(cell: &Cell) -> &str {
    cell.shown().unwrap_or_default()
}

/// A temporary folder for the files of one test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).expect("a file in the temporary folder");
        path
    }
}

fn source(path: &Path) -> Source {
    Source::at(Entity::Customer, path)
}

fn is_known(text: &str) -> bool {
    ["Mã KH", "Tên", "SĐT", "Ngày sinh"].contains(&text)
}

fn read_as(source: &Source) -> Result<CollectedTable> {
    Ok(read_with_facts(source)?.0)
}

fn read_with_facts(source: &Source) -> Result<(CollectedTable, TableFacts)> {
    let mut seen = CollectedTable::default();
    let facts = super::read(&source.path, source, &is_known, &mut seen)?;
    let rows = seen.rows.len();
    assert_eq!(facts.rows, rows, "the count is of the rows handed on");
    Ok((seen, facts))
}

fn read(path: &Path) -> CollectedTable {
    read_as(&source(path)).expect("a readable file")
}

fn refusal(source: &Source) -> Error {
    read_as(source).expect_err("a file that is refused")
}

/// The content of a CSV file with this text.
fn csv(content: impl AsRef<[u8]>) -> CollectedTable {
    let folder = Folder::new();
    read(&folder.file("khach.csv", content))
}

/// The error for a CSV file with this text, and its row.
fn csv_refusal(content: impl AsRef<[u8]>) -> (String, Option<u32>) {
    let folder = Folder::new();
    let error = refusal(&source(&folder.file("khach.csv", content)));
    let row = error.origin().and_then(|origin| origin.row);
    (error.message(), row)
}
